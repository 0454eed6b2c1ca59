"""統合: what is refused, and in which words."""

from datetime import date

import pytest

from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.front.merging import act
from aomori_skills.front.merging.subjects import CANDIDATES, MEISTERS, ORGANIZATIONS
from aomori_skills.office.models import Contact
from meisters.models import (
    BankAccount,
)
from tests.factories.meisters import (
    ApplicationFactory,
    MeisterFactory,
)
from tests.factories.office import OrganizationFactory, UserFactory
from tests.front.merging.acts import account, consent, merge, refused

pytestmark = pytest.mark.django_db


def test_two_applications_in_progress_refuse(tanto):
    one, two = ApplicationFactory(), ApplicationFactory()

    sentence = refused(CANDIDATES, one.candidate, two.candidate, tanto)

    assert one.number in sentence
    assert two.number in sentence
    assert "手続中の認定申請があります" in sentence


def test_two_different_bank_accounts_refuse_and_equal_ones_do_not(tanto):
    kept, lost = MeisterFactory(), MeisterFactory()
    account(kept)
    wrong = account(lost, "7654321")
    assert "内容の違う振込口座" in refused(MEISTERS, kept, lost, tanto)

    BankAccount.objects.filter(pk=wrong.pk).update(number="1234567")
    merge(MEISTERS, kept, lost, tanto)

    assert BankAccount.objects.get(meister=lost).pk == wrong.pk


def test_a_yes_here_and_a_no_there_refuse(tanto):
    kept, lost = MeisterFactory(), MeisterFactory()
    consent(kept, "photo", "agreed")
    consent(lost, "photo", "refused")

    assert "公表同意　写真（回答）" in refused(MEISTERS, kept, lost, tanto)


def test_a_successor_is_another_body(tanto):
    kept = OrganizationFactory()
    lost = OrganizationFactory(ended_on=date(2025, 9, 30), successor=kept)

    assert "承継の関係" in refused(ORGANIZATIONS, kept, lost, tanto)
    assert "承継の関係" in refused(ORGANIZATIONS, lost, kept, tanto)


@pytest.mark.parametrize("trait", ["kaikei", "etsuran", "kanri"])
def test_only_who_may_merges(tanto, trait):
    kept, lost = OrganizationFactory(), OrganizationFactory()

    assert "権限がありません" in refused(ORGANIZATIONS, kept, lost, UserFactory(**{trait: True}))


def test_a_reason_is_needed_and_nothing_is_merged_into_itself(tanto):
    kept, lost = OrganizationFactory(), OrganizationFactory()

    assert "理由を入力してください" in refused(ORGANIZATIONS, kept, lost, tanto, reason="　")
    with pytest.raises(TransitionDenied):
        merge(ORGANIZATIONS, kept, kept, tanto)


def test_two_notes_that_are_too_long_together_refuse_in_words(tanto):
    kept, lost = OrganizationFactory(note="あ" * 600), OrganizationFactory(note="い" * 600)

    sentence = refused(ORGANIZATIONS, kept, lost, tanto, chosen={"note": "both"})

    assert sentence.startswith("備考：")


def test_nothing_else_happens_than_what_was_shown(tanto):
    kept, lost = OrganizationFactory(), OrganizationFactory()
    seen = act.preview(ORGANIZATIONS, kept, lost).fingerprint
    Contact.objects.create(organization=lost, name="里野 林吾")

    sentence = refused(ORGANIZATIONS, kept, lost, tanto, seen=seen)
    assert "統合しませんでした。もう一度確認してください" in sentence
