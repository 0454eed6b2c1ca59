"""The two kinds of notices about a decided plan, as the pages tell them apart."""

from dataclasses import dataclass
from types import ModuleType

from dispatch.choices import RequestState
from dispatch.forms.decisions import CancelNoticesForm, NoticesForm
from dispatch.services import cancel_notices, decision_notices


@dataclass(frozen=True)
class NoticeKind:
    """Its word, its service, its form; the page of the batch and whom the batch reaches."""

    word: str
    service: ModuleType
    form: type[NoticesForm]
    batch: str
    reaches: str


DECISIONS = NoticeKind(
    "決定通知",
    decision_notices,
    NoticesForm,
    "dispatch:notice_batch",
    "依頼元と、決定や変更に関わる指導者・補助員",
)
CANCELLATIONS = NoticeKind(
    "取りやめのお知らせ",
    cancel_notices,
    CancelNoticesForm,
    "dispatch:cancel_batch",
    "依頼元と、予定していた指導者・補助員",
)


def kind_for(request) -> NoticeKind:
    """Of a cancelled request its cancellation is told, of any other its decision."""
    return CANCELLATIONS if request.state == RequestState.CANCELLED else DECISIONS
