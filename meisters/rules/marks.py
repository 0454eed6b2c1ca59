"""差戻し and 締切超過: the words that mark an application, wherever it is shown."""

from dataclasses import dataclass
from datetime import date

from aomori_skills.base.page import Mark

SENT_BACK = Mark("sent_back", "差戻し")
OVERDUE = Mark("overdue", "締切超過")


@dataclass(frozen=True)
class Marks:
    sent_back: Mark | None
    overdue: Mark | None

    def __iter__(self):
        return iter(filter(None, (self.sent_back, self.overdue)))


def marks_of(application, today: date) -> Marks:
    """Load the application by ``CertificationApplication.objects.with_marks()``."""
    is_late = application.due_on is not None and application.due_on < today
    return Marks(SENT_BACK if application.is_sent_back else None, OVERDUE if is_late else None)
