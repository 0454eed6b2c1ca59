"""講習・研修: list, entry, edit."""

from functools import partial

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from aomori_skills.base import fiscal_year
from aomori_skills.base.access import FORM, permitted
from aomori_skills.base.listing import Empty, list_page
from aomori_skills.base.page import Action
from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.office.saving import Invalid, refuse, save_once
from meisters.choices import CourseKind
from meisters.filters.courses import CourseFilter
from meisters.forms.courses import CourseForm
from meisters.models import Course
from meisters.services import courses
from meisters.tables.courses import CourseTable

VIEW, EDIT = "meisters.view_courses", "meisters.edit_courses"
TOLD = ("starts_on", "ends_on", "starts_at", "ends_at", "place", "place_address")


@permitted(VIEW, methods=FORM)
def course_list(request):
    creates = tuple(
        Action(
            f"{kind.label}を登録する",
            reverse("meisters:course_create", args=(kind.value,)),
            permission=EDIT,
        )
        for kind in CourseKind
    )
    year = fiscal_year.label(request.fiscal_year)
    return list_page(
        request,
        table=CourseTable,
        filterset=CourseFilter,
        queryset=Course.objects.for_listing(),
        title="講習・研修",
        name="講習・研修一覧",
        period="" if request.GET.get("scope") else year,
        actions=creates,
        empty=Empty(
            f"{year}の講習・研修はまだ登録されていません。ほかの年度は「範囲」で「すべての年度」を選ぶと表示されます。",
            creates[0],
        ),
    )


@permitted(EDIT, methods=FORM)
def course_create(request, kind):
    if kind not in CourseKind.values:
        raise Http404
    if request.method == "POST":
        answer, form = save_once(request, partial(_create, request, kind))
        if answer:
            return answer
    else:
        form = CourseForm(instance=_new(request, kind))
    return _form_page(
        request,
        form,
        title=f"{CourseKind(kind).label}の登録",
        next_label="保存して受講者を選ぶ",
        back_url=reverse("meisters:course_list"),
        breadcrumbs=crumbs(),
    )


@permitted(EDIT, methods=FORM)
def course_edit(request, pk):
    course = get_object_or_404(Course, pk=pk)
    if request.method == "POST":
        answer, form = save_once(request, partial(_update, request, pk))
        if answer:
            return answer
    else:
        form = CourseForm(instance=course)
    url = course.get_absolute_url()
    return _form_page(
        request,
        form,
        title=f"{course}の編集",
        back_url=url,
        breadcrumbs=crumbs((course.label, url)),
    )


def crumbs(*more):
    return (("講習・研修", reverse("meisters:course_list")), *more)


def _new(request, kind) -> Course:
    return Course(kind=kind, owner=request.user)


def _create(request, kind):
    form = CourseForm(request.POST, instance=_new(request, kind))
    if not form.is_valid():
        raise Invalid(form)
    course = courses.plan(form.instance, by=request.user)
    messages.success(request, f"{course.label}を登録しました。次は受講者を選んでください。")
    if "_next" in request.POST:
        return redirect("meisters:course_choose", course.pk)
    return redirect(course)


def _update(request, pk):
    course = get_object_or_404(Course.objects.select_for_update(of=("self",)), pk=pk)
    form = CourseForm(request.POST, instance=course)
    if not form.is_valid():
        raise Invalid(form)
    try:
        courses.update(course, by=request.user)
    except TransitionDenied as denied:
        refuse(form, denied)
    messages.success(request, f"{course.label}の記録を保存しました。")
    told = course.participations.invited().count()
    if told and not set(TOLD).isdisjoint(form.changed_data):
        messages.warning(
            request,
            f"案内した人が{told}人います。日時や会場の変更を、文書か電話で知らせてください。",
        )
    return redirect(course)


def _form_page(request, form, **context):
    status = 422 if form.is_bound else 200
    return render(request, "layouts/form.html", {"form": form, **context}, status=status)
