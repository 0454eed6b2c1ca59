"""Carrying the rules of one fiscal year into the next."""

from django.db import transaction

from aomori_skills.base import fiscal_year
from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.office.choices import SourceStatus
from aomori_skills.office.models import YearRule


@transaction.atomic
def copy_to_next_year(year: int, *, by) -> int:
    """Copy rows that next year lacks, marked 要確認 until confirmed; return how many."""
    if not by.has_perm("office.edit_rules"):
        raise TransitionDenied("年度の基準を複写する権限がありません。承認者に依頼してください。")
    rows = list(YearRule.objects.select_for_update().filter(fiscal_year=year))
    if not rows:
        raise TransitionDenied(f"{fiscal_year.label(year)}の基準がないため、複写できません。")
    key = ("area", "applies_to", "rule", "unit")
    known = set(YearRule.objects.filter(fiscal_year=year + 1).values_list(*key))
    new = [
        YearRule(
            fiscal_year=year + 1,
            area=row.area,
            applies_to=row.applies_to,
            rule=row.rule,
            value=row.value,
            unit=row.unit,
            status=row.status if row.value is None else SourceStatus.UNCONFIRMED,
            source=f"{fiscal_year.label(year)}から複写：{row.source}"[:200],
            order=row.order,
        )
        for row in rows
        if tuple(getattr(row, name) for name in key) not in known
    ]
    return len(YearRule.objects.bulk_create(new))
