"""Questions to the lists of users and delegations."""

from django.utils import timezone

from aomori_skills.base.listing import ChoiceFilter, ListFilter, ModelFilter, SearchFilter
from aomori_skills.base.roles import Role
from aomori_skills.office.models import ApproverDelegation, User


class UserFilter(ListFilter):
    q = SearchFilter(hint="氏名・カナ・利用者ID")
    role = ChoiceFilter(label="役割", choices=Role, method="by_role")
    is_active = ChoiceFilter(label="在職", choices=((True, "在職"), (False, "停止")))

    class Meta:
        model = User
        fields = ()

    def by_role(self, rows, name, value):
        return rows.filter(roles__contains=[value])


class DelegationFilter(ListFilter):
    manager = ModelFilter(
        label="承認者",
        queryset=lambda request: User.objects.filter(delegations_given__isnull=False).distinct(),
    )
    when = ChoiceFilter(
        label="期間",
        choices=(("now", "現在有効"), ("coming", "これから"), ("past", "終了")),
        method="by_time",
    )

    class Meta:
        model = ApproverDelegation
        fields = ()

    def by_time(self, rows, name, value):
        today = timezone.localdate()
        if value == "now":
            return rows.on(today)
        return (
            rows.filter(starts_on__gt=today)
            if value == "coming"
            else rows.filter(ends_on__lt=today)
        )
