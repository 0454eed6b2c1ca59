"""The doors through which applications change: content and the steps of the staff."""

from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone

from aomori_skills.base import fiscal_year
from aomori_skills.base.verdict import Verdict
from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.office.models import Organization
from aomori_skills.office.services import organizations
from aomori_skills.paperwork.services import attachments
from meisters.choices import ApplicationState, CandidateState, PublicItem, Result
from meisters.models import (
    ApplicationDocument,
    BatchItem,
    Candidate,
    CertificationApplication,
    PublicationConsent,
    RuleOverride,
    SubmissionBatch,
)
from meisters.models.person import PERSON_FIELDS
from meisters.rules import APPLICATION_WORKFLOW, CANDIDATE_WORKFLOW, applications, workflows
from meisters.rules.checklist import checklist
from meisters.rules.results import is_open
from meisters.services.facts import case_of

NUMBER_LOCK = 1_001


def locked(application_id: int) -> CertificationApplication:
    """The application as it is now, its row locked until the transaction ends."""
    return (
        CertificationApplication.objects.whole()
        .select_for_update(of=("self",))
        .get(pk=application_id)
    )


def _locked_row(application_id: int) -> CertificationApplication:
    """Like ``locked``, for a step that reads no more than the row."""
    return CertificationApplication.objects.select_for_update(of=("self",)).get(pk=application_id)


@transaction.atomic
def start(candidate_id: int, *, by) -> CertificationApplication:
    """Begin an application with what is known of the candidate; one open application a person."""
    candidate = Candidate.objects.select_for_update(of=("self",)).get(pk=candidate_id)
    CANDIDATE_WORKFLOW.check(workflows.START, candidate, by=by)
    year = fiscal_year.of(timezone.localdate())
    application = CertificationApplication.objects.create(
        **{name: getattr(candidate, name) for name in PERSON_FIELDS},
        fiscal_year=year,
        serial=_next_serial(year),
        candidate=candidate,
        author=by,
        owner=candidate.owner,
        employment=candidate.employment,
        employer=candidate.employer,
        position=candidate.position,
    )
    PublicationConsent.objects.bulk_create(
        PublicationConsent(application=application, item=item) for item in PublicItem
    )
    application.steps.create(
        to_state=application.state, transition="start", label="作成開始", by=by
    )
    candidate.move(workflows.START, by=by)
    return application


@transaction.atomic
def save_content(
    application: CertificationApplication, *, by, parts=(), new_firm: Organization | None = None
):
    """Save an edited application whose row the caller has locked, with its bound formsets.

    ``new_firm`` is an employer that the master doesn't have yet.
    """
    applications.check_can_edit(application, by=by)
    if new_firm is not None:
        application.employer = organizations.register(new_firm, by=by)
    application.save_version()
    for part in parts:
        part.instance = application
        part.save()
    return application


@transaction.atomic
def add_document(application_id: int, *, kind, upload, by, note="") -> ApplicationDocument:
    """Attach a checked upload (see ``attachments.store``) to the package."""
    application = _locked_row(application_id)
    applications.check_can_edit(application, by=by)
    document = ApplicationDocument.objects.create(
        application=application,
        kind=kind,
        attachment=attachments.store(upload, by=by),
        note=note,
    )
    application.save_version(update_fields=())
    return document


@transaction.atomic
def remove_document(application_id: int, document_id: int, *, by) -> str:
    """Take a paper out of the package; return its name, or "" if it is out already."""
    application = _locked_row(application_id)
    applications.check_can_edit(application, by=by)
    document = application.documents.filter(pk=document_id).first()
    if document is None:
        return ""
    document.delete()
    attachments.remove(document.attachment_id, by=by)
    application.save_version(update_fields=())
    return f"{document.get_kind_display()}（{document.attachment}）"


@transaction.atomic
def receive(application_id: int, *, by, received_on, way) -> CertificationApplication:
    """受付: the signed paper has come, on a day and by a way."""
    application = locked(application_id)
    applications.check_can_receive(application, by=by)
    application.received_on = received_on
    application.received_way = way
    if application.applied_on is None:
        application.applied_on = received_on
    application.move(workflows.RECEIVE, by=by, also=("received_on", "received_way", "applied_on"))
    return application


@transaction.atomic
def confirm(application_id: int, *, by, comment: str = "") -> CertificationApplication:
    """要件確認: keeps the verdicts and the version of the rules that gave them."""
    application = locked(application_id)
    applications.check_can_confirm(application, judge(application), by=by)
    application.move(workflows.CONFIRM, by=by, comment=comment, also=VERDICT_FIELDS)
    return application


@transaction.atomic
def request_approval(application_id: int, *, by, comment: str = "") -> CertificationApplication:
    application = locked(application_id)
    applications.check_can_request_approval(application, judge(application), by=by)
    application.move(workflows.REQUEST_APPROVAL, by=by, comment=comment, also=VERDICT_FIELDS)
    return application


@transaction.atomic
def take_step(application_id: int, name: str, *, by, comment: str = ""):
    """引き戻し, 修正のための戻し, 不認定の記録の取消 or 取下げ, by name."""
    transition = SIMPLE_STEPS.get(name)
    if transition is None:
        raise TransitionDenied("この手続は認定申請の画面では行えません。")
    batch = locked_batch(application_id) if transition in TOUCH_BATCH else None
    application = locked(application_id)
    APPLICATION_WORKFLOW.check(transition, application, by=by, comment=comment)
    item = _item_of(application, batch) if transition in TOUCH_BATCH else None
    if transition is workflows.CORRECT_REJECTION:
        _check_candidate_is_free(application)
    if transition.target == ApplicationState.DRAFT:
        return return_to_draft(application, transition, by=by, comment=comment)
    application.move(transition, by=by, comment=comment)
    if transition is workflows.CORRECT_REJECTION:
        _reopen_item(batch, item, application, by=by)
        move_candidate(application, workflows.START, by=by)
    if transition is workflows.WITHDRAW:
        move_candidate(application, workflows.RETURN, by=by)
        if item:
            _close_if_answered(batch, application, by=by)
    return application


@transaction.atomic
def delete_draft(application_id: int, *, by) -> str:
    """Delete a draft that was never received; return its number for the message."""
    application = locked(application_id)
    applications.check_can_delete(application, by=by)
    move_candidate(application, workflows.RETURN, by=by)
    name = str(application)
    papers = [row.attachment_id for row in application.documents.all()]
    papers += [row.evidence_id for row in application.qualifications.all() if row.evidence_id]
    application.delete()
    for attachment in papers:
        attachments.remove(attachment, by=by)
    return name


SIMPLE_STEPS = {
    step.name: step
    for step in (
        workflows.PULL_BACK,
        workflows.REOPEN,
        workflows.CORRECT_REJECTION,
        workflows.WITHDRAW,
    )
}
TOUCH_BATCH = (workflows.CORRECT_REJECTION, workflows.WITHDRAW)
"""Steps that change the bundle too."""

VERDICT_FIELDS = ("verdicts", "judged_year", "judged_at")
APPROVAL_FIELDS = ("approved_by", "approved_for", "approved_at", "head_judgement")


def locked_batch(application_id: int) -> SubmissionBatch | None:
    """The bundle that holds the application; its row is locked before those of applications."""
    rows = SubmissionBatch.objects.select_for_update(of=("self",))
    return rows.filter(items__application=application_id, items__cancelled=False).first()


def _item_of(application, batch) -> BatchItem | None:
    """The row of the locked application in the locked ``batch``, if it is in any."""
    item = application.batch_items.filter(cancelled=False).first()
    if item and (batch is None or item.batch_id != batch.pk):
        raise TransitionDenied(
            f"{application}は、ほかの画面で先にセンターへ提出されました。"
            "画面を開き直して最新の状態を確認してください。"
        )
    return item


def _check_candidate_is_free(application) -> None:
    candidate = Candidate.objects.select_for_update(of=("self",)).get(pk=application.candidate_id)
    other = candidate.applications.running().exclude(pk=application.pk).first()
    if other:
        raise TransitionDenied(
            f"{other}が手続中のため、{application.number}の不認定の記録は取り消せません。"
            "先に、手続中の認定申請を取り下げるか削除してください。"
        )
    if candidate.state != CandidateState.OPEN:
        raise TransitionDenied(
            f"候補者の{candidate}さんが「{candidate.get_state_display()}」のため、"
            f"{application.number}の不認定の記録は取り消せません。"
            "候補者の画面で状態を確認してください。"
        )


def _reopen_item(batch, item, application, *, by) -> None:
    """Set the bundle's row back to 回答待ち and reopen the bundle if it was closed."""
    item.result, item.result_on, item.comment = Result.PENDING, None, ""
    item.reply_due_on = None
    item.save(update_fields=("result", "result_on", "comment", "reply_due_on"))
    if batch.state in workflows.REOPEN_BATCH.sources:
        batch.move(workflows.REOPEN_BATCH, by=by, comment=str(application))


def _close_if_answered(batch, application, *, by) -> None:
    """Close the bundle if the withdrawn application was the last that it waited for."""
    items = batch.items.select_related("application")
    if batch.state in workflows.CLOSE.sources and not any(map(is_open, items)):
        batch.move(workflows.CLOSE, by=by, comment=str(application))


def judge(application) -> list[Verdict]:
    """The checklist as of now, kept in ``VERDICT_FIELDS`` of the application, to be saved."""
    case = case_of(application)
    verdicts = checklist(case)
    application.verdicts = [verdict.as_dict() for verdict in verdicts]
    application.judged_year = case.criteria.year
    application.judged_at = timezone.now()
    return verdicts


def return_to_draft(application, transition, *, by, comment: str) -> CertificationApplication:
    """Back to 作成中; approval and exceptions end, for they were given to the content so far."""
    application.approved_by = application.approved_for = application.approved_at = None
    application.head_judgement = ""
    count, _ = RuleOverride.objects.filter(application=application).delete()
    if count:
        comment = f"{comment.strip()}\n承認者が認めた例外（{count}件）は取り消しました。"
    application.move(transition, by=by, comment=comment, also=APPROVAL_FIELDS)
    return application


def move_candidate(application, transition, *, by) -> None:
    """Let the candidate follow the application, where the candidate's state allows the step."""
    candidate = Candidate.objects.select_for_update(of=("self",)).get(pk=application.candidate_id)
    if candidate.state in transition.sources:
        candidate.move(transition, by=by, comment=f"認定申請 {application.number}")


def _next_serial(year: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s, %s)", [NUMBER_LOCK, year])
    last = CertificationApplication.objects.in_fiscal_year(year).aggregate(last=Max("serial"))
    return (last["last"] or 0) + 1
