"""指導日 on the screen: the tab, the form, the page, the list, home."""

from datetime import date
from io import BytesIO

import openpyxl
import pytest
import time_machine
from django.urls import reverse

from dispatch.models import Assignment, Session
from dispatch.rules.assignments import mark_of
from meisters.choices import Mark
from meisters.models import WeekdayAvailability
from tests.dispatch.request_situations import TODAY
from tests.dispatch.session_situations import (
    DAY,
    adjusting,
    booked,
    free_meister,
    hour,
    session_at,
)
from tests.factories.instructors import AssistantFactory
from tests.factories.office import UserFactory
from tests.factories.requests import FirmFactory

pytestmark = pytest.mark.django_db
LIST = reverse("dispatch:session_list")


@pytest.fixture(autouse=True)
def tanto(client):
    with time_machine.travel(TODAY, tick=False):
        user = UserFactory(tanto=True)
        client.force_login(user)
        yield user


def tab(request) -> str:
    return f"{request.get_absolute_url()}?tab=sessions"


def sent(session, **changes) -> dict:
    """The form of a session as a browser sends it."""
    return {
        "trade": session.trade_id,
        "operation": "",
        "held_on": str(session.held_on),
        "starts_at": str(session.starts_at),
        "ends_at": str(session.ends_at),
        "break_minutes": "0",
        "place": session.place,
        "municipality": session.municipality_id or "",
        "people": "",
        "content": "",
        "attendant": "",
        "version": session.version,
        "as_read": "",
    } | changes


def test_wished_dates_become_sessions_in_one_click(client):
    request = adjusting(days=[DAY, date(2025, 9, 17)])
    wishes = [str(pk) for pk in request.wished_dates.values_list("pk", flat=True)]
    url = reverse("dispatch:request_sessions_from_wishes", args=(request.pk,))

    page = client.post(url, {"wish": wishes}, follow=True)

    assert "希望日から指導日を2件追加しました。" in page.content.decode()
    assert [one.held_on for one in request.sessions.all()] == [DAY, date(2025, 9, 17)]
    assert page.context["wishes"] == []
    page = client.post(url, {"wish": wishes}, follow=True)
    assert request.sessions.count() == 2


def test_a_session_is_typed(client):
    request = adjusting(place="実習室", people=8)
    url = reverse("dispatch:request_session_new", args=(request.pk,))
    known = client.get(url).context["form"].instance

    data = sent(known, held_on="2025-09-10", starts_at="13:00", ends_at="15:00", as_read="")
    page = client.post(url, data, follow=True)

    assert "指導日（R7.9.10 13:00～15:00）を追加しました。" in page.content.decode()
    session = request.sessions.get()
    assert (session.held_on, session.starts_at, session.place) == (DAY, hour(13), "実習室")


def test_a_closed_day_is_pointed_out_once(client):
    request = adjusting()
    url = reverse("dispatch:request_session_new", args=(request.pk,))
    known = client.get(url).context["form"].instance
    data = sent(known, held_on="2025-09-13", starts_at="13:00", ends_at="15:00", place="実習室")

    page = client.post(url, data)

    assert "休業日（土曜日）です" in page.content.decode()
    assert page.context["form"].data["closed_seen"] == "2025-09-13"
    client.post(url, data | {"closed_seen": "2025-09-13"})
    assert request.sessions.get().held_on == date(2025, 9, 13)


def test_an_edit_asks_for_the_reason_and_then_says_whom_to_tell(client):
    session, meister = session_at(13, 15), free_meister()
    booked(session, meister)
    meister.weekdays.filter(half="am").update(mark="maybe")
    url = reverse("dispatch:session_edit", args=(session.pk,))
    data = sent(session, starts_at="09:00", ends_at="11:00")

    page = client.post(url, data)

    mark = mark_of(["本人の都合が△です（午前）。"])
    name = f"reason-meister-{meister.pk}:availability:{mark}"
    assert page.status_code == 422
    assert page.context["form"].fields[name].help_text == "本人の都合が△です（午前）。"
    assert Session.objects.get().starts_at == hour(13)

    meister.weekdays.filter(half="am").update(mark="busy")
    refused = client.post(url, data | {name: "電話で了承を得た"})
    assert refused.status_code == 422
    assert "本人の都合が×です（午前）。理由を入力してください。" in refused.content.decode()
    meister.weekdays.filter(half="am").update(mark="maybe")

    page = client.post(url, data | {name: "電話で了承を得た"}, follow=True)
    told = f"次の相手に連絡してください：{session.request.client}（依頼元）、{meister}さん"
    assert told in page.content.decode()
    assert Session.objects.get().starts_at == hour(9)


def test_two_who_edit_one_session_see_both_texts(client):
    session = session_at()
    url = reverse("dispatch:session_edit", args=(session.pk,))
    form = client.get(url).context["form"]
    data = sent(session, version=form["version"].value(), as_read=form["as_read"].value())
    assert client.post(url, data | {"content": "鉋"}).status_code == 302

    page = client.post(url, data | {"content": "鋸"})

    (difference,) = page.context["form"].differences
    assert (difference.theirs, difference.yours) == ("鉋", "鋸")


def test_a_person_is_booked_confirmed_replaced_and_taken_off(client):
    session, meister, other = session_at(), free_meister(), free_meister()
    WeekdayAvailability.objects.filter(meister=meister).update(mark=Mark.MAYBE)
    add = reverse("dispatch:session_person_add", args=(session.pk,))
    client.post(add, {"person": f"meister-{meister.pk}", "role": "lead"})
    row = Assignment.objects.get()
    assert (row.state, row.meister) == ("tentative", meister)

    confirm = reverse("dispatch:assignment_confirm", args=(row.pk,))
    refused = client.post(confirm)
    assert refused.status_code == 422
    (reason,) = [name for name in refused.context["form"].fields if name.startswith("reason-")]
    client.post(confirm, {reason: "了承済み"})
    row.refresh_from_db()
    assert row.state == "confirmed"

    replace = reverse("dispatch:assignment_substitute", args=(row.pk,))
    data = {"person": f"meister-{other.pk}", "reason": "急病", "confirmed": "on"}
    client.post(replace, data)
    after = Assignment.objects.get(replaces=row)
    assert (after.meister, after.state) == (other, "confirmed")

    client.post(reverse("dispatch:assignment_role", args=(after.pk,)), {"role": "further"})
    client.post(reverse("dispatch:assignment_release", args=(after.pk,)), {"reason": "誤り"})
    after.refresh_from_db()
    assert (after.role, after.state, after.release_reason) == ("further", "released", "誤り")
    page = client.get(session.get_absolute_url()).content.decode()
    assert f"{meister}（主たる指導者）：急病" in page
    assert f"{other}（指導者）：誤り" in page


@pytest.mark.parametrize("key", ["", "meister-99999", "boss-1", "meister-1; drop", "meister-"])
def test_nobody_is_booked_by_a_wrong_name(client, key):
    session = session_at()
    url = reverse("dispatch:session_person_add", args=(session.pk,))
    assert client.post(url, {"person": key, "role": "lead"}).status_code == 422
    assert Assignment.objects.count() == 0


def test_a_session_is_cancelled_and_comes_back(client):
    session = session_at()
    url = reverse("dispatch:session_cancel", args=(session.pk,))
    page = client.post(url, {"side": "weather", "reason": "大雪警報"}, follow=True)
    assert "を中止にしました。次の相手に連絡してください：" in page.content.decode()
    assert "中止になりました（天候・災害）" in page.content.decode()
    client.post(reverse("dispatch:session_revive", args=(session.pk,)))
    assert Session.objects.get().state == "planned"


def test_readers_see_the_sessions_and_no_way_to_change_them(client):
    session = session_at()
    client.force_login(UserFactory(etsuran=True))
    assert client.get(tab(session.request)).context["session_actions"] == []
    page = client.get(session.get_absolute_url())
    assert (page.context["primary"], page.context["others"]) == (None, [])


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("name", "queries"), [("tab", 14), ("list", 8), ("page", 14)])
def test_the_same_few_queries(client, django_assert_num_queries, count, name, queries):
    request = adjusting()
    for place in range(count):
        session = session_at(9 + place * 2, 11 + place * 2, request=request)
        for role in ("lead", "further"):
            booked(session, free_meister(), role)
    pages = {"tab": tab(request), "list": LIST, "page": session.get_absolute_url()}

    with django_assert_num_queries(queries):
        client.get(pages[name])


def found(client, asked) -> list[str]:
    return [str(row.record) for row in client.get(LIST, asked).context["table"].rows]


def test_each_filter_keeps_its_rows(client, tanto):
    meister = free_meister(family_name="三戸", family_kana="サンノヘ")
    first = session_at(9, 11, attendant=tanto)
    booked(first, meister)
    school = session_at(
        13, 15, request=adjusting(school=True), place="体育館", day=date(2025, 6, 18)
    )
    firm = FirmFactory(name="りんご園", kana="リンゴエン")
    gone = session_at(15, 17, request=adjusting(client=firm), day=date(2025, 12, 3))
    gone.state, gone.cancel_side, gone.cancel_reason = "cancelled", "client", "行事"
    gone.save()
    region = first.request.client.municipality.region

    for asked, expected in (
        ({}, [school, first, gone]),
        ({"month": "9"}, [first]),
        ({"kind": "practical_school"}, [school]),
        ({"state": "cancelled"}, [gone]),
        ({"meister": meister.pk}, [first]),
        ({"attendant": tanto.pk}, [first]),
        ({"q": "さんのへ"}, [first]),
        ({"q": "体育館"}, [school]),
        ({"q": "りんごえん"}, [gone]),
        ({"client": firm.pk}, [gone]),
        ({"region": region}, [school, first, gone]),
        ({"scope": "without_lead"}, [school]),
        ({"scope": "soon_without_lead"}, [school]),
        ({"scope": "unattended"}, [school]),
        ({"scope": "coming"}, [school, first]),
        ({"held_on_from": "2025-09-01", "held_on_to": "2025-09-30"}, [first]),
    ):
        assert found(client, asked) == [str(one) for one in expected], asked


def test_the_list_says_what_it_counts(client):
    year, counted = "令和7年度", "部屋ごとに1件と数えます（中止を含みます）"
    assert client.get(LIST).context["period"] == f"{year}　{counted}"
    assert client.get(LIST, {"scope": "all"}).context["period"] == counted


def test_excel_holds_what_the_list_holds(client):
    session = session_at(13, 15, people=8)
    meister = free_meister()
    helper = AssistantFactory()
    booked(session, helper, role="assistant")
    booked(session, meister)

    answer = client.post(LIST, {"_export": "xlsx", "purpose": "派遣の調整・連絡"})

    sheet = openpyxl.load_workbook(BytesIO(answer.content)).active
    heads, values = ([cell.value for cell in line] for line in sheet.iter_rows(max_row=2))
    told = dict(zip(heads, values, strict=True))
    assert told["従事者"] == f"{meister}、{helper}"
    assert (told["時刻"], told["終了時刻"], told["受講予定人数"]) == ("13:00", "15:00", 8)


def test_home_says_what_is_near_and_has_nobody(client, tanto):
    session = session_at(day=date(2025, 6, 18), request=adjusting(author=tanto))
    lines = {line.task.name: line for line in client.get(reverse("home")).context["lines"]}
    assert lines["sessions_without_lead"].mine.count == 1
    assert lines["sessions_unattended"].everybody.count == 1
    page = client.get(lines["sessions_without_lead"].everybody.url)
    assert [row.record for row in page.context["table"].rows] == [session]


def test_meisters_and_clients_lead_to_their_sessions(client):
    session, meister = session_at(), free_meister()
    booked(session, meister)
    session_at(day=date(2025, 9, 17))
    for name, pk in (
        ("meister_sessions", meister.pk),
        ("client_sessions", session.request.client_id),
    ):
        page = client.get(reverse(f"dispatch:{name}", args=(pk,)), follow=True)
        assert [row.record for row in page.context["table"].rows] == [session]
