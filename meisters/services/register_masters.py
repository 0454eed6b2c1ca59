"""The masters by the names that people write in Excel, with near names for what isn't found."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from django.core.exceptions import ValidationError

from aomori_skills.base.kana import fold
from aomori_skills.office.models import (
    FormerTradeName,
    Municipality,
    Operation,
    Organization,
    Trade,
)

NEAR = 3
LIKENESS = 0.5


@dataclass(frozen=True)
class NewEmployer:
    """A workplace that the import will add to the organizations."""

    name: str
    municipality: Municipality | None

    def __str__(self):
        return self.name


class Masters:
    """Everything loaded once (five queries); ``notices`` gathers what the reader should know."""

    def __init__(self, *, adds_employers: bool = False):
        self.adds_employers = adds_employers
        self.notices: list[str] = []
        self._trades = {fold(trade.name): trade for trade in Trade.objects.all()}
        self._places = {fold(place.name): place for place in Municipality.objects.all()}
        self._former = _grouped(
            (row.name, row.trade) for row in FormerTradeName.objects.select_related("trade")
        )
        self._operations = _grouped(
            (row.trade_id, row) for row in Operation.objects.select_related("trade")
        )
        self._organizations = _grouped(
            (row.name, row) for row in Organization.objects.select_related("municipality")
        )

    def trade(self, text: str) -> Trade:
        """By its name, or by a former name that means one trade only."""
        found, former = self._trades.get(fold(text)), self._former.get(fold(text), [])
        if found is None and len(former) == 1:
            found = former[0]
            self.notices.append(f"「{text}」は旧名称のため、現在の「{found}」として取り込みます。")
        if found is None:
            renamed = {key: trade.name for key, rows in self._former.items() for trade in rows}
            names = {key: trade.name for key, trade in self._trades.items()} | renamed
            near = [trade.name for trade in former] or _near(text, names)
            raise _unknown("職種", text, near, "「職種」の一覧にある名称で入力してください。")
        return found

    def operation(self, trade: Trade, text: str) -> Operation:
        rows = {fold(row.name): row for row in self._operations.get(trade.pk, [])}
        found = rows.get(fold(text))
        if found is None:
            near = _near(text, {key: row.name for key, row in rows.items()})
            near = near or [row.name for row in rows.values()][:NEAR]
            raise _unknown(f"「{trade}」の作業", text, near, "なければ空欄にしてください。")
        return found

    def place(self, text: str) -> Municipality:
        found = self._places.get(fold(text))
        if found is None:
            near = _near(text, {key: place.name for key, place in self._places.items()})
            raise _unknown("市町村", text, near, "県外の場合は空欄にしてください。")
        return found

    def employer(self, name: str, place: Municipality | None) -> Organization | NewEmployer:
        """By name, and by municipality where several have the name."""
        named = self._organizations.get(fold(name), [])
        found = [row for row in named if place is None or row.municipality_id == place.pk]
        if len(found) > 1:
            places = "、".join(str(row.municipality or "市町村の登録なし") for row in found)
            raise ValidationError(
                f"「{name}」は複数登録されています（{places}）。「勤務先の市町村」を入力してください。"
            )
        if found:
            return found[0]
        if self.adds_employers:
            self.notices.append(f"勤務先「{name}」を企業として新しく登録します。")
            return NewEmployer(name, place)
        raise _unknown(
            "勤務先",
            name + (f"（{place}）" if place else ""),
            self._near_employers(name, named),
            "「企業・学校・団体」で登録するか、"
            "「登録のない勤務先を新しく登録する」を選んで確認し直してください。",
        )

    def _near_employers(self, name, named) -> list[str]:
        near = _near(name, {key: rows[0].name for key, rows in self._organizations.items()})
        return [f"{row}（{row.municipality or '市町村の登録なし'}）" for row in named] or near


def _grouped(pairs: Iterable[tuple]) -> dict:
    groups: dict = {}
    for key, row in pairs:
        groups.setdefault(fold(key) if isinstance(key, str) else key, []).append(row)
    return groups


def _near(text: str, names: dict[str, str]) -> list[str]:
    """Up to three names like ``text``; ``names`` maps folded names to those to be shown."""
    key = fold(text)
    held = [name for name in names if key and (key in name or name in key)]
    close = get_close_matches(key, names, n=NEAR, cutoff=LIKENESS)
    return list(dict.fromkeys(names[name] for name in (*close, *held)))[:NEAR]


def _unknown(what: str, text: str, near: list[str], otherwise: str) -> ValidationError:
    if near:
        hint = f"近い名称は{'、'.join(f'「{name}」' for name in near)}です。"
        return ValidationError(f"{what}「{text}」は登録されていません。{hint}{otherwise}")
    return ValidationError(f"{what}「{text}」は登録されていません。{otherwise}")
