"""The page of one bundle: its head, its next step and its tabs."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from aomori_skills.base import history
from aomori_skills.base.listing import PurposeForm
from aomori_skills.base.page import Action, Tab, allowed, stages
from aomori_skills.paperwork.choices import Purpose
from meisters.choices import BatchState
from meisters.models import BatchFile, SubmissionBatch

EDIT, EXPORT = "meisters.edit_batches", "meisters.export_personal"
TABS = {"overview": "概要", "papers": "書類", "history": "履歴"}


def crumbs(*more) -> tuple[tuple[str, str], ...]:
    return (("センター提出", reverse("meisters:batch_list")), *more)


def batch_of(pk) -> SubmissionBatch:
    rows = SubmissionBatch.objects.select_related("round", "letter", "submitted_by")
    return get_object_or_404(rows, pk=pk)


def purpose_form(data=None) -> PurposeForm:
    return PurposeForm(data, purposes=Purpose.labels)


def detail_page(request, batch, *, tab: str, purpose=None):
    """``purpose`` is a refused form of the tab 書類, shown again with its sentences."""
    tab = tab if tab in TABS else "overview"
    primary, others = _actions(batch, request.user)
    steps = list(batch.steps.select_related("by"))
    context = {
        "kind": "センター提出",
        "title": str(batch.round),
        "number": batch.number,
        "breadcrumbs": crumbs(),
        "batch": batch,
        "subject": batch,
        "primary": primary,
        "others": others,
        "stages": stages(batch.state, (BatchState.SENT, BatchState.ANSWERED), BatchState, steps),
        "tabs": _tabs(batch, tab),
        "tab": tab,
        "may_export": request.user.has_perm(EXPORT),
        **_CONTENT[tab](batch, steps),
    }
    if purpose is not None:
        context["purpose"] = purpose
    status = 200 if purpose is None else 422
    return render(request, "meisters/batch_detail.html", context, status=status)


def _tabs(batch, current) -> list[Tab]:
    url = batch.get_absolute_url()
    return [Tab(slug, label, f"{url}?tab={slug}", slug == current) for slug, label in TABS.items()]


def _overview(batch, steps):
    return {"items": batch.items.for_listing()}


def _papers(batch, steps):
    files = batch.files.select_related("attachment", "application", "letter")
    return {
        "files": sorted(files, key=lambda file: (_ORDER.index(file.kind), file.pk)),
        "purpose": purpose_form(),
    }


def _history(batch, steps):
    return {"steps": steps, "entries": history.entries(batch, "items")}


_ORDER = (
    BatchFile.Kind.ARCHIVE,
    BatchFile.Kind.LIST,
    BatchFile.Kind.FORM,
    BatchFile.Kind.REPLY,
    BatchFile.Kind.CORRECTED,
)
_CONTENT = {"overview": _overview, "papers": _papers, "history": _history}


def _actions(batch, user):
    """The next step, and the other ones that state and role allow."""
    address = (batch.pk,)
    results = Action(
        "結果を入力する", reverse("meisters:batch_results", args=address), permission=EDIT
    )
    cancel = Action(
        "提出を取り消す",
        reverse("meisters:batch_cancel", args=address),
        permission=EDIT,
        danger=True,
        note="センターの回答がまだないときだけ取り消せます。",
    )
    reopen = Action(
        "結果入力を再開する",
        reverse("meisters:batch_reopen", args=address),
        post=True,
        permission=EDIT,
        note="記録した認定番号や日付を訂正するときに選びます。",
    )
    if batch.state == BatchState.SENT:
        found = allowed((results, cancel), user)
        return (found[0], found[1:]) if found else (None, [])
    return None, allowed((reopen,), user) if batch.state == BatchState.ANSWERED else []
