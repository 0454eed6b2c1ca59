"""Questions about requests, in the office's words."""

import re
from datetime import date

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    Count,
    DecimalField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Prefetch,
    Q,
    Subquery,
    Sum,
)
from django.db.models.functions import Floor, JSONObject

from aomori_skills.office.models import Organization, Trade
from aomori_skills.office.querysets import SearchableQuerySet
from dispatch.choices import DispatchKind, InstructorRole, RequestState
from dispatch.querysets import request_deadlines, rosters
from dispatch.querysets.cancel_notices import called_off
from dispatch.querysets.decisions import DRAFTED, SENT
from dispatch.rules.workflows import EDITABLE_STATES, ENDED_STATES, FINISH, SEND_BACK
from dispatch.rules.year_rows import AREAS
from meisters.models import Meister

_NUMBER = re.compile(r"派?([rh])([0-9]{1,2})-([0-9]{1,4})")
_SPAN = {name: name for name in ("held_on", "starts_at", "ends_at", "break_minutes")}
_ERA_BEGAN = {"r": 2018, "h": 1988}
BROKEN = [{"outcome": "×", "hard": True, "overridden_by": ""}]
"""What the verdicts of a request contain that only a manager can let pass."""
TELLING_STATES = (RequestState.DECIDED, RequestState.UNDERWAY)
"""Decided plans of which somebody may still have to be told."""


class RequestQuerySet(SearchableQuerySet):
    def _holds(self, word: str) -> Q:
        """By number (派R8-012), client, trade, named meister, place, content."""
        condition = (
            super()._holds(word)
            | Q(client__in=Organization.objects.search(word))
            | _teaching(Trade.objects.search(word))
            | Q(named_meister__in=Meister.objects.search(word))
        )
        if found := _NUMBER.fullmatch(word):
            era, year, serial = found.groups()
            condition |= Q(fiscal_year=_ERA_BEGAN[era] + int(year), serial=int(serial))
        return condition

    def in_fiscal_year(self, year: int):
        return self.filter(fiscal_year=year)

    def running(self):
        return self.exclude(state__in=ENDED_STATES)

    def of_trade(self, trade):
        """Its own trade, or one of the further ones."""
        return self.filter(_teaching([trade.pk]))

    def counted(self):
        """What takes of the client's year: whatever was not cancelled."""
        return self.exclude(state=RequestState.CANCELLED)

    def beside(self, request):
        """The client's other requests that count in the same year and area."""
        area = AREAS[DispatchKind(request.kind)]
        kinds = [kind for kind, its_area in AREAS.items() if its_area == area]
        rows = self.counted().filter(
            client=request.client_id, fiscal_year=request.fiscal_year, kind__in=kinds
        )
        return rows.exclude(pk=request.pk)

    def needing_exception(self):
        """A rule is broken that only a manager can let pass."""
        return self.filter(state__in=EDITABLE_STATES, verdicts__contains=BROKEN)

    def awaiting(self):
        """A plan waits for the manager's decision."""
        return self.filter(state=RequestState.AWAITING)

    def waiting_for_manager(self):
        """For a decision, or for an exception."""
        exception = Q(state__in=EDITABLE_STATES, verdicts__contains=BROKEN)
        return self.filter(exception | Q(state=RequestState.AWAITING))

    def sent_back(self):
        """Adjusted again because the manager sent the plan back; whatever came after."""
        from dispatch.models import RequestStep  # models import this module

        last = RequestStep.objects.filter(subject=OuterRef("pk")).exclude(from_state=F("to_state"))
        last = last.order_by("-at", "-pk").values("transition")[:1]
        rows = self.filter(state=RequestState.ADJUSTING)
        return rows.annotate(last_move=Subquery(last)).filter(last_move=SEND_BACK.name)

    def to_start(self, today: date):
        """決定 though the first day has come."""
        rows = self.filter(state=RequestState.DECIDED)
        return rows.filter(Exists(_standing(held_on__lte=today)))

    def to_finish(self, today: date):
        """決定 or 実施中 though the last day is over."""
        rows = self.filter(state__in=FINISH.sources)
        some, more = _standing(), _standing(held_on__gte=today)
        return rows.filter(Exists(some), ~Exists(more))

    def to_notify(self):
        """Decided, and somebody whom it concerns has been sent no notice of the version."""
        return self._lacking(SENT)

    def to_write_notices(self):
        """Decided, and for somebody whom it concerns no notice is even drafted."""
        return self._lacking(DRAFTED)

    def to_tell_cancelled(self):
        """Cancelled, and somebody who counted on it has not been told."""
        return self._to_tell(lambda rows: rows.open())

    def to_write_cancellations(self):
        """Cancelled, and for somebody who counted on it nothing is written."""
        return self._to_tell(lambda rows: rows.undrafted())

    def _to_tell(self, choose):
        from dispatch.models import CancelNotice  # models import this module

        rows = choose(CancelNotice.objects.filter(request=OuterRef("pk")))
        return self.filter(Exists(rows), state=RequestState.CANCELLED)

    def _lacking(self, notices: Q):
        from dispatch.models import PlanVersion  # models import this module

        versions = PlanVersion.objects.filter(request=OuterRef("pk")).latest_of_each()
        rows = self.filter(state__in=TELLING_STATES)
        return rows.filter(Exists(versions.lacking(notices)))

    def with_deadline(self):
        """With ``first_day`` (of the wished ones) and ``deadline_on`` by the year's rules."""
        return request_deadlines.with_deadline(self)

    def late(self, today: date):
        """Not being adjusted yet, though the last day to apply for the wished one is over."""
        return self.with_deadline().filter(state=RequestState.RECEIVED, deadline_on__lt=today)

    def for_listing(self):
        """``named``, with the deadline."""
        rows = self.with_deadline().named()
        return rows.select_related(
            "client__municipality", "trade", "operation", "contact", "named_meister", "owner"
        )

    def to_edit(self):
        """``named``, with the rows of other tables that the form shows."""
        return self.named().select_related(
            "client", "contact", "department", "trade", "operation", "named_meister", "municipality"
        )

    def named(self):
        """With ``further_names``, its further trades, which its name tells of."""
        from dispatch.models import RequestTrade  # models import this module

        further = RequestTrade.objects.filter(request=OuterRef("pk")).order_by("pk")
        return self.annotate(further_names=ArraySubquery(further.values("trade__name")))

    def with_progress(self):
        """What the plan still lacks: ``has_sessions``, ``lacks_lead``, ``has_asks``, ``aim``.

        ``untold``: somebody whom the decision concerns has been sent no notice. ``called_off``:
        names of those whom a letter told last that it doesn't take place. ``planned`` are day,
        start, end and break of its sessions, as texts and minutes.
        """
        from dispatch.models import Ask, Assignment, PlanVersion  # models import this module

        versions = PlanVersion.objects.filter(request=OuterRef("pk")).latest_of_each()
        leads = Assignment.objects.confirmed().filter(
            session=OuterRef("pk"), role=InstructorRole.LEAD
        )
        return self.annotate(
            has_sessions=Exists(_standing()),
            lacks_lead=Exists(_standing().exclude(Exists(leads))),
            has_asks=Exists(Ask.objects.filter(request=OuterRef("pk"))),
            aim=F("plan__aim"),
            untold=Exists(versions.lacking(SENT)),
            called_off=called_off(),
            planned=ArraySubquery(_standing().order_by().values(data=JSONObject(**_SPAN))),
        )

    def whole(self):
        """With everything that the check, the page and the papers read."""
        return self.to_decide().prefetch_related("wished_dates")

    def to_decide(self):
        """With everything that the check and the decision read."""
        from dispatch.models import (  # models import this module
            RequestMaterial,
            RequestOverride,
            RequestTrade,
        )

        return (
            self.for_listing()
            .annotate(**rosters.told())
            .select_related(
                "plan",
                "department",
                "municipality",
                "author",
                "consultation__organization",
                "requested_by",
                "wish__addressee__survey",
            )
            .prefetch_related(
                Prefetch(
                    "further_trades", RequestTrade.objects.select_related("trade", "operation")
                ),
                Prefetch("materials", RequestMaterial.objects.select_related("payee")),
                Prefetch("overrides", RequestOverride.objects.select_related("by")),
            )
        )

    def sums(self) -> dict:
        """What these requests ask for, and how many don't tell (one query)."""
        hours = ExpressionWrapper(
            F("sessions_wanted") * F("hours_each"),
            output_field=DecimalField(max_digits=14, decimal_places=2),
        )
        found = self.order_by().aggregate(
            of_yen=Sum(_yen_of_each()),
            count=Count("pk"),
            of_sessions=Sum("sessions_wanted"),
            of_hours=Sum(hours),
            of_people=Sum("people"),
            no_hours=Count("pk", filter=Q(hours_each=None)),
            no_people=Count("pk", filter=Q(people=None)),
        )
        return {
            "requests": found["count"],
            "sessions": found["of_sessions"] or 0,
            "hours": found["of_hours"] or 0,
            "people": found["of_people"] or 0,
            "yen": int(found["of_yen"] or 0),
            "without_hours": found["no_hours"],
            "without_people": found["no_people"],
        }


def _teaching(trades) -> Q:
    """Requests for one of ``trades``, as their own or as a further one."""
    from dispatch.models import RequestTrade  # models import this module

    further = RequestTrade.objects.filter(trade__in=trades).order_by().values("request")
    return Q(trade__in=trades) | Q(pk__in=further)


def _standing(**conditions):
    """The sessions of the outer request that are not cancelled."""
    from dispatch.models import Session  # models import this module

    return Session.objects.standing().filter(request=OuterRef("pk"), **conditions)


def _yen_of_each() -> Subquery:
    """What the materials of the outer request cost without tax, each row rounded down."""
    from dispatch.models import RequestMaterial  # models import this module

    price = ExpressionWrapper(
        F("unit_price") * F("quantity"), output_field=DecimalField(max_digits=20, decimal_places=2)
    )
    rows = RequestMaterial.objects.filter(request=OuterRef("pk")).order_by().values("request")
    return Subquery(rows.annotate(yen=Sum(Floor(price))).values("yen"))
