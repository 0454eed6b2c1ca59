"""立会職員: who attends which days of a request."""

from django import forms

from aomori_skills.base.forms import StaffForm
from dispatch.forms.asks import SessionsField, days_of
from meisters.forms.fields import owners


class AttendantForm(StaffForm):
    """One of the staff, or nobody yet, for one or several days."""

    attendant = forms.ModelChoiceField(
        None, label="立会職員", required=False, help_text="空けて保存すると「未定」に戻ります。"
    )
    sessions = SessionsField("立ち会う指導日")

    def __init__(self, *args, session, **kwargs):
        super().__init__(*args, **kwargs)
        chosen = owners().model.objects.filter(pk=session.attendant_id)
        self.fields["attendant"].queryset = owners() | chosen
        self.fields["sessions"].queryset = days_of(session.request)
