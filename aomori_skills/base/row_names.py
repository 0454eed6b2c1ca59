"""The names of many rows of many models, in few queries.

A model whose ``__str__`` speaks of other rows lists those foreign keys in ``NAMED_BY``.
"""

import json
from itertools import groupby

from django.contrib.postgres.fields.ranges import RangeField
from django.db import connection, models

LEFT_OUT = (models.JSONField, models.BinaryField, RangeField)
"""No name is made of these."""


def names_of(wanted: dict[type[models.Model], set]) -> dict[tuple, str]:
    """(model, key) → name for the keys of ``wanted`` that still exist.

    One query for all models, and one more for each step down that names are made of.
    """
    rows, asked = {}, {(model, key) for model, keys in wanted.items() for key in keys - {None}}
    waiting = asked
    while waiting:
        found = _fetch(waiting)
        rows |= found
        waiting = {part for row in found.values() for _, part in _parts(row)} - rows.keys()
    for row in rows.values():
        for field, part in _parts(row):
            setattr(row, field.name, rows.get(part))
    return {key: str(rows[key]) for key in asked & rows.keys()}


def _parts(row):
    """The foreign keys that the name of ``row`` is made of, with (model, key) of each."""
    for name in getattr(row, "NAMED_BY", ()):
        field = row._meta.get_field(name)
        if (key := getattr(row, field.attname)) is not None:
            yield field, (field.related_model, key)


def _fetch(keys: set[tuple]) -> dict[tuple, models.Model]:
    def label(key):
        return key[0]._meta.label

    groups = [list(group) for _, group in groupby(sorted(keys, key=label), label)]
    sources = [group[0][0] for group in groups]
    union = " union all ".join(_sql(number, model) for number, model in enumerate(sources))
    with connection.cursor() as cursor:
        cursor.execute(union, [[key for _, key in group] for group in groups])
        rows = [_row(sources[number], stored) for number, stored in cursor.fetchall()]
    return {(type(row), row.pk): row for row in rows}


def _sql(number: int, model: type[models.Model]) -> str:
    quote = connection.ops.quote_name
    table, key = quote(model._meta.db_table), quote(model._meta.pk.column)
    columns = ", ".join(f"'{field.column}', {quote(field.column)}" for field in _fields(model))
    return f"select {number}, jsonb_build_object({columns}) from {table} where {key} = any(%s)"


def _fields(model: type[models.Model]) -> list[models.Field]:
    return [
        field
        for field in model._meta.concrete_fields
        if not field.generated and not isinstance(field, LEFT_OUT)
    ]


def _row(model: type[models.Model], stored) -> models.Model:
    values = json.loads(stored) if isinstance(stored, str) else stored
    fields = _fields(model)
    return model.from_db(
        connection.alias,
        [field.attname for field in fields],
        [_value(field, values[field.column]) for field in fields],
    )


def _value(field: models.Field, stored):
    return None if stored is None else field.to_python(stored)
