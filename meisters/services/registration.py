"""The register of meisters: entry by certification, edits, changes of status, bank accounts."""

from contextlib import contextmanager

from django.db import IntegrityError, transaction

from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.office.services import organizations
from meisters.choices import Category
from meisters.models import BankAccount, Meister, MeisterTrade
from meisters.models.person import PERSON_FIELDS
from meisters.rules import MEISTER_WORKFLOW
from meisters.services import consents, meister_rows, public_files

Rows = dict[str, list[dict]]

UNIQUE_NUMBER = "meisters_meister_number"
"""How the database's name of the constraint begins."""

CARRIED = (
    *PERSON_FIELDS,
    "employment",
    "employer",
    "position",
    "licence",
    "profile_message",
    "profile_teaching",
    "profile_career",
)


@transaction.atomic
def register_certified(application, *, number: str, certified_on, by) -> Meister:
    """Enter the person of a certified application with the center's number and date."""
    meister = Meister.objects.create(
        **{name: getattr(application, name) for name in CARRIED},
        number=number,
        certified_on=certified_on,
        application=application,
        regions=_home_region(application),
    )
    pairs = {(row.trade_id, row.operation_id): row for row in application.qualifications.all()}
    MeisterTrade.objects.bulk_create(
        MeisterTrade(
            meister=meister,
            trade_id=trade_id,
            operation_id=operation_id,
            category=Category.MEISTER,
            certified_on=certified_on,
        )
        for trade_id, operation_id in pairs
    )
    consents.carry_over(application, meister)
    write_first_step(meister, by=by, comment=f"認定申請 {application.number} による登録")
    return meister


@transaction.atomic
def register(
    meister: Meister, *, by, comment: str, parts=(), rows: Rows | None = None, new_firm=None
) -> Meister:
    """Enter a person who was certified earlier.

    The rows below come as bound forms (``parts``) or as values (``rows``, see ``meister_rows``);
    ``new_firm`` is an employer that the master doesn't have yet.
    """
    _check_permission(by)
    _employ(meister, new_firm, by)
    with _own_number(meister):
        meister.save(force_insert=True)
    _save_parts(meister, parts)
    for name, wanted in (rows or {}).items():
        meister_rows.add(meister, name, wanted)
    write_first_step(meister, by=by, comment=comment)
    return meister


def write_first_step(meister: Meister, *, by, comment: str) -> None:
    meister.steps.create(
        to_state=meister.state, transition="register", label="登録", by=by, comment=comment
    )


@transaction.atomic
def save_content(
    meister: Meister, *, by, parts=(), rows: Rows | None = None, new_firm=None
) -> Meister:
    """Save an edited meister whose row the caller has locked; the rest as in ``register``."""
    _check_permission(by)
    _employ(meister, new_firm, by)
    with public_files.kept_true(meister.pk):
        with _own_number(meister):
            meister.save_version()
        _save_parts(meister, parts)
        for name, wanted in (rows or {}).items():
            meister_rows.replace(meister, name, wanted)
    return meister


@transaction.atomic
def take_step(meister_id: int, name: str, *, by, comment: str = "") -> Meister:
    """休止, 辞退, 転出 …: by name of the transition."""
    meister = Meister.objects.select_for_update(of=("self",)).get(pk=meister_id)
    if name not in MEISTER_WORKFLOW.transitions:
        raise TransitionDenied("この手続はマイスターの画面では行えません。")
    transition = MEISTER_WORKFLOW[name]
    MEISTER_WORKFLOW.check(transition, meister, by=by, comment=comment)
    with public_files.kept_true(meister.pk):
        meister.move(transition, by=by, comment=comment)
    return meister


@transaction.atomic
def save_bank_account(account: BankAccount, *, by) -> BankAccount:
    """Save the account to which fees are paid; 会計 only."""
    if not by.has_perm("meisters.edit_bank_accounts"):
        raise TransitionDenied("振込口座を編集する権限がありません。会計に依頼してください。")
    account.save_version()
    return account


def _employ(meister, new_firm, by) -> None:
    if new_firm is not None:
        meister.employer = organizations.register(new_firm, by=by)


@contextmanager
def _own_number(meister):
    """Refuse a number that somebody else was given at the same moment; the rest is no such case."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        if not error.__cause__.diag.constraint_name.startswith(UNIQUE_NUMBER):
            raise
        raise TransitionDenied(
            f"認定番号{meister.number}は、ほかの人に使われています。番号を確認してください。"
        ) from error


def _save_parts(meister, parts) -> None:
    for part in parts:
        part.instance = meister
        part.save()


def _home_region(application) -> list[str]:
    place = application.municipality
    return [place.region] if place else []


def _check_permission(by) -> None:
    if not by.has_perm("meisters.edit_meisters"):
        raise TransitionDenied("マイスターの登録を編集する権限がありません。")
