"""Lists of explanations, and of those who have still to be told something."""

from django.utils.html import format_html

from aomori_skills.base.listing import ListTable, NumberColumn, TextColumn, WarekiColumn
from aomori_skills.base.listing.columns import ListColumn
from aomori_skills.base.page import chip
from meisters.models import Briefing, Meister
from meisters.rules import briefings as rules

FORM = "chosen"
"""The id of the form to which the boxes of the list belong."""


class ChoiceColumn(ListColumn):
    """A box before each row; neither in Excel nor on paper."""

    css = "is-narrow"

    def __init__(self, name: str, **options):
        self.box = name
        super().__init__("選択", orderable=False, exclude_from_export=True, **options)

    def render(self, record):
        return format_html(
            '<label class="row-check"><input class="form-check-input" type="checkbox" form="{}"'
            ' name="{}" value="{}" aria-label="{}さんを選択"></label>',
            FORM,
            self.box,
            record.pk,
            record,
        )


class UntoldTable(ListTable):
    name = TextColumn(
        "氏名",
        linkify=lambda record: f"{record.get_absolute_url()}?tab=training",
        order_by=("family_kana", "given_kana", "pk"),
    )
    kana = TextColumn("氏名（カナ）", on_screen=False)
    number = TextColumn("認定番号", narrow=True)
    trades = TextColumn("職種", orderable=False)
    regions = TextColumn("活動圏域", orderable=False)
    untold = TextColumn("説明していない事項", empty_values=(), orderable=False)
    drafted = TextColumn("説明文書", empty_values=(), orderable=False, narrow=True)
    certified_on = WarekiColumn("認定日", short=True)
    last_briefed_on = WarekiColumn("最後の説明", short=True)
    chosen = ChoiceColumn("meister", empty_values=())

    class Meta:
        model = Meister
        fields = (
            "name",
            "number",
            "trades",
            "regions",
            "untold",
            "drafted",
            "certified_on",
            "last_briefed_on",
        )
        sequence = ("...", "chosen")

    def render_regions(self, value):
        return "、".join(value) or "未確認"

    def render_untold(self, record):
        words = rules.words(rules.missing(record, rules.told_of(record)))
        note = rules.licence_note(record)
        return f"{words}（{note}）" if note and not record.told_course else words

    def value_untold(self, record):
        return self.render_untold(record)

    def render_drafted(self, record):
        return chip("draft", "未送信") if record.drafted else "－"

    def value_drafted(self, record):
        return "未送信" if record.drafted else ""


class BriefingTable(ListTable):
    held_on = WarekiColumn("説明日", linkify=True)
    way = TextColumn("方法", narrow=True)
    place = TextColumn("場所")
    topics_text = TextColumn("説明事項", orderable=False)
    size = NumberColumn("人数", unit="人")
    confirmed = NumberColumn("確認済み", unit="人")
    waiting = NumberColumn("文書が未送信", unit="人")
    materials = TextColumn("渡した資料", on_screen=False)
    staff = TextColumn("説明した職員", order_by=("staff__family_kana", "pk"), narrow=True)
    note = TextColumn("備考", on_screen=False)

    class Meta:
        model = Briefing
        fields = (
            "held_on",
            "way",
            "place",
            "topics_text",
            "size",
            "confirmed",
            "waiting",
            "materials",
            "staff",
            "note",
        )
