"""The columns of the register's workbook: one person a row, the same for export and import."""

from django.utils import timezone

from aomori_skills.base import fields
from aomori_skills.base.workbook import Column
from aomori_skills.office.choices import Prefecture, Region
from meisters.choices import Employment, HalfDay, Licence, MeisterState, PublicItem
from meisters.models import Meister, WeekdayAvailability
from meisters.rules.courses import obligation_word
from meisters.rules.results import tidy_number
from meisters.services import register_groups as groups
from meisters.services.register_cells import FieldCell
from meisters.services.register_groups import Group

NUMBER = "認定番号"
MOST_TRADES, MOST_TITLES = 10, 6
USUAL_TRADES, USUAL_TITLES = 3, 2
COURSE = "指導技法等講習（参考）"


def _text(name: str, form_class) -> Group:
    return groups.field_group(name, FieldCell.of(Meister, name, form_class=form_class))


def _day(name: str) -> Group:
    cell = FieldCell.of(Meister, name, max_date=timezone.localdate)
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
    _day("birth_date"),
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
)
TRADES = tuple(groups.trade_group(place) for place in range(MOST_TRADES))
AVAILABILITY = (
    *(groups.region_group(region) for region in Region.values),
    *(
        groups.weekday_group(weekday, word, half)
        for weekday, word in WeekdayAvailability.WEEKDAYS
        for half in HalfDay
    ),
)
TITLES = tuple(groups.title_group(place) for place in range(MOST_TITLES))
CONSENTS = tuple(groups.consent_group(item) for item in PublicItem)
TEXTS = tuple(
    groups.field_group(name)
    for name in ("profile_message", "profile_teaching", "profile_career", "note")
)
ALL = (*PERSON, *TRADES, *AVAILABILITY, *TITLES, *CONSENTS, *TEXTS)

REQUIRED = (NUMBER, "認定日", "姓", "名", "姓（カナ）", "名（カナ）", "職種1")
OPTIONAL = (
    *(heading for group in ALL for heading in group.headings if heading not in REQUIRED),
    COURSE,
)


def columns(meisters=()) -> list[Column]:
    """The columns of a workbook of ``meisters``: as many slots for trades as they need."""
    trades = max([USUAL_TRADES, *(len(row.trades.all()) for row in meisters)])
    titles = max([USUAL_TITLES, *(len(row.titles.all()) for row in meisters)])
    shown = (*PERSON, *TRADES[:trades], *AVAILABILITY, *TITLES[:titles], *CONSENTS, *TEXTS)
    made = [
        Column(cell.heading, _value(group, place), cell.kind)
        for group in shown
        for place, cell in enumerate(group.cells)
    ]
    return [*made, Column(COURSE, lambda meister: obligation_word(meister.licence))]


def offered(trade_names: tuple[str, ...], place_names: tuple[str, ...]) -> dict[str, tuple]:
    """Heading → the values among which Excel lets one choose."""
    found = {cell.heading: cell.offered for group in ALL for cell in group.cells if cell.offered}
    found |= {f"職種{number + 1}": trade_names for number in range(MOST_TRADES)}
    return found | dict.fromkeys(("市町村（自宅・県内）", "勤務先の市町村"), place_names)


def _value(group: Group, place: int):
    return lambda meister: group.texts(group.current(meister))[place]
