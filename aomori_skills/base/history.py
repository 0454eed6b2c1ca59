"""History of rows: who changed what, from which text to which, read from the event tables."""

from dataclasses import dataclass
from datetime import datetime

import pghistory
from django.contrib.auth import get_user_model
from django.db import models

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
    sources = [(type(instance), {"pgh_obj_id": instance.pk})]
    for name in related:
        relation = instance._meta.get_field(name)
        sources.append((relation.related_model, {relation.field.attname: instance.pk}))
    events = []
    for model, condition in sources:
        events += _events(model, condition, limit)
    events.sort(key=lambda pair: (pair[1].pgh_created_at, pair[1].pgh_id), reverse=True)
    return _explain(events[:limit])


def _events(model, condition, limit):
    event_model = _event_model(model)
    rows = list(
        event_model.objects.filter(**condition)
        .select_related("pgh_context")
        .order_by("pgh_obj_id", "-pgh_id")[: limit * 2]
    )
    pairs = []
    for index, row in enumerate(rows):
        older = rows[index + 1] if index + 1 < len(rows) else None
        before = older if older is not None and older.pgh_obj_id == row.pgh_obj_id else None
        pairs.append((model, row, before))
    return pairs


def _event_model(model):
    return next(
        event for event in pghistory.core.event_models(tracks_model=model)
    )


def _explain(events) -> list[Entry]:
    people = _people(row for _, row, _ in events)
    names = _related_names(events)
    return [
        Entry(
            at=row.pgh_created_at,
            by=people.get(_user_id(row), "システム"),
            subject=str(model._meta.verbose_name),
            action=ACTIONS.get(row.pgh_label, row.pgh_label),
            changes=tuple(_changes(model, row, before, names)),
        )
        for model, row, before in events
    ]


def _changes(model, row, before, names):
    for field in _visible_fields(model, row):
        new = getattr(row, field.attname)
        old = getattr(before, field.attname) if before is not None else None
        if row.pgh_label == "delete":
            old, new = new, None
        elif new == old:
            continue
        texts = _text(field, old, names), _text(field, new, names)
        if texts[0] != texts[1]:
            yield Change(str(field.verbose_name), *texts)


def _visible_fields(model, row):
    tracked_names = {field.attname for field in row._meta.fields}
    return [
        field
        for field in model._meta.fields
        if field.name not in HIDDEN and field.attname in tracked_names
    ]


def _text(field, value, names) -> str:
    if value is None or value == "":
        return ""
    if field.is_relation:
        return names.get((field.related_model, value), "（削除済み）")
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, bool):
        return "はい" if value else "いいえ"
    if isinstance(value, list):
        choices = dict(getattr(getattr(field, "base_field", None), "flatchoices", ()) or ())
        return "、".join(str(choices.get(item, item)) for item in value)
    return str(value)


def _related_names(events) -> dict:
    wanted: dict[type, set] = {}
    for model, row, before in events:
        for field in _visible_fields(model, row):
            if not field.is_relation:
                continue
            for source in (row, before):
                key = getattr(source, field.attname, None)
                if key is not None:
                    wanted.setdefault(field.related_model, set()).add(key)
    return {
        (model, row.pk): str(row)
        for model, keys in wanted.items()
        for row in model._default_manager.filter(pk__in=keys)
    }


def _user_id(row):
    return (row.pgh_context.metadata or {}).get("user") if row.pgh_context else None


def _people(rows) -> dict:
    keys = {_user_id(row) for row in rows} - {None}
    return {user.pk: str(user) for user in get_user_model().objects.filter(pk__in=keys)} if keys else {}
