"""What can be merged: for each kind of record its words, its fields and its rooms' own rules."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import models

from aomori_skills.base import wareki
from aomori_skills.base.merging import Content
from aomori_skills.office.models import Organization
from aomori_skills.office.rules import check_can_merge
from dispatch.services import merging as dispatches
from meisters.models import Candidate, Meister
from meisters.models.person import PERSON_FIELDS
from meisters.services import merging as people


def _nothing_more(kept, lost, *, by, reason) -> None:
    """Nothing else follows."""


@dataclass(frozen=True)
class Subject:
    """One kind of record; ``slug`` stands in the addresses.

    ``fields`` may be taken from the lost record, ``check(kept, lost)`` refuses, ``finish`` does
    what follows from the merger in the record's own room. ``contents`` are of rows below it.
    """

    slug: str
    noun: str
    model: type[models.Model]
    permission: str
    page: str
    list_page: str
    fields: tuple[str, ...]
    about: Callable[[models.Model], str]
    check: Callable
    finish: Callable = _nothing_more
    contents: tuple[Content, ...] = ()
    is_person: bool = True

    @property
    def label(self) -> str:
        """What the records of such mergers call the model."""
        return self.model._meta.label_lower

    @property
    def other(self) -> str:
        """What the second of two records is if they are not doubles."""
        return "別人" if self.is_person else "別の団体"

    @property
    def rows(self) -> models.QuerySet:
        """All records, merged ones too, with what their fields speak of."""
        relations = [name for name in self.fields if self.model._meta.get_field(name).is_relation]
        return self.model.with_merged.select_related(*relations)

    def words(self, row) -> str:
        """What the record is called where two of the same name stand side by side."""
        about = self.about(row)
        return f"{row}（{about}）" if about else str(row)


def _check_meisters(kept, lost) -> None:
    people.check_meisters(kept, lost)
    dispatches.check_bookings(kept, lost)


def _joined(*texts) -> str:
    return "、".join(str(text) for text in texts if text)


def _born(person) -> str:
    return f"{wareki.format_date(person.birth_date)}生" if person.birth_date else "生年月日未入力"


ORGANIZATIONS = Subject(
    slug="organizations",
    noun="企業・団体",
    model=Organization,
    permission="office.merge_organizations",
    page="office:organization_detail",
    list_page="office:organization_list",
    fields=(
        "name",
        "kana",
        "kind",
        "postcode",
        "prefecture",
        "municipality",
        "address",
        "phone",
        "fax",
        "email",
        "industry",
        "capital",
        "employees",
        "successor",
        "note",
    ),
    about=lambda row: _joined(row.get_kind_display(), row.municipality, row.phone),
    check=check_can_merge,
    finish=dispatches.bring_answers,
    contents=dispatches.CONTENTS,
    is_person=False,
)
CANDIDATES = Subject(
    slug="candidates",
    noun="候補者",
    model=Candidate,
    permission="meisters.merge_people",
    page="meisters:candidate_detail",
    list_page="meisters:candidate_list",
    fields=(
        *PERSON_FIELDS,
        "employment",
        "employer",
        "position",
        "trade",
        "met_on",
        "met_at",
        "visit",
        "explained_on",
        "next_contact_on",
        "note",
        "owner",
    ),
    about=lambda row: _joined(row.get_state_display(), _born(row), row.employer),
    check=people.check_candidates,
    finish=people.bring_forward,
)
MEISTERS = Subject(
    slug="meisters",
    noun="マイスター",
    model=Meister,
    permission="meisters.merge_people",
    page="meisters:meister_detail",
    list_page="meisters:meister_list",
    fields=(
        *PERSON_FIELDS,
        "certified_on",
        "application",
        "employment",
        "employer",
        "position",
        "licence",
        "regions",
        "profile_message",
        "profile_teaching",
        "profile_career",
        "course_completed_on",
        "last_dispatched_on",
        "note",
    ),
    about=lambda row: _joined(row.number, row.get_state_display(), _born(row)),
    check=_check_meisters,
    finish=people.forget_public_files,
    contents=people.CONTENTS,
)
SUBJECTS = {one.slug: one for one in (ORGANIZATIONS, CANDIDATES, MEISTERS)}
