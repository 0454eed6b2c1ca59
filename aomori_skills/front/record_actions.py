"""What the roof adds to the menu of a record's page: acts that go across rooms."""

from django.urls import reverse

from aomori_skills.base.page import Action, allowed
from aomori_skills.front.merging.subjects import SUBJECTS
from dispatch.models import Session

KINDS = {subject.model: subject for subject in SUBJECTS.values()}


def actions_of(row, user) -> list[Action]:
    """The roof's actions for the record ``row``."""
    if isinstance(row, Session):
        return allowed([_calendar_file(row)], user)
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


def _calendar_file(session) -> Action:
    return Action(
        "予定表のファイルを出力する",
        reverse("calendar_session", args=(session.pk,)),
        post=True,
        download=True,
        note="カレンダーソフトに取り込む形式（.ics）です。指導者の氏名を含むときは、個人情報の出力記録に残ります。",
        permission="dispatch.view_requests",
    )
