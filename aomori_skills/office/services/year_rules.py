"""Carrying the rules of one fiscal year into the next."""

from django.db import transaction

from aomori_skills.base import fiscal_year
from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.office.choices import SourceStatus
from aomori_skills.office.models import YearRule

KEY = ("area", "applies_to", "rule", "unit")


def missing_next_year(year: int) -> list[YearRule]:
    """Rows of ``year`` that the year after it lacks: what ``copy_to_next_year`` would add."""
    known = set(YearRule.objects.filter(fiscal_year=year + 1).values_list(*KEY))
    rows = YearRule.objects.filter(fiscal_year=year)
    return [row for row in rows if tuple(getattr(row, name) for name in KEY) not in known]


@transaction.atomic
def copy_to_next_year(year: int, *, by) -> int:
    """Copy what next year lacks, marked 要確認 until somebody confirms it; return how many."""
    if not by.has_perm("office.edit_rules"):
        raise TransitionDenied("年度の基準を複写する権限がありません。承認者に依頼してください。")
    if not list(YearRule.objects.select_for_update().filter(fiscal_year=year)):
        raise TransitionDenied(f"{fiscal_year.label(year)}の基準がないため、複写できません。")
    new = [
        YearRule(
            fiscal_year=year + 1,
            **{name: getattr(row, name) for name in KEY},
            value=row.value,
            strictness=row.strictness,
            status=row.status if row.value is None else SourceStatus.UNCONFIRMED,
            source=f"{fiscal_year.label(year)}から複写：{row.source}"[:200],
            order=row.order,
        )
        for row in missing_next_year(year)
    ]
    return len(YearRule.objects.bulk_create(new))


@transaction.atomic
def update(row: YearRule, *, by) -> YearRule:
    """Save an edited rule whose row the caller has locked; verdicts given so far stay."""
    if not by.has_perm("office.edit_rules"):
        raise TransitionDenied("年度の基準を変更する権限がありません。承認者に依頼してください。")
    row.save_version()
    return row
