"""Questions about explanations, in the office's words."""

from django.db import models
from django.db.models import Exists, OuterRef, Q

from aomori_skills.base import fiscal_year
from aomori_skills.office.querysets import fold_and_search
from aomori_skills.paperwork.choices import MessageState
from meisters.choices import BriefingTopic, Licence

LEAVING = (MessageState.DRAFT, MessageState.SCHEDULED, MessageState.FAILED)
"""A letter or mail that may still reach the person."""

ARRIVED = Q(message__state=MessageState.SENT, message__document__voided_at__isnull=True)
"""It has left, and its letter was not made 欠番 afterwards."""

TOLD = Q(message__isnull=True) | ARRIVED
NEEDS_COURSE_TOPIC = Q(course_completed_on__isnull=True) & ~Q(licence=Licence.HELD)


KEPT = Q(people__meister__merged_into=None)


def _of(condition: Q) -> models.Count:
    return models.Count("people", filter=condition & KEPT)


class BriefingQuerySet(models.QuerySet):
    def in_fiscal_year(self, year: int):
        return self.filter(held_on__range=fiscal_year.days(year))

    def search(self, text: str):
        """By place, materials or the name of somebody who was told."""
        people = _briefed().filter(briefing=OuterRef("pk"), meister__in=_meisters().search(text))
        words = fold_and_search(self, text, "place", "materials")
        return self.filter(Exists(people) | Q(pk__in=words.values("pk")))

    def for_listing(self):
        """With the number of people, and of those who confirmed."""
        return self.select_related("staff").annotate(
            size=_of(Q()),
            confirmed=_of(Q(people__confirmed_on__isnull=False)),
            waiting=_of(Q(people__message__state__in=LEAVING)),
        )


class BriefedQuerySet(models.QuerySet):
    def told(self):
        """Explained face to face, or by a letter or mail that has left."""
        return self.filter(TOLD)

    def for_listing(self):
        return self.select_related("meister", "message").order_by(
            "meister__family_kana", "meister__given_kana", "pk"
        )


def with_told(meisters):
    """Meisters with ``told_<topic>``, ``drafted`` (a letter waits) and ``last_briefed_on``."""
    mine = _briefed().filter(meister=OuterRef("pk"))
    told = mine.told()
    return meisters.annotate(
        **{f"told_{topic}": Exists(told.filter(topics__contains=[topic])) for topic in _topics()},
        drafted=Exists(mine.filter(message__state__in=LEAVING)),
        last_briefed_on=models.Subquery(
            told.order_by("-briefing__held_on").values("briefing__held_on")[:1]
        ),
    )


def lacking(topic: str) -> Q:
    """Who has not been told ``topic`` but must be; for rows of ``with_told``."""
    condition = Q(**{f"told_{topic}": False})
    return condition & NEEDS_COURSE_TOPIC if topic == BriefingTopic.COURSE else condition


def told_topics(meister_ids) -> dict[int, set[str]]:
    """Meister's key → the topics they have been told (one query)."""
    rows = _briefed().told().filter(meister__in=meister_ids).values_list("meister", "topics")
    found: dict[int, set[str]] = {}
    for key, topics in rows:
        found.setdefault(key, set()).update(topics)
    return found


def _topics():
    return BriefingTopic.values


def _briefed():
    from meisters.models import BriefedMeister  # models import this module

    return BriefedMeister.objects


def _meisters():
    from meisters.models import Meister  # models import this module

    return Meister.objects
