"""公表同意: answers written down, withdrawn and corrected, each with the paper that proves it."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from aomori_skills.base import wareki
from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.paperwork.models import Attachment
from aomori_skills.paperwork.services import attachments
from meisters.choices import Consent, ConsentState, DocumentKind, PaperKind, PublicItem, Way
from meisters.models import ConsentPaper, Meister, MeisterConsent
from meisters.rules import publication as rules
from meisters.services import meister_rows, public_files

UPLOAD = "upload"
"""Stands for the paper that is being uploaded, among the values of a row."""


@transaction.atomic
def record(
    meister_id: int,
    *,
    items: Iterable[str],
    answer: str,
    answered_on: date,
    way: str,
    by,
    upload=None,
    paper: ConsentPaper | None = None,
) -> Meister:
    """One answer for several items, with one paper: an upload, or one that is there already."""
    meister = _locked(meister_id, by)
    rules.check_not_older(meister.consents.filter(item__in=items).order_by("item"), answered_on)
    if upload:
        paper = _keep(meister, upload, PaperKind.CONSENT, answered_on, by)
    words = f"{_names(items)}：{Consent(answer).label}"
    _answer(meister, items, answer, answered_on, way, paper)
    _write_step(meister, "consent", "公表同意の記録", words, answered_on, way, by)
    return meister


@transaction.atomic
def withdraw(
    meister_id: int, *, items: Iterable[str], withdrawn_on: date, way: str, by, upload=None
) -> Meister:
    """撤回: from now on no output shows the items; the earlier papers stay."""
    meister = _locked(meister_id, by)
    agreed = {row.item: row for row in meister.consents.filter(answer=Consent.AGREED)}
    for item in items:
        if item not in agreed:
            raise TransitionDenied(
                f"{PublicItem(item).label}は公表に同意していないため、撤回の記録は要りません。"
            )
        given_on = agreed[item].answered_on
        if given_on and withdrawn_on < given_on:
            raise TransitionDenied(
                f"撤回日は、{PublicItem(item).label}に同意した日"
                f"（{wareki.format_date(given_on)}）以後の日付を入力してください。"
            )
    paper = None
    if upload:
        paper = _keep(meister, upload, PaperKind.WITHDRAWAL, withdrawn_on, by)
    _answer(meister, items, ConsentState.WITHDRAWN, withdrawn_on, way, paper)
    _write_step(meister, "withdraw_consent", "公表同意の撤回", _names(items), withdrawn_on, way, by)
    return meister


@transaction.atomic
def correct(meister: Meister, wanted: list[dict], *, by, upload=None) -> Meister:
    """Save the answers of an edited meister whose row the caller has locked.

    A row whose ``evidence`` is UPLOAD rests on the uploaded paper.
    """
    _check_permission(by)
    if upload:
        paper = _keep(meister, upload, PaperKind.CONSENT, None, by)
        for values in wanted:
            if values["evidence"] == UPLOAD:
                values["evidence"] = paper.attachment_id
    meister.save_version()
    meister_rows.replace(meister, "consents", wanted)
    public_files.forget()
    return meister


def carry_over(application, meister: Meister) -> None:
    """The answers of a certified application, with its signed consent form where there is one.

    An answer without a day of its own was given with the form that the office received.
    """
    form = _consent_form(application)
    rows = list(application.consents.all())
    MeisterConsent.objects.bulk_create(_carried(row, application, meister, form) for row in rows)
    if form and any(row.answer != Consent.UNKNOWN for row in rows):
        ConsentPaper.objects.create(
            meister=meister,
            kind=PaperKind.CONSENT,
            received_on=application.received_on,
            attachment=form,
        )


def _carried(row, application, meister, form) -> MeisterConsent:
    carried = MeisterConsent(meister=meister, item=row.item, answer=row.answer)
    if row.answer != Consent.UNKNOWN:
        carried.answered_on = row.answered_on or application.received_on or application.applied_on
        carried.way, carried.evidence = application.received_way, form
    return carried


def _consent_form(application) -> Attachment | None:
    papers = application.documents.filter(
        kind=DocumentKind.CONSENT_FORM, attachment__removed_at=None
    )
    newest = papers.select_related("attachment").order_by("-pk").first()
    return newest.attachment if newest else None


def _answer(meister, items, answer, answered_on, way, paper) -> None:
    evidence = paper.attachment_id if paper else None
    known = {row.item: row for row in meister.consents.all()}
    for item in items:
        row = known.get(item) or MeisterConsent(meister=meister, item=item)
        row.answer, row.answered_on, row.way = answer, answered_on, way
        row.evidence_id = evidence
        row.save()
    meister.save_version(update_fields=())
    public_files.forget()


def _keep(meister, upload, kind: str, received_on, by) -> ConsentPaper:
    return ConsentPaper.objects.create(
        meister=meister,
        kind=kind,
        received_on=received_on,
        attachment=attachments.store(upload, by=by),
    )


def _write_step(meister, name, label, words, day, way, by) -> None:
    meister.steps.create(
        from_state=meister.state,
        to_state=meister.state,
        transition=name,
        label=label,
        by=by,
        comment=f"{words}（{wareki.format_date(day)}、{Way(way).label}）",
    )


def _names(items) -> str:
    return "、".join(item.label for item in PublicItem if item in set(items))


def _locked(meister_id: int, by) -> Meister:
    _check_permission(by)
    return Meister.objects.select_for_update(of=("self",)).get(pk=meister_id)


def _check_permission(by) -> None:
    if not by.has_perm("meisters.edit_meisters"):
        raise TransitionDenied("公表同意を記録する権限がありません。担当に依頼してください。")
