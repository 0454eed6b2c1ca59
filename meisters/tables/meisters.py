"""The register as a list."""

from aomori_skills.base.listing import ListTable, StateColumn, TextColumn, WarekiColumn
from meisters.choices import Category
from meisters.models import Meister
from meisters.papers.register_book import register_book
from meisters.rules.courses import obligation_word


class MeisterTable(ListTable):
    """Its Excel is the workbook that can be imported again, with every column of the register."""

    name = TextColumn("氏名", linkify=True, order_by=("family_kana", "given_kana", "pk"))
    number = TextColumn("認定番号", narrow=True)
    trades = TextColumn("職種", orderable=False)
    category = TextColumn("区分", accessor="trades", orderable=False)
    state = StateColumn("状態", accessor="state")
    licence = TextColumn("講習", narrow=True)
    regions = TextColumn("活動圏域", orderable=False)
    employer = TextColumn("勤務先", order_by=("employer__kana", "pk"))
    certified_on = WarekiColumn("認定日", short=True)

    class Meta:
        model = Meister
        fields = (
            "name",
            "number",
            "trades",
            "category",
            "state",
            "licence",
            "regions",
            "employer",
            "certified_on",
        )

    def render_category(self, value):
        words = (Category(row.category).label for row in value.all())
        return "、".join(dict.fromkeys(words))

    def render_regions(self, value):
        return "、".join(value) or "未確認"

    def render_licence(self, record):
        return obligation_word(record.licence, record.course_completed_on)

    def as_workbook(self, name: str) -> bytes:
        return register_book(self.each(self.data.data.for_register()))
