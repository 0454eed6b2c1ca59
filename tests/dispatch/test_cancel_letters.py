"""取りやめのお知らせ in words, by whose doing it was: to the client, and to each person."""

import pytest
import time_machine

from aomori_skills.front import wording
from dispatch.services import cancel_notices, request_cancelling
from tests.dispatch.decision_situations import FIRST, decided, tell
from tests.dispatch.request_situations import TODAY, masters, whole
from tests.factories.office import ProfileFactory, UserFactory
from tests.factories.requests import SchoolFactory

pytestmark = pytest.mark.django_db
DAYS = (
    "・令和7年9月10日（水）13:00～15:00　実習室",
    "・令和7年9月17日（水）13:00～15:00　実習室",
)
LEAD = "　主たる指導者"


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(TODAY, tick=False):
        masters()
        wording.load()
        yield


@pytest.fixture
def shonin():
    return UserFactory(shonin=True)


@pytest.fixture
def tanto(client):
    ProfileFactory()
    user = UserFactory(tanto=True)
    client.force_login(user)
    return user


def lead_of(row):
    return row.sessions.get(held_on=FIRST).assignments.get(role="lead").meister


def cancel(row, by, side="corner", comment="担当が倒れた"):
    request_cancelling.cancel(row.pk, by=by, side=side, comment=comment)
    return whole(row)


def draft(row, by, **values):
    given = {"dated_on": TODAY, "sending": "each"} | values
    keys = [one.key for one in cancel_notices.offers(row)]
    return cancel_notices.draft(row.pk, keys, by=by, **given)


def cancelled_for(side, tanto, shonin):
    """(client's letter, instructor's letter, request, meister) of one cancelled by ``side``."""
    row = decided(shonin)
    meister = lead_of(row)
    tell(row, tanto)
    row = cancel(row, tanto, side)
    (to_client, to_person), batch = draft(row, tanto)
    assert batch.title == f"{row.number} {row}の取りやめのお知らせ（2件）"
    return to_client.message, to_person.message, row, meister


GREETING = "日頃から、若年技能者の育成に御理解と御協力をいただき、厚くお礼申し上げます。\n"
THANKS = "日頃から、若年技能者の育成に御尽力をいただき、厚くお礼申し上げます。\n"
TROUBLE = (
    "御準備をいただいていたところ、御迷惑をおかけし、誠に申し訳ありません。深くお詫び申し上げます。"
)
SORRY = "御予定をいただいていたところ、御迷惑をおかけし、誠に申し訳ありません。"
PLEASE = "恐れ入りますが、何とぞ御理解くださいますようお願いいたします。"
WORDS = {
    "client": (
        "お申出",
        "あらためて派遣を希望されるときは、下記の連絡先まで御相談ください。",
        "派遣先の都合",
        f"御予定をいただいていたところ{PLEASE}",
        "派遣先の御都合により、実施できなくなったため",
    ),
    "meister": (
        "派遣する指導者の都合",
        TROUBLE,
        "指導者の都合",
        SORRY,
        "派遣する指導者の都合がつかなくなったため",
    ),
    "corner": (
        "当コーナーの都合",
        TROUBLE,
        "当コーナーの都合",
        SORRY,
        "当コーナーの都合により、派遣できなくなったため",
    ),
    "weather": (
        "天候・災害等の影響",
        f"御準備をいただいていたところ{PLEASE}",
        "天候・災害等の影響",
        f"御予定をいただいていたところ{PLEASE}",
        "天候・災害等の影響により、実施できなくなったため",
    ),
}


@pytest.mark.parametrize("side", WORDS)
def test_the_letters_in_words(tanto, shonin, side):
    to_client, to_person, row, meister = cancelled_for(side, tanto, shonin)
    cause, closing, persons_cause, persons_closing, reason = WORDS[side]
    own_reason = reason.replace("派遣先の御都合", "貴社の御都合")

    assert (to_client.numbered, to_client.kind) == (True, "notice")
    assert to_client.addressee == f"{row.client}　御中"
    assert to_client.subject == "ものづくりマイスター等の派遣の取りやめについて（通知）"
    assert to_client.body == (
        f"{GREETING}さきに通知した派遣（整理番号{row.number}）について、{cause}により、"
        f"下記のとおり取りやめることとしましたので、通知します。\n{closing}"
    )
    assert to_client.items == (
        f"取りやめる日時及び場所：次のとおり\n{DAYS[0]}\n{DAYS[1]}\n"
        f"職種：建築大工\n取りやめの理由：{own_reason}"
    )
    assert (to_person.numbered, to_person.kind) == (True, "notice")
    assert to_person.addressee == f"{meister.family_name}　{meister.given_name}　様"
    assert to_person.subject == "ものづくりマイスターとしての派遣の取りやめについて（通知）"
    assert to_person.body == (
        f"{THANKS}お願いしておりました{row.client}への派遣（整理番号{row.number}）について、"
        f"{persons_cause}により、下記のとおり取りやめることとしましたので、通知します。\n"
        f"{persons_closing}"
    )
    assert to_person.items == (
        f"派遣先：{row.client}\n"
        f"取りやめる日時及び場所：次のとおり\n{DAYS[0]}{LEAD}\n{DAYS[1]}{LEAD}\n"
        f"職種：建築大工\n取りやめの理由：{reason}\n"
        "その他：さきにお送りした書類による手続（派遣承諾書の提出など）は、必要ありません。"
    )


def test_a_school_reads_of_itself_unless_the_reason_was_put_otherwise(tanto, shonin):
    row = decided(shonin, client=SchoolFactory())
    tell(row, tanto)
    row = cancel(row, tanto, "client")
    first, second = cancel_notices.offers(row)
    usual = {"reason": "派遣先の御都合により、実施できなくなったため"}

    (to_client,), _ = cancel_notices.draft(
        row.pk, [first.key], by=tanto, dated_on=TODAY, sending="each", **usual
    )
    (to_person,), _ = cancel_notices.draft(
        row.pk, [second.key], by=tanto, dated_on=TODAY, sending="each", reason="学級閉鎖のため"
    )

    reasons = [one.message.items.splitlines() for one in (to_client, to_person)]
    assert reasons[0][-1] == "取りやめの理由：貴校の御都合により、実施できなくなったため"
    assert reasons[1][-2] == "取りやめの理由：学級閉鎖のため"
