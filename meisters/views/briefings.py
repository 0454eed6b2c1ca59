"""説明の記録: list, entry, page, edit, deletion."""

from functools import partial

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from aomori_skills.base import fiscal_year, history, page
from aomori_skills.base.access import FORM, permitted
from aomori_skills.base.listing import Empty
from aomori_skills.base.page import Action, allowed
from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.office.saving import Invalid, refuse, save_once
from aomori_skills.paperwork.lists import disclosed_list_page
from meisters.filters.briefings import BriefingFilter
from meisters.forms.briefings import BriefingForm, LetterBriefingForm, PeopleRows
from meisters.models import Briefing, Meister
from meisters.rules import briefings as rules
from meisters.services import briefings
from meisters.tables.briefings import BriefingTable
from meisters.views.untold import EDIT, EXPORT, VIEW, chosen_keys

TABS = (("overview", "概要"), ("history", "履歴"))
AT_ONCE = PeopleRows.max_num


@permitted(VIEW, methods=FORM)
def briefing_list(request):
    year = request.fiscal_year
    create = Action("説明を記録する", reverse("meisters:briefing_create"), permission=EDIT)
    untold = Action("説明が済んでいないマイスターを見る", reverse("meisters:untold_list"))
    return disclosed_list_page(
        request,
        table=BriefingTable,
        filterset=BriefingFilter,
        queryset=Briefing.objects.in_fiscal_year(year).for_listing(),
        title="説明の記録",
        name="説明の記録一覧",
        period=fiscal_year.label(year),
        export_permission=EXPORT,
        actions=(create, untold),
        empty=Empty("この年度の説明の記録はまだありません。", create),
    )


@permitted(EDIT, methods=FORM)
def briefing_create(request):
    if request.method == "POST":
        answer, form = save_once(request, partial(_create, request))
        if answer:
            return answer
        return _form_page(request, form, "説明の登録")
    keys = chosen_keys(request)
    if len(keys) > AT_ONCE:
        messages.error(
            request,
            f"一度に記録できるのは{AT_ONCE}人までです（選択{len(keys):,}人）。"
            "条件を加えて、人数を減らしてください。",
        )
        return redirect("meisters:untold_list")
    people = list(Meister.objects.filter(pk__in=keys).with_told())
    topics = rules.topics_of_group(people)
    new = Briefing(held_on=timezone.localdate(), staff=request.user, topics=topics)
    form = BriefingForm(instance=new, parts=[PeopleRows(instance=new, chosen=people)])
    return _form_page(request, form, "説明の登録")


@permitted(VIEW)
def briefing_detail(request, pk):
    briefing = get_object_or_404(Briefing.objects.for_listing(), pk=pk)
    tabs = page.tabs(request, *TABS)
    tab = page.current_tab(tabs)
    people = list(briefing.people.for_listing()) if tab == "overview" else []
    actions = _actions(briefing, request.user)
    context = {
        "kind": "説明の記録",
        "title": str(briefing),
        "subject": briefing,
        "people": people,
        "batch": next((row.message.batch for row in people if row.message_id), None),
        "entries": history.entries(briefing, "people") if tab == "history" else (),
        "tabs": tabs,
        "tab": tab,
        "primary": actions[0] if actions else None,
        "others": actions[1:],
        "may_export": request.user.has_perm(EXPORT),
        "breadcrumbs": crumbs(),
    }
    return render(request, "meisters/briefing_detail.html", context)


@permitted(EDIT, methods=FORM)
def briefing_edit(request, pk):
    briefing = get_object_or_404(Briefing, pk=pk)
    if request.method == "POST":
        answer, form = save_once(request, partial(_update, request, pk))
        if answer:
            return answer
    else:
        form = _form(briefing)
    return _form_page(request, form, f"{briefing}の編集", briefing)


@permitted(EDIT, methods=FORM)
def briefing_delete(request, pk):
    if request.method == "POST":
        try:
            answer, _ = save_once(request, partial(_delete, request, pk))
        except TransitionDenied as denied:
            messages.error(request, str(denied))
            return redirect("meisters:briefing_detail", pk)
        return answer
    briefing = get_object_or_404(Briefing, pk=pk)
    context = {
        "title": f"{briefing}の記録の削除",
        "sentence": "誤って入力した記録を削除します。削除した内容は変更の履歴に残ります。"
        "対象のマイスターは、ほかに説明の記録がなければ「説明が済んでいない」に戻ります。",
        "items": list(briefing.people.for_listing()),
        "submit_label": "削除する",
        "danger": True,
        "back_url": briefing.get_absolute_url(),
        "breadcrumbs": crumbs((str(briefing), briefing.get_absolute_url())),
    }
    return render(request, "layouts/confirm.html", context)


def crumbs(*more):
    return (("説明の記録", reverse("meisters:briefing_list")), *more)


def _create(request):
    new = Briefing(staff=request.user)
    form = BriefingForm(request.POST, instance=new, parts=[PeopleRows(request.POST, instance=new)])
    if not _is_valid(form):
        raise Invalid(form)
    briefing = briefings.record(form.instance, by=request.user, parts=form.parts)
    messages.success(
        request,
        f"{briefing}を記録しました（{briefing.people.count()}人）。"
        "本人の確認が取れたら、「確認を入力する」を選んでください。",
    )
    return redirect(briefing)


def _update(request, pk):
    briefing = get_object_or_404(Briefing.objects.select_for_update(of=("self",)), pk=pk)
    before = list(briefing.topics)
    form = _form(briefing, request.POST)
    if not _is_valid(form):
        raise Invalid(form)
    try:
        briefings.update(briefing, by=request.user, before=before, parts=form.parts)
    except TransitionDenied as denied:
        refuse(form, denied)
    messages.success(request, f"{briefing}の記録を保存しました。")
    return redirect(briefing)


def _delete(request, pk):
    get_object_or_404(Briefing, pk=pk)
    words = briefings.delete(pk, by=request.user)
    messages.success(request, f"{words}の記録を削除しました。")
    return redirect("meisters:briefing_list")


def _form(briefing, data=None):
    """What was drafted as letters keeps its day, topics and people."""
    if briefing.people.filter(message__isnull=False).exists():
        return LetterBriefingForm(data, instance=briefing)
    return BriefingForm(data, instance=briefing, parts=[PeopleRows(data, instance=briefing)])


def _is_valid(form) -> bool:
    return all([form.is_valid(), *(part.is_valid() for part in form.parts)])


def _form_page(request, form, title, briefing=None):
    url = briefing.get_absolute_url() if briefing else reverse("meisters:untold_list")
    context = {
        "title": title,
        "form": form,
        "formsets": form.parts,
        "back_url": url,
        "breadcrumbs": crumbs(*([(str(briefing), url)] if briefing else [])),
    }
    status = 422 if form.is_bound else 200
    return render(request, "meisters/briefing_form.html", context, status=status)


def _actions(briefing, user):
    key = (briefing.pk,)
    return allowed(
        (
            Action(
                "確認を入力する", reverse("meisters:briefing_confirm", args=key), permission=EDIT
            ),
            Action("編集する", reverse("meisters:briefing_edit", args=key), permission=EDIT),
            Action(
                "記録を削除する",
                reverse("meisters:briefing_delete", args=key),
                permission=EDIT,
                danger=True,
                note="誤って入力した記録だけを削除します。",
            ),
        ),
        user,
    )
