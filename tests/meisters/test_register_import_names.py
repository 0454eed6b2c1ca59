"""名簿の取込み: trades and workplaces are found by their names, also former and short ones."""

import pytest
import time_machine

from aomori_skills.office.models import FormerTradeName, Organization
from meisters.models import Meister
from meisters.papers.register_book import register_book
from tests.factories.office import (
    MunicipalityFactory,
    OrganizationFactory,
    TradeFactory,
    UserFactory,
)
from tests.meisters.register_books import NEW_PERSON, appended
from tests.meisters.register_imports import applied, errors, planned

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2025-09-01 10:00:00+09:00", tick=False):
        yield


@pytest.fixture
def tanto():
    return UserFactory(tanto=True)


def test_an_unknown_trade_is_answered_with_near_names_and_a_former_name_is_understood():
    for name in ("建築大工", "建築板金", "造園"):
        TradeFactory(name=name)
    edm = TradeFactory(name="非接触除去加工")
    FormerTradeName.objects.create(trade=edm, name="放電加工")
    content = appended(
        register_book(()),
        NEW_PERSON | {"職種1": "建築大エ"},
        NEW_PERSON | {"認定番号": "02-2", "職種1": "放電加工"},
        NEW_PERSON | {"認定番号": "02-3", "職種1": "宇宙飛行士"},
    )

    found = planned(content)

    assert [(one.row, one.heading, one.text) for one in found.errors] == [
        (
            2,
            "職種1",
            "職種「建築大エ」は登録されていません。近い名称は「建築大工」、「建築板金」です。"
            "「職種」の一覧にある名称で入力してください。",
        ),
        (
            4,
            "職種1",
            "職種「宇宙飛行士」は登録されていません。「職種」の一覧にある名称で入力してください。",
        ),
    ]
    assert found.notices == [
        (3, "「放電加工」は旧名称のため、現在の「非接触除去加工」として取り込みます。")
    ]


def test_a_former_name_of_two_trades_asks_which():
    for name in ("金型製作", "機械加工"):
        FormerTradeName.objects.create(trade=TradeFactory(name=name), name="旋盤")
    content = appended(register_book(()), NEW_PERSON | {"職種1": "旋盤"})

    assert errors(content) == [
        (
            2,
            "職種1",
            "職種「旋盤」は登録されていません。近い名称は「金型製作」、「機械加工」です。"
            "「職種」の一覧にある名称で入力してください。",
        )
    ]


def test_an_unknown_workplace_is_refused_or_added_if_asked_for(tanto):
    TradeFactory(name="造園")
    OrganizationFactory(name="株式会社りんご工務店")
    MunicipalityFactory(name="弘前市", region="中南")
    work = {"勤務先": "㈱りんご園", "勤務先の市町村": "弘前市"}
    content = appended(register_book(()), NEW_PERSON | work)

    assert errors(content) == [
        (
            2,
            "勤務先",
            "勤務先「㈱りんご園（弘前市）」は登録されていません。近い名称は「株式会社りんご工務店」です。"
            "「企業・学校・団体」で登録するか、"
            "「登録のない勤務先を新しく登録する」を選んで確認し直してください。",
        )
    ]

    found = planned(content, adds_employers=True)
    assert found.notices == [(2, "勤務先「㈱りんご園」を企業として新しく登録します。")]
    applied(content, tanto, adds_employers=True)

    firm = Organization.objects.get(name="㈱りんご園")
    assert (firm.kind, firm.municipality.name) == ("company", "弘前市")
    assert Meister.objects.get().employer == firm


def test_a_workplace_is_found_by_its_usual_abbreviation_and_by_its_town():
    TradeFactory(name="造園")
    aomori = OrganizationFactory(name="株式会社りんご園")
    content = appended(register_book(()), NEW_PERSON | {"勤務先": "(株)りんご園"})

    assert planned(content).rows[0].value("employer") == aomori

    hirosaki = MunicipalityFactory(name="弘前市", region="中南")
    second = OrganizationFactory(name="株式会社りんご園", municipality=hirosaki)
    assert errors(content) == [
        (
            2,
            "勤務先",
            "「(株)りんご園」は複数登録されています（青森市、弘前市）。"
            "「勤務先の市町村」を入力してください。",
        )
    ]
    content = appended(
        register_book(()), NEW_PERSON | {"勤務先": "(株)りんご園", "勤務先の市町村": "弘前"}
    )
    assert errors(content)[0][2] == (
        "市町村「弘前」は登録されていません。近い名称は「弘前市」です。県外の場合は空欄にしてください。"
    )
    content = appended(
        register_book(()), NEW_PERSON | {"勤務先": "(株)りんご園", "勤務先の市町村": "弘前市"}
    )
    assert planned(content).rows[0].value("employer") == second
