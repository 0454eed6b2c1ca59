"""公表用名簿: what may be shown outside, and nothing else."""

from aomori_skills.base.listing import ListTable, TextColumn, WarekiColumn
from meisters.models import Meister


class PublicTable(ListTable):
    """Every cell comes from ``Meister.public``."""

    name = TextColumn(
        "氏名",
        accessor="public__name",
        linkify=lambda record: record.get_absolute_url(),
        order_by=("family_kana", "given_kana", "pk"),
    )
    kana = TextColumn("カナ", accessor="public__kana", on_screen=False)
    number = TextColumn("認定番号", accessor="public__number", order_by=("number",), narrow=True)
    trades = TextColumn("認定職種", accessor="public__trades", orderable=False)
    category = TextColumn("区分", accessor="public__category", on_screen=False)
    certified_on = WarekiColumn(
        "認定年月日", accessor="public__certified_on", orderable=False, short=True, weekday=False
    )
    regions = TextColumn("活動地域", accessor="public__regions", orderable=False)
    employer = TextColumn("勤務先", accessor="public__employer", orderable=False)
    qualifications = TextColumn("資格・受賞歴", accessor="public__qualifications", orderable=False)
    message = TextColumn("自己紹介・抱負", accessor="public__message", on_screen=False)
    teaching = TextColumn("指導できる内容", accessor="public__teaching", on_screen=False)
    career = TextColumn("主な経歴・実績", accessor="public__career", on_screen=False)
    photo = TextColumn("写真", accessor="public__photo_word", orderable=False, narrow=True)

    class Meta:
        model = Meister
        fields = ()
        sequence = (
            "name",
            "kana",
            "number",
            "trades",
            "category",
            "certified_on",
            "regions",
            "employer",
            "qualifications",
            "message",
            "teaching",
            "career",
            "photo",
        )
