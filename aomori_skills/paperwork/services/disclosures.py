"""The log of personal data that left the system."""

from aomori_skills.paperwork.choices import Medium, Purpose
from aomori_skills.paperwork.models import DisclosureLog

SEPARATOR = "："
LONGEST = 200


class PurposeRequired(ValueError):
    """An export of personal data without a purpose; its text is a sentence for the user."""


def record(user, *, what: str, count: int, medium: str, purpose: str, detail: str = ""):
    """Write down one export or print; return its DisclosureLog.

    ``medium`` and ``purpose`` are a code or a label of their choices. A purpose may go on in words
    after 「：」; a purpose in words alone is その他.
    """
    code, note = _purpose(purpose)
    return DisclosureLog.objects.create(
        by=user,
        what=what[:LONGEST],
        count=count,
        medium=_code(Medium, medium),
        purpose=code,
        purpose_note=note[:LONGEST],
        detail=detail,
    )


def _purpose(text: str) -> tuple[str, str]:
    head, _, note = (text or "").strip().partition(SEPARATOR)
    if not head:
        raise PurposeRequired("利用目的を選択してください。")
    try:
        code = _code(Purpose, head)
    except ValueError:
        return Purpose.OTHER, text.strip()
    if code == Purpose.OTHER and not note.strip():
        raise PurposeRequired("利用目的が「その他」のときは、目的の内容を入力してください。")
    return code, note.strip()


def _code(choices, text: str) -> str:
    for choice in choices:
        if text in (choice.value, choice.label):
            return choice.value
    raise ValueError(text)
