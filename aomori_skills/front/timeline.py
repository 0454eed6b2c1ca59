"""経過 of one organization: what all rooms know of it, by date."""

from aomori_skills.base.listing import ChoiceFilter, ListFilter
from aomori_skills.office.models import Organization
from dispatch.services import timeline as dispatch
from meisters.services import timeline as meisters
from meisters.services.timeline import Event

SOURCES = (
    ("meisters.view_visits", meisters.events),
    ("dispatch.view_consultations", dispatch.talks),
    ("dispatch.view_requests", dispatch.requests),
    ("dispatch.view_requests", dispatch.sessions),
)
"""Whoever holds the permission is told of the events."""

KINDS = (*meisters.KINDS, *dispatch.KINDS)
ORDER = {kind: place for place, (kind, _) in enumerate(KINDS)}


def timeline(organization, user) -> list[Event]:
    """Newest first (ten queries, however many lines)."""
    events = [
        event
        for permission, source in SOURCES
        if user.has_perm(permission)
        for event in source(organization)
    ]
    return sorted(events, key=lambda one: (one.day, -ORDER[one.kind], one.pk), reverse=True)


class TimelineFilter(ListFilter):
    """Of one organization: the only row of the queryset that it is given."""

    kind = ChoiceFilter(label="種類", choices=KINDS)

    class Meta:
        model = Organization
        fields = ()

    @property
    def qs(self):
        if not hasattr(self, "_events"):
            self.form.is_valid()
            kind = self.form.cleaned_data.get("kind") if self.is_bound else None
            events = timeline(self.queryset.get(), self.request.user)
            self._events = [one for one in events if kind in (None, "", one.kind)]
        return self._events
