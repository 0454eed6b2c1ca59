"""What points at the lost record, and which of it moves to the kept one.

What the database would refuse twice below one record (the same trade, the same item of consent)
stays with the lost record; what merely mentions such a row then follows to its twin.
"""

from dataclasses import dataclass
from functools import cached_property

import pghistory
from django.db import models
from django.db.models import F

from aomori_skills.base.conflict import VersionedModel
from aomori_skills.base.merging.twins import Content, Twin
from aomori_skills.base.workflow import Step


@dataclass(frozen=True)
class Group:
    """The rows of one table that point at the lost record by one field."""

    field: models.ForeignKey
    moving: tuple[int, ...]
    twins: tuple[Twin, ...]

    @property
    def model(self) -> type[models.Model]:
        return self.field.model

    @cached_property
    def label(self) -> str:
        """「候補者（勤務先）」 where the table points at such records in two ways."""
        name = str(self.model._meta.verbose_name)
        target = self.field.remote_field.model
        ways = [one for one in pointers(target) if one.model is self.model]
        return f"{name}（{self.field.verbose_name}）" if len(ways) > 1 else name


@dataclass(frozen=True)
class Plan:
    """All of it; ``follow`` are the plans of the twins."""

    kept: models.Model
    groups: tuple[Group, ...]
    follow: tuple["Plan", ...]

    @property
    def moved(self) -> list[tuple[str, int]]:
        """What moves and how much of it, in words."""
        own = [(group.label, len(group.moving)) for group in self.groups if group.moving]
        return own + [entry for plan in self.follow for entry in plan.moved]

    @property
    def staying(self) -> list[tuple[str, str]]:
        """What stays because the kept record has the same."""
        own = [(group.label, str(twin.stays)) for group in self.groups for twin in group.twins]
        return own + [entry for plan in self.follow for entry in plan.staying]

    @property
    def gained(self) -> list[tuple[str, str]]:
        """What rows of the kept record get from their twins, in words."""
        return [
            (group.label, twin.gained)
            for group in self.groups
            for twin in group.twins
            if twin.gained
        ]

    @property
    def differing(self) -> list[str]:
        """「公表同意　氏名（回答）」: what two rows tell otherwise, and only people can decide."""
        return [
            f"{group.label}　{words}"
            for group in self.groups
            for twin in group.twins
            for words in twin.differing
        ]


def pointers(model: type[models.Model]) -> list[models.ForeignKey]:
    """Every foreign key and one-to-one of any app at ``model``, those without a way back too.

    History is left out: what happened to the lost record, and its own steps, remain its past.
    """
    relations = (
        relation
        for relation in model._meta.get_fields(include_hidden=True)
        if relation.auto_created
        and not relation.concrete
        and (relation.one_to_many or relation.one_to_one)
    )
    return [relation.field for relation in relations if not _is_history(relation.field)]


def plan(kept: models.Model, lost: models.Model, contents: tuple[Content, ...] = ()) -> Plan:
    """What would move from ``lost`` to ``kept``; ``contents`` of rows that may have a twin."""
    known = {content.model: content for content in contents}
    return _plan(kept, lost, pointers(type(kept)), known)


def move(wanted: Plan) -> None:
    """Do it; call it with the rows of both records locked."""
    for group in wanted.groups:
        changed = {group.field.attname: wanted.kept.pk}
        if issubclass(group.model, VersionedModel):
            changed["version"] = F("version") + 1
        group.model._base_manager.filter(pk__in=group.moving).update(**changed)
        for twin in group.twins:
            if twin.values:
                group.model._base_manager.filter(pk=twin.kept.pk).update(**twin.values)
    for follow in wanted.follow:
        move(follow)


def _plan(kept, lost, fields, contents) -> Plan:
    groups = tuple(group for field in fields if (group := _group(field, kept, lost, contents)))
    twins = [twin for group in groups for twin in group.twins]
    follow = (_plan(twin.kept, twin.stays, _mentions(type(twin.kept)), {}) for twin in twins)
    return Plan(kept, groups, tuple(one for one in follow if one.groups))


def _group(field, kept, lost, contents) -> Group | None:
    rows = field.model._base_manager
    pointing = list(rows.filter(**{field.name: lost}).exclude(pk=_own(field, kept)).order_by("pk"))
    if not pointing:
        return None
    twins, content = _twins(field, kept, lost), contents.get(field.model)
    return Group(
        field,
        tuple(row.pk for row in pointing if row.pk not in twins),
        tuple(Twin(row, twins[row.pk], content) for row in pointing if row.pk in twins),
    )


def _own(field, kept):
    """The kept record's own key where a table points at itself: nothing becomes its own parent."""
    return kept.pk if field.model is type(kept) else None


def _twins(field, kept, lost) -> dict[int, models.Model]:
    """Key of a row below ``lost`` → the row below ``kept`` that the database holds for the same."""
    found: dict[int, models.Model] = {}
    for names, condition, nulls_are_equal in _unique_sets(field):
        rows = field.model._base_manager.filter(condition) if condition else None
        rows = field.model._base_manager.all() if rows is None else rows

        def keyed(owner, rows=rows, names=names, nulls_are_equal=nulls_are_equal):
            for row in rows.filter(**{field.name: owner}):
                key = tuple(getattr(row, name) for name in names)
                if nulls_are_equal or None not in key:
                    yield key, row

        present = dict(keyed(kept))
        found |= {row.pk: present[key] for key, row in keyed(lost) if key in present}
    return found


def _unique_sets(field) -> list[tuple[tuple[str, ...], object, bool]]:
    """What may stand once below one record: (the other columns, condition, whether null = null)."""
    meta = field.model._meta
    sets = [((), None, False)] if field.unique else []
    for names in meta.unique_together:
        if field.name in names:
            sets.append((_others(meta, names, field), None, False))
    for one in meta.constraints:
        if isinstance(one, models.UniqueConstraint) and field.name in one.fields:
            equal = one.nulls_distinct is False
            sets.append((_others(meta, one.fields, field), one.condition, equal))
    return sets


def _others(meta, names, field) -> tuple[str, ...]:
    return tuple(meta.get_field(name).attname for name in names if name != field.name)


def _mentions(model) -> list[models.ForeignKey]:
    """Fields at ``model`` by which a row is only spoken of, not made part of it."""
    return [one for one in pointers(model) if one.remote_field.on_delete is not models.CASCADE]


def _is_history(field) -> bool:
    return issubclass(field.model, pghistory.models.Event | Step)
