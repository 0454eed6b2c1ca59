"""Questions to the list from which the addressees of a wave are chosen."""

from datetime import timedelta

from django.utils import timezone

from aomori_skills.base.listing import (
    ChoiceFilter,
    DaysFilter,
    ListFilter,
    ModelFilter,
    SearchFilter,
)
from aomori_skills.office.choices import OrganizationKind, Region
from aomori_skills.office.models import Municipality, Organization
from dispatch.choices import AddresseeGroup
from dispatch.rules.surveys import GROUPS

NEVER, YEAR, LONG_AGO = "never", "year", "long_ago"
CONTACTS = ((YEAR, "1年以内"), (LONG_AGO, "1年より前"), (NEVER, "記録なし"))


class PickFilter(ListFilter):
    q = SearchFilter(hint="名称・カナ・市町村")
    group = ChoiceFilter(label="区分", choices=AddresseeGroup, method="in_group")
    kind = ChoiceFilter(label="種別", choices=OrganizationKind)
    region = ChoiceFilter(label="圏域", field_name="municipality__region", choices=Region)
    contact = ChoiceFilter(label="最後の連絡", choices=CONTACTS, method="in_contact")
    municipality = ModelFilter(label="市町村", queryset=Municipality.objects.all())
    last_contact = DaysFilter(label="最後に連絡した日")
    folded = ("municipality", "last_contact")

    class Meta:
        model = Organization
        fields = ()

    def in_group(self, rows, name, value):
        if value in GROUPS:
            return rows.filter(kind__in=GROUPS[value])
        return rows.exclude(kind__in=[kind for kinds in GROUPS.values() for kind in kinds])

    def in_contact(self, rows, name, value):
        if value == NEVER:
            return rows.filter(last_contact__isnull=True)
        since = timezone.localdate() - timedelta(days=365)
        if value == YEAR:
            return rows.filter(last_contact__gte=since)
        return rows.filter(last_contact__lt=since)
