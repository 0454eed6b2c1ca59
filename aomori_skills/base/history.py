"""History of rows: who changed what, from which text to which, read from the event tables."""

from dataclasses import dataclass
from datetime import date, datetime

import pghistory
from django.contrib.auth import get_user_model
from django.db import models
from django.utils import timezone

from aomori_skills.base import wareki

HIDDEN = {"id", "version", "state_changed_at", "updated_at", "created_at", "search_text"}


def tracked(*, exclude: tuple[str, ...] = ()):
    """Record every insert, update and delete of the decorated model by database triggers."""
    return pghistory.track(
        pghistory.InsertEvent(),
        pghistory.UpdateEvent(),
        pghistory.DeleteEvent(),
        exclude=list(exclude) or None,
    )


@dataclass(frozen=True)
class Change:
    """One field of one event, as people read it."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Entry:
    """One event: when, who, on what, and the changed fields."""

    at: datetime
    by: str
    subject: str
    action: str
    changes: tuple[Change, ...]


ACTIONS = {"insert": "登録", "update": "変更", "delete": "削除"}


def entries(instance: models.Model, *related: str, limit: int = 200) -> list[Entry]:
    """Newest first: the events of ``instance`` and of its reverse relations named in ``related``.

    Query count does not depend on the number of rows: one per table, one for the people and one
    for each foreign key that appears.
    """
    events = _events(type(instance), {"pgh_obj_id": instance.pk}, "", limit)
    for name in related:
        relation = instance._meta.get_field(name)
        parent = relation.field
        condition = {parent.attname: instance.pk}
        events += _events(relation.related_model, condition, parent.name, limit)
    events.sort(key=lambda event: (event.row.pgh_created_at, event.row.pgh_id), reverse=True)
    return _explain(events[:limit])


@dataclass(frozen=True)
class _Event:
    """One event row, the row before it, and the field that is the same on all (the parent)."""

    model: type[models.Model]
    row: models.Model
    before: models.Model | None
    parent: str

    def fields(self):
        """Fields worth showing, which both the model and its event table have."""
        recorded = {field.attname for field in self.row._meta.fields}
        return [
            field
            for field in self.model._meta.fields
            if field.name not in HIDDEN and field.name != self.parent and field.attname in recorded
        ]


def _events(model, condition, parent, limit) -> list[_Event]:
    event_model = next(iter(pghistory.core.event_models(tracks_model=model)))
    rows = list(
        event_model.objects.filter(**condition)
        .select_related("pgh_context")
        .order_by("pgh_obj_id", "-pgh_id")[: limit * 2]
    )
    older = [*rows[1:], None] if rows else []
    return [
        _Event(
            model, row, before if before and before.pgh_obj_id == row.pgh_obj_id else None, parent
        )
        for row, before in zip(rows, older, strict=True)
    ]


def _explain(events: list[_Event]) -> list[Entry]:
    people = _people(event.row for event in events)
    names = _related_names(events)
    return [
        Entry(
            at=event.row.pgh_created_at,
            by=people.get(_user_id(event.row), "システム"),
            subject=str(event.model._meta.verbose_name),
            action=ACTIONS.get(event.row.pgh_label, event.row.pgh_label),
            changes=tuple(_changes(event, names)),
        )
        for event in events
    ]


def _changes(event: _Event, names):
    for field in event.fields():
        new = getattr(event.row, field.attname)
        old = getattr(event.before, field.attname) if event.before is not None else None
        if event.row.pgh_label == "delete":
            old, new = new, None
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
    if isinstance(value, list):
        choices = dict(getattr(getattr(field, "base_field", None), "flatchoices", ()) or ())
        return "、".join(str(choices.get(item, item)) for item in value)
    return str(value)


def _related_names(events: list[_Event]) -> dict:
    wanted: dict[type, set] = {}
    for event in events:
        for field in event.fields():
            if field.is_relation:
                keys = {getattr(row, field.attname, None) for row in (event.row, event.before)}
                wanted.setdefault(field.related_model, set()).update(keys - {None})
    return {
        (model, row.pk): str(row)
        for model, keys in wanted.items()
        if keys
        for row in model._default_manager.filter(pk__in=keys)
    }


def _user_id(row):
    return (row.pgh_context.metadata or {}).get("user") if row.pgh_context else None


def _people(rows) -> dict:
    keys = {_user_id(row) for row in rows} - {None}
    return (
        {user.pk: str(user) for user in get_user_model().objects.filter(pk__in=keys)}
        if keys
        else {}
    )
