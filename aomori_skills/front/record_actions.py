"""What the roof adds to the menu of a record's page: acts that go across rooms."""

from django.urls import reverse

from aomori_skills.base.page import Action, allowed
from aomori_skills.front.merging.subjects import SUBJECTS

KINDS = {subject.model: subject for subject in SUBJECTS.values()}


def actions_of(row, user) -> list[Action]:
    """The roof's actions for the record ``row``."""
    subject = KINDS.get(type(row))
    if subject is None:
        return []
    merge = Action(
        "別の記録と統合する",
        reverse("merge_choose", args=(subject.slug, row.pk)),
        note=f"同じ{subject.noun}が二重に登録されているときに使います。",
        permission=subject.permission,
    )
    return allowed([merge], user)
