"""Forms that ask for the reason of each soft conflict, once the service has found it."""

from aomori_skills.base.fields import PlainTextField
from aomori_skills.base.forms.messages import limit_texts, speak_japanese
from aomori_skills.base.forms.widgets import style

PREFIX = "reason-"
LONGEST = 200


class AcknowledgingMixin:
    """Put it first; ``given`` goes to the service, ``ask`` takes what it refused.

    ``offer`` shows what is known to stand against it before anybody has asked the service.
    """

    @property
    def given(self) -> dict[str, str]:
        """The reasons as typed, by the names of the conflicts; never for a kind as such."""
        return {
            name.removeprefix(PREFIX): value.replace("\x00", "")[:LONGEST]
            for name, value in self.data.items()
            if name.startswith(PREFIX) and ":" in name
        }

    def offer(self, conflicts) -> dict[str, str]:
        """Show a field for each conflict; what is the same on several days is asked once."""
        days: dict[str, list] = {}
        for one in conflicts:
            days.setdefault(f"{PREFIX}{one.name}", []).append(one)
        several = len({one.session for one in conflicts}) > 1
        fields = {
            name: PlainTextField(
                label=f"{rows[0].person}さんの「{rows[0].found.kind.label}」を承知のうえで進める理由",
                help_text=_told(rows, several=several),
                max_length=LONGEST,
                required=False,
            )
            for name, rows in days.items()
        }
        self.fields.update(fields)
        speak_japanese(fields)
        limit_texts(fields)
        for field in fields.values():
            style(field)
        return {name: rows[0].found.text for name, rows in days.items()}

    def ask(self, refused) -> None:
        """What the service refused: a field for each conflict, and what is missing said on top."""
        for name, text in self.offer(refused.conflicts).items():
            if not self.data.get(name, "").strip():
                self.add_error(name, f"{text.removesuffix('。')}。理由を入力してください。")


def _told(conflicts, *, several: bool) -> str:
    text = conflicts[0].found.text
    if not several:
        return text
    return f"{'、'.join(str(one.session) for one in conflicts)}：{text}"
