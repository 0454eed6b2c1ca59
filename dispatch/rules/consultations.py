"""相談・援助: what may be done with the record of a talk."""

from datetime import date

from django.utils import timezone

from aomori_skills.base.workflow import TransitionDenied

EDIT = "dispatch.edit_consultations"
DELETE_OF_OTHERS = "dispatch.delete_consultations"


def check_can_edit(by) -> None:
    if not by.has_perm(EDIT):
        raise TransitionDenied("相談・援助を記録する権限がありません。担当に依頼してください。")


def check_can_delete(consultation, *, by, today: date, requests: int) -> None:
    """A record entered by mistake: taken out on the day it was written."""
    check_can_edit(by)
    if requests:
        raise TransitionDenied(
            f"{consultation}は派遣依頼{requests}件のもとになっているため、削除できません。"
            "誤りは編集して直してください。"
        )
    if consultation.author_id != by.pk and not by.has_perm(DELETE_OF_OTHERS):
        raise TransitionDenied(
            f"{consultation}を削除できるのは、記録した{consultation.author}さんと承認者だけです。"
        )
    if timezone.localdate(consultation.created_at) != today:
        raise TransitionDenied(
            f"{consultation}を削除できるのは、記録した当日だけです。誤りは編集して直してください。"
        )


def may_delete(consultation, *, by, today: date, requests: int) -> bool:
    """Whether the page offers it."""
    try:
        check_can_delete(consultation, by=by, today=today, requests=requests)
    except TransitionDenied:
        return False
    return True


def check_can_finish_action(consultation, *, by) -> None:
    check_can_edit(by)
    if not consultation.next_action:
        raise TransitionDenied(f"{consultation}には、次の対応が記録されていません。")
    if consultation.next_done_on:
        raise TransitionDenied(f"{consultation}の次の対応は、すでに済んでいます。")


def check_can_reopen_action(consultation, *, by) -> None:
    check_can_edit(by)
    if not consultation.next_done_on:
        raise TransitionDenied(f"{consultation}の次の対応は、済みになっていません。")


def check_can_hand_over(consultation, author, *, by) -> None:
    check_can_edit(by)
    if author.pk == consultation.author_id:
        raise TransitionDenied(f"{author}さんは、すでにこの相談の対応者です。")
    if not (author.is_active and author.has_perm(EDIT)):
        raise TransitionDenied(f"{author}さんは、相談の対応者にできません。")
