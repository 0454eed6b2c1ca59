"""説明: what a meister must have been told, and what is still missing."""

from collections.abc import Collection

from meisters.choices import BriefingTopic, BriefingWay, Licence

FOR_EVERYBODY = (BriefingTopic.CONDITIONS, BriefingTopic.REPORTING)
LICENCE_UNKNOWN = "免許が未確認"
WRITTEN = (BriefingWay.POST, BriefingWay.EMAIL)
"""Ways by which an explanation counts only when the letter or mail has left."""


def topics_for(meister) -> tuple[BriefingTopic, ...]:
    """What concerns the person: the course too, unless a licence or the completion is known."""
    if needs_course_topic(meister):
        return (*FOR_EVERYBODY, BriefingTopic.COURSE)
    return FOR_EVERYBODY


def needs_course_topic(meister) -> bool:
    """Without 職業訓練指導員免許 and not completed; an unknown licence is never taken as held."""
    return meister.licence != Licence.HELD and meister.course_completed_on is None


def missing(meister, told: Collection[str]) -> tuple[BriefingTopic, ...]:
    """What the person has still to be told, in the order of the plan."""
    return tuple(topic for topic in topics_for(meister) if topic not in told)


def licence_note(meister) -> str:
    """免許が未確認, where that is why the course is among the topics."""
    unknown = meister.licence == Licence.UNKNOWN and meister.course_completed_on is None
    return LICENCE_UNKNOWN if unknown else ""


def topics_of_person(meister, topics: Collection[str]) -> list[str]:
    """Of the topics of a briefing those that concern the person; all of them if none does."""
    concern = [topic for topic in topics if topic in topics_for(meister)]
    return concern or list(topics)


def topics_after_edit(
    person, meister, before: Collection[str], after: Collection[str]
) -> list[str]:
    """A person's topics after the briefing's were edited: what stood stays, what is new is added."""
    concern = topics_of_person(meister, after)
    kept = [
        topic
        for topic in after
        if topic in person.topics or (topic not in before and topic in concern)
    ]
    return kept or concern


def words(topics: Collection[str]) -> str:
    """活動条件、指導実施後の報告."""
    return "、".join(BriefingTopic(topic).label for topic in topics)
