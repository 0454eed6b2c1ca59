"""Whose line on the sheet of the public database no longer says what went out last."""

from django.db.models import (
    BigIntegerField,
    BooleanField,
    Case,
    Exists,
    ExpressionWrapper,
    F,
    Func,
    JSONField,
    OuterRef,
    Q,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast

from meisters.choices import ConsentState, PublicItem
from meisters.querysets.publication import PublicationQuerySet

TEXTS = {
    "profile_message": "自己紹介・抱負",
    "profile_teaching": "指導できる内容",
    "profile_career": "主な経歴・実績",
}
CELLS = ("認定番号", "氏名", "カナ", "認定職種", "活動地域", "勤務先", *TEXTS.values())
"""Compared word by word."""
FILLED = ("資格・受賞歴", "写真の有無")
"""Put together from many rows: compared by whether there is anything."""


class PublicChangesQuerySet(PublicationQuerySet):
    def changed_since_sheet(self, exports):
        """Who came, went or reads differently since the last of the sheets; without one, nobody."""
        newest = exports.order_by("-exported_at", "-pk").values("pk")[:1]
        last = exports.order_by().filter(pk=Subquery(newest))
        lines = last.annotate(line=_line_as_sent()).values("line")
        people = last.annotate(person=Cast(_each("key", TextField()), BigIntegerField()))
        public = Q(pk__in=self.model._default_manager.in_public().values("pk"))
        changed = public & ~Q(line_now__in=lines)
        gone = ~public & Q(pk__in=people.values("person"))
        return self.alias(line_now=self._line_now()).filter(Exists(exports), changed | gone)

    def _line_now(self):
        name = Func(F("family_name"), Value(" "), F("given_name"), function="CONCAT")
        kana = Func(F("family_kana"), Value(" "), F("given_kana"), function="CONCAT")
        regions = Func(F("regions"), Value("、"), function="array_to_string")
        trade = self._rows("trades").values("trade__name")[:1]
        grounds = self.model._default_manager.filter(
            pk=OuterRef("pk"), application__qualifications__isnull=False
        )
        has_any = Exists(self._rows("titles")) | Exists(grounds)
        return _line(
            F("pk"),
            [
                F("number"),
                name,
                kana,
                self._agreed(PublicItem.TRADE, Subquery(trade)),
                self._agreed(PublicItem.AREA, regions),
                self._agreed(PublicItem.EMPLOYER, F("employer__name")),
                *(self._agreed(PublicItem.PROFILE, F(text)) for text in TEXTS),
            ],
            [
                _truth(Q(self._says_yes(PublicItem.QUALIFICATION)) & Q(has_any)),
                self._says_yes(PublicItem.PHOTO),
            ],
        )

    def _says_yes(self, item: str):
        return Exists(self._consents(item=item, answer=ConsentState.AGREED))

    def _agreed(self, item: str, value):
        return Case(When(self._says_yes(item), then=value), output_field=TextField())

    def _rows(self, name: str):
        rows = self.model._meta.get_field(name).related_model._default_manager
        return rows.filter(meister=OuterRef("pk"))


def _line_as_sent():
    cells = _each("value", JSONField())
    return _line(
        _each("key", TextField()),
        [KeyTextTransform(heading, cells) for heading in CELLS],
        [
            Func(cells, Value(heading), function="jsonb_exists", output_field=BooleanField())
            for heading in FILLED
        ],
    )


def _line(person, cells, filled):
    """One text for one person; what is empty and what is missing read the same."""
    parts = [person]
    for cell in (*cells, *(Cast(one, TextField()) for one in filled)):
        parts += [Value("|"), cell]
    return Func(*parts, function="CONCAT", output_field=TextField())


def _truth(condition):
    return ExpressionWrapper(condition, output_field=BooleanField())


def _each(part: str, kind):
    """The key, or the value, of each person of a sheet: one row each."""
    template = f"(jsonb_each(%(expressions)s)).{part}"
    return Func(F("rows"), template=template, output_field=kind)
