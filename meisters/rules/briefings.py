"""説明: what a meister must have been told, and what is still missing."""

from collections.abc import Collection

from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.paperwork.choices import MessageState
from meisters.choices import BriefingTopic, BriefingWay, Licence, MeisterState

FOR_EVERYBODY = (BriefingTopic.CONDITIONS, BriefingTopic.REPORTING)
WAYS_BY_HAND = tuple(way for way in BriefingWay if way != BriefingWay.LETTERS)
LICENCE_UNKNOWN = "免許が未確認"
EDIT = "meisters.edit_briefings"


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


def topics_of_group(people) -> list[str]:
    """What somebody of the group, rows of ``with_told``, has still to be told.

    Who has been told everything counts with what concerns them, nobody yet with everything.
    """
    lacking = {topic for one in people for topic in missing(one, told_of(one)) or topics_for(one)}
    return [topic for topic in BriefingTopic.values if topic in lacking] or BriefingTopic.values


def topics_after_edit(
    person, meister, before: Collection[str], after: Collection[str]
) -> list[str]:
    """A person's topics after the briefing's were edited: what stood stays, what is new comes."""
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


def told_of(meister) -> set[str]:
    """What a row of ``Meister.objects.with_told()`` has been told."""
    return {topic for topic in BriefingTopic.values if getattr(meister, f"told_{topic}")}


def why_no_letter(meister) -> str:
    """Why the person, with its missing topics (``untold``), gets no letter; empty if it does."""
    if meister.state != MeisterState.ACTIVE:
        return f"現在「{meister.get_state_display()}」のため"
    if meister.drafted:
        return "まだ送っていない説明文書があるため"
    if not meister.untold:
        return "必要な説明が済んでいるため"
    return ""


def why_not_confirmable(person) -> str:
    """Why nothing can be confirmed yet: the letter has not left, or counts no more; else empty."""
    letter = person.message
    if letter is None:
        return ""
    if letter.state != MessageState.SENT:
        return (
            f"{person}さんの説明文書は「{letter.get_state_display()}」のため、"
            "確認を記録できません。送ってから記録してください。"
        )
    if letter.document_id and letter.document.is_voided:
        return (
            f"{person}さんの説明文書（{letter.document.label}）は欠番のため、確認を記録できません。"
            "説明し直してから記録してください。"
        )
    return ""


def check_can_confirm(person) -> None:
    if person.confirmed_on and (reason := why_not_confirmable(person)):
        raise TransitionDenied(reason)


def check_may_edit(by) -> None:
    if not by.has_perm(EDIT):
        raise TransitionDenied("説明の記録を編集する権限がありません。")


def check_can_delete(briefing, letters: int) -> None:
    if letters:
        raise TransitionDenied(
            f"{briefing}は、説明文書{letters}件の記録のため、削除できません。"
            "送らない文書は、送信文書の画面で取り消してください。"
        )
