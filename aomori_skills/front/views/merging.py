"""統合: the other record, what would happen, and the act itself."""

from dataclasses import dataclass
from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from aomori_skills.base.access import FORM, permitted
from aomori_skills.base.fields import clean_text
from aomori_skills.base.kana import words
from aomori_skills.base.page import Action
from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.front.merging import act
from aomori_skills.front.merging.apart import marks
from aomori_skills.front.merging.doubles import doubles
from aomori_skills.front.merging.forms import MergeForm
from aomori_skills.front.merging.subjects import SUBJECTS, Subject
from aomori_skills.office.saving import Invalid, refuse, save_once

MERGE = "meisters.merge_people"
MOST, LONGEST = 20, 100


@dataclass(frozen=True)
class Found:
    """Another record that could be merged, and what it has in common with this one."""

    row: object
    about: str
    reasons: tuple[str, ...] = ()


@permitted(MERGE)
def merge_choose(request, kind, pk):
    """The other record: probable doubles first, else by search."""
    subject = subject_of(request, kind)
    record = get_object_or_404(subject.model, pk=pk)
    text = clean_text(request.GET.get("q", ""))[:LONGEST]
    rows = subject.model.objects.for_listing().search(text).exclude(pk=pk)[:MOST]
    rows = rows if words(text) else []
    context = {
        "title": f"{record}と統合する記録を選ぶ",
        "subject": subject,
        "record": record,
        "about": subject.about(record),
        "doubles": [
            Found(row := one.other_than(pk), subject.about(row), one.reasons)
            for one in doubles(subject, marks(), pk)
            if not one.mark
        ],
        "text": text,
        "found": [Found(row, subject.about(row)) for row in rows],
        "breadcrumbs": _crumbs(subject, record),
    }
    return render(request, "front/merging/choose.html", context)


@permitted(MERGE, methods=FORM)
def merge_confirm(request, kind, pk, other):
    """What moves from ``other`` to ``pk``; POST does it."""
    subject = subject_of(request, kind)
    found = subject.rows.in_bulk((pk, other))
    if not {pk, other} <= found.keys():
        raise Http404
    kept, lost = found[pk], found[other]
    form = None
    if request.method == "POST":
        answer, form = save_once(request, partial(_merge, request, subject, kept, lost))
        if answer:
            return answer
    try:
        preview = act.preview(subject, kept, lost)
    except TransitionDenied as denied:
        return _refused(request, subject, kept, denied)
    form = form or _form(preview=preview, kept=kept, lost=lost)
    return _confirm_page(request, subject, kept, lost, preview, form)


def _merge(request, subject, kept, lost):
    try:
        preview = act.preview(subject, kept, lost)
    except TransitionDenied as denied:
        return _refused(request, subject, kept, denied)
    form = _form(request.POST, preview=preview, kept=kept, lost=lost)
    if not form.is_valid():
        raise Invalid(form)
    asked = {
        "reason": form.cleaned_data["reason"],
        "chosen": form.chosen,
        "seen": form.fingerprint,
    }
    try:
        act.merge(subject, kept.pk, lost.pk, by=request.user, **asked)
    except TransitionDenied as denied:
        refuse(form, denied)
    messages.success(
        request,
        f"「{lost}」の記録を「{kept}」に統合しました。移した記録は「履歴」で確認できます。",
    )
    return redirect(subject.page, pk=kept.pk)


def _confirm_page(request, subject, kept, lost, preview, form):
    swap = reverse("merge_confirm", args=(subject.slug, lost.pk, kept.pk))
    apart = reverse("merge_apart", args=(subject.slug, kept.pk, lost.pk))
    years, refusal = act.closing(request.user)
    context = {
        "title": f"{kept}に統合する",
        "subject": subject,
        "kept": kept,
        "lost": lost,
        "records": [
            ("残す記録", kept, subject.about(kept)),
            ("統合する記録", lost, subject.about(lost)),
        ],
        "filled": [choice for choice in preview.choices if not choice.is_open],
        "plan": preview.plan,
        "years": years,
        "refusal": refusal,
        "form": form,
        "others": [
            Action("残す記録を入れ替える", swap),
            Action(f"{subject.other}として除く", apart),
        ],
        "submit_label": "統合する",
        "danger": True,
        "back_url": reverse("merge_choose", args=(subject.slug, kept.pk)),
        "breadcrumbs": _crumbs(subject, kept),
    }
    status = 422 if form.errors else 200
    return render(request, "front/merging/confirm.html", context, status=status)


def _form(data=None, *, preview, kept, lost) -> MergeForm:
    born = getattr(kept, "birth_date", None), getattr(lost, "birth_date", None)
    differ = all(born) and born[0] != born[1]
    return MergeForm(
        data,
        choices=preview.choices,
        fingerprint=preview.fingerprint,
        typed_name=str(kept) if differ else "",
    )


def _refused(request, subject, kept, denied):
    messages.error(request, str(denied))
    if kept.merged_into_id:
        return redirect(subject.page, pk=kept.merged_into_id)
    return redirect("merge_choose", kind=subject.slug, pk=kept.pk)


def subject_of(request, kind: str) -> Subject:
    if kind not in SUBJECTS:
        raise Http404
    if not request.user.has_perm(SUBJECTS[kind].permission):
        raise PermissionDenied
    return SUBJECTS[kind]


def _crumbs(subject: Subject, record):
    return (
        (subject.noun, reverse(subject.list_page)),
        (str(record), reverse(subject.page, args=(record.pk,))),
    )
