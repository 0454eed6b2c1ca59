"""What the merging of two organizations, and of two people, asks for in this area."""

from django.db.models import OuterRef, Q, Subquery

from aomori_skills.base.merging import Content
from dispatch.choices import AssignmentState, SessionState
from dispatch.models import Assignment, SurveyAddressee, SurveyProposal, SurveyWish
from dispatch.rules.assignments import refuse_two_places

CONTENTS = (
    Content(
        SurveyAddressee,
        lambda row: str(row.survey),
        groups=(
            (
                "state",
                "sent_on",
                "undeliverable_on",
                "replied_on",
                "replied_way",
                "replied_by",
                "typed_by",
                "demand",
                "note",
            ),
        ),
        fills=(("message",), ("reminder",), ("contact",)),
    ),
)


def bring_answers(kept, lost, *, by, reason) -> None:
    """Where both were in one wave, what the lost one wished for and named goes to the kept one."""
    twins = SurveyAddressee.with_merged.filter(organization=lost)
    mine = dict(SurveyAddressee.with_merged.filter(organization=kept).values_list("survey", "pk"))
    for row in twins:
        if row.survey_id not in mine:
            continue
        for model in (SurveyWish, SurveyProposal):
            model.objects.filter(addressee=row).update(addressee=mine[row.survey_id])


def check_bookings(kept, lost) -> None:
    """One person is not in two places, and once at a session (one query while that holds)."""
    rows = Assignment.objects.standing().exclude(session__state=SessionState.CANCELLED)
    same_time = Q(state=AssignmentState.CONFIRMED, period__overlap=OuterRef("period"))
    confirmed = Q(state=AssignmentState.CONFIRMED)
    at_session = rows.filter(meister=kept, session=OuterRef("session"))
    at_time = rows.filter(same_time, meister=kept)
    found = (
        rows.filter(meister=lost)
        .annotate(twin=Subquery(at_session.values("pk")[:1]))
        .annotate(rival=Subquery(at_time.order_by("pk").values("pk")[:1]))
        .filter(Q(twin__isnull=False) | confirmed & Q(rival__isnull=False))
    )
    one = found.select_related("session__request__client").order_by("period", "pk").first()
    if one is not None:
        other = Assignment.objects.select_related("session__request__client")
        refuse_two_places(kept, lost, other.get(pk=one.twin or one.rival).session, one.session)
