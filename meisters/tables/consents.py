"""公表同意の状況: one person a line, one item a column."""

from django.utils.html import format_html, format_html_join

from aomori_skills.base import wareki
from aomori_skills.base.listing import ListColumn, ListTable, StateColumn, TextColumn
from meisters.choices import ConsentState, PublicItem
from meisters.models import Meister
from meisters.rules.publication import MARKS, ground_words

OUTCOMES = {
    ConsentState.AGREED: "YES",
    ConsentState.REFUSED: "NO",
    ConsentState.WITHDRAWN: "NO",
    ConsentState.UNKNOWN: "UNKNOWN",
}

MOST_NAMES = 2


class ConsentColumn(ListColumn):
    """The answer in a word, its day and what proves it; Excel gets each in a column of its own."""

    def __init__(self, item: PublicItem, short: str = ""):
        self.item = item
        label = short or item.label
        super().__init__(label, accessor="consents", orderable=False, narrow=True)

    def render(self, value):
        row = self._row(value)
        answer = ConsentState(row.answer) if row else ConsentState.UNKNOWN
        proof = ()
        if answer != ConsentState.UNKNOWN:
            day = wareki.format_short(row.answered_on) if row.answered_on else "日付なし"
            proof = (day, ground_words(row))
        return format_html(
            '<span class="verdict consent-mark" data-outcome="{}">'
            '<span class="verdict-mark">{}</span>{}{}</span>',
            OUTCOMES[answer],
            MARKS[answer],
            answer.label,
            format_html_join(
                "", '<span class="consent-proof">{}</span>', ((one,) for one in proof)
            ),
        )

    def headings(self, header: str) -> tuple[str, ...]:
        name = f"{self.item.label}の公表"
        return (name, f"{name}の回答日", f"{name}の回答方法", f"{name}の同意書")

    def plain(self, value, record) -> tuple:
        row = self._row(record.consents)
        if row is None:
            return (ConsentState.UNKNOWN.label, None, "", "")
        paper = "あり" if row.evidence_id else "なし"
        return (
            row.get_answer_display(),
            row.answered_on,
            row.get_way_display(),
            "" if row.answer == ConsentState.UNKNOWN else paper,
        )

    def _row(self, value):
        return next((row for row in value.all() if row.item == self.item), None)


class ConsentTable(ListTable):
    name = TextColumn(
        "マイスター",
        linkify=lambda record: f"{record.get_absolute_url()}?tab=titles",
        order_by=("family_kana", "given_kana", "pk"),
    )
    number = TextColumn("認定番号", narrow=True)
    state = StateColumn("状態", accessor="state", on_screen=False)
    paper = TextColumn("同意書なし", accessor="consents", orderable=False)
    for_name = ConsentColumn(PublicItem.NAME)
    for_trade = ConsentColumn(PublicItem.TRADE)
    for_area = ConsentColumn(PublicItem.AREA)
    for_employer = ConsentColumn(PublicItem.EMPLOYER)
    for_qualification = ConsentColumn(PublicItem.QUALIFICATION, "資格等")
    for_profile = ConsentColumn(PublicItem.PROFILE, "自己紹介等")
    for_photo = ConsentColumn(PublicItem.PHOTO)

    class Meta:
        model = Meister
        fields = ("name", "number", "state")
        sequence = (
            "name",
            "number",
            "state",
            *(f"for_{item}" for item in PublicItem.values),
            "paper",
        )

    def render_paper(self, value):
        labels = _without_paper(value)
        return "、".join(labels) if len(labels) <= MOST_NAMES else f"{len(labels)}項目"

    def value_paper(self, value):
        return "、".join(_without_paper(value))


def _without_paper(rows) -> list[str]:
    missing = {
        row.item
        for row in rows.all()
        if row.answer != ConsentState.UNKNOWN and row.evidence_id is None
    }
    return [item.label for item in PublicItem if item in missing]
