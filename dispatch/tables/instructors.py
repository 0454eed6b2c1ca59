"""熟練技能者 and 補助員 as lists."""

from aomori_skills.base.listing import ListTable, NumberColumn, TextColumn, WarekiColumn
from dispatch.models import Assistant, SkilledWorker

REACHED_BY = ("phone_numbers",)
"""Columns on screen that are for few."""


class InstructorTable(ListTable):
    """Columns of both lists."""

    name = TextColumn(
        "氏名", linkify=True, order_by=("family_kana", "given_kana", "pk"), narrow=True
    )
    kana = TextColumn("氏名（カナ）", on_screen=False)
    employer = TextColumn("勤務先", order_by=("employer__kana", "pk"))
    municipality = TextColumn("市町村（自宅・県内）", order_by=("municipality__order", "pk"))
    phone_numbers = TextColumn("電話番号", orderable=False, narrow=True)
    ended_on = WarekiColumn("登録終了日", short=True)
    birth_date = WarekiColumn("生年月日", on_screen=False)
    postcode = TextColumn("郵便番号", on_screen=False)
    prefecture = TextColumn("都道府県（自宅）", on_screen=False)
    address = TextColumn("住所（自宅）", on_screen=False)
    email = TextColumn("メールアドレス", on_screen=False)
    note = TextColumn("備考", on_screen=False)


class SkilledWorkerTable(InstructorTable):
    trade = TextColumn("職種", order_by=("trade__order", "pk"))
    operation = TextColumn("作業", on_screen=False)
    ground = TextColumn("指導できる根拠", order_by=("ground", "pk"))
    ground_detail = TextColumn("資格・大会の名称と成績", on_screen=False)
    practice_years = NumberColumn("実務経験（年）", unit="年", on_screen=False)
    place_won = NumberColumn("大会の順位", unit="位", on_screen=False)

    class Meta:
        model = SkilledWorker
        fields = (
            "name",
            "trade",
            "ground",
            "employer",
            "municipality",
            "phone_numbers",
            "ended_on",
        )
        sequence = (*fields, "...")


class AssistantTable(InstructorTable):
    class Meta:
        model = Assistant
        fields = ("name", "employer", "municipality", "phone_numbers", "ended_on")
        sequence = (*fields, "...")
