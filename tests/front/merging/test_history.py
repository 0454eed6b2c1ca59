"""統合 in the history of the records."""

import pytest

from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.front.merging.subjects import ORGANIZATIONS
from aomori_skills.office.models import Contact
from aomori_skills.office.services import mergers
from tests.factories.meisters import (
    CandidateFactory,
)
from tests.factories.office import OrganizationFactory
from tests.front.merging.acts import again, merge

pytestmark = pytest.mark.django_db


def test_the_history_of_the_kept_record_has_one_entry(tanto):
    kept, lost = (
        OrganizationFactory(phone=""),
        OrganizationFactory(name="国光石材店", phone="017-1"),
    )
    Contact.objects.create(organization=lost, name="里野 林吾")
    before = len(mergers.history_of(again(kept), "contacts"))

    merge(ORGANIZATIONS, kept, lost, tanto)

    entries = mergers.history_of(again(kept), "contacts")
    assert len(entries) == before + 1
    (newest,) = (entry for entry in entries if entry.note)
    assert (newest.subject, newest.action, newest.by) == ("別の記録", "統合", "津軽 担当")
    assert newest.note == (
        "「国光石材店（企業、青森市、017-1）」を統合しました。"
        "移した記録：担当者 1件。理由：二重登録"
    )
    assert [(one.label, one.after) for one in newest.changes] == [("電話番号", "017-1")]


def test_a_moved_record_has_its_own_history(tanto):
    kept, lost = OrganizationFactory(name="国光石材店"), OrganizationFactory(name="紅玉左官")
    candidate = CandidateFactory(employer=lost)

    merge(ORGANIZATIONS, kept, lost, tanto)

    newest = mergers.history_of(candidate)[0]
    assert [(one.label, one.before, one.after) for one in newest.changes] == [
        ("勤務先", "紅玉左官", "国光石材店")
    ]


def test_a_chain_leads_to_its_end(tanto):
    first, second, third = (OrganizationFactory(name=name) for name in ("甲", "乙", "丙"))
    merge(ORGANIZATIONS, second, first, tanto)
    merge(ORGANIZATIONS, third, second, tanto)

    assert [again(row).merged_into for row in (first, second)] == [third, third]
    notes = [entry.note for entry in mergers.history_of(third) if entry.note]
    assert [note[:4] for note in notes] == ["「乙（企", "「甲（企"]
    with pytest.raises(TransitionDenied, match="すでに別の記録に統合されています"):
        merge(ORGANIZATIONS, third, first, tanto)
