"""The letters about explanations and the yearly confirmation: complete, and on how many pages."""

from datetime import date

import pytest

from aomori_skills.paperwork.services import message_texts, outbox, templates
from meisters.papers import continuing, explanation
from meisters.papers.templates import TEMPLATES
from meisters.services.addressing import addressee_of, values_of
from tests.factories.meisters import MeisterFactory
from tests.factories.office import ProfileFactory, UserFactory

DAY = date(2025, 9, 1)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("code", "pages"),
    [
        (explanation.PLAIN, 1),
        (explanation.WITH_COURSE, 1),
        (continuing.ASKING, 1),
        (continuing.REMINDER, 1),
    ],
)
def test_a_letter_lacks_nothing_and_is_no_longer_than_it_must_be(code, pages):
    templates.load(TEMPLATES)
    ProfileFactory()
    meister = MeisterFactory(family_name="五所川原", given_name="勘左衛門")
    values = values_of(meister, DAY)
    values |= {"回答期限": "令和7年9月30日（火）", "整理番号": "継続R7-00012"}

    letter = outbox.draft(
        code,
        addressee=addressee_of(meister),
        values=values,
        by=UserFactory(tanto=True),
        dated_on=DAY,
    )

    assert message_texts.obstacles(letter) == []
    assert message_texts.preview(letter).pages == pages


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("prefecture", "typed", "printed"),
    [
        ("青森県", "青森市新町1-1-1", "青森県青森市新町1-1-1"),
        ("青森県", "青森県青森市新町1-1-1", "青森県青森市新町1-1-1"),
        ("青森県", "", ""),
        ("", "青森市新町1-1-1", "青森市新町1-1-1"),
    ],
)
def test_the_prefecture_stands_once_before_an_address(prefecture, typed, printed):
    meister = MeisterFactory(prefecture=prefecture, address=typed, family_name="岩木")

    assert addressee_of(meister).address == printed
    assert addressee_of(meister).name == f"岩木　{meister.given_name}　様"
