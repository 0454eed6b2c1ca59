"""活動継続の確認: its lists and pages, and who may only read."""

from datetime import date
from io import BytesIO

import pytest
import time_machine
from django.urls import reverse
from openpyxl import load_workbook

from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.paperwork.models import DisclosureLog
from meisters.choices import StillActive
from meisters.models import ConfirmationRound
from meisters.services import confirmations
from tests.factories.confirmations import (
    CallFactory,
    ConfirmationFactory,
    ConfirmationRoundFactory,
)
from tests.factories.meisters import MeisterTradeFactory
from tests.factories.office import TradeFactory, UserFactory
from tests.meisters import situations

pytestmark = pytest.mark.django_db
PEOPLE = "meisters:confirmation_people"


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(situations.TODAY, tick=False):
        yield


@pytest.fixture
def tanto(client):
    user = UserFactory(tanto=True)
    client.force_login(user)
    return user


def page(name, *args) -> str:
    return reverse(f"meisters:{name}", args=args)


def test_the_page_of_a_round_counts_and_leads_to_the_rows(client, tanto):
    round_ = ConfirmationRoundFactory()
    for answer in (StillActive.CONTINUE, StillActive.PAUSE):
        ConfirmationFactory(round=round_, answered=True, answer=answer)
    for _ in range(2):
        ConfirmationFactory(round=round_)

    lines = client.get(round_.get_absolute_url()).context["lines"]
    followed = {words: len(client.get(url).context["table"].rows) for words, _, url in lines}

    counts = {
        "対象": 4,
        "未回答": 2,
        "活動を続ける": 1,
        "休止したい": 1,
        "辞退したい": 0,
        "回答期限を過ぎた未回答": 2,
        "休止・辞退の手続が必要": 1,
    }
    assert {words: number for words, number, _ in lines} == counts
    assert followed == counts


def test_the_list_of_answers_is_filtered(client, tanto):
    trade = TradeFactory(name="左官")
    plasterer = ConfirmationFactory(meister__regions=["三八"])
    MeisterTradeFactory(meister=plasterer.meister, trade=trade)
    answered = ConfirmationFactory(answered=True)

    def shown(**conditions):
        return [row.record for row in client.get(reverse(PEOPLE), conditions).context["table"].rows]

    assert shown(trade=trade.pk) == [plasterer]
    assert shown(region="三八") == [plasterer]
    assert shown(answer="continue") == [answered]
    assert shown(way="fax") == [answered]
    assert shown(q=answered.meister.number) == [answered]
    assert shown(round__owner=answered.round.owner_id, answer="pending") == [plasterer]
    assert shown(answered_on_from="2025-06-20", answered_on_to="2025-06-20") == [answered]


@pytest.mark.parametrize("count", [1, 3])
def test_lists_and_pages_ask_the_same_number_of_questions(
    client, tanto, count, django_assert_num_queries
):
    rows = [ConfirmationFactory() for _ in range(count)]
    for row in rows:
        CallFactory(confirmation=row)
    round_ = rows[0].round
    addresses = {
        reverse("meisters:confirmation_list"): 5,
        reverse(PEOPLE): 11,
        round_.get_absolute_url(): 8,
        page("confirmation_answers", round_.pk): 9,
        page("confirmation_remind", round_.pk): 8,
        rows[0].get_absolute_url(): 5,
    }
    for url in addresses:
        client.get(url)
        with django_assert_num_queries(addresses[url]):
            client.get(url)


def test_the_excel_and_the_print_hold_the_rows_of_the_list(client, tanto):
    ConfirmationFactory(
        answered=True,
        answer=StillActive.RESIGN,
        meister__family_name="岩木",
        meister__given_name="太郎",
        note="転居のため",
    )
    purpose = {"purpose": "内部での確認・点検"}

    excel = client.post(reverse(PEOPLE), purpose | {"_export": "xlsx"})
    printed = client.post(reverse(PEOPLE), purpose | {"_export": "print"}).content.decode()
    rounds = client.post(reverse("meisters:confirmation_list"), {"_export": "xlsx"})

    told, of_round = (dict(zip(*table(answer), strict=True)) for answer in (excel, rounds))
    names = ("氏名", "年度", "回答", "回答日", "回答方法", "登録の手続", "備考")
    assert [told[name] for name in names[:3]] == ["岩木 太郎", "令和7年度", "辞退したい"]
    assert told["回答日"].date() == date(2025, 6, 20)
    assert [told[name] for name in names[4:]] == ["FAX", "辞退を記録する", "転居のため"]
    assert (of_round["年度"], of_round["対象"], of_round["辞退したい"]) == ("令和7年度", 1, 1)
    assert "岩木 太郎" in printed
    assert [log.count for log in DisclosureLog.objects.all()] == [1, 1]


def table(answer):
    sheet = load_workbook(BytesIO(answer.content)).active
    return ([cell.value for cell in line] for line in sheet.iter_rows())


@pytest.mark.parametrize("trait", ["kaikei", "etsuran", "kanri"])
def test_who_does_not_do_the_work_only_reads(client, trait):
    row = ConfirmationFactory()
    user = UserFactory(**{trait: True})
    client.force_login(user)

    opened = [
        client.get(url).status_code
        for url in (row.get_absolute_url(), row.round.get_absolute_url(), reverse(PEOPLE))
    ]
    closed = [
        client.get(page(name, row.round_id)).status_code
        for name in ("confirmation_answers", "confirmation_close", "confirmation_remind")
    ]

    assert (opened, closed) == ([200] * 3, [403] * 3)
    for act in (
        lambda: confirmations.close(row.round_id, by=user),
        lambda: confirmations.open_round(ConfirmationRound(fiscal_year=2030), by=user),
        lambda: confirmations.record_answers(row.round_id, [], by=user),
    ):
        with pytest.raises(TransitionDenied):
            act()
