"""The one door through which two records become one."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from django.core.exceptions import ValidationError
from django.db import IntegrityError, OperationalError, transaction
from django.db.models import TextField

from aomori_skills.base import deadlock, fiscal_year, history, merging
from aomori_skills.base.merging import Choice, Plan
from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.front.merging import apart
from aomori_skills.front.merging.locking import SAME, locked
from aomori_skills.front.merging.subjects import Subject
from aomori_skills.office.models import Merger
from aomori_skills.office.services import mergers
from meisters.services import year_end as meisters_year_end

NOT_MERGED = "ほかの職員が同時に記録を変更したため、統合しませんでした。もう一度確認してください。"
YEAR_ENDS = (meisters_year_end,)
"""Of each area: whatever was counted in an ended year stays as it was before the merger.

Counting takes a while; it is done before the rows of both records are locked.
"""


@dataclass(frozen=True)
class Preview:
    """What a merger would do: what moves, what stays, and the fields to take or to choose."""

    plan: Plan
    choices: list[Choice]

    @property
    def fingerprint(self) -> str:
        """Differs as soon as the merger would do anything else than what was shown."""
        told = repr((self.plan.moved, self.plan.staying, self.plan.gained, self.choices))
        return sha256(told.encode()).hexdigest()


def preview(subject: Subject, kept, lost) -> Preview:
    """Look only; raises TransitionDenied where the two can't become one."""
    _check(subject, kept, lost)
    plan = merging.plan(kept, lost, subject.contents)
    if plan.differing:
        raise TransitionDenied(
            f"両方の記録に違う内容が入力されています（{'、'.join(plan.differing)}）。"
            "本人や書類で確認し、両方の記録を同じ内容にそろえてから統合してください。"
        )
    return Preview(plan, merging.compare(kept, lost, subject.fields))


def closing(by) -> tuple[str, str]:
    """The years that a merger would close, and why it is not for ``by`` to do that, or nothing."""
    years, refusal = set(), ""
    for area in YEAR_ENDS:
        found = area.open_ended()
        years |= set(found)
        try:
            area.check_close_ended(found, by=by)
        except TransitionDenied as denied:
            refusal = str(denied)
    return fiscal_year.spans(years), refusal


def merge(
    subject: Subject,
    kept_id: int,
    lost_id: int,
    *,
    by,
    reason: str,
    chosen: Mapping[str, str],
    seen: str | None = None,
) -> Merger:
    """Move everything from the lost to the kept record; ``chosen`` are fields to take over.

    With ``seen``, the fingerprint of a preview, nothing else happens than what was shown.
    """
    if not by.has_perm(subject.permission):
        raise TransitionDenied(f"{subject.noun}を統合する権限がありません。")
    if not reason.strip():
        raise TransitionDenied("統合する理由を入力してください。")
    try:
        with transaction.atomic():
            return _merge(subject, kept_id, lost_id, by, reason.strip(), chosen, seen)
    except IntegrityError as error:
        raise TransitionDenied(NOT_MERGED) from error
    except OperationalError as error:
        if not deadlock.was_undone(error):
            raise
        raise TransitionDenied(NOT_MERGED) from error


def _merge(subject, kept_id, lost_id, by, reason, chosen, seen) -> Merger:
    for area in YEAR_ENDS:
        area.close_ended(by=by)
    kept, lost = locked(subject, kept_id, lost_id, changed=NOT_MERGED)
    merging.lock(kept, lost)
    found = preview(subject, kept, lost)
    if seen is not None and seen != found.fingerprint:
        raise TransitionDenied(NOT_MERGED)
    words = subject.words(kept), subject.words(lost)
    with history.merging_into(kept):
        merging.move(found.plan)
        taken = merging.take(kept, lost, found.choices, chosen)
        lost.merged_into = kept
        lost.save_version(update_fields=("merged_into", *_of_one(lost, subject.fields)))
        _save(kept, subject.fields)
        apart.carry_over(subject, kept, lost)
        subject.finish(kept, lost, by=by, reason=reason)
        return mergers.record(
            kept, lost, words=words, moved=found.plan.moved, taken=taken, reason=reason, by=by
        )


def _of_one(row, fields) -> list[str]:
    """Fields whose value only one record may have."""
    return [name for name in fields if row._meta.get_field(name).unique]


def _check(subject: Subject, kept, lost) -> None:
    if kept.pk == lost.pk:
        raise TransitionDenied(SAME)
    for row in (kept, lost):
        if row.merged_into_id:
            raise TransitionDenied(
                f"{row}はすでに別の記録に統合されています。統合先の記録を選び直してください。"
            )
    apart.check_not_apart(subject, kept, lost)
    subject.check(kept, lost)


def _save(kept, fields) -> None:
    """Refuse in words what the model would not take (two notes too long together)."""
    others = [field.name for field in kept._meta.fields if field.name not in fields]
    try:
        kept.clean_fields(exclude=others)
        _check_lengths(kept, fields)
        kept.validate_constraints(exclude=others)
    except ValidationError as error:
        raise TransitionDenied("".join(_sentences(kept, error))) from error
    kept.save_version()


def _check_lengths(kept, fields) -> None:
    """Of texts of several lines only forms know the limit; two joined ones have passed none."""
    for name in fields:
        field = kept._meta.get_field(name)
        limit = field.max_length if isinstance(field, TextField) else None
        if limit and len(getattr(kept, name)) > limit:
            sentence = f"つなげると{limit:,}文字を超えます。どちらか一方を残してください。"
            raise ValidationError({name: sentence})


def _sentences(kept, error: ValidationError):
    for name, messages in error.message_dict.items():
        label = "" if name == "__all__" else f"{kept._meta.get_field(name).verbose_name}："
        yield from (f"{label}{message}" for message in messages)
