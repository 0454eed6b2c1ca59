"""The rows below a meister, replaced as one list; what stays the same is not touched."""

from django.utils import timezone

from meisters.models import Meister

KEYS = {
    "trades": ("trade", "operation"),
    "weekdays": ("weekday", "half"),
    "dates": ("day", "half"),
    "titles": ("title", "detail"),
    "consents": ("item",),
}
"""The columns by which a row is known to be the same one."""

FADING = {"consents": {"way": "", "evidence_id": None}}
"""What goes with the row's other values, and is emptied when these change without it."""


def replace(meister: Meister, part: str, wanted: list[dict]) -> None:
    """Let the rows of ``part`` be ``wanted`` (field → value); dates gone by stay as they are.

    Rows are matched by their key, so that the history tells of changes and not of new rows.
    """
    relation = getattr(meister, part)
    names = [_column(relation.model, name) for name in KEYS[part]]
    gone_by = {"day__lt": timezone.localdate()} if part == "dates" else {"pk__in": ()}
    by_key: dict[tuple, object] = {}
    for row in relation.exclude(**gone_by):
        if by_key.setdefault(tuple(getattr(row, name) for name in names), row) is not row:
            row.delete()
    new = []
    for values in (_by_column(relation.model, values) for values in wanted):
        row = by_key.pop(tuple(values[name] for name in names), None)
        if row is None:
            new.append(values)
        else:
            _update(row, values, FADING.get(part, {}))
    for row in by_key.values():
        row.delete()
    add(meister, part, new)


def add(meister: Meister, part: str, wanted: list[dict]) -> None:
    """Put new rows under ``part``."""
    relation = getattr(meister, part)
    relation.bulk_create(relation.model(meister=meister, **values) for values in wanted)


def _by_column(model, values: dict) -> dict:
    """The same values by the names of columns, rows of other tables by their keys."""
    return {_column(model, name): getattr(value, "pk", value) for name, value in values.items()}


def _column(model, name: str) -> str:
    return model._meta.get_field(name).attname


def _update(row, values: dict, fading: dict) -> None:
    changed = [name for name, value in values.items() if getattr(row, name) != value]
    if changed and not fading.keys() <= values.keys():
        values = values | fading
        changed += fading
    for name in changed:
        setattr(row, name, values[name])
    if changed:
        row.save(update_fields=changed)
