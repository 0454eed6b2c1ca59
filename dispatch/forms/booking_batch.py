"""Several people for several days at once."""

from django import forms

from aomori_skills.base.forms import Group, RemoteSelect, SearchSelects, StaffForm
from dispatch.choices import InstructorRole
from dispatch.forms.acknowledging import AcknowledgingMixin
from dispatch.forms.asks import SessionsField, days_of
from dispatch.forms.people import words
from dispatch.rules.person_keys import person_key
from dispatch.services import booking_batch
from dispatch.services.people import people_of

MOST = 50
BY_ORDER = (
    "指定なしのときは、1人目が主たる指導者、ほかは指導者になります（補助員は「補助員」）。"
    "主たる指導者がいる指導日では、全員が指導者になります。"
)


class RemoteSelects(RemoteSelect, SearchSelects):
    """A RemoteSelect that takes several."""


class PeopleField(forms.Field):
    """Meisters, 熟練技能者 and 補助員, found by typing; its value are the people in order."""

    def __init__(self, label: str, **kwargs):
        super().__init__(label=label, widget=RemoteSelects("dispatch:person_options"), **kwargs)

    def offer(self, keys) -> None:
        """Show the people already chosen; ``known`` are they."""
        known = people_of(_keys(keys))
        self.known = [known[key] for key in _keys(keys) if key in known]
        self.widget.choices = [(person_key(one), words(one)) for one in self.known]

    def to_python(self, value) -> list:
        known = people_of(_keys(value))
        return [known[key] for key in _keys(value) if key in known]


def _keys(value) -> list[str]:
    return [str(key)[:30] for key in dict.fromkeys(value or ())][:MOST]


class BatchForm(AcknowledgingMixin, StaffForm):
    """Who goes to which days, in which role, and whether they have agreed already."""

    sessions = SessionsField("指導日")
    people = PeopleField("割り当てる人", help_text="職種や区分を問わず、何人でも選べます。")
    role = forms.ChoiceField(
        label="役割",
        choices=(("", ""), *InstructorRole.choices),
        required=False,
        help_text=BY_ORDER,
    )
    confirmed = forms.BooleanField(
        label="本人の承諾を得ている（確定する）",
        required=False,
        help_text="選ばないときは「仮」です。確定すると、同じ時間帯のほかの指導日には入れません。",
    )
    groups = (Group("割り当て", "sessions", "people", "role", "confirmed"),)

    def __init__(self, *args, request, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["sessions"].queryset = days_of(request)
        chosen = self["people"].value() or ()
        self.fields["people"].offer(chosen)
        if self.is_bound:
            return
        people = self.fields["people"].known
        days, confirmed = self.initial.get("sessions", ()), self.initial.get("confirmed", False)
        self.offer(booking_batch.needs(request, days, people, confirmed=confirmed))
