"""Where to recruit next, asked of the shared masters: organizations and trades."""

from datetime import date

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, F, Func, IntegerField, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from aomori_skills.office.choices import Region
from aomori_skills.office.models import Organization, Trade
from meisters.choices import ELSEWHERE, CandidateState, MeisterState
from meisters.models import Candidate, MeisterTrade, PlannedVisit, Visit


def organizations_with_contact(year: int):
    """Organizations with their newest contact of any way, visits and open plan of ``year``.

    Those that nobody has been in touch with come first.
    """
    newest = Visit.objects.filter(organization=OuterRef("pk")).order_by("-visited_on", "-pk")
    plans = PlannedVisit.objects.open().filter(organization=OuterRef("pk"), fiscal_year=year)
    visits = Visit.objects.on_site().in_fiscal_year(year).filter(organization=OuterRef("pk"))
    return (
        Organization.objects.filter(merged_into__isnull=True)
        .for_listing()
        .annotate(
            last_contact=Subquery(newest.values("visited_on")[:1]),
            last_way=Subquery(newest.values("way")[:1]),
            visits_in_year=_how_many(visits.order_by(), "pk"),
            plan=Subquery(plans.order_by("pk").values("pk")[:1]),
            plan_year=Value(year),
            plan_month=Subquery(plans.order_by("pk").values("month")[:1]),
        )
        .order_by(F("last_contact").asc(nulls_first=True), "kana", "pk")
    )


def quiet(organizations, since: date):
    """Without any contact after the day ``since``, the never contacted ones among them."""
    return organizations.filter(Q(last_contact__isnull=True) | Q(last_contact__lte=since))


def trades_with_people(year: int):
    """Trades with their active meisters, open candidates and open plans of ``year``.

    Those for which a place to go to is known come first, the ones with the fewest people ahead.
    """
    people = _held_by_the_active().order_by()
    hopes = Candidate.objects.filter(trade=OuterRef("pk"), state=CandidateState.OPEN).order_by()
    plans = PlannedVisit.objects.open().filter(trade=OuterRef("pk"), fiscal_year=year)
    return Trade.objects.annotate(
        active_people=_how_many(people, "meister"),
        open_candidates=_how_many(hopes, "pk"),
        open_plans=_how_many(plans.order_by(), "pk"),
        has_places=Exists(plans_for(OuterRef("pk")))
        | Exists(visits_for(OuterRef("pk")))
        | Exists(employers_of_candidates(OuterRef("pk")))
        | Exists(employers_of_meisters(OuterRef("pk"))),
        regions=ArraySubquery(_regions_of_the_active()),
    ).order_by("-has_places", "active_people", "order", "pk")


def places_for(trade):
    """Organizations that have to do with the trade: planned, visited, or where its people work."""
    return Organization.objects.filter(
        Q(pk__in=plans_for(trade).values("organization"))
        | Q(pk__in=visits_for(trade).values("organization"))
        | Q(pk__in=employers_of_candidates(trade).values("employer"))
        | Q(pk__in=employers_of_meisters(trade).values("meister__employer"))
    )


def plans_for(trade):
    return PlannedVisit.objects.standing().filter(trade=trade).order_by()


def visits_for(trade):
    return Visit.objects.filter(trades=trade).order_by()


def employers_of_candidates(trade):
    rows = Candidate.objects.filter(trade=trade, merged_into__isnull=True)
    return rows.filter(employer__isnull=False).order_by()


def employers_of_meisters(trade):
    rows = MeisterTrade.objects.filter(trade=trade, meister__merged_into__isnull=True)
    return rows.filter(meister__employer__isnull=False).order_by()


def trades_by_region():
    """Trades with the number of active meisters in all and in each 圏域 (``tables.coverage``)."""
    active = Q(
        meister_trades__meister__state=MeisterState.ACTIVE,
        meister_trades__meister__merged_into__isnull=True,
    )
    place = Coalesce(
        "meister_trades__meister__employer__municipality__region",
        "meister_trades__meister__municipality__region",
    )

    def people(condition=None):
        chosen = active & condition if condition else active
        return Count("meister_trades__meister", filter=chosen, distinct=True)

    rows = Trade.objects.alias(located=place).annotate(
        total=people(),
        elsewhere=people(Q(located__isnull=True)),
        **{region.name.lower(): people(Q(located=region)) for region in Region},
    )
    return rows.order_by("order", "pk")


def trades_without_people():
    """Trades that no active meister has."""
    return Trade.objects.filter(~has_people())


def has_people() -> Exists:
    """Whether the trade has an active meister."""
    return Exists(_held_by_the_active())


def _regions_of_the_active():
    """圏域 with an active meister of the trade."""
    place = Coalesce(
        "meister__employer__municipality__region", "meister__municipality__region", Value(ELSEWHERE)
    )
    return _held_by_the_active().order_by().values_list(place, flat=True).distinct()


def _held_by_the_active():
    """The rows of active meisters under a trade."""
    return MeisterTrade.objects.filter(
        trade=OuterRef("pk"),
        meister__state=MeisterState.ACTIVE,
        meister__merged_into__isnull=True,
    )


def _how_many(rows, key: str) -> Coalesce:
    size = Func(key, function="COUNT", template="%(function)s(DISTINCT %(expressions)s)")
    return Coalesce(Subquery(rows.values(size=size), output_field=IntegerField()), 0)
