"""What points at the lost record, and which of it moves to the kept one.

What the database would refuse twice below one record (the same trade, the same item of consent)
stays with the lost record; what belongs to such a row then follows to its twin.
"""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from django.db import models
from django.db.models import F

from aomori_skills.base.conflict import VersionedModel
from aomori_skills.base.merging.pointing import once_below, pointers, pointing
from aomori_skills.base.merging.twins import Content, Twin


@dataclass(frozen=True)
class Group:
    """The rows of one table that point at the lost record, or at a twin, by one field."""

    field: models.ForeignKey
    kept: models.Model
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
    """All of it."""

    groups: tuple[Group, ...]

    @property
    def moved(self) -> list[tuple[str, int]]:
        """What moves and how much of it, in words."""
        counts: Counter[str] = Counter()
        for group in self.groups:
            counts[group.label] += len(group.moving)
        return [(label, count) for label, count in counts.items() if count]

    @property
    def staying(self) -> list[tuple[str, str]]:
        """What stays because the kept record has the same."""
        return [(group.label, str(twin.stays)) for group, twin in self._twins]

    @property
    def gained(self) -> list[tuple[str, str]]:
        """What rows of the kept record get from their twins, in words."""
        return [(group.label, twin.gained) for group, twin in self._twins if twin.gained]

    @property
    def differing(self) -> list[str]:
        """「公表同意　氏名（回答）」: what two rows tell otherwise, and only people can decide."""
        return [
            f"{group.label}　{words}" for group, twin in self._twins for words in twin.differing
        ]

    @property
    def _twins(self) -> list[tuple[Group, Twin]]:
        return [(group, twin) for group in self.groups for twin in group.twins]


def plan(kept: models.Model, lost: models.Model, contents: tuple[Content, ...] = ()) -> Plan:
    """What would move from ``lost`` to ``kept``; ``contents`` of rows that may have a twin."""
    known = {content.model: content for content in contents}
    groups, pairs = [], [(kept, lost)]
    while pairs:
        level = _groups(pairs, known)
        groups += level
        pairs = [(twin.kept, twin.stays) for group in level for twin in group.twins]
    return Plan(tuple(groups))


def move(wanted: Plan) -> None:
    """Do it; call it with the rows of both records locked."""
    for group in wanted.groups:
        changed = {group.field.attname: group.kept.pk}
        if issubclass(group.model, VersionedModel):
            changed["version"] = F("version") + 1
        group.model._base_manager.filter(pk__in=group.moving).update(**changed)
        for twin in group.twins:
            if twin.values:
                group.model._base_manager.filter(pk=twin.kept.pk).update(**twin.values)


def _groups(pairs, contents) -> list[Group]:
    """One for each table that has something of the second of a pair."""
    asked = [(field, kept, lost) for kept, lost in pairs for field in pointers(type(kept))]
    found = zip(asked, pointing(asked), strict=True)
    return [_group(*one, rows, contents.get(one[0].model)) for one, rows in found if rows]


def _group(field, kept, lost, found, content) -> Group:
    twins = {key: twin for key, twin in found if twin}
    rows = _rows(field, {*twins, *twins.values()}, content)
    for key, twin in twins.items():
        setattr(rows[key], field.name, lost)
        setattr(rows[twin], field.name, kept)
    return Group(
        field,
        kept,
        tuple(key for key, twin in found if not twin),
        tuple(Twin(rows[key], rows[twin], content) for key, twin in twins.items()),
    )


def _rows(field, keys, content) -> dict[int, models.Model]:
    """Rows by their keys, with what they speak of."""
    if not keys:
        return {}
    names = {name for one in once_below(field) for name in one.names}
    names |= set(content.columns) if content else set()
    meta = field.model._meta
    spoken_of = sorted(name for name in names if meta.get_field(name).is_relation)
    rows = field.model._base_manager
    return (rows.select_related(*spoken_of) if spoken_of else rows).in_bulk(keys)
