"""The columns of the register's workbook: one person a row, the same for export and import."""

from functools import cache

from django.db.models import Count
from django.utils import timezone

from aomori_skills.base import fields
from aomori_skills.base.workbook import Column
from aomori_skills.office.choices import Prefecture, Region
from meisters.choices import Employment, HalfDay, Licence, MeisterState, PublicItem
from meisters.models import Meister, MeisterTrade, OtherTitle, WeekdayAvailability
from meisters.models.person import FIRST_BIRTH_DATE
from meisters.rules.courses import obligation_word
from meisters.rules.results import tidy_number
from meisters.services import register_groups as groups
from meisters.services.register_cells import FieldCell
from meisters.services.register_groups import Group

NUMBER = "認定番号"
SHOWN_TRADES, SHOWN_TITLES = 3, 2
"""Slots of a workbook whose people need no more."""

READ_TRADES, READ_TITLES = 10, 6
"""Slots that are understood in a file though nobody in the register needs them."""

COURSE = "指導技法等講習（参考）"


def _text(name: str, form_class) -> Group:
    return groups.field_group(name, FieldCell.of(Meister, name, form_class=form_class))


def _day(name: str, **limits) -> Group:
    cell = FieldCell.of(Meister, name, max_date=timezone.localdate, **limits)
    return groups.field_group(name, cell, default=None)


class _NumberCell(FieldCell):
    def read(self, raw, masters):
        return tidy_number(super().read(raw, masters))


PERSON = (
    groups.field_group("number", _NumberCell.of(Meister, "number")),
    _day("certified_on"),
    groups.choice_group("state", "状態", MeisterState.choices, MeisterState.ACTIVE.value),
    groups.field_group("family_name"),
    groups.field_group("given_name"),
    _text("family_kana", fields.KanaField),
    _text("given_kana", fields.KanaField),
    _day("birth_date", min_date=FIRST_BIRTH_DATE),
    _text("postcode", fields.PostcodeField),
    groups.choice_group("prefecture", "都道府県（自宅）", Prefecture.choices, ""),
    groups.place_group("municipality", "市町村（自宅・県内）"),
    groups.field_group("address"),
    _text("phone", fields.JapanesePhoneField),
    _text("mobile", fields.JapanesePhoneField),
    groups.field_group("email"),
    groups.choice_group("employment", "就業の状況", Employment.choices, Employment.UNKNOWN.value),
    groups.employer_group(),
    groups.field_group("position"),
    groups.choice_group("licence", "職業訓練指導員免許", Licence.choices, Licence.UNKNOWN.value),
    _day("course_completed_on"),
    _day("last_dispatched_on"),
)
AVAILABILITY = (
    *(groups.region_group(region) for region in Region.values),
    *(
        groups.weekday_group(weekday, word, half)
        for weekday, word in WeekdayAvailability.WEEKDAYS
        for half in HalfDay
    ),
)
CONSENTS = tuple(groups.consent_group(item) for item in PublicItem)
TEXTS = tuple(
    groups.field_group(name)
    for name in ("profile_message", "profile_teaching", "profile_career", "note")
)
_trade, _title = cache(groups.trade_group), cache(groups.title_group)

REQUIRED = (NUMBER, "認定日", "姓", "名", "姓（カナ）", "名（カナ）", "職種1")


def shown(meisters=()) -> tuple[Group, ...]:
    """The groups of a workbook of ``meisters``: as many slots as they need."""
    trades = max([SHOWN_TRADES, *(len(row.trades.all()) for row in meisters)])
    titles = max([SHOWN_TITLES, *(len(row.titles.all()) for row in meisters)])
    return _groups(trades, titles)


def readable() -> tuple[Group, ...]:
    """The groups that a file may have: as many slots as anybody in the register needs."""
    return _groups(
        max(READ_TRADES, _most_rows(MeisterTrade)), max(READ_TITLES, _most_rows(OtherTitle))
    )


def optional(found: tuple[Group, ...]) -> tuple[str, ...]:
    """The headings that may be absent from a file with the groups ``found``."""
    headings = (heading for group in found for heading in group.headings)
    return (*(heading for heading in headings if heading not in REQUIRED), COURSE)


def columns(meisters=()) -> list[Column]:
    """The columns of a workbook of ``meisters``."""
    made = [
        Column(cell.heading, _value(group, place), cell.kind)
        for group in shown(meisters)
        for place, cell in enumerate(group.cells)
    ]
    return [
        *made,
        Column(
            COURSE, lambda meister: obligation_word(meister.licence, meister.course_completed_on)
        ),
    ]


def offered(
    meisters, trade_names: tuple[str, ...], place_names: tuple[str, ...]
) -> dict[str, tuple]:
    """Heading → the values among which Excel lets one choose in a workbook of ``meisters``."""
    groups_shown = shown(meisters)
    found = {
        cell.heading: cell.offered for one in groups_shown for cell in one.cells if cell.offered
    }
    found |= {one.headings[0]: trade_names for one in groups_shown if one.part == "trades"}
    return found | dict.fromkeys(("市町村（自宅・県内）", "勤務先の市町村"), place_names)


def _groups(trades: int, titles: int) -> tuple[Group, ...]:
    return (
        *PERSON,
        *map(_trade, range(trades)),
        *AVAILABILITY,
        *map(_title, range(titles)),
        *CONSENTS,
        *TEXTS,
    )


def _most_rows(model) -> int:
    """The greatest number of rows that one meister has."""
    counted = model.objects.values("meister").annotate(size=Count("pk")).order_by("-size")
    return next((row["size"] for row in counted[:1]), 0)


def _value(group: Group, place: int):
    return lambda meister: group.texts(group.current(meister))[place]
