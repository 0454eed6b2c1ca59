"""List of organizations."""

from django_tables2 import A

from aomori_skills.base.listing import ListTable, NumberColumn, TextColumn, WarekiColumn
from aomori_skills.office.models import Organization


class OrganizationTable(ListTable):
    name = TextColumn(
        "名称", linkify=("office:organization_detail", {"pk": A("pk")}), order_by=("kana", "name")
    )
    kana = TextColumn("名称（カナ）", on_screen=False)
    kind = TextColumn("種別", code="kind", narrow=True)
    region = TextColumn("圏域", accessor="municipality__region", narrow=True)
    municipality = TextColumn("市町村", order_by=("municipality__order", "kana"), narrow=True)
    postcode = TextColumn("郵便番号", on_screen=False)
    address = TextColumn("所在地")
    phone = TextColumn("電話番号", narrow=True)
    fax = TextColumn("FAX番号", on_screen=False)
    email = TextColumn("メールアドレス", on_screen=False)
    industry = TextColumn("業種区分", on_screen=False)
    capital = NumberColumn("資本金（円）", on_screen=False)
    employees = NumberColumn("従業員数（人）", on_screen=False)
    mail_returned_on = WarekiColumn("郵便物の返送", short=True, weekday=False, on_screen=False)
    ended_on = WarekiColumn("廃止日", short=True, weekday=False)

    class Meta:
        model = Organization
        fields = (
            "name",
            "kana",
            "kind",
            "region",
            "municipality",
            "postcode",
            "address",
            "phone",
            "fax",
            "email",
            "industry",
            "capital",
            "employees",
            "mail_returned_on",
            "ended_on",
        )
