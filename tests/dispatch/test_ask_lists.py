"""打診 as a list, on home, on the page of a person, and on the tab of a request."""

from datetime import date
from io import BytesIO

import openpyxl
import pytest
import time_machine
from django.urls import reverse

from aomori_skills.paperwork.models import DisclosureLog
from tests.dispatch.ask_situations import NOW, planned
from tests.dispatch.request_situations import judged
from tests.factories.asks import AskFactory
from tests.factories.instructors import AssistantFactory, SkilledWorkerFactory
from tests.factories.meisters import MeisterFactory
from tests.factories.office import TradeFactory, UserFactory
from tests.factories.requests import FirmFactory, RequestFactory
from tests.factories.sessions import AssignmentFactory, SessionFactory

pytestmark = pytest.mark.django_db
LIST = reverse("dispatch:ask_list")


@pytest.fixture(autouse=True)
def tanto(client):
    with time_machine.travel(NOW, tick=False):
        user = UserFactory(tanto=True)
        client.force_login(user)
        yield user


def person(name, **values):
    return MeisterFactory(family_name=name, given_name="太郎", **values)


def found(client, **asked) -> list[str]:
    table = client.get(LIST, asked).context["table"]
    return sorted(row.record.person.family_name for row in table.rows)


def tab(client, row):
    return client.get(f"{row.get_absolute_url()}?tab=asks")


@pytest.mark.parametrize("typed", ["津軽", "ﾂｶﾞﾙ", "派R7-012", "りんご園"])
def test_an_ask_is_found_by_the_person_and_by_the_request(client, typed):
    row = RequestFactory(serial=12, client=FirmFactory(name="株式会社りんご園"))
    AskFactory(request=row, meister=None, skilled_worker=SkilledWorkerFactory())
    AskFactory(meister=person("南部"))

    assert found(client, q=typed) == ["津軽"]


def test_each_filter_keeps_its_rows(client):
    tiles = TradeFactory(name="タイル張り", kana="タイルハリ")
    mine = RequestFactory(state="adjusting", author=UserFactory(roles=["staff"]))
    AskFactory(meister=person("岩木"), request=mine)
    AskFactory(meister=person("八甲田"), asked=True, request__trade=tiles)
    AskFactory(meister=person("十和田"), asked=True, reply_by=date(2025, 6, 17), role="further")
    AskFactory(meister=person("奥入瀬"), accepted=True)
    AskFactory(meister=person("下北"), accepted=True, consent_on=date(2025, 6, 9))
    AskFactory(meister=person("津軽"), request__state="cancelled", request__cancel_side="client",
               asked=True)  # fmt: skip
    past = RequestFactory(fiscal_year=2024, state="adjusting")
    last = AskFactory(meister=person("恐山"), request=past)

    for asked, names in (
        ({"state": "accepted"}, ["下北", "奥入瀬"]),
        ({"role": "further"}, ["十和田"]),
        ({"request__owner": mine.owner_id}, ["岩木"]),
        ({"request__trade": tiles.pk}, ["八甲田"]),
        ({"scope": "waiting"}, ["八甲田", "十和田"]),
        ({"scope": "overdue"}, ["八甲田"]),
        ({"scope": "no_consent"}, ["奥入瀬"]),
        ({"meister": last.meister.pk, "scope": "all"}, ["恐山"]),
        ({"reply_by_from": "2025-06-10"}, ["十和田"]),
        ({"state": "prepared"}, ["岩木"]),
    ):
        assert found(client, **asked) == sorted(names), asked


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_often_for_three_as_for_one(client, django_assert_num_queries, count):
    for _ in range(count):
        AskFactory(asked=True, sessions=[SessionFactory(), SessionFactory()])

    with django_assert_num_queries(10):
        client.get(LIST)


@pytest.mark.parametrize("count", [1, 3])
def test_the_tab_asks_as_often_for_three_as_for_one(client, django_assert_num_queries, count):
    row, sessions, _ = planned()
    for order in range(1, count + 1):
        AskFactory(request=row, order=order, asked=True, sessions=sessions)

    judged(row)
    with django_assert_num_queries(13):
        tab(client, row)


def test_the_excel_holds_what_the_list_shows(client):
    AskFactory(
        request=RequestFactory(serial=1, state="adjusting", client=FirmFactory(name="りんご園")),
        meister=None,
        assistant=AssistantFactory(family_name="南部", given_name="花子"),
        role="assistant",
        asked=True,
    )

    answer = client.post(LIST, {"_export": "xlsx", "purpose": "派遣の調整・連絡"})

    sheet = openpyxl.load_workbook(BytesIO(answer.content)).active
    heads, values = ([cell.value for cell in line] for line in sheet.iter_rows(max_row=2))
    told = dict(zip(heads, values, strict=True))
    assert (told["氏名"], told["区分"], told["依頼番号"], told["依頼元"]) == (
        "南部 花子",
        "補助員",
        "派R7-001",
        "りんご園",
    )
    assert (told["役割"], told["状態"], told["打診の方法"]) == ("補助員", "打診中", "電話")
    assert told["回答期限"].date() == date(2025, 6, 9)
    assert DisclosureLog.objects.get().what == "打診一覧"


def test_the_print_names_the_conditions(client):
    AskFactory(asked=True, meister=person("岩木"))

    page = client.post(
        f"{LIST}?state=asked", {"_export": "print", "purpose": "会議・打合せの資料"}
    ).content.decode()

    assert "打診中" in page
    assert "岩木 太郎" in page


def test_an_empty_list_says_what_to_do(client):
    page = client.get(LIST).content.decode()

    assert "令和7年度の打診はまだありません。派遣依頼の「打診」で、人を加えてください。" in page


def test_home_leads_to_what_waits(client):
    AskFactory(asked=True)
    AskFactory(accepted=True)

    page = client.get(reverse("home")).content.decode()

    for label, scope in (
        ("回答期限を過ぎた打診", "overdue"),
        ("派遣承諾書が届いていない承諾", "no_consent"),
    ):
        assert label in page
        assert f"{LIST}?scope={scope}" in page


@pytest.mark.parametrize(
    ("made", "column", "url_name"),
    [
        (MeisterFactory, "meister", "meister_asks"),
        (SkilledWorkerFactory, "skilled_worker", "skilled_worker_asks"),
        (AssistantFactory, "assistant", "assistant_asks"),
    ],
)
def test_a_person_leads_to_what_they_were_asked(client, made, column, url_name):
    somebody = made()
    ask = AskFactory(**{"meister": None, column: somebody}, role="assistant")
    AskFactory()

    link = reverse(f"dispatch:{url_name}", args=(somebody.pk,))
    assert link in client.get(somebody.get_absolute_url()).content.decode()
    table = client.get(link, follow=True).context["table"]
    assert [row.record for row in table.rows] == [ask]


def test_the_tab_says_which_place_is_open_and_who_is_next(client):
    row, (session,), _ = planned(days=(date(2025, 9, 10),))
    gone = AskFactory(request=row, order=1, declined=True, meister=person("岩木"))
    gone.sessions.create(
        session=session,
        assignment=AssignmentFactory(
            session=session, meister=gone.meister, state="released", release_reason="けが"
        ),
    )
    AskFactory(request=row, order=2, meister=person("津軽"), sessions=[session])

    page = " ".join(tab(client, row).content.decode().split())

    assert "まだ決まっていない役割（1件）" in page
    assert "岩木 太郎さんが行けなくなりました。次は津軽 太郎さん（打診の順2）です。" in page


@pytest.mark.parametrize(
    ("state", "days", "words"),
    [
        ("received", (), "打診は、調整を始めてから行います。"),
        ("adjusting", (), "先に指導日を決めてから、打診する人を加えてください。"),
        ("adjusting", (date(2025, 9, 10),), "まだだれにも打診していません。「候補」から選ぶか、"),
        ("cancelled", (), "この派遣依頼では、だれにも打診していません。"),
    ],
)
def test_an_empty_tab_says_what_to_do(client, state, days, words):
    side = "client" if state == "cancelled" else ""
    row = RequestFactory(state=state, cancel_side=side)
    for day in days:
        SessionFactory(request=row, held_on=day)

    assert words in tab(client, row).content.decode()


def test_a_reader_sees_the_tab_without_its_buttons(client):
    row, sessions, _ = planned()
    ask = AskFactory(request=row, asked=True, sessions=sessions, meister=person("岩木"))
    client.force_login(UserFactory(etsuran=True))

    page = tab(client, row).content.decode()

    assert "岩木 太郎" in page
    assert reverse("dispatch:ask_accept", args=(ask.pk,)) not in page
    assert reverse("dispatch:ask_add", args=(row.pk,)) not in page
    assert reverse("dispatch:ask_form", args=(ask.pk,)) not in page


def test_the_tab_leads_to_every_act_that_the_state_allows(client):
    row, sessions, _ = planned()
    for order, trait in enumerate(("asked", "accepted", "declined"), start=2):
        AskFactory(request=row, order=order, sessions=sessions, **{trait: True})
    first = AskFactory(request=row, order=1, sessions=sessions)
    AskFactory(request=row, order=5, sessions=sessions)

    page = tab(client, row).content.decode()

    names = ("asked", "accept", "decline", "change", "withdraw", "undo", "consent", "form")
    offered = {
        ask.state: [
            name for name in names if reverse(f"dispatch:ask_{name}", args=(ask.pk,)) in page
        ]
        for ask in row.asks.filter(order__lte=4)
    }
    assert offered == {
        "prepared": ["asked", "change", "withdraw", "form"],
        "asked": ["accept", "decline", "withdraw", "undo", "form"],
        "accepted": ["decline", "withdraw", "undo", "consent", "form"],
        "declined": ["undo"],
    }
    assert reverse("dispatch:ask_move", args=(first.pk, "down")) in page
    assert reverse("dispatch:ask_move", args=(first.pk, "up")) not in page
