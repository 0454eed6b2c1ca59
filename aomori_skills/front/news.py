"""What waits for a user on every page; read together with the user, so that no page asks for it."""

from django.db.models import Count, IntegerField, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce

from aomori_skills.paperwork.models import Job


def with_news(users):
    """``users`` with the numbers of the header: own long acts under way or just ended."""
    return users.annotate(news_of_jobs=_number_of(Job.objects.news_for(OuterRef("pk"))))


def of(user) -> dict[str, int]:
    return {"jobs": getattr(user, "news_of_jobs", 0)}


def _number_of(rows):
    counted = rows.order_by().values(one=Value(1)).annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
