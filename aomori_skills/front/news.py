"""What waits for a user on every page: their own long acts that are under way or just ended."""

from django.db.models import Count, IntegerField, Subquery, Value
from django.db.models.functions import Coalesce

from aomori_skills.office.models import User
from aomori_skills.paperwork.models import Job


def of(user) -> dict[str, int]:
    """The numbers of the header, asked for in one query."""
    return User.objects.filter(pk=user.pk).values(jobs=_number_of(Job.objects.news_for(user))).get()


def _number_of(rows):
    counted = rows.order_by().values(one=Value(1)).annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
