"""取消の取りやめ of a request: why, and which of its days are planned again."""

from aomori_skills.base.forms import CommentForm, Group
from dispatch.forms.asks import SessionsField
from dispatch.models import Session
from dispatch.services.request_reviving import days_of, fell_with


class ReviveRequestForm(CommentForm):
    """The days that fell with the request are ticked."""

    sessions = SessionsField(
        "予定に戻す指導日",
        required=False,
        help_text="従事者の都合を確かめ直し、差し支えのある日は中止のまま残します。",
    )
    groups = (Group("取消の取りやめ", "comment", "sessions"),)

    def __init__(self, *args, request, **kwargs):
        super().__init__(*args, **kwargs)
        days = days_of(request)
        if not days:
            del self.fields["sessions"]
            self.groups = (Group("取消の取りやめ", "comment"),)
            return
        field = self.fields["sessions"]
        field.queryset = Session.objects.filter(pk__in=[day.pk for day in days]).select_related(
            "trade"
        )
        field.initial = [day.pk for day in fell_with(request, days)]

    @property
    def chosen(self) -> list[int]:
        return [day.pk for day in self.cleaned_data.get("sessions", ())]
