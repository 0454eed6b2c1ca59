"""開拓: what may be done with a plan and with the record of a visit."""

from datetime import date

from dateutil.relativedelta import relativedelta
from django.utils import timezone

from aomori_skills.base import fiscal_year
from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.office.choices import OrganizationKind, Region
from meisters.choices import ELSEWHERE, PlanState, VisitWay

VIEW = "meisters.view_visits"
EDIT = "meisters.edit_visits"
MONTHS = tuple((day.month, f"{day.month}月") for day in fiscal_year.months(2025))
"""The months in the order of the fiscal year, whichever it is."""

UNPLACED = "unplaced"
PLACES = (*Region.choices, (UNPLACED, ELSEWHERE))
"""圏域 of an organization."""

LATE_IN_MONTH = 20
STANDING = "standing"
"""What was not given up: planned, or done."""


def check_can_edit(by) -> None:
    if not by.has_perm(EDIT):
        raise TransitionDenied(
            "訪問の計画と記録を編集する権限がありません。担当に依頼してください。"
        )


def check_can_change_plan(plan, *, by) -> None:
    """A plan that was carried out or given up stays as it was."""
    check_can_edit(by)
    if plan.state == PlanState.VISITED:
        raise TransitionDenied(
            f"{plan}は実施済みのため変更できません。訪問記録のほうを編集してください。"
        )
    if plan.state == PlanState.CANCELLED:
        raise TransitionDenied(
            f"{plan}は取りやめになっています。変更する前に計画に戻してください。"
        )


def check_can_cancel(plan, *, by) -> None:
    check_can_edit(by)
    if plan.state == PlanState.VISITED:
        raise TransitionDenied(f"{plan}は実施済みのため、取りやめにできません。")
    if plan.state == PlanState.CANCELLED:
        raise TransitionDenied(f"{plan}はすでに取りやめになっています。")


def check_can_restore(plan, *, by) -> None:
    check_can_edit(by)
    if plan.state != PlanState.CANCELLED:
        raise TransitionDenied(f"{plan}は取りやめになっていません。")


def check_can_carry_out(plan, organization_id: int, *, by) -> None:
    """A visit may fulfil a plan that is open and names the same organization."""
    check_can_edit(by)
    if plan.state == PlanState.VISITED:
        raise TransitionDenied(
            f"{plan}は、ほかの訪問記録で実施済みになっています。訪問計画から開き直してください。"
        )
    if plan.state == PlanState.CANCELLED:
        raise TransitionDenied(f"{plan}は取りやめになっています。先に計画に戻してください。")
    if plan.organization_id != organization_id:
        raise TransitionDenied(
            f"訪問計画の訪問先は{plan.organization}です。訪問先を{plan.organization}にするか、"
            "計画とは別の訪問として記録してください。"
        )


def check_can_delete(visit, *, by, today: date, candidates: int) -> None:
    """A record entered by mistake: taken out by who wrote it, on the day it was written."""
    check_can_edit(by)
    if candidates:
        raise TransitionDenied(
            f"{visit}からは候補者が{candidates}人登録されているため、記録を削除できません。"
        )
    if visit.author_id != by.pk:
        raise TransitionDenied(
            f"{visit}の記録を削除できるのは、記録した{visit.author}さんだけです。"
        )
    if timezone.localdate(visit.created_at) != today:
        raise TransitionDenied(
            f"{visit}の記録を削除できるのは、記録した当日だけです。誤りは編集して直してください。"
        )


def may_delete(visit, *, by, today: date, candidates: int) -> bool:
    """Whether the page offers it."""
    try:
        check_can_delete(visit, by=by, today=today, candidates=candidates)
    except TransitionDenied:
        return False
    return True


def check_can_finish_action(visit, *, by) -> None:
    check_can_edit(by)
    if not visit.next_action:
        raise TransitionDenied(f"{visit}には、次の対応が記録されていません。")
    if visit.next_done_on:
        raise TransitionDenied(f"{visit}の次の対応は、すでに済んでいます。")


def check_can_reopen_action(visit, *, by) -> None:
    check_can_edit(by)
    if not visit.next_done_on:
        raise TransitionDenied(f"{visit}の次の対応は、済みになっていません。")


def check_can_become_candidate(person) -> None:
    """Who was met on a visit becomes one candidate."""
    if person.candidate_id:
        raise TransitionDenied(
            f"{person}さんは、すでに候補者{person.candidate}さんとして登録されています。"
            "訪問記録から候補者を開いてください。"
        )


def is_somebody_else(before: str, now: str) -> bool:
    """Whether a row of the people met names another person, and not the same one spaced anew."""
    return "".join(before.split()) != "".join(now.split())


def needs_report(visit) -> bool:
    """A journey is reported on until its 復命書 has been printed."""
    return _has_no_print(visit) and visit.report_known


def is_report_unknown(visit) -> bool:
    """A journey from before prints were noted: perhaps its 復命書 was printed, perhaps not."""
    return _has_no_print(visit) and not visit.report_known


def is_report_note_due(visit, *, by) -> bool:
    """Whether a print by ``by`` is the one that the record waits for."""
    return _has_no_print(visit) and by.has_perm(EDIT)


def _has_no_print(visit) -> bool:
    return visit.way == VisitWay.VISIT and visit.report_printed_on is None


def names_of(person) -> tuple[str, str, str, str]:
    """姓, 名 and their kana of somebody met on a visit, as far as a space tells them apart."""
    family, _, given = " ".join(person.name.split()).partition(" ")
    kana = person.contact.kana if person.contact else ""
    family_kana, _, given_kana = " ".join(kana.split()).partition(" ")
    return family, given, family_kana, given_kana


def month_of(planned_on: date, year: int) -> int | None:
    """The month of a planned day if it lies in the fiscal year."""
    return planned_on.month if fiscal_year.of(planned_on) == year else None


def month_to_plan(today: date) -> date:
    """A day in the month that a new plan is probably for: from the 21st on the next one."""
    return today + relativedelta(months=1) if today.day > LATE_IN_MONTH else today


def is_late(plan, today: date) -> bool:
    """Whether the plan's month is over and nothing has become of it."""
    return plan.state == PlanState.PLANNED and is_over(plan.fiscal_year, plan.month, today)


def is_over(year: int, month: int, today: date) -> bool:
    """Whether the month of the fiscal year lies behind us."""
    return fiscal_year.first_of_month(year, month) < today.replace(day=1)


def is_workplace(organization) -> bool:
    """Whether who was met there probably works there; a trade body only knows its members."""
    return organization.kind == OrganizationKind.COMPANY
