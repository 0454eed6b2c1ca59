"""派遣の希望 and 候補者の推薦: lists, 見送り, and a proposed person as a candidate."""

from functools import partial

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from aomori_skills.base import fiscal_year
from aomori_skills.base.access import ACT, FORM, permitted
from aomori_skills.base.attempt import attempt
from aomori_skills.base.forms import CommentForm
from aomori_skills.base.listing import Empty
from aomori_skills.base.page import Action
from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.office.saving import Invalid, refuse, save_once
from aomori_skills.paperwork.lists import disclosed_list_page
from dispatch.filters.surveys import ProposalFilter, WishFilter
from dispatch.models import SurveyProposal, SurveyWish
from dispatch.rules.surveys import EDIT
from dispatch.services import survey_takeup
from dispatch.tables.survey_answers import CANDIDATES, ProposalTable, WishTable
from dispatch.views.survey_pages import EXPORT, crumbs
from dispatch.views.survey_steps import step
from dispatch.views.surveys import VIEW
from meisters.forms.candidates import CandidateForm
from meisters.models import Candidate
from meisters.rules.visits import is_workplace


@permitted(VIEW, methods=FORM)
def wish_list(request):
    return _list(request, WishTable, WishFilter, SurveyWish, "派遣の希望")


@permitted(VIEW, methods=FORM)
def proposal_list(request):
    return _list(request, ProposalTable, ProposalFilter, SurveyProposal, "候補者の推薦")


@permitted(EDIT, methods=FORM)
def wish_drop(request, pk):
    return _drop(request, SurveyWish, pk, "派遣の希望の見送り")


@permitted(EDIT, methods=FORM)
def proposal_drop(request, pk):
    return _drop(request, SurveyProposal, pk, "候補者の推薦の見送り")


@permitted(EDIT, methods=ACT)
def wish_restore(request, pk):
    return _restore(request, SurveyWish, pk)


@permitted(EDIT, methods=ACT)
def proposal_restore(request, pk):
    return _restore(request, SurveyProposal, pk)


@permitted(CANDIDATES, methods=FORM)
def proposal_candidate(request, pk):
    """The form of a candidate with what the answer tells."""
    row = _row(SurveyProposal, pk)
    if row.candidate:
        messages.info(request, f"{row}さんは、すでに候補者として登録しています。")
        return redirect(row.candidate)
    form = CandidateForm(instance=_candidate(row, request.user))
    if request.method == "POST":
        answer, form = save_once(request, partial(_register, request, row))
        if answer:
            return answer
    context = {
        "title": "候補者の登録",
        "form": form,
        "back_url": row.addressee.get_absolute_url(),
        "breadcrumbs": crumbs(row.addressee.survey),
    }
    status = 422 if form.is_bound else 200
    return render(request, "meisters/candidate_form.html", context, status=status)


def _list(request, table, filterset, model, title: str):
    year = fiscal_year.label(request.fiscal_year)
    is_scoped = any(request.GET.get(name) for name in ("scope", "survey"))
    find = Action("整理番号から回答を入力する", reverse("dispatch:reply_find"), permission=EDIT)
    return disclosed_list_page(
        request,
        table=table,
        filterset=filterset,
        queryset=model.objects.for_listing(),
        title=title,
        name=f"派遣希望調査の{title}一覧",
        export_permission=EXPORT,
        period="" if is_scoped else year,
        breadcrumbs=crumbs(),
        empty=Empty(
            f"{year}の調査では、{title}はまだありません。回答を入力すると、ここに並びます。", find
        ),
    )


def _row(model, pk):
    rows = model.objects.select_related("addressee__survey", "addressee__organization", "trade")
    return get_object_or_404(rows, pk=pk)


def _drop(request, model, pk, title: str):
    row = _row(model, pk)

    def act(comment):
        survey_takeup.drop(model, pk, by=request.user, reason=comment)

    most = model._meta.get_field("drop_reason").max_length
    return step(
        request,
        row.addressee,
        act,
        form=partial(CommentForm, max_length=most),
        title=f"{title}（{row.addressee.organization}　{row}）",
        sentence="対応しないことにした理由を記録します。見送りは取り消せます。",
        submit_label="見送る",
        done=f"{row.addressee.organization}の「{row}」を見送りにしました。",
        breadcrumbs=crumbs(row.addressee.survey),
    )


def _restore(request, model, pk):
    row = _row(model, pk)
    act = partial(survey_takeup.restore, model, pk, by=request.user)
    attempt(request, act, f"{row.addressee.organization}の「{row}」の見送りを取り消しました。")
    return redirect(row.addressee)


def _candidate(row, by) -> Candidate:
    place = row.addressee.organization
    family, _, given = row.name.replace("　", " ").partition(" ")
    return Candidate(
        owner=by,
        family_name=family,
        given_name=given.strip(),
        trade=row.trade,
        position=row.position,
        met_at=place,
        employer=place if is_workplace(place) else None,
        note="\n".join(filter(None, (f"{row.addressee.survey}の回答で推薦", row.note))),
    )


def _register(request, row):
    form = CandidateForm(request.POST, instance=Candidate(owner=request.user))
    if not form.is_valid():
        raise Invalid(form)
    try:
        candidate = survey_takeup.make_candidate(
            row.pk, form.instance, by=request.user, new_firm=form.new_firm
        )
    except TransitionDenied as denied:
        refuse(form, denied)
    messages.success(
        request,
        f"候補者{candidate}さんを登録しました。本人に連絡し、意向を確認してください。",
    )
    return redirect(candidate)
