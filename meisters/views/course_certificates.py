"""修了証: for everybody at once, for one person, again, and taken back."""

from functools import partial

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render

from aomori_skills.base.access import FORM, permitted
from aomori_skills.base.forms import CommentForm, StaffForm
from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.office.saving import Invalid, refuse, save_once
from aomori_skills.paperwork.views import lead_to
from meisters.forms.courses import CertificateForm
from meisters.models import Participation
from meisters.services import course_certificates as service
from meisters.views.course_pages import course_of
from meisters.views.courses import EDIT, crumbs

NOBODY = "修了を記録した人がまだいません。先に出欠・修了を入力してください。"
REASON = partial(CommentForm, max_length=180, help_text="公文書台帳に残ります。")
STEPS = {
    "issue": (
        "修了証を発行する",
        "文書番号を付けて修了証を発行し、公文書台帳に残します。",
        CertificateForm,
    ),
    "reissue": (
        "修了証を再発行する",
        "新しい文書番号と今日の日付で、もう一度発行します。元の修了証は公文書台帳に残ります。",
        REASON,
    ),
    "void": (
        "修了証を取り消す",
        "修了証の番号を欠番にします。欠番は取り消せません。修了の記録は残り、訂正できるようになります。",
        REASON,
    ),
}


@permitted(EDIT, methods=FORM)
def course_certificates(request, pk):
    course = course_of(pk)
    done = list(course.participations.completed().for_listing().by_name())
    if not done:
        messages.info(request, NOBODY)
        return redirect("meisters:course_results", course.pk)
    new = [row for row in done if row.certificate is None]
    form_class = CertificateForm if new else StaffForm
    if request.method == "POST":
        answer, form = save_once(request, partial(_issue_all, request, course, form_class))
        if answer:
            return answer
    else:
        form = form_class()
    return _confirm(
        request,
        course,
        form,
        template="meisters/course_certificates.html",
        title=f"{course.label}の修了証",
        sentence=_sentence(len(done), len(new)),
        rows=done,
        submit_label="修了証を発行する" if new else "もう一度まとめて印刷する",
    )


@permitted(EDIT, methods=FORM)
def participation_certificate(request, pk, name):
    if name not in STEPS:
        raise Http404
    rows = Participation.objects.select_related("course", "meister", "certificate")
    row = get_object_or_404(rows, pk=pk)
    label, sentence, form_class = STEPS[name]
    if request.method == "POST":
        answer, form = save_once(request, partial(_take, request, row, name, form_class))
        if answer:
            return answer
    else:
        form = form_class()
    return _confirm(
        request,
        row.course,
        form,
        title=f"{row}さんの{label}",
        sentence=sentence,
        submit_label=label,
        danger=name == "void",
    )


def _sentence(done: int, new: int) -> str:
    if not new:
        return f"修了した{done}人の修了証は、すべて発行済みです。"
    return (
        f"まだ発行していない{new}人の修了証を番号を付けて発行し、"
        f"修了した{done}人分を1つのPDFにします。"
    )


def _issue_all(request, course, form_class):
    form = form_class(request.POST)
    if not form.is_valid():
        raise Invalid(form)
    try:
        job = service.start_all(
            course, by=request.user, issued_on=form.cleaned_data.get("issued_on")
        )
    except TransitionDenied as denied:
        refuse(form, denied)
    return lead_to(request, job)


def _do(name, row, *, by, issued_on=None, comment=""):
    if name == "issue":
        return service.issue(row.pk, by=by, issued_on=issued_on)
    return getattr(service, name)(row.pk, by=by, reason=comment)


def _take(request, row, name, form_class):
    form = form_class(request.POST)
    if not form.is_valid():
        raise Invalid(form)
    try:
        made = _do(name, row, by=request.user, **form.cleaned_data)
    except TransitionDenied as denied:
        refuse(form, denied)
    words = {"issue": "発行しました", "reissue": "再発行しました", "void": "取り消しました"}
    messages.success(request, f"{row}さんの修了証（{made.label}）を{words[name]}。")
    if name == "void":
        return redirect(f"{row.course.get_absolute_url()}?tab=people")
    return redirect(made)


def _confirm(request, course, form, *, template="layouts/confirm.html", **context):
    url = course.get_absolute_url()
    context |= {
        "form": form,
        "back_url": f"{url}?tab=people",
        "breadcrumbs": crumbs((course.label, url)),
    }
    status = 422 if form.is_bound else 200
    return render(request, template, context, status=status)
