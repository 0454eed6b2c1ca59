"""Lists of users and delegations."""

from django_tables2 import A

from aomori_skills.base.listing import (
    BooleanColumn,
    ListTable,
    TextColumn,
    TimeColumn,
    WarekiColumn,
)
from aomori_skills.office.models import ApproverDelegation, User


class UserTable(ListTable):
    name = TextColumn(
        "氏名",
        accessor="get_full_name",
        linkify=("office:user_detail", {"pk": A("pk")}),
        order_by=("family_kana", "given_kana"),
    )
    username = TextColumn("利用者ID", narrow=True)
    roles = TextColumn("役割", accessor="role_labels", orderable=False)
    email = TextColumn("メールアドレス")
    is_active = BooleanColumn("在職", words=("在職", "停止"))
    last_login = TimeColumn("最後のサインイン")

    class Meta:
        model = User
        fields = ("name", "username", "roles", "email", "is_active", "last_login")


class DelegationTable(ListTable):
    delegate = TextColumn(
        "代理者",
        linkify=("office:delegation_end", {"pk": A("pk")}),
        order_by=("delegate__family_kana", "delegate__given_kana"),
    )
    manager = TextColumn("承認者", order_by=("manager__family_kana", "manager__given_kana"))
    starts_on = WarekiColumn("開始日")
    ends_on = WarekiColumn("終了日")
    reason = TextColumn("理由")

    class Meta:
        model = ApproverDelegation
        fields = ("delegate", "manager", "starts_on", "ends_on", "reason")
