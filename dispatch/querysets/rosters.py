"""What the roster of the outer request tells, without its names."""

from django.db.models import Max, Min, OuterRef, Subquery


def ages() -> dict[str, Subquery]:
    """``roster_youngest`` and ``roster_oldest``; None while no age is listed."""
    from dispatch.models import Trainee  # models import the querysets

    rows = Trainee.objects.filter(request=OuterRef("pk")).order_by().values("request")
    return {
        "roster_youngest": Subquery(rows.annotate(told=Min("age")).values("told")),
        "roster_oldest": Subquery(rows.annotate(told=Max("age")).values("told")),
    }
