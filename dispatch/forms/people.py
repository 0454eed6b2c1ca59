"""One person of the three kinds in one field."""

from django import forms

from aomori_skills.base.fields import PlainTextField
from aomori_skills.base.forms import RemoteSelect, StaffForm
from aomori_skills.base.workflow import TransitionDenied
from dispatch.choices import InstructorRole
from dispatch.forms.acknowledging import AcknowledgingMixin
from dispatch.rules.person_keys import kind_word
from dispatch.services.people import people_of, person_of

REASON = forms.Textarea(attrs={"rows": 3})


class PersonField(forms.Field):
    """A meister, 熟練技能者 or 補助員, found by typing; its value is the person."""

    def __init__(self, label: str = "氏名", **kwargs):
        widget = RemoteSelect("dispatch:person_options")
        super().__init__(label=label, widget=widget, **kwargs)

    def offer(self, key: str) -> None:
        """Show the person already chosen."""
        chosen = [(key, words(person)) for key, person in people_of([key]).items()]
        self.widget.choices = [("", "氏名・カナ・番号で探してください"), *chosen]

    def to_python(self, value):
        if not value:
            return None
        try:
            return person_of(str(value))
        except TransitionDenied as denied:
            raise forms.ValidationError(str(denied)) from denied


def words(person) -> str:
    """The person as a list of choices shows it."""
    number = getattr(person, "number", "")
    return f"{person}（{kind_word(person)}{f' {number}' if number else ''}）"


class PersonForm(AcknowledgingMixin, StaffForm):
    """Who goes, in which role, and whether they have agreed already."""

    person = PersonField()
    role = forms.ChoiceField(label="役割", choices=(("", ""), *InstructorRole.choices))
    confirmed = forms.BooleanField(
        label="本人の承諾を得ている（確定する）",
        required=False,
        help_text="選ばないときは「仮」です。確定すると、同じ時間帯のほかの指導日には入れません。",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].offer(str(self["person"].value() or "")[:30])


class SubstituteForm(PersonForm):
    """Who goes instead, in the same role, and why."""

    reason = PlainTextField(label="交代の理由", max_length=200, widget=REASON)
    field_order = ("person", "reason", "confirmed")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["role"]


class ConfirmForm(AcknowledgingMixin, StaffForm):
    """Nothing is asked but the reasons for what stands against the booking."""


class RoleForm(StaffForm):
    role = forms.ChoiceField(label="役割", choices=InstructorRole.choices)


class ReleaseForm(StaffForm):
    reason = PlainTextField(label="外す理由", max_length=200, widget=REASON)
