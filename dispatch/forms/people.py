"""One person of the three kinds in one field."""

from django import forms
from django.utils import timezone

from aomori_skills.base.fields import PlainTextField
from aomori_skills.base.forms import RemoteSelect, SearchSelects, StaffForm
from aomori_skills.base.workflow import TransitionDenied
from dispatch.choices import InstructorRole, SessionState
from dispatch.forms.acknowledging import AcknowledgingMixin
from dispatch.models import Assignment, Assistant
from dispatch.rules.person_keys import columns, kind_word
from dispatch.services.bookings import why_settled
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


class AssignForm(PersonForm):
    """One who instructs, helpers as many as wanted, or both; a helper's role is not asked."""

    person = PersonField(required=False)
    role = forms.ChoiceField(
        label="役割",
        choices=(("", ""), *InstructorRole.choices),
        required=False,
        help_text="補助員を選んだときは「補助員」になります。",
    )
    assistants = forms.ModelMultipleChoiceField(
        None,
        label="補助員",
        required=False,
        widget=SearchSelects,
        help_text="何人でも選べます。",
    )
    field_order = ("person", "role", "assistants", "confirmed")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        registered = Assistant.objects.registered(timezone.localdate())
        self.fields["assistants"].queryset = registered

    def clean(self):
        cleaned = super().clean()
        person = cleaned.get("person")
        if person is None and not cleaned.get("assistants") and not self.errors:
            self.add_error("person", "割り当てる人を選択してください。")
        if person is not None and not isinstance(person, Assistant) and not cleaned.get("role"):
            self.add_error("role", "役割を選択してください。")
        return cleaned

    @property
    def people(self) -> list[tuple]:
        """(person, role), each person once."""
        person, helpers = self.cleaned_data["person"], self.cleaned_data["assistants"]
        helps, role = InstructorRole.ASSISTANT, self.cleaned_data["role"]
        first = [(person, helps if isinstance(person, Assistant) else role)] if person else []
        return [*first, *((one, helps) for one in helpers if one != person)]


class OtherDaysField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, row) -> str:
        return f"{row.session}　{row.session.trade}　{row.get_role_display()}"


class SubstituteForm(PersonForm):
    """Who goes instead, in the same role, and why."""

    also = OtherDaysField(
        Assignment.objects.none(),
        label="いっしょに交代する、ほかの指導日",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    reason = PlainTextField(label="交代の理由", max_length=200, widget=REASON)
    field_order = ("person", "also", "reason", "confirmed")

    def __init__(self, *args, row, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["role"]
        others = [one.pk for one in other_days(row)]
        if others:
            rows = Assignment.objects.filter(pk__in=others).select_related("session__trade")
            self.fields["also"].queryset = rows.order_by("session__held_on", "session__starts_at")
        else:
            del self.fields["also"]

    @property
    def others(self) -> list[int]:
        return [one.pk for one in self.cleaned_data.get("also", ())]


def other_days(row) -> list[Assignment]:
    """The person's other bookings in the same request that may still change."""
    rows = Assignment.objects.standing().filter(
        session__request=row.session.request, **columns(row.person)
    )
    rows = rows.exclude(pk=row.pk).exclude(session__state=SessionState.CANCELLED)
    rows = list(rows.select_related("session"))
    for one in rows:
        one.session.request = row.session.request
    return [one for one in rows if not why_settled(one.session)]


class ConfirmForm(AcknowledgingMixin, StaffForm):
    """Nothing is asked but the reasons for what stands against the booking."""


class RoleForm(StaffForm):
    role = forms.ChoiceField(label="役割", choices=InstructorRole.choices)


class ReleaseForm(StaffForm):
    reason = PlainTextField(label="外す理由", max_length=200, widget=REASON)
