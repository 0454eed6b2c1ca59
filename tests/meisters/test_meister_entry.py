"""マイスターの登録: somebody certified earlier is entered by hand, once."""

from datetime import date
from uuid import uuid4

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse

from meisters.models import Meister
from meisters.services import registration
from tests.factories.meisters import CandidateFactory
from tests.factories.office import TradeFactory, UserFactory
from tests.meisters.register_people import detail, fields_of, iwaki

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2025-09-01 10:00:00+09:00", tick=False):
        yield


@pytest.fixture
def tanto(client):
    user = UserFactory(tanto=True)
    client.force_login(user)
    return user


def entry(**changes) -> dict:
    trade = TradeFactory(name="造園")
    return {
        "number": "０２－０００４５",
        "certified_on": "平成27年3月31日",
        "family_name": "八戸",
        "given_name": "花子",
        "family_kana": "はちのへ",
        "given_kana": "ﾊﾅｺ",
        "employment": "unknown",
        "licence": "held",
        "trades-TOTAL_FORMS": "1",
        "trades-INITIAL_FORMS": "0",
        "trades-0-trade": str(trade.pk),
        "trades-0-category": "monozukuri",
        "form_token": str(uuid4()),
    } | changes


def test_somebody_certified_earlier_is_entered_once(client, tanto):
    url, sent = reverse("meisters:meister_create"), entry(new_employer="株式会社八甲田")

    first, second = client.post(url, sent), client.post(url, sent)

    meister = Meister.objects.get()
    assert (first["Location"], second["Location"]) == (detail(meister), detail(meister))
    assert (meister.number, meister.certified_on, meister.kana, meister.state) == (
        "02-00045",
        date(2015, 3, 31),
        "ハチノヘ ハナコ",
        "active",
    )
    assert meister.employer.name == "株式会社八甲田"
    assert [(str(row), row.category) for row in meister.trades.all()] == [("造園", "monozukuri")]
    assert [(row.label, row.by, row.comment) for row in meister.steps.all()] == [
        ("登録", tanto, "画面からの登録")
    ]


@pytest.mark.parametrize(
    ("changes", "name", "sentence"),
    [
        ({"number": ""}, "number", "認定番号を入力してください。"),
        (
            {"number": "02-00007"},
            "number",
            "別の認定番号を入力してください。同じ認定番号がすでに登録されています。",
        ),
        ({"certified_on": ""}, "certified_on", "認定日を入力してください。"),
        (
            {"birth_date": "2020-01-01"},
            "birth_date",
            "生年月日は認定日より前の日付を入力してください。",
        ),
        ({"family_name": "岩木😀"}, "family_name", None),
    ],
)
def test_a_wrong_entry_gets_a_sentence_and_enters_nobody(client, tanto, changes, name, sentence):
    iwaki()

    answer = client.post(reverse("meisters:meister_create"), entry(**changes))

    assert answer.status_code == 422
    errors = answer.context["form"].errors
    assert list(errors) == [name]
    assert sentence is None or errors[name] == [sentence]
    assert Meister.objects.count() == 1


def test_an_entry_without_a_trade_is_refused(client, tanto):
    answer = client.post(
        reverse("meisters:meister_create"), entry(**{"trades-0-trade": "", "trades-0-category": ""})
    )

    assert answer.status_code == 422
    assert Meister.objects.count() == 0


def test_somebody_who_looks_like_a_person_on_record_must_be_looked_at(client, tanto):
    CandidateFactory(
        family_kana="ハチノヘ", given_kana="ハナコ", birth_date=date(1970, 5, 5), given_name="花子"
    )
    url, sent = reverse("meisters:meister_create"), entry(birth_date="S45.5.5")

    warned = client.post(url, sent)

    assert warned.status_code == 422
    assert [str(one) for one in warned.context["form"].found] == ["候補者 岩木 花子（候補）"]
    assert client.post(url, sent | {"is_other_person": "on"}).status_code == 302
    assert Meister.objects.count() == 1


def test_the_person_is_edited_with_number_and_work(client, tanto):
    meister = iwaki()
    url = reverse("meisters:meister_edit", args=(meister.pk,))
    sent = fields_of(client.get(url)) | {"number": "02-00008", "licence": "not_held"}

    answer = client.post(url, sent)

    assert answer["Location"] == detail(meister)
    meister.refresh_from_db()
    assert (meister.number, meister.licence, meister.version) == ("02-00008", "not_held", 2)


def test_the_number_is_not_blamed_for_what_else_the_database_refuses(tanto):
    meister = iwaki()
    meister.birth_date = date(1899, 12, 31)

    with pytest.raises(IntegrityError, match="meister_born_after_1900"), transaction.atomic():
        registration.save_content(meister, by=tanto)
