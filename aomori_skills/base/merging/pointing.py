"""What points at a record, and where the database takes a thing only once below one record."""

from dataclasses import dataclass

import pghistory
from django.db import models
from django.db.models import BigIntegerField, Case, IntegerField, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.db.models.lookups import IsNull

from aomori_skills.base.workflow import Step

NO_TWIN = Value(0, output_field=BigIntegerField())


@dataclass(frozen=True)
class Once:
    """What may stand once below one record: the other columns, and for which rows."""

    names: tuple[str, ...]
    condition: Q
    nulls_are_equal: bool

    def twin(self, rows: models.QuerySet) -> Case | Subquery:
        """For each row, the key of the one of ``rows`` that the database holds for the same."""
        same = rows.filter(self.condition)
        for name in self.names:
            equal = Q(**{name: OuterRef(name)})
            if self.nulls_are_equal:
                equal |= Q(IsNull(OuterRef(name), True), **{f"{name}__isnull": True})
            same = same.filter(equal)
        key = Subquery(same.order_by("pk").values("pk")[:1])
        return Case(When(self.condition, then=key)) if self.condition else key


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


def once_below(field: models.ForeignKey) -> list[Once]:
    """What the table of ``field`` may hold once for each record that it points at."""
    meta = field.model._meta
    found = [Once((), Q(), False)] if field.unique else []
    for names in meta.unique_together:
        if field.name in names:
            found.append(Once(_others(names, field), Q(), False))
    for one in meta.constraints:
        if isinstance(one, models.UniqueConstraint) and field.name in one.fields:
            condition = one.condition or Q()
            found.append(Once(_others(one.fields, field), condition, one.nulls_distinct is False))
    return found


def pointing(
    asked: list[tuple[models.ForeignKey, models.Model, models.Model]],
) -> list[list[tuple[int, int]]]:
    """For each (field, kept, lost): the keys of the rows at ``lost``, each with its twin's or 0.

    A twin is the row at ``kept`` beside which the database would refuse it. All by one query.
    """
    arms = [_arm(place, *one) for place, one in enumerate(asked)]
    found: list[list] = [[] for _ in arms]
    if arms:
        for place, key, twin in arms[0].union(*arms[1:], all=True):
            found[place].append((key, twin))
    return [sorted(rows) for rows in found]


def lock(kept: models.Model, lost: models.Model) -> None:
    """Lock what points at ``lost``, and what may be a twin of it, in one order for everybody."""
    for field in pointers(type(kept)):
        owners = (kept, lost) if once_below(field) else (lost,)
        rows = field.model._base_manager.filter(**{f"{field.name}__in": owners}).order_by("pk")
        list(rows.select_for_update(of=("self",)).values_list("pk"))


def _arm(place: int, field, kept, lost) -> models.QuerySet:
    rows = field.model._base_manager.order_by()
    of_kept = rows.filter(**{field.name: kept})
    twins = [one.twin(of_kept) for one in once_below(field)]
    of_lost = rows.filter(**{field.name: lost}).exclude(pk=_own(field, kept))
    told = {
        "asked_place": Value(place, output_field=IntegerField()),
        "twin_key": Coalesce(*twins, NO_TWIN, NO_TWIN),
    }
    return of_lost.annotate(**told).values_list("asked_place", "pk", "twin_key")


def _own(field, kept):
    """The kept record's own key where a table points at itself: nothing becomes its own parent."""
    return kept.pk if field.model is type(kept) else None


def _others(names, field) -> tuple[str, ...]:
    return tuple(name for name in names if name != field.name)


def _is_history(field) -> bool:
    return issubclass(field.model, pghistory.models.Event | Step)
