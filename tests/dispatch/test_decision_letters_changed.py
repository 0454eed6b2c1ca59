"""変更決定通知 in words: what was, what is, day by day, for the client and for each person."""

from datetime import date, time

import pytest
import time_machine

from aomori_skills.front import wording
from dispatch.services import decisions, sessions
from tests.dispatch.decision_situations import FIRST, SECOND, again, decided, draft, helper, tell
from tests.dispatch.request_situations import TODAY, masters
from tests.factories.meisters import MeisterFactory
from tests.factories.office import ProfileFactory, TradeFactory, UserFactory
from tests.factories.sessions import AssignmentFactory, SessionFactory

pytestmark = pytest.mark.django_db
THIRD = date(2025, 9, 24)
LAST = "その他：変更又は中止のときは、速やかに御連絡ください。実施後は、結果報告を御提出ください。"


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(TODAY, tick=False):
        masters()
        wording.load()
        ProfileFactory()
        yield


@pytest.fixture
def shonin():
    return UserFactory(shonin=True)


@pytest.fixture
def tanto():
    return UserFactory(tanto=True)


def lead_of(row):
    return row.sessions.get(held_on=FIRST).assignments.get(role="lead").meister


def letters(row, tanto, *keys) -> list:
    return [one.message for one in draft(row, keys, tanto)[0]]


def changed(message) -> list[str]:
    """The lines below 変更内容."""
    text = message.items.split("変更内容：次のとおり\n")[1]
    return text.split("\n変更の理由：")[0].splitlines()


def test_each_reads_what_was_and_what_is(tanto, shonin):
    row = decided(shonin)
    tell(row, tanto)
    lead = lead_of(row)
    decisions.revise(row.pk, by=tanto, comment="時刻")
    row.sessions.filter(held_on=FIRST).update(starts_at=time(9), ends_at=time(11), content="刻み")
    row.sessions.get(held_on=SECOND).assignments.update(state="released", release_reason="都合")
    helper(row, row.sessions.get(held_on=SECOND), meister=MeisterFactory())
    row.sessions.get(held_on=SECOND).assignments.filter(state="confirmed").update(role="lead")
    new = SessionFactory(request=row, held_on=THIRD, people=5, content="刻み")
    AssignmentFactory(session=new, meister=lead)
    row = again(row, tanto, shonin)

    client, person = letters(row, tanto, "client", f"meister-{lead.pk}")

    first, third = "令和7年9月10日（水）13:00～15:00", "令和7年9月24日（水）13:00～15:00"
    second, other = "令和7年9月17日（水）13:00～15:00", row.sessions.get(held_on=SECOND)
    name = other.assignments.get(state="confirmed").meister.name
    assert changed(client) == [
        f"・日時：{first} → 令和7年9月10日（水）09:00～11:00",
        f"・{first}　指導内容：墨付け → 刻み",
        f"・{second}　指導者・補助員：{lead.name}（主たる指導者） → {name}（主たる指導者）",
        f"・指導日の追加：{third}　実習室　建築大工　{lead.name}（主たる指導者）",
    ]
    assert person.items == (
        f"派遣先：{row.client}\n"
        "変更内容：次のとおり\n"
        f"・日時：{first} → 令和7年9月10日（水）09:00～11:00\n"
        f"・{first}　指導内容：墨付け → 刻み\n"
        f"・指導日の追加：{third}　実習室\n"
        f"・指導日の取りやめ：{second}　実習室\n"
        "変更の理由：派遣の計画を見直したため\n"
        "変更後の日時・場所・役割：次のとおり\n"
        "・令和7年9月10日（水）09:00～11:00　実習室　主たる指導者\n"
        f"・{third}　実習室　主たる指導者\n"
        "職種：建築大工\n"
        "内容：刻み\n"
        "受講者：若手社員　5人\n"
        "立会職員：後日お知らせします。\n"
        "提出書類：実施後、活動報告書及び講師謝金等請求書を御提出ください。"
    )


def test_a_cancelled_day_is_named_to_the_person(tanto, shonin):
    row = decided(shonin)
    tell(row, tanto)
    sessions.cancel(row.sessions.get(held_on=SECOND).pk, side="client", reason="行事", by=tanto)

    client, person = letters(row, tanto, "client", f"meister-{lead_of(row).pk}")

    day = "・指導日の取りやめ：令和7年9月17日（水）13:00～15:00　実習室"
    assert changed(person) == [day]
    assert changed(client) == [f"{day}　建築大工　{lead_of(row).name}（主たる指導者）"]


def test_trades_that_differ_are_told_day_by_day(tanto, shonin):
    row = decided(shonin)
    decisions.revise(row.pk, by=tanto, comment="職種を増やす")
    plaster = TradeFactory(name="左官", kana="サカン")
    row.further_trades.create(trade=plaster, people=2)
    other = MeisterFactory(family_name="白神", given_name="岳", trade__trade=plaster)
    row.sessions.get(held_on=SECOND).assignments.update(meister=other)
    second = row.sessions.filter(held_on=SECOND)
    second.update(trade=plaster, operation=None, held_on=FIRST, place="体育館")
    row = again(row, tanto, shonin)
    lead = row.sessions.get(place="実習室").assignments.get().meister

    (school,) = letters(row, tanto, "client")

    assert school.items == (
        "日時及び場所：次のとおり\n"
        f"・令和7年9月10日（水）13:00～15:00　実習室　建築大工　{lead.name}\n"
        "・令和7年9月10日（水）13:00～15:00　体育館　左官　白神 岳\n"
        "職種：建築大工、左官\n"
        "指導者：次のとおり\n"
        f"・{lead.name}（ものづくりマイスター・主たる指導者）\n"
        "・白神 岳（ものづくりマイスター・主たる指導者）\n"
        "受講者：若手社員　5人\n"
        "材料費：なし\n"
        f"{LAST}"
    )
