"""別人・別の団体: two records that look double and are not; they are no longer asked about."""

from django.db import transaction
from django.db.models import Q

from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.front.merging.locking import locked
from aomori_skills.front.merging.subjects import Subject
from aomori_skills.office.models import ToldApart

Marks = dict[tuple[str, int, int], ToldApart]


def marks() -> Marks:
    """(kind, key of the older record, of the younger) → who told them apart, when and why."""
    rows = ToldApart.objects.select_related("by")
    return {(row.model, row.first_id, row.second_id): row for row in rows}


def mark_of(subject: Subject, one_id: int, other_id: int) -> ToldApart | None:
    return _rows(subject, one_id, other_id).select_related("by").first()


@transaction.atomic
def tell_apart(subject: Subject, one_id: int, other_id: int, *, by, reason: str) -> ToldApart:
    _check_may(subject, by)
    if not reason.strip():
        raise TransitionDenied(f"{subject.other}と判断した理由を入力してください。")
    for row in locked(subject, one_id, other_id):
        if row.merged_into_id:
            raise TransitionDenied(f"{row}はすでに別の記録に統合されています。")
    if mark_of(subject, one_id, other_id):
        raise TransitionDenied(f"この組は、すでに{subject.other}として除かれています。")
    first, second = sorted((one_id, other_id))
    return ToldApart.objects.create(
        model=subject.label, first_id=first, second_id=second, by=by, reason=reason.strip()
    )


@transaction.atomic
def take_back(subject: Subject, one_id: int, other_id: int, *, by) -> None:
    """Ask about the two again."""
    _check_may(subject, by)
    locked(subject, one_id, other_id)
    mark = mark_of(subject, one_id, other_id)
    if mark is None:
        raise TransitionDenied(f"この組は、{subject.other}として除かれていません。")
    mark.delete()


def check_not_apart(subject: Subject, kept, lost) -> None:
    mark = mark_of(subject, kept.pk, lost.pk)
    if mark is not None:
        raise TransitionDenied(
            f"{kept}と{lost}は、{subject.other}として「重複の疑い」から除かれています（{mark}）。"
            "統合するときは、「重複の疑い」で除外を取り消してください。"
        )


def carry_over(subject: Subject, kept, lost) -> None:
    """Who was told apart from the lost record is told apart from the kept one."""
    apart = ToldApart.objects.filter(model=subject.label)
    for row in apart.filter(Q(first_id=lost.pk) | Q(second_id=lost.pk)):
        third = row.second_id if row.first_id == lost.pk else row.first_id
        if not _rows(subject, kept.pk, third).exists():
            row.first_id, row.second_id = sorted((kept.pk, third))
            row.save(update_fields=("first_id", "second_id"))


def _rows(subject: Subject, one_id: int, other_id: int):
    first, second = sorted((one_id, other_id))
    return ToldApart.objects.filter(model=subject.label, first_id=first, second_id=second)


def _check_may(subject: Subject, by) -> None:
    if not by.has_perm(subject.permission):
        raise TransitionDenied(f"{subject.noun}の重複を判断する権限がありません。")
