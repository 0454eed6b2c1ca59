"""熟練技能者 and 補助員: list, page, form, end of registration."""

from functools import partial

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from aomori_skills.base.attempt import attempt
from aomori_skills.base.listing import Empty
from aomori_skills.base.page import Action
from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.office.models import Trade
from aomori_skills.office.saving import Invalid, refuse, save_once
from aomori_skills.paperwork.lists import disclosed_list_page
from dispatch.forms.instructors import EndForm
from dispatch.rules.instructors import EDIT
from dispatch.services import instructors
from dispatch.tables.instructors import REACHED_BY
from dispatch.views.instructor_pages import PERSONAL, Master, detail_context
from meisters.views.addresses import wanted_row


def list_page(request, master: Master):
    new = Action(f"{master.noun}を登録する", master.url("create"), permission=EDIT)
    sees_person = request.user.has_perm(PERSONAL)
    return disclosed_list_page(
        request,
        table=partial(master.table, exclude=() if sees_person else REACHED_BY),
        filterset=master.filterset,
        queryset=master.model.objects.for_listing(),
        title=master.noun,
        name=f"{master.noun}一覧",
        export_permission=PERSONAL,
        actions=(new,),
        empty=Empty(f"{master.noun}はまだ登録されていません。{master.hint}", new),
    )


def detail_page(request, master: Master, pk):
    person = get_object_or_404(master.model.objects.for_listing(), pk=pk)
    return render(
        request, f"dispatch/{master.name}_detail.html", detail_context(request, master, person)
    )


def create_page(request, master: Master):
    if request.method == "POST":
        answer, form = save_once(request, partial(_create, request, master))
        if answer:
            return answer
    else:
        form = master.form(initial={"trade": wanted_row(request, "trade", Trade.objects.all())})
    return _form_page(request, master, form, title=f"{master.noun}の登録")


def edit_page(request, master: Master, pk):
    person = get_object_or_404(master.model, pk=pk)
    if request.method == "POST":
        answer, form = save_once(request, partial(_update, request, master, pk))
        if answer:
            return answer
    else:
        form = master.form(instance=person)
    url = person.get_absolute_url()
    return _form_page(
        request,
        master,
        form,
        title=f"{master.noun}{person}さんの編集",
        back_url=url,
        breadcrumbs=(master.crumb, (str(person), url)),
    )


def end_page(request, master: Master, pk):
    person = get_object_or_404(master.model, pk=pk)
    form = EndForm()
    if request.method == "POST":
        answer, form = save_once(request, partial(_end, request, master, person))
        if answer:
            return answer
    context = {
        "title": f"{master.noun}{person}さんの登録の終了",
        "sentence": "登録を終了すると、一覧と選択肢に表示されなくなります。これまでの記録は残り、"
        "終了は後で取り消すことができます。",
        "form": form,
        "submit_label": "登録を終了する",
        "back_url": person.get_absolute_url(),
        "breadcrumbs": (master.crumb, (str(person), person.get_absolute_url())),
    }
    return render(request, "layouts/confirm.html", context, status=422 if form.is_bound else 200)


def reopen(request, master: Master, pk):
    person = get_object_or_404(master.model, pk=pk)
    act = partial(instructors.reopen, master.model, pk, by=request.user)
    attempt(request, act, f"{master.noun}{person}さんの登録の終了を取り消しました。")
    return redirect(person)


def _create(request, master: Master):
    form = master.form(request.POST)
    if not form.is_valid():
        raise Invalid(form)
    try:
        person = instructors.register(form.instance, by=request.user)
    except TransitionDenied as denied:
        refuse(form, denied)
    messages.success(request, f"{master.noun}{person}さんを登録しました。")
    return redirect(person)


def _update(request, master: Master, pk):
    rows = master.model.objects.select_for_update(of=("self",))
    form = master.form(request.POST, instance=get_object_or_404(rows, pk=pk))
    if not form.is_valid():
        raise Invalid(form)
    try:
        person = instructors.update(form.instance, by=request.user)
    except TransitionDenied as denied:
        refuse(form, denied)
    messages.success(request, f"{master.noun}{person}さんの記録を保存しました。")
    return redirect(person)


def _end(request, master: Master, person):
    form = EndForm(request.POST)
    if not form.is_valid():
        raise Invalid(form)
    try:
        instructors.end(master.model, person.pk, by=request.user, **form.cleaned_data)
    except TransitionDenied as denied:
        refuse(form, denied)
    messages.success(request, f"{master.noun}{person}さんの登録を終了しました。記録は残ります。")
    return redirect(person)


def _form_page(request, master: Master, form, **context):
    context = {
        "form": form,
        "back_url": master.url("list"),
        "breadcrumbs": (master.crumb,),
    } | context
    status = 422 if form.is_bound else 200
    return render(request, "dispatch/instructor_form.html", context, status=status)
