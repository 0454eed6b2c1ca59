"""What an uploaded register would change: every row compared with the register as it is now."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256

from django.core.exceptions import ValidationError

from aomori_skills.base import wareki
from aomori_skills.base.excel_input import SheetRow, read_sheet
from aomori_skills.base.fields import clean_text
from meisters.choices import MeisterState
from meisters.models import Meister
from meisters.rules.publication import is_withdrawn_here
from meisters.rules.results import tidy_number
from meisters.services import register_columns
from meisters.services.register_columns import NUMBER
from meisters.services.register_groups import Group
from meisters.services.register_masters import Masters

MOST_ERRORS = 100


@dataclass(frozen=True)
class Change:
    """One cell of a known person: what the register says, and what it would say."""

    heading: str
    before: str
    after: str


@dataclass(frozen=True)
class RowError:
    """What is wrong in one cell, and what to do."""

    row: int
    heading: str
    text: str


@dataclass
class PlannedRow:
    """One row of the file: a new person (``meister`` is None), or a known one.

    ``groups`` are those that a file may have, ``values`` has those that differ from the register,
    ``changes`` the same cell by cell.
    """

    row: int
    number: str
    meister: Meister | None
    groups: tuple[Group, ...] = field(repr=False)
    values: dict[Group, tuple] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)

    @property
    def is_new(self) -> bool:
        return self.meister is None

    def value(self, name: str):
        """The value of a field of the meister as the row would leave it."""
        group = next(one for one in self.groups if one.key == name and not one.part)
        return self.values.get(group, group.current(self.meister))[0]

    @property
    def name(self) -> str:
        return f"{self.value('family_name')} {self.value('given_name')}"

    @property
    def parts(self) -> set[str]:
        """The parts below the meister that the row would change."""
        return {group.part for group in self.values} - {""}

    def rows(self, part: str) -> list[dict]:
        """The rows of ``part`` as this row would leave them."""
        found = (group.row(values) for group, values in self._groups(part))
        return [values for values in found if values is not None]

    @property
    def trade_names(self) -> list[str]:
        return [str(row["trade"]) for row in self.rows("trades")]

    def regions(self) -> list[str]:
        return [values[0] for _, values in self._groups("regions") if values[0]]

    def _groups(self, part: str):
        for group in self.groups:
            if group.part == part:
                yield group, self.values.get(group, group.current(self.meister))


@dataclass
class Plan:
    """All rows of a file; with ``errors`` none of them may be applied."""

    rows: list[PlannedRow]
    errors: list[RowError]
    is_cut: bool = False
    """True if so many errors were found that the rest of the file wasn't read."""

    @property
    def new(self) -> list[PlannedRow]:
        return [row for row in self.rows if row.is_new]

    @property
    def changed(self) -> list[PlannedRow]:
        return [row for row in self.rows if row.changes and not row.is_new]

    @property
    def unchanged(self) -> int:
        return len(self.rows) - len(self.new) - len(self.changed)

    @property
    def notices(self) -> list[tuple[int, str]]:
        return [(row.row, text) for row in self.rows for text in row.notices]

    @property
    def fingerprint(self) -> str:
        """Differs as soon as the plan would do anything else than what was shown."""
        told = [(row.number, row.is_new, row.changes, row.notices) for row in self.rows]
        return sha256(repr(told).encode()).hexdigest()


def plan(file, *, adds_employers: bool = False) -> Plan:
    """Compare ``file`` with the register; WorkbookError for a file that can't be read at all."""
    groups = register_columns.readable()
    optional = register_columns.optional(groups)
    sheet = read_sheet(file, register_columns.REQUIRED, optional=optional)
    numbers = Counter(_number(row) for row in sheet)
    known = {
        meister.number: meister
        for meister in Meister.objects.for_register().filter(number__in=numbers)
    }
    lost = _merged(numbers)
    masters, errors = Masters(adds_employers=adds_employers), []
    rows = []
    for row in sheet:
        if len(errors) >= MOST_ERRORS:
            return Plan(rows, errors, is_cut=True)
        number = _number(row)
        if number and numbers[number] > 1:
            text = f"認定番号{number}の行が{numbers[number]}行あります。1行にまとめてください。"
            errors.append(RowError(row.number, NUMBER, text))
            continue
        if number in lost:
            text = (
                f"認定番号{number}の記録は{lost[number]}に統合されています。"
                "この行を削除し、必要な変更は統合先の行で行ってください。"
            )
            errors.append(RowError(row.number, NUMBER, text))
            continue
        planned = PlannedRow(row.number, number, known.get(number), groups)
        _fill(planned, row, masters, errors)
        rows.append(planned)
    _notice_lookalikes([row for row in rows if row.is_new])
    return Plan(rows, errors)


def _merged(numbers) -> dict[str, str]:
    """Numbers of records that were merged into another → what the other is called."""
    rows = Meister.with_merged.filter(number__in=numbers, merged_into__isnull=False)
    return {
        row.number: f"{row.merged_into}さん（{row.merged_into.number}）"
        for row in rows.select_related("merged_into")
    }


def _number(row: SheetRow) -> str:
    cell = row[NUMBER]
    return "" if isinstance(cell, date) else tidy_number(cell)


def _fill(planned, row, masters, errors) -> None:
    """Read ``row`` into ``planned``, what is wrong into ``errors``."""
    masters.notices = planned.notices

    def refuse(heading, text):
        errors.append(RowError(row.number, heading, text))

    found_before = len(errors)
    for group in planned.groups:
        _read_group(planned, group, row, masters, refuse)
    if len(errors) == found_before:
        _check(planned, refuse)


def _read_group(planned, group, row, masters, refuse) -> None:
    """Take the group's cells where they differ from the register; absent columns stay."""
    before = group.current(planned.meister)
    shown = group.texts(before)
    values, touched = list(before), planned.is_new
    for place, cell in enumerate(group.cells):
        raw = row.get(cell.heading, None)
        if raw is None or (not planned.is_new and raw == _as_read(shown[place])):
            continue
        touched = True
        try:
            values[place] = cell.read(raw, masters)
        except ValidationError as error:
            refuse(cell.heading, error.messages[0])
            return
    if not touched:
        return
    values = group.check(tuple(values), masters, refuse)
    if values == before and not planned.is_new:
        return
    planned.values[group] = values
    for heading, old, new in zip(group.headings, shown, group.texts(values), strict=True):
        if old != new:
            planned.changes.append(Change(heading, _words(old), _words(new)))


def _as_read(value) -> str | date:
    """A written value as it comes back from the file."""
    return value if isinstance(value, date) else clean_text(str(value), multiline=True)


def _words(value) -> str:
    return wareki.format_date(value) if isinstance(value, date) else str(value)


def _check(planned: PlannedRow, refuse) -> None:
    """What no single cell can tell."""
    state, born = planned.value("state"), planned.value("birth_date")
    if planned.meister and state != planned.meister.state:
        before, after = planned.meister.get_state_display(), MeisterState(state).label
        refuse(
            "状態",
            f"「{before}」から「{after}」への変更は取り込めません。"
            "この列を元に戻し、マイスターの画面で理由を付けて変更してください。",
        )
    certified = planned.value("certified_on")
    if born and certified and born >= certified:
        refuse("生年月日", "認定日より前の日付を入力してください。")
    _check_consents(planned, refuse)
    trades = [(row["trade"], row["operation"]) for row in planned.rows("trades")]
    had_trades = planned.meister is None or planned.meister.trades.all()
    if not trades and had_trades:
        refuse("職種1", "職種を1つ以上入力してください。")
    for (trade, operation), count in Counter(trades).items():
        if count > 1:
            name = f"{trade}（{operation}）" if operation else str(trade)
            refuse("職種1", f"「{name}」が重複しています。1つにしてください。")


def _check_consents(planned: PlannedRow, refuse) -> None:
    stored = planned.meister.consents.all() if planned.meister else ()
    before = {row.item: row.answer for row in stored}
    for row in planned.rows("consents"):
        if is_withdrawn_here(before.get(row["item"], ""), row["answer"]):
            refuse(
                f"公表同意（{row['item'].label}）",
                "撤回は取り込めません。この列を元に戻し、"
                "マイスターの画面の「公表同意を撤回する」で記録してください。",
            )


def _notice_lookalikes(rows: list[PlannedRow]) -> None:
    """Say which new people have the kana and birth date of somebody in the register."""

    def key_of(row):
        names = ("family_kana", "given_kana", "birth_date")
        return tuple(row.value(name) for name in names)

    wanted = {key_of(row): row for row in rows if row.value("birth_date")}
    born = {key[2] for key in wanted}
    for meister in Meister.objects.filter(birth_date__in=born):
        row = wanted.get((meister.family_kana, meister.given_kana, meister.birth_date))
        if row is not None:
            row.notices.append(
                f"{meister}さん（{meister.number}）とカナ・生年月日が同じです。"
                "同じ人の場合は、認定番号を確認してください。"
            )
