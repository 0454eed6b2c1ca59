"""The doors through which explanations are recorded, confirmed and drafted as letters."""

from collections.abc import Callable, Iterable
from datetime import date

from django.db import transaction

from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.paperwork.models import MessageBatch
from aomori_skills.paperwork.services import outbox
from aomori_skills.paperwork.services.jobs import long_act
from meisters.choices import BriefingTopic, BriefingWay
from meisters.models import BriefedMeister, Briefing, Meister
from meisters.papers import explanation
from meisters.rules import briefings as rules
from meisters.services.addressing import addressee_of, channel_of, values_of

Each = Callable[[Iterable], Iterable]


@transaction.atomic
def record(briefing: Briefing, *, by, parts=(), people: Iterable[Meister] = ()) -> Briefing:
    """Save a new briefing with its people: bound rows of a page (``parts``), or meisters."""
    rules.check_may_edit(by)
    if briefing.staff_id is None:
        briefing.staff = by
    briefing.save()
    _save_parts(briefing, parts)
    BriefedMeister.objects.bulk_create(
        BriefedMeister(
            briefing=briefing,
            meister=meister,
            topics=rules.topics_of_person(meister, briefing.topics),
        )
        for meister in people
    )
    return briefing


@transaction.atomic
def update(briefing: Briefing, *, by, before: list[str], parts=()) -> Briefing:
    """Save an edited briefing whose row the caller has locked; ``before`` are its old topics."""
    rules.check_may_edit(by)
    briefing.save_version()
    _save_parts(briefing, parts)
    for person in briefing.people.select_related("meister"):
        topics = rules.topics_after_edit(person, person.meister, before, briefing.topics)
        if topics != person.topics:
            person.topics = topics
            person.save(update_fields=("topics",))
    return briefing


@transaction.atomic
def delete(briefing_id: int, *, by) -> str:
    """Take back a record that was made by mistake; its words. The history keeps it."""
    rules.check_may_edit(by)
    briefing = Briefing.objects.select_for_update(of=("self",)).get(pk=briefing_id)
    rules.check_can_delete(briefing, briefing.people.filter(message__isnull=False).count())
    words = str(briefing)
    briefing.delete()
    return words


@transaction.atomic
def confirm(people: Iterable[BriefedMeister], *, by) -> int:
    """Save what the people confirmed, on rows that the caller has locked; return how many."""
    rules.check_may_edit(by)
    count = 0
    for person in people:
        rules.check_can_confirm(person)
        person.save(update_fields=("confirmed_on", "confirmed_way"))
        count += 1
    return count


@transaction.atomic
def draft_letters(
    meister_ids, *, by, day: date, letters_only: bool, each: Each = iter
) -> tuple[list[Meister], MessageBatch]:
    """A letter or mail with everybody's own missing topics, and the record that they will be.

    ``each`` goes through the people one by one.
    """
    rules.check_may_edit(by)
    people = [row for row in _locked_untold(meister_ids) if not rules.why_no_letter(row)]
    if not people:
        raise TransitionDenied(
            "説明文書を作る人がいません。ほかの職員が先に作成していないかを確認してください。"
        )
    title = f"{explanation.TITLE}（{len(people)}件）"
    batch, _ = outbox.draft_batch(title, explanation.PLAIN, (), by=by)
    messages = {}
    for meister in each(people):
        messages[meister.pk] = outbox.draft(
            explanation.template_for(meister.untold),
            addressee=addressee_of(meister),
            values=values_of(meister, day),
            by=by,
            dated_on=day,
            channel=channel_of(meister, letters_only=letters_only),
            batch=batch,
        )
    _note_briefing(people, messages, day, by)
    return people, batch


@long_act()
def write_letters(progress, *, meister_ids, dated_on: str, letters_only: bool) -> None:
    """``draft_letters`` with its progress shown."""
    people, batch = draft_letters(
        meister_ids,
        by=progress.by,
        day=date.fromisoformat(dated_on),
        letters_only=letters_only,
        each=progress.each,
    )
    progress.note(
        f"説明文書の下書きを{len(people)}件作成しました。"
        "内容を確認し、まとめて発行・送信してください。",
        url=batch.get_absolute_url(),
    )


def untold_of(meister_ids) -> list[Meister]:
    """The meisters in the order of their kana, each with its missing topics (``untold``)."""
    rows = Meister.objects.filter(pk__in=meister_ids).with_told()
    people = list(rows.prefetch_related("trades__trade", "trades__operation"))
    for meister in people:
        meister.untold = rules.missing(meister, rules.told_of(meister))
    return people


def _locked_untold(meister_ids) -> list[Meister]:
    """A second person who drafts for the same people waits, and then finds the first's drafts."""
    locked = Meister.objects.select_for_update(of=("self",)).filter(pk__in=meister_ids)
    return untold_of([row.pk for row in locked.order_by("pk").only("pk")])


def _note_briefing(people, messages, day: date, by) -> None:
    briefing = Briefing.objects.create(
        held_on=day,
        way=BriefingWay.LETTERS,
        topics=[topic for topic in BriefingTopic if any(topic in row.untold for row in people)],
        materials=explanation.SUBJECT,
        staff=by,
    )
    BriefedMeister.objects.bulk_create(
        BriefedMeister(
            briefing=briefing, meister=row, topics=list(row.untold), message=messages[row.pk]
        )
        for row in people
    )


def _save_parts(briefing, parts) -> None:
    for part in parts:
        part.instance = briefing
        part.save()
