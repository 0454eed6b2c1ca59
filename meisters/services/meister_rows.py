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


def replace(meister: Meister, part: str, wanted: list[dict]) -> None:
    """Let the rows of ``part`` be ``wanted`` (field → value); dates gone by stay as they are.

    Rows are matched by their key, so that the history tells of changes and not of new rows.
    """
    relation = getattr(meister, part)
    names = [relation.model._meta.get_field(name).attname for name in KEYS[part]]
    by_key: dict[tuple, object] = {}
    gone_by = {"day__lt": timezone.localdate()} if part == "dates" else {"pk__in": ()}
    for row in relation.exclude(**gone_by):
        if by_key.setdefault(tuple(getattr(row, name) for name in names), row) is not row:
            row.delete()
    rows = [_by_column(relation.model, values) for values in wanted]
    keys = [tuple(values[name] for name in names) for values in rows]
    for key, row in by_key.items():
        if key not in keys:
            row.delete()
    for key, values in zip(keys, rows, strict=True):
        row = by_key.get(key)
        if row is None:
            relation.create(**values)
        else:
            _update(row, values)


def _by_column(model, values: dict) -> dict:
    """The same values by the names of columns, rows of other tables by their keys."""
    return {
        model._meta.get_field(name).attname: getattr(value, "pk", value)
        for name, value in values.items()
    }


def _update(row, values: dict) -> None:
    changed = [name for name, value in values.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, values[name])
    if changed:
        row.save(update_fields=changed)
