"""Loading the masters that ship with the product; what the office has edited is never touched."""

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path

from django.db import transaction

from aomori_skills.office.choices import OrganizationKind, SourceStatus
from aomori_skills.office.models import (
    Department,
    FormerTradeName,
    Municipality,
    Operation,
    Organization,
    Trade,
    YearRule,
)

FOLDER = Path(__file__).resolve().parent.parent / "masters"


@transaction.atomic
def load_masters() -> dict[str, int]:
    """Add the rows that are missing; return how many were added per master."""
    return {
        "市町村": load_municipalities(),
        "職種": load_trades(),
        "作業": load_operations(),
        "企業・団体": load_organizations(),
        "年度の基準": load_year_rules(),
    }


def load_municipalities() -> int:
    known = set(Municipality.objects.values_list("name", flat=True))
    new = [
        Municipality(order=order, **row)
        for order, row in enumerate(_rows("municipalities.csv"), start=1)
        if row["name"] not in known
    ]
    return len(Municipality.objects.bulk_create(new))


def load_trades() -> int:
    known = set(Trade.objects.values_list("name", flat=True))
    readings = {row["name"]: row["kana"] for row in _rows("trade_readings.csv")}
    rows = [
        (order, row)
        for order, row in enumerate(_rows("trades.csv"), start=1)
        if row["name"] not in known
    ]
    trades = Trade.objects.bulk_create(
        Trade(
            field=row["field"],
            name=row["name"],
            kana=readings.get(row["name"], ""),
            certifiable_from=date.fromisoformat(row["certifiable_from"]),
            status=_status(row["status"]),
            order=order,
        )
        for order, row in rows
    )
    FormerTradeName.objects.bulk_create(
        FormerTradeName(trade=trade, name=name)
        for trade, (_, row) in zip(trades, rows, strict=True)
        for name in row["former_names"].split()
    )
    return len(trades)


def load_operations() -> int:
    trades = dict(Trade.objects.values_list("name", "pk"))
    known = set(Operation.objects.values_list("trade__name", "name"))
    new = [
        Operation(trade_id=trades[row["trade"]], name=row["name"], order=order)
        for order, row in enumerate(_rows("operations.csv"), start=1)
        if row["trade"] in trades and (row["trade"], row["name"]) not in known
    ]
    return len(Operation.objects.bulk_create(new))


def load_organizations() -> int:
    places = {place.name: place for place in Municipality.objects.all()}
    known = set(Organization.objects.values_list("name", flat=True))
    kinds = {label: value for value, label in OrganizationKind.choices}
    rows = [row for row in _rows("organizations.csv") if row["name"] not in known]
    readings = {row["name"]: row["kana"] for row in _rows("organization_readings.csv")}
    organizations = Organization.objects.bulk_create(
        Organization(
            name=row["name"],
            kana=readings.get(row["name"], ""),
            kind=kinds[row["kind"]],
            municipality=places[row["municipality"]],
        )
        for row in rows
    )
    Department.objects.bulk_create(
        Department(organization=organization, name=name, order=order)
        for organization, row in zip(organizations, rows, strict=True)
        for order, name in enumerate(row["departments"].split(), start=1)
    )
    return len(organizations)


def load_year_rules() -> int:
    key = ("fiscal_year", "area", "applies_to", "rule", "unit")
    known = set(YearRule.objects.values_list(*key))
    rows = _rows("year_rules.csv") + _rows("year_rules_publication.csv")
    new = [
        YearRule(
            fiscal_year=int(row["fiscal_year"]),
            area=row["area"],
            applies_to=row["applies_to"],
            rule=row["rule"],
            value=Decimal(row["value"]) if row["value"] else None,
            unit=row["unit"],
            status=_status(row["status"]),
            source=_source(row),
            order=order,
        )
        for order, row in enumerate(rows, start=1)
        if (int(row["fiscal_year"]), *(row[name] for name in key[1:])) not in known
    ]
    return len(YearRule.objects.bulk_create(new))


def _rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _status(text: str) -> str:
    words = {
        "公開資料で確認": SourceStatus.CONFIRMED,
        "要確認": SourceStatus.UNCONFIRMED,
        "推定": SourceStatus.ESTIMATED,
        "未定": SourceStatus.UNSET,
    }
    return next(status for word, status in words.items() if text.startswith(word))


def _source(row: dict[str, str]) -> str:
    _, bracket, remark = row["status"].partition("（")
    return f"{row['source']}（{remark}" if bracket else row["source"]
