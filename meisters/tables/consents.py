"""公表同意の状況: one person a line, one item a column."""

from django.utils.html import format_html

from aomori_skills.base import wareki
from aomori_skills.base.listing import ListColumn, ListTable, StateColumn, TextColumn
from meisters.choices import Consent, PublicItem
from meisters.models import Meister
from meisters.rules.publication import MARKS

OUTCOMES = {Consent.AGREED: "YES", Consent.REFUSED: "NO", Consent.UNKNOWN: "UNKNOWN"}


class ConsentColumn(ListColumn):
    """○ × ？ with the day of the answer; Excel gets the answer, its day, the way and the paper."""

    def __init__(self, item: PublicItem):
        self.item = item
        super().__init__(item.label, accessor="consents", orderable=False, narrow=True)

    def render(self, value):
        row = self._row(value)
        answer = Consent(row.answer) if row else Consent.UNKNOWN
        day = "日付なし"
        if row and row.answered_on:
            day = wareki.format_short(row.answered_on)
        return format_html(
            '<span class="verdict" data-outcome="{}" title="{}">'
            '<span class="verdict-mark">{}</span>'
            '<span class="verdict-day">{}</span></span>',
            OUTCOMES[answer],
            answer.label,
            MARKS[answer],
            "" if answer == Consent.UNKNOWN else day,
        )

    def headings(self, header: str) -> tuple[str, ...]:
        return (header, f"{header}の回答日", f"{header}の回答方法", f"{header}の同意書")

    def plain(self, value, record) -> tuple:
        row = self._row(record.consents)
        if row is None:
            return (Consent.UNKNOWN.label, None, "", "")
        paper = "あり" if row.evidence_id else "なし"
        return (
            row.get_answer_display(),
            row.answered_on,
            row.get_way_display(),
            "" if row.answer == Consent.UNKNOWN else paper,
        )

    def _row(self, value):
        return next((row for row in value.all() if row.item == self.item), None)


class ConsentTable(ListTable):
    name = TextColumn(
        "氏名",
        linkify=lambda record: f"{record.get_absolute_url()}?tab=titles",
        order_by=("family_kana", "given_kana", "pk"),
    )
    number = TextColumn("認定番号", narrow=True)
    state = StateColumn("状態", accessor="state", on_screen=False)
    paper = TextColumn("同意書がない項目", accessor="consents", orderable=False)
    # "name" is taken: the columns of the items are called by what they are for.
    for_name = ConsentColumn(PublicItem.NAME)
    for_trade = ConsentColumn(PublicItem.TRADE)
    for_area = ConsentColumn(PublicItem.AREA)
    for_employer = ConsentColumn(PublicItem.EMPLOYER)
    for_qualification = ConsentColumn(PublicItem.QUALIFICATION)
    for_profile = ConsentColumn(PublicItem.PROFILE)
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
        missing = {
            row.item
            for row in value.all()
            if row.answer != Consent.UNKNOWN and row.evidence_id is None
        }
        if len(missing) == len(PublicItem):
            return "すべて"
        return "・".join(item.label for item in PublicItem if item in missing)

    def value_paper(self, value):
        return self.render_paper(value)
