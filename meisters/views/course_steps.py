"""実施, 中止 and 予定に戻す of a course: what will happen, then the step."""

from functools import partial

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from aomori_skills.base.access import FORM, permitted
from aomori_skills.base.forms import CommentForm
from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.office.saving import Invalid, save_once
from meisters.choices import Attendance
from meisters.models import Course
from meisters.rules import COURSE_WORKFLOW, workflows
from meisters.rules import courses as rules
from meisters.services import courses
from meisters.views.courses import EDIT, crumbs

SENTENCES = {
    workflows.HOLD.name: "実施済みにします。出席・修了の人数が実績に数えられます。",
    workflows.REOPEN_COURSE.name: (
        "予定に戻します。入力した出欠と修了はそのまま残ります。理由は履歴に残ります。"
    ),
    workflows.CANCEL_COURSE.name: (
        "中止にします。案内を送った人には、文書か電話で中止を知らせてください。理由は履歴に残ります。"
    ),
}
UNKNOWN = "出欠が未入力です（欠席とはみなしません。後から入力できます）"


@permitted(EDIT, methods=FORM)
def course_step(request, pk, name):
    if name not in SENTENCES:
        raise Http404
    course, step = get_object_or_404(Course, pk=pk), COURSE_WORKFLOW[name]
    if request.method == "POST":
        answer, form = save_once(request, partial(_take, request, course, step))
        if answer:
            return answer
    else:
        form = CommentForm(required=step.comment_required)
    if step is workflows.HOLD and not rules.is_over(course, timezone.localdate()):
        messages.info(request, rules.not_over(course))
        return redirect(course)
    context = {
        "title": f"{course.label}を{step.label}",
        "subject": course,
        "sentence": SENTENCES[name],
        "unsent": len(courses.unsent_letters(course)) if step is workflows.CANCEL_COURSE else 0,
        "skipped": _without_attendance(course) if step is workflows.HOLD else (),
        "form": form,
        "submit_label": step.label,
        "back_url": course.get_absolute_url(),
        "breadcrumbs": crumbs((course.label, course.get_absolute_url())),
    }
    status = 422 if form.is_bound else 200
    return render(request, "meisters/course_step.html", context, status=status)


def _take(request, course, step):
    form = CommentForm(request.POST, required=step.comment_required)
    if not form.is_valid():
        raise Invalid(form)
    try:
        taken = courses.take_step(
            course.pk, step.name, by=request.user, comment=form.cleaned_data["comment"]
        )
    except TransitionDenied as denied:
        messages.error(request, str(denied))
    else:
        said = f"{course.label}を「{taken.get_state_display()}」にしました。"
        if step is workflows.HOLD and taken.is_ours:
            said += "次は、修了した人の修了証を発行してください。"
        if step is workflows.CANCEL_COURSE and taken.letters_cancelled:
            said += f"まだ送っていなかった案内・催促{taken.letters_cancelled}件を取り消しました。"
        messages.success(request, said)
    return redirect(course)


def _without_attendance(course) -> list[tuple[str, str]]:
    rows = course.participations.filter(attendance=Attendance.UNKNOWN).select_related("meister")
    return [(f"{row}さん", UNKNOWN) for row in rows.by_name()]
