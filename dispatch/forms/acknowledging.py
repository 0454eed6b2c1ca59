"""Forms that ask for the reason of each soft conflict, once the service has found it."""

from aomori_skills.base.fields import PlainTextField
from aomori_skills.base.forms.messages import limit_texts, speak_japanese
from aomori_skills.base.forms.widgets import style

PREFIX = "reason-"
LONGEST = 200


class AcknowledgingMixin:
    """Put it first; ``given`` goes to the service, ``ask`` takes what it refused."""

    @property
    def given(self) -> dict[str, str]:
        """The reasons as typed, by the names of the conflicts; never for a kind as such."""
        return {
            name.removeprefix(PREFIX): value.replace("\x00", "")[:LONGEST]
            for name, value in self.data.items()
            if name.startswith(PREFIX) and ":" in name
        }

    def ask(self, refused) -> None:
        """Show a field for each conflict, and say so on top."""
        fields = {
            f"{PREFIX}{one.name}": PlainTextField(
                label=f"{one.person}さんの「{one.found.kind.label}」を承知のうえで進める理由",
                help_text=one.found.text,
                max_length=LONGEST,
                required=True,
            )
            for one in refused.conflicts
        }
        self.fields.update(fields)
        speak_japanese(fields)
        limit_texts(fields)
        for name, field in fields.items():
            style(field)
            if not self.data.get(name, "").strip():
                self.add_error(name, f"{field.help_text}理由を入力してください。")
