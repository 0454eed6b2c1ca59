"""案内 and its reminder: who gets one, by mail or letter, and with which date."""

from functools import partial

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from aomori_skills.base.access import FORM, permitted
from aomori_skills.base.page import Action, allowed
from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.office.saving import Invalid, refuse, save_once
from aomori_skills.paperwork.views import lead_to
from meisters.choices import CourseState
from meisters.forms.courses import LetterForm
from meisters.papers import course_letters
from meisters.rules import courses as rules
from meisters.services import course_invitations
from meisters.views.course_actions import drafts_of, send_actions
from meisters.views.course_pages import course_of
from meisters.views.courses import EDIT, crumbs

SUBMIT = {False: "案内を作る", True: "催促の文書を作る"}


@permitted(EDIT, methods=FORM)
def course_invite(request, pk):
    return _page(request, course_of(pk), reminder=False)


@permitted(EDIT, methods=FORM)
def course_remind(request, pk):
    return _page(request, course_of(pk), reminder=True)


def _page(request, course, *, reminder: bool):
    what = course_invitations.WHAT[reminder]
    rows = course_invitations.waiting(course, reminder=reminder)
    if request.method == "POST":
        answer, form = save_once(request, partial(_draft, request, course, rows, reminder))
        if answer:
            return answer
    else:
        form = LetterForm(rows=rows)
    late = rows and rules.why_no_letters(course, timezone.localdate(), reminder=reminder)
    if course.state != CourseState.PLANNED:
        state = course.get_state_display()
        messages.info(request, f"{course.label}は「{state}」のため、{what}を作れません。")
        return redirect(course)
    context = {
        "title": f"{course.label}の{what}",
        "what": what,
        "course": course,
        "rows": [] if late else rows,
        "unset": course_letters.unset(course, reminder=reminder),
        "form": form,
        "chosen": set(request.POST.getlist("participation")),
        "submit_label": SUBMIT[reminder],
        **(_too_late(course, late) if late else _nobody(request, course, reminder)),
        "back_url": f"{course.get_absolute_url()}?tab=letters",
        "breadcrumbs": crumbs((course.label, course.get_absolute_url())),
    }
    status = 422 if form.is_bound else 200
    return render(request, "meisters/course_letters_form.html", context, status=status)


def _too_late(course, sentence) -> dict:
    edit = Action("日付を変更する", reverse("meisters:course_edit", args=(course.pk,)))
    return {"nobody": sentence, "ways": [edit]}


def _nobody(request, course, reminder) -> dict:
    """Why the page offers nobody, and what to do instead."""
    name = "reminder" if reminder else "message"
    drafts = drafts_of(course.participations.drafted(name), name)
    if drafts:
        said = "催促" if reminder else "案内"
        sentence = (
            f"{said}の下書きが{drafts.total()}件あります。内容を確認して、送信・発行してください。"
        )
        return {"nobody": sentence, "ways": allowed(send_actions(drafts), request.user)}
    if not course.chosen:
        choose = Action("受講者を選ぶ", reverse("meisters:course_choose", args=(course.pk,)))
        return {
            "nobody": "受講者がまだ選ばれていません。先に受講者を選んでください。",
            "ways": [choose],
        }
    if reminder:
        return {"nobody": "催促できる受講者がいません。案内を送り、回答のない人が対象です。"}
    return {
        "nobody": "受講者の全員に案内を作成済みか、回答が届いています。"
        "送信の状態は「案内」の一覧で確認してください。"
    }


def _draft(request, course, rows, reminder):
    form = LetterForm(request.POST, rows=rows)
    if not form.is_valid():
        raise Invalid(form)
    keys = [row.pk for row in form.cleaned_data["participation"]]
    try:
        job = course_invitations.start(
            course,
            keys,
            by=request.user,
            dated_on=form.cleaned_data["dated_on"],
            reminder=reminder,
        )
    except TransitionDenied as denied:
        refuse(form, denied)
    return lead_to(request, job)
