"""経過 of one organization as a list."""

from aomori_skills.base.listing import ChoiceFilter, ListFilter, ListTable, TextColumn, WarekiColumn
from aomori_skills.office.models import Organization
from meisters.services.timeline import KINDS, timeline


class TimelineTable(ListTable):
    day = WarekiColumn("日付", short=True)
    kind = TextColumn("種類", accessor="kind_label", narrow=True)
    what = TextColumn("ことがら", linkify=lambda record: record.url)
    about = TextColumn("内容", orderable=False)
    staff = TextColumn("職員", orderable=False)
    next_action = TextColumn("次の対応", orderable=False)

    class Meta:
        fields = ("day", "kind", "what", "about", "staff", "next_action")


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
            events = timeline(self.queryset.get())
            self._events = [one for one in events if kind in (None, "", one.kind)]
        return self._events
