"""Invitations and reminders: drafts for the outbox, with a reply slip for each person."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from aomori_skills.base import pdf
from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.paperwork.services import attachments, jobs, outbox
from meisters.models import Participation
from meisters.papers import course_letters
from meisters.papers.reply_slip import reply_slip
from meisters.rules import courses as rules
from meisters.services.addressing import addressee_of
from meisters.services.courses import locked

VIEW = "meisters.view_courses"
WHAT = {False: "案内", True: "回答の催促"}
NOBODY = {
    "message": "案内を作る受講者がいません。すでに下書きがあるか、回答が届いています。",
    "reminder": "催促する受講者がいません。案内を送っていないか、回答が届いています。",
}


@transaction.atomic
def start(course, keys, *, by, dated_on: date, reminder: bool = False) -> jobs.Job:
    """Draft letters and mails for the participations ``keys``."""
    rules.check_may_edit(by)
    rules.check_in_time(course, timezone.localdate(), reminder=reminder)
    return jobs.start(
        draft_letters,
        title=f"{course}の{WHAT[reminder]}（{len(keys)}件）",
        by=by,
        permission=VIEW,
        total=len(keys),
        back_url=f"{course.get_absolute_url()}?tab=letters",
        course=course.pk,
        participations=sorted(keys),
        dated_on=dated_on.isoformat(),
        reminder=reminder,
    )


@jobs.long_act()
def draft_letters(progress, *, course, participations, dated_on, reminder):
    course = locked(course)
    rules.check_is_planned(course, "案内を作れません")
    rules.check_in_time(course, timezone.localdate(), reminder=reminder)
    field = "reminder" if reminder else "message"
    rows = list(waiting(course, reminder=reminder).filter(pk__in=participations))
    if not rows:
        raise TransitionDenied(NOBODY[field])
    template = course_letters.template_for(course, reminder=reminder)
    title = f"{course.label}　{WHAT[reminder]}"
    batch, _ = outbox.draft_batch(title, template.code, (), by=progress.by)
    day = date.fromisoformat(dated_on)
    for row in progress.each(rows):
        message = outbox.draft(
            template.code,
            addressee=addressee_of(row.meister),
            values=course_letters.values(row),
            by=progress.by,
            dated_on=day,
            batch=batch,
            attachments=[_slip(row, day, progress.by)],
        )
        Participation.objects.filter(pk=row.pk).update(**{field: message})
    progress.note(
        f"{course.label}の{WHAT[reminder]}を{len(rows)}件、下書きにしました。"
        "内容を確認して送ってください。",
        url=batch.get_absolute_url(),
    )


def waiting(course, *, reminder: bool):
    """Who can get an invitation, or a reminder, now."""
    rows = course.participations.to_remind() if reminder else course.participations.to_invite()
    return rows.for_listing().by_name()


def _slip(row, day, by):
    return attachments.keep(
        reply_slip(row, day),
        name=f"回答票_{row.meister.family_name}{row.meister.given_name}.pdf",
        content_type=pdf.CONTENT_TYPE,
        by=by,
    )
