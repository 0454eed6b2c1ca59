"""Cells of the register's workbook that belong together: a workplace, a trade, a consent."""

from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils import timezone

from aomori_skills.office.models import Organization
from meisters.choices import Category, ConsentState, HalfDay, Mark, PublicItem, Title
from meisters.models import Meister, MeisterConsent, MeisterTrade, OtherTitle
from meisters.services.register_cells import ChoiceCell, FieldCell, NameCell
from meisters.services.register_masters import Masters

NO_TRADE = (None, None, "", None)
NO_TITLE = ("", "", None)
UNKNOWN_MARK = "未確認"
EMPLOYER_NAME = FieldCell.of(Organization, "name", "勤務先").field


@dataclass(frozen=True, eq=False)
class Group:
    """Cells that make one value of the register.

    ``part`` is "" for a field of the meister (named ``key``), else the name of the rows below;
    ``current`` reads the group's values, ``check`` judges them together, ``row`` makes the row.
    """

    part: str
    key: object
    cells: tuple
    current: Callable[[Meister | None], tuple]
    check: Callable[[tuple, Masters, Callable], tuple] = lambda values, masters, refuse: values
    row: Callable[[tuple], dict | None] | None = None

    @property
    def headings(self) -> tuple[str, ...]:
        return tuple(cell.heading for cell in self.cells)

    def texts(self, values: tuple) -> tuple:
        """What the cells show for ``values``."""
        return tuple(cell.text(value) for cell, value in zip(self.cells, values, strict=True))


def field_group(name: str, cell=None, *, default="") -> Group:
    return Group(
        "",
        name,
        (cell or FieldCell.of(Meister, name),),
        lambda meister: (getattr(meister, name) if meister else default,),
    )


def choice_group(name: str, heading: str, choices, default) -> Group:
    return field_group(name, ChoiceCell(heading, choices, blank=default), default=default)


def place_group(name: str, heading: str) -> Group:
    return field_group(name, NameCell(heading, Masters.place), default=None)


def employer_group() -> Group:
    def current(meister):
        employer = meister.employer if meister else None
        return (employer, employer.municipality if employer else None)

    def check(values, masters, refuse):
        name, place = values
        if name is None:
            if place is not None:
                refuse("勤務先", "勤務先の市町村だけが入力されています。勤務先も入力してください。")
            return (None, None)
        try:
            text = EMPLOYER_NAME.clean(getattr(name, "name", name))
            employer = masters.employer(text, place)
        except ValidationError as error:
            refuse("勤務先", error.messages[0])
            return (None, None)
        return (employer, employer.municipality)

    cells = (NameCell("勤務先"), NameCell("勤務先の市町村", Masters.place))
    return Group("", "employer", cells, current, check)


def region_group(region: str) -> Group:
    def current(meister):
        return (region if meister and region in meister.regions else "",)

    return Group(
        "regions", region, (ChoiceCell(f"活動圏域（{region}）", [(region, "○")]),), current
    )


def _slot(
    part: str, place: int, cells: tuple, names: tuple[str, ...], empty: tuple, check
) -> Group:
    """The ``place``-th row of ``part``; its values are ``empty`` where there is no such row."""

    def current(meister):
        rows = list(getattr(meister, part).all()) if meister else []
        if place >= len(rows):
            return empty
        return tuple(getattr(rows[place], name) for name in names)

    def row(values):
        return None if values == empty else dict(zip(names, values, strict=True))

    return Group(part, place, cells, current, check, row)


def trade_group(place: int) -> Group:
    number = place + 1

    def check(values, masters, refuse):
        trade, operation, category, certified_on = values
        if trade is None:
            if (operation, category, certified_on) != (None, "", None):
                refuse(
                    f"職種{number}", f"作業・区分・認定日に合わせて職種{number}を入力してください。"
                )
            return NO_TRADE
        if operation is not None:
            try:
                operation = masters.operation(trade, str(operation))
            except ValidationError as error:
                refuse(f"作業{number}", error.messages[0])
        return (trade, operation, category or Category.UNKNOWN.value, certified_on)

    cells = (
        NameCell(f"職種{number}", Masters.trade),
        NameCell(f"作業{number}"),
        ChoiceCell(f"区分{number}", Category.choices),
        FieldCell.of(
            MeisterTrade, "certified_on", f"職種{number}の認定日", max_date=timezone.localdate
        ),
    )
    names = ("trade", "operation", "category", "certified_on")
    return _slot("trades", place, cells, names, NO_TRADE, check)


def title_group(place: int) -> Group:
    number = place + 1

    def check(values, masters, refuse):
        if not values[0] and values != NO_TITLE:
            refuse(f"称号{number}", f"内容・授与日に合わせて称号{number}を入力してください。")
        return values

    cells = (
        ChoiceCell(f"称号{number}", Title.choices),
        FieldCell.of(OtherTitle, "detail", f"称号{number}の内容"),
        FieldCell.of(
            OtherTitle, "awarded_on", f"称号{number}の授与日", max_date=timezone.localdate
        ),
    )
    names = ("title", "detail", "awarded_on")
    return _slot("titles", place, cells, names, NO_TITLE, check)


def weekday_group(weekday: int, word: str, half: HalfDay) -> Group:
    def current(meister):
        rows = meister.weekdays.all() if meister else ()
        found = [row.mark for row in rows if (row.weekday, row.half) == (weekday, half)]
        return (found[0] if found else "",)

    cell = ChoiceCell(f"都合（{word}曜{half.label}）", Mark.choices, blank_label=UNKNOWN_MARK)
    return Group(
        "weekdays",
        (weekday, half),
        (cell,),
        current,
        row=lambda values: (
            {"weekday": weekday, "half": half, "mark": values[0]} if values[0] else None
        ),
    )


def consent_group(item: PublicItem) -> Group:
    def current(meister):
        rows = meister.consents.all() if meister else ()
        found = [(row.answer, row.answered_on) for row in rows if row.item == item]
        return found[0] if found else (ConsentState.UNKNOWN.value, None)

    def check(values, masters, refuse):
        answer, day = values
        if answer != ConsentState.UNKNOWN and day is None:
            refuse(
                f"公表同意の回答日（{item.label}）",
                f"公表同意（{item.label}）に合わせて、本人が回答した日を入力してください。",
            )
        return values

    cells = (
        ChoiceCell(
            f"公表同意（{item.label}）", ConsentState.choices, blank=ConsentState.UNKNOWN.value
        ),
        FieldCell.of(
            MeisterConsent,
            "answered_on",
            f"公表同意の回答日（{item.label}）",
            max_date=timezone.localdate,
        ),
    )
    return Group(
        "consents",
        item,
        cells,
        current,
        check,
        row=lambda values: {"item": item, "answer": values[0], "answered_on": values[1]},
    )
