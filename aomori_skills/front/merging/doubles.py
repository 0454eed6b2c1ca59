"""重複の疑い: pairs of records that may be of one person or one organization."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from aomori_skills.base.kana import fold
from aomori_skills.front.merging.subjects import Subject

LONGEST = 5
"""A number or name that more records share tells nothing (a switchboard, a family firm)."""


@dataclass(frozen=True)
class Double:
    """Two records, the older first, and what they have in common."""

    subject: Subject
    first: object
    second: object
    reasons: tuple[str, ...]

    @property
    def about_first(self) -> str:
        return self.subject.about(self.first)

    @property
    def about_second(self) -> str:
        return self.subject.about(self.second)

    def other_than(self, pk: int):
        return self.second if self.first.pk == pk else self.first


def doubles(subject: Subject, pk: int | None = None) -> list[Double]:
    """All probable pairs, or those of one record (two queries)."""
    pairs = _pairs(subject)
    wanted = {pair: reasons for pair, reasons in pairs.items() if pk is None or pk in pair}
    keys = {key for pair in wanted for key in pair}
    rows = subject.model.objects.for_listing().in_bulk(keys) if keys else {}
    return [
        Double(subject, rows[first], rows[second], tuple(reasons))
        for (first, second), reasons in sorted(wanted.items())
        if first in rows and second in rows
    ]


def _pairs(subject: Subject) -> dict[tuple[int, int], list[str]]:
    marks = _person_marks(subject) if subject.is_person else _organization_marks(subject)
    sharing: dict[tuple[str, object], list[int]] = defaultdict(list)
    for reason, mark, pk in marks:
        sharing[reason, mark].append(pk)
    pairs: dict[tuple[int, int], list[str]] = defaultdict(list)
    for (reason, _), keys in sharing.items():
        if 1 < len(set(keys)) <= LONGEST:
            for pair in combinations(sorted(set(keys)), 2):
                if reason not in pairs[pair]:
                    pairs[pair].append(reason)
    return pairs


def _person_marks(subject: Subject) -> Iterator[tuple[str, object, int]]:
    """What a person is known by: the reading with the birth date, and each telephone number."""
    columns = ("pk", "family_kana", "given_kana", "birth_date", "phone_digits")
    for pk, family, given, born, phones in subject.model.objects.values_list(*columns):
        if born and family:
            yield "カナと生年月日", (fold(family), fold(given), born), pk
        yield from _phone_marks(pk, phones.split())


def _organization_marks(subject: Subject) -> Iterator[tuple[str, object, int]]:
    """The folded name in the same place, and each telephone number but fax shared with it."""
    columns = ("pk", "name", "prefecture", "municipality", "phone_digits")
    for pk, name, prefecture, place, phones in subject.model.objects.values_list(*columns):
        yield "名称と市町村", (fold(name), prefecture, place), pk
        yield from _phone_marks(pk, phones.split())


def _phone_marks(pk: int, numbers: Iterable[str]) -> Iterator[tuple[str, object, int]]:
    for number in set(numbers):
        yield "電話番号", number, pk
