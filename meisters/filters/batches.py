"""Filters of rounds and submissions."""

from aomori_skills.base.listing import ListFilter, ModelFilter
from meisters.models import ApplicationRound, SubmissionBatch


class RoundFilter(ListFilter):
    class Meta:
        model = ApplicationRound
        fields = ("center_deadline",)


class BatchFilter(ListFilter):
    round = ModelFilter(label="申請回", queryset=lambda request: _rounds(request))

    class Meta:
        model = SubmissionBatch
        fields = ("state", "submitted_on")


def _rounds(request):
    """Rounds of the bundles of the year in the header."""
    batches = SubmissionBatch.objects.in_fiscal_year(request.fiscal_year)
    return ApplicationRound.objects.filter(batches__in=batches).distinct()
