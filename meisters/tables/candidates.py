"""List of candidates."""

from aomori_skills.base.listing import ListTable, StateColumn, TextColumn, WarekiColumn
from meisters.models import Candidate


class CandidateTable(ListTable):
    name = TextColumn(
        "氏名",
        linkify=True,
        order_by=("family_kana", "given_kana", "pk"),
    )
    kana = TextColumn("氏名（カナ）", on_screen=False)
    trade = TextColumn("見込みの職種", order_by=("trade__order", "pk"))
    employer = TextColumn("勤務先", order_by=("employer__kana", "pk"))
    phone_numbers = TextColumn("電話番号", orderable=False, narrow=True)
    state = StateColumn("状態", accessor="state")
    met_on = WarekiColumn("面談日", short=True, on_screen=False)
    next_contact_on = WarekiColumn("次回連絡日", short=True)
    owner = TextColumn("担当者", order_by=("owner__family_kana", "pk"), narrow=True)
    birth_date = WarekiColumn("生年月日", on_screen=False)
    postcode = TextColumn("郵便番号", on_screen=False)
    prefecture = TextColumn("都道府県（自宅）", on_screen=False)
    address = TextColumn("住所（自宅）", on_screen=False)
    email = TextColumn("メールアドレス", on_screen=False)
    position = TextColumn("役職・部署", on_screen=False)
    met_at = TextColumn("訪問先・紹介元", on_screen=False)
    explained_on = WarekiColumn("制度の説明日", on_screen=False)

    class Meta:
        model = Candidate
        fields = (
            "name",
            "kana",
            "trade",
            "employer",
            "phone_numbers",
            "state",
            "met_on",
            "next_contact_on",
            "owner",
        )
