"""Loading the masters that ship with the product; what the office has edited is never touched."""

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path

from django.db import transaction

from aomori_skills.office.choices import OrganizationKind, SourceStatus, Strictness
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
YEAR_RULES = (
    "year_rules.csv",
    "year_rules_dispatch.csv",
    "year_rules_publication.csv",
    "year_rules_r6.csv",
    "year_rules_recruiting.csv",
)


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
    new = [
        Municipality(order=order, shipped_key=key, **row)
        for order, key, row in _new(Municipality, _rows("municipalities.csv"), "name")
    ]
    return len(Municipality.objects.bulk_create(new))


def load_trades() -> int:
    readings = {row["name"]: row["kana"] for row in _rows("trade_readings.csv")}
    new = _new(Trade, _rows("trades.csv"), "name")
    trades = Trade.objects.bulk_create(
        Trade(
            field=row["field"],
            name=row["name"],
            kana=readings.get(row["name"], ""),
            certifiable_from=date.fromisoformat(row["certifiable_from"]),
            status=_status(row["status"]),
            order=order,
            shipped_key=key,
        )
        for order, key, row in new
    )
    FormerTradeName.objects.bulk_create(
        FormerTradeName(trade=trade, name=name)
        for trade, (_, _, row) in zip(trades, new, strict=True)
        for name in row["former_names"].split()
    )
    return len(trades)


def load_operations() -> int:
    trades = _shipped(Trade)
    rows = [row | {"trade_id": trades.get(row["trade"])} for row in _rows("operations.csv")]
    rows = [row for row in rows if row["trade_id"]]
    new = [
        Operation(trade_id=row["trade_id"], name=row["name"], order=order, shipped_key=key)
        for order, key, row in _new(Operation, rows, "trade_id", "name", known_as=("trade", "name"))
    ]
    return len(Operation.objects.bulk_create(new))


def load_organizations() -> int:
    places = _shipped(Municipality)
    kinds = {label: value for value, label in OrganizationKind.choices}
    readings = {row["name"]: row["kana"] for row in _rows("organization_readings.csv")}
    new = _new(Organization, _rows("organizations.csv"), "name")
    organizations = Organization.objects.bulk_create(
        Organization(
            name=row["name"],
            kana=readings.get(row["name"], ""),
            kind=kinds[row["kind"]],
            municipality_id=places[row["municipality"]],
            shipped_key=key,
        )
        for _, key, row in new
    )
    Department.objects.bulk_create(
        Department(organization=organization, name=name, order=order)
        for organization, (_, _, row) in zip(organizations, new, strict=True)
        for order, name in enumerate(row["departments"].split(), start=1)
    )
    return len(organizations)


def load_year_rules() -> int:
    rows = [row for name in YEAR_RULES for row in _rows(name)]
    names = ("fiscal_year", "area", "applies_to", "rule", "unit")
    new = [
        YearRule(
            fiscal_year=int(row["fiscal_year"]),
            area=row["area"],
            applies_to=row["applies_to"],
            rule=row["rule"],
            value=Decimal(row["value"]) if row["value"] else None,
            unit=row["unit"],
            strictness=_strictness(row),
            status=_status(row["status"]),
            source=_source(row),
            order=order,
            shipped_key=key,
        )
        for order, key, row in _new(YearRule, rows, *names)
    ]
    return len(YearRule.objects.bulk_create(new))


def _new(model, rows, *names: str, known_as: tuple[str, ...] = ()) -> list[tuple[int, str, dict]]:
    """(order, key, row) of each shipped row that the office does not have yet.

    A row is known by the key with which it was shipped, whatever it is called now. One of an
    older version has no key yet: it is recognised by the columns ``names`` and given its key.
    """
    shipped = set(_shipped(model))
    present = {_key(values): pk for pk, *values in _all(model).values_list("pk", *names)}
    new = []
    for order, row in enumerate(rows, start=1):
        key = _key(row[name] for name in known_as or names)
        found = present.get(_key(row[name] for name in names))
        if key in shipped:
            continue
        if found:
            _all(model).filter(pk=found, shipped_key=None).update(shipped_key=key)
        else:
            new.append((order, key, row))
    return new


def _shipped(model) -> dict[str, int]:
    """The shipped rows of ``model``: primary keys by shipped keys."""
    return dict(_all(model).exclude(shipped_key=None).values_list("shipped_key", "pk"))


def _all(model):
    """Every row, one that was merged into another too: it doesn't come back."""
    return model._base_manager


def _key(values) -> str:
    return "｜".join(str(value) for value in values)


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


def _strictness(row: dict[str, str]) -> str:
    """必ず守る where the file says nothing."""
    words = {one.label: one for one in Strictness}
    return words[row.get("strictness") or Strictness.STRICT.label]


def _source(row: dict[str, str]) -> str:
    _, bracket, remark = row["status"].partition("（")
    return f"{row['source']}（{remark}" if bracket else row["source"]
