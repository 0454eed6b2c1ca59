"""What the roster of the outer request tells, without its names."""

from django.db.models import Count, Max, Min, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, JSONObject

from meisters.choices import Answer


def told() -> dict:
    """``on_roster``, ``consents`` (answer → number), ``roster_youngest`` and ``roster_oldest``.

    An age that nobody has told is None.
    """
    from dispatch.models import Trainee  # models import the querysets

    rows = Trainee.objects.filter(request=OuterRef("pk")).order_by().values("request")
    answers = {one.value: Count("pk", filter=Q(photo_consent=one.value)) for one in Answer}
    return {
        "on_roster": Coalesce(Subquery(rows.annotate(told=Count("pk")).values("told")), 0),
        "consents": Subquery(rows.annotate(told=JSONObject(**answers)).values("told")),
        "roster_youngest": Subquery(rows.annotate(told=Min("age")).values("told")),
        "roster_oldest": Subquery(rows.annotate(told=Max("age")).values("told")),
    }
