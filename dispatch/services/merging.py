"""What the merging of two organizations asks for in this area."""

from aomori_skills.base.merging import Content
from dispatch.models import SurveyAddressee, SurveyProposal, SurveyWish

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
