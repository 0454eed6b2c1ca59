"""History of rows: who changed what, from which text to which, read from the event tables."""

import json
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property

import pghistory
import pgtrigger
from django.contrib.auth import get_user_model
from django.db import connection, models
from django.utils import timezone

from aomori_skills.base import fiscal_year, kept_targets, wareki
from aomori_skills.base.row_names import names_of

HIDDEN = {"id", "version", "state_changed_at", "updated_at", "created_at", "sha256"}
YEARS = ("fiscal_year", "judged_year")


def tracked(*, exclude: tuple[str, ...] = ()):
    """Record every insert, update and delete of the decorated model by database triggers.

    Where a row speaks of a record that can be merged, it is never tied to one that was.
    """
    track = pghistory.track(
        pghistory.InsertEvent(),
        pghistory.UpdateEvent(),
        pghistory.DeleteEvent(),
        exclude=list(exclude) or None,
    )
    return lambda model: track(pgtrigger.register(*kept_targets.guards(model))(model))


@dataclass(frozen=True)
class Change:
    """One field of one event, as people read it."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Entry:
    """One event: when, who, on what, and the changed fields; ``note`` is a sentence about it.

    Events of one ``act`` were written by one request of one person.
    """

    at: datetime
    by: str
    subject: str
    action: str
    changes: tuple[Change, ...]
    note: str = ""
    act: str | None = None


ACTIONS = {"insert": "登録", "update": "変更", "delete": "削除"}


def entries(instance: models.Model, *related: str, limit: int = 1000) -> list[Entry]:
    """Newest first: the events of ``instance`` and of its reverse relations named in ``related``.

    One query for all tables, and few for the names of what they point to (see ``row_names``).
    Updates that touched nothing worth showing are left out, and so is what a merger into this
    record did: it is told as a whole (see ``merging_into``).
    """
    sources = [_Source(type(instance), "pgh_obj_id", "")]
    for name in related:
        relation = instance._meta.get_field(name)
        parent = relation.field
        sources.append(_Source(relation.related_model, parent.column, parent.name))
    return _explain(_read(sources, instance, limit))


def merging_into(instance: models.Model):
    """Mark what happens inside as one merger into ``instance``."""
    return pghistory.context(merger=_merger_key(instance))


def _merger_key(instance) -> str:
    return f"{instance._meta.label_lower}:{instance.pk}"


@dataclass
class _Source:
    """A model with events, the column that holds the record's key, and the field of that column."""

    model: type[models.Model]
    column: str
    parent: str

    @cached_property
    def fields(self) -> list[models.Field]:
        """Fields worth showing, which both the model and its event table have."""
        recorded = {field.attname for field in self.events._meta.fields}
        return [
            field
            for field in self.model._meta.fields
            if field.attname in recorded and field.name != self.parent and not _is_inner(field)
        ]

    @cached_property
    def events(self) -> type[models.Model]:
        return next(iter(pghistory.core.event_models(tracks_model=self.model)))

    def sql(self, number: int) -> str:
        table = connection.ops.quote_name(self.events._meta.db_table)
        column = connection.ops.quote_name(self.column)
        return (
            f"select {number} as source, pgh_id, pgh_label, pgh_created_at, pgh_context_id,"
            " to_jsonb(event) as row,"
            " lag(to_jsonb(event)) over (partition by pgh_obj_id order by pgh_id) as before"
            f" from {table} event where {column} = %s"
        )


@dataclass(frozen=True)
class _Event:
    """One event with the values of its row, and of the row before it."""

    source: _Source
    label: str
    at: datetime
    user: int | None
    row: dict
    before: dict
    act: str | None

    def old_and_new(self, field: models.Field) -> tuple[object, object]:
        old, new = (_value(field, values.get(field.column)) for values in (self.before, self.row))
        return (new, None) if self.label == "delete" else (old, new)


def _is_inner(field: models.Field) -> bool:
    """Kept for the system alone: versions, texts to search in, data that no person reads."""
    return field.name in HIDDEN or field.generated or isinstance(field, models.JSONField)


def _value(field: models.Field, stored):
    return None if stored is None else field.to_python(stored)


def _read(sources: list[_Source], instance, limit: int) -> list[_Event]:
    union = " union all ".join(f"({one.sql(number)})" for number, one in enumerate(sources))
    sql = (
        "select source, pgh_label, pgh_created_at, context.metadata -> 'user', row, before,"
        " pgh_context_id::text"
        f" from ({union}) events"
        " left join pghistory_context context on context.id = pgh_context_id"
        " where context.metadata ->> 'merger' is distinct from %s"
        " order by pgh_created_at desc, source desc, pgh_id desc limit %s"
    )
    with connection.cursor() as cursor:
        keys = [instance.pk] * len(sources)
        cursor.execute(sql, [*keys, _merger_key(instance), limit])
        return [
            _Event(sources[number], label, at, _json(user), _json(row), _json(before) or {}, act)
            for number, label, at, user, row, before, act in cursor.fetchall()
        ]


def _json(value):
    return json.loads(value) if isinstance(value, str) else value


def _explain(events: list[_Event]) -> list[Entry]:
    names = _related_names(events)
    people = get_user_model()
    told = [
        Entry(
            at=event.at,
            by=names.get((people, event.user), "システム"),
            subject=str(event.source.model._meta.verbose_name),
            action=ACTIONS.get(event.label, event.label),
            changes=tuple(_changes(event, names)),
            act=event.act,
        )
        for event in events
    ]
    return [entry for entry in told if entry.changes or entry.action != ACTIONS["update"]]


def _changes(event: _Event, names):
    for field in event.source.fields:
        old, new = event.old_and_new(field)
        texts = _text(field, old, names), _text(field, new, names)
        if texts[0] != texts[1]:
            yield Change(str(field.verbose_name), *texts)


def _text(field, value, names) -> str:
    if value is None or value == "":
        return ""
    if field.is_relation:
        return names.get((field.related_model, value), "（削除済み）")
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, bool):
        return "はい" if value else "いいえ"
    if isinstance(value, datetime):
        return f"{wareki.format_date(timezone.localdate(value))} {timezone.localtime(value):%H:%M}"
    if isinstance(value, date):
        return wareki.format_date(value)
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if field.name in YEARS:
        return fiscal_year.label(value)
    if isinstance(value, list):
        choices = dict(getattr(getattr(field, "base_field", None), "flatchoices", ()) or ())
        return "、".join(str(choices.get(item, item)) for item in value)
    return str(value)


def _related_names(events: list[_Event]) -> dict:
    wanted: dict[type, set] = {get_user_model(): {event.user for event in events}}
    for event in events:
        for field in event.source.fields:
            if field.is_relation:
                wanted.setdefault(field.related_model, set()).update(event.old_and_new(field))
    return names_of(wanted)
