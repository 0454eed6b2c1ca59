"""重複の疑い: pairs of records that may be of one person or one organization."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from aomori_skills.base.kana import fold
from aomori_skills.front.merging.apart import Marks
from aomori_skills.front.merging.subjects import Subject
from aomori_skills.office.models import ToldApart

LONGEST = 5
"""A number or name that more records share tells nothing (a switchboard, a family firm)."""
READING, NAME, PHONE = "カナと生年月日", "名称と市町村", "電話番号"


@dataclass(frozen=True)
class Double:
    """Two records, the older first, what they have in common, and who told them apart."""

    subject: Subject
    first: object
    second: object
    reasons: tuple[str, ...]
    mark: ToldApart | None = None

    @property
    def about_first(self) -> str:
        return self.subject.about(self.first)

    @property
    def about_second(self) -> str:
        return self.subject.about(self.second)

    def other_than(self, pk: int):
        return self.second if self.first.pk == pk else self.first

    def holds(self, words: list[str]) -> bool:
        """Whether either record has each of these folded words in its name or its reading."""
        texts = self.first.search_text, self.second.search_text
        return all(any(word in text for text in texts) for word in words)


def doubles(subject: Subject, marks: Marks, pk: int | None = None) -> list[Double]:
    """All probable pairs, or those of one record (two queries, and what the rows tell).

    Those told apart are among them, even if they have nothing in common any more.
    """
    apart = {(one, two): [] for label, one, two in marks if label == subject.label}
    pairs = apart | _pairs(subject)
    wanted = {pair: reasons for pair, reasons in pairs.items() if pk is None or pk in pair}
    keys = {key for pair in wanted for key in pair}
    rows = subject.model.objects.for_listing().in_bulk(keys) if keys else {}
    return [
        Double(subject, rows[one], rows[two], tuple(why), marks.get((subject.label, one, two)))
        for (one, two), why in sorted(wanted.items())
        if one in rows and two in rows
    ]


def _pairs(subject: Subject) -> dict[tuple[int, int], list[str]]:
    marks = _person_marks(subject) if subject.is_person else _organization_marks(subject)
    sharing: dict[tuple[str, object], set[int]] = defaultdict(set)
    for reason, mark, pk in marks:
        sharing[reason, mark].add(pk)
    pairs: dict[tuple[int, int], list[str]] = defaultdict(list)
    for (reason, _), keys in sharing.items():
        if len(keys) <= LONGEST:
            for pair in combinations(sorted(keys), 2):
                if reason not in pairs[pair]:
                    pairs[pair].append(reason)
    return pairs


def _person_marks(subject: Subject) -> Iterator[tuple[str, object, int]]:
    """What a person is known by: the reading with the birth date, and each telephone number."""
    columns = ("pk", "family_kana", "given_kana", "birth_date", "phone_digits")
    for pk, family, given, born, phones in subject.model.objects.values_list(*columns):
        if born and family:
            yield READING, (fold(family), fold(given), born), pk
        yield from _phone_marks(pk, phones.split())


def _organization_marks(subject: Subject) -> Iterator[tuple[str, object, int]]:
    """The folded name in the same place, and each telephone number but fax shared with it."""
    columns = ("pk", "name", "prefecture", "municipality", "phone_digits")
    for pk, name, prefecture, place, phones in subject.model.objects.values_list(*columns):
        yield NAME, (fold(name), prefecture, place), pk
        yield from _phone_marks(pk, phones.split())


def _phone_marks(pk: int, numbers: Iterable[str]) -> Iterator[tuple[str, object, int]]:
    for number in set(numbers):
        yield PHONE, number, pk
