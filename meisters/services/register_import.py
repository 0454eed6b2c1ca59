"""取込み: check an uploaded register, keep the file, and enter all of it or nothing."""

from hashlib import sha256
from io import BytesIO

from django.db import IntegrityError, transaction
from django.utils import timezone

from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.office.choices import OrganizationKind
from aomori_skills.office.models import Organization
from aomori_skills.office.services import organizations
from aomori_skills.paperwork.services import attachments
from meisters.models import Meister, RegisterImport
from meisters.services import registration
from meisters.services.register_masters import NewEmployer
from meisters.services.register_plan import Plan, PlannedRow, plan

PERMISSION = "meisters.import_meisters"


@transaction.atomic
def keep(uploaded, *, adds_employers: bool, by) -> RegisterImport:
    """Keep a file whose plan has no errors until somebody applies it; the same file once."""
    _check_permission(by)
    uploaded.seek(0)
    digest = sha256(uploaded.read()).hexdigest()
    waiting = RegisterImport.objects.filter(
        attachment__sha256=digest,
        adds_employers=adds_employers,
        uploaded_by=by,
        applied_at__isnull=True,
    )
    return waiting.first() or RegisterImport.objects.create(
        attachment=attachments.store(uploaded, by=by),
        adds_employers=adds_employers,
        uploaded_by=by,
    )


def plan_of(record: RegisterImport) -> Plan:
    """What the kept file would change now."""
    return plan(BytesIO(record.attachment.read()), adds_employers=record.adds_employers)


def check(record: RegisterImport, *, fingerprint: str, by) -> int:
    """The number of rows to enter, if the plan is still the one that was shown."""
    _check_permission(by)
    planned = _checked_plan(record, fingerprint)
    return len(planned.new) + len(planned.changed)


def apply(record_id: int, *, fingerprint: str, by, each=None) -> RegisterImport:
    """Enter every row, if the plan is still the one that was shown (``fingerprint``).

    ``each`` goes through the rows (``Progress.each``).
    """
    _check_permission(by)
    try:
        with transaction.atomic():
            return _apply(record_id, fingerprint, by, each or _in_silence)
    except IntegrityError as error:
        raise TransitionDenied(CHANGED_MEANWHILE) from error


CHANGED_MEANWHILE = (
    "確認した後に名簿が変更されたため、取り込みませんでした。"
    "内容をもう一度確認してから取り込んでください。"
)


def _in_silence(rows, words):
    return rows


def _apply(record_id, fingerprint, by, each) -> RegisterImport:
    record = RegisterImport.objects.select_for_update(of=("self",)).get(pk=record_id)
    list(Meister.objects.select_for_update(of=("self",)).order_by("pk").values_list("pk"))
    planned = _checked_plan(record, fingerprint)
    employers: dict[NewEmployer, Organization] = {}
    for row in each((*planned.new, *planned.changed), _words):
        _enter(row, employers, by=by, comment=f"「{record}」の取込み")
    record.added, record.changed = len(planned.new), len(planned.changed)
    record.applied_by, record.applied_at = by, timezone.now()
    record.save()
    return record


def _words(row: PlannedRow) -> str:
    return f"{row.row}行目の{row.name}さん"


def _checked_plan(record: RegisterImport, fingerprint: str) -> Plan:
    if record.is_applied:
        raise TransitionDenied(f"「{record}」はすでに取り込まれています。二重には取り込みません。")
    planned = plan_of(record)
    if planned.errors or planned.fingerprint != fingerprint:
        raise TransitionDenied(CHANGED_MEANWHILE)
    if not planned.new and not planned.changed:
        raise TransitionDenied("名簿と同じ内容のため、取り込むものがありません。")
    return planned


def _enter(row: PlannedRow, employers, *, by, comment: str) -> None:
    """Register one new person or save the changes of a known one, by the register's own doors."""
    meister = row.meister or Meister()
    for group, values in row.values.items():
        if not group.part:
            setattr(meister, group.key, _existing(values[0], employers, by))
    if "regions" in row.parts:
        meister.regions = row.regions()
    rows = {part: row.rows(part) for part in row.parts - {"regions"}}
    if row.is_new:
        registration.register(meister, by=by, rows=rows, comment=comment)
    else:
        registration.save_content(meister, by=by, rows=rows)


def _existing(value, employers, by):
    """``value`` itself, or the organization that was added for a new workplace."""
    if not isinstance(value, NewEmployer):
        return value
    if value not in employers:
        firm = Organization(
            name=value.name, municipality=value.municipality, kind=OrganizationKind.COMPANY
        )
        employers[value] = organizations.register(firm, by=by)
    return employers[value]


def _check_permission(by) -> None:
    if not by.has_perm(PERMISSION):
        raise TransitionDenied("名簿を取り込む権限がありません。担当の管理者に確認してください。")
