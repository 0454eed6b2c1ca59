"""Questions to the list of candidates."""

from datetime import timedelta

from django.utils import timezone

from aomori_skills.base.listing import (
    ChoiceFilter,
    DaysFilter,
    ListFilter,
    ModelFilter,
    SearchFilter,
)
from aomori_skills.office.models import Trade
from meisters.choices import CandidateState
from meisters.forms.fields import owners
from meisters.models import Candidate

DUE, WEEK, UNSET = "due", "week", "unset"


class CandidateFilter(ListFilter):
    q = SearchFilter(hint="氏名・カナ・電話番号")
    state = ChoiceFilter(label="状態", choices=CandidateState)
    trade = ModelFilter(label="見込みの職種", queryset=Trade.objects.all())
    owner = ModelFilter(label="担当者", queryset=owners())
    contact = ChoiceFilter(
        label="次回連絡",
        choices=((DUE, "今日までに連絡"), (WEEK, "7日以内に連絡"), (UNSET, "連絡日が未定")),
        method="to_contact",
    )
    next_contact_on = DaysFilter(label="次回連絡日")
    met_on = DaysFilter(label="面談日")
    explained_on = DaysFilter(label="制度の説明日")
    created_at = DaysFilter(label="登録日")
    folded = ("next_contact_on", "met_on", "explained_on", "created_at")

    class Meta:
        model = Candidate
        fields = ()

    def to_contact(self, rows, name, value):
        """Open candidates only: the others are not waited for."""
        if value == UNSET:
            return rows.open().filter(next_contact_on__isnull=True)
        return rows.to_contact(by=timezone.localdate() + timedelta(days=7 if value == WEEK else 0))
