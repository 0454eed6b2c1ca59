"""What waits for a user on every page; read together with the user, so that no page asks for it."""

from django.db.models import Count, IntegerField, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce

from aomori_skills.paperwork.models import Job, OutgoingMessage


def with_news(users):
    """``users`` with the numbers of the header: own long acts, own mails and letters to send."""
    me = OuterRef("pk")
    return users.annotate(
        news_of_jobs=_number_of(Job.objects.news_for(me)),
        news_of_messages=_number_of(OutgoingMessage.objects.news_for(me)),
    )


def of(user) -> dict[str, int]:
    return {
        "jobs": getattr(user, "news_of_jobs", 0),
        "messages": getattr(user, "news_of_messages", 0),
    }


def _number_of(rows):
    counted = rows.order_by().values(one=Value(1)).annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
