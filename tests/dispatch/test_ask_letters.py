"""依頼状 and 派遣承諾書: their text, whom they reach, and what they write down."""

from datetime import date
from io import BytesIO

import pytest
import time_machine
from django.urls import reverse
from pypdf import PdfReader

from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.front import wording
from aomori_skills.paperwork.choices import Channel
from aomori_skills.paperwork.models import DisclosureLog, MessageBatch
from aomori_skills.paperwork.services import outbox
from dispatch.papers import consent_form
from dispatch.services import ask_letters, asks
from dispatch.services.ask_rows import rows_of
from tests.dispatch.ask_situations import DAYS, NOW, TODAY, accepted, asked, planned, told
from tests.dispatch.session_situations import free_meister
from tests.factories.instructors import AssistantFactory
from tests.factories.office import MunicipalityFactory, ProfileFactory
from tests.factories.requests import SchoolFactory
from tests.factories.sessions import SessionFactory

pytestmark = pytest.mark.django_db
DUE = date(2025, 6, 17)


@pytest.fixture(autouse=True)
def office(db):
    with time_machine.travel(NOW, tick=False):
        wording.load()
        ProfileFactory()
        yield


@pytest.fixture
def school():
    """A class of twelve with two afternoons; (request, staff)."""
    row, sessions, tanto = planned(
        client=SchoolFactory(name="青森県立りんご工業高等学校"),
        grade="建築科2年生",
        people=12,
        content="墨付けと\n刻み",
    )
    for one in sessions:
        one.municipality = MunicipalityFactory()
        one.save()
    return row, tanto


def write(row, rows, by, **changes):
    values = {"day": TODAY, "reply_by": DUE, "sending": "each"} | changes
    return ask_letters.write(row.pk, [one.pk for one in rows], by=by, **values)


def listed(row, people, by, role="lead"):
    return asks.add(row.pk, people, None, role, by=by)


def test_the_letter_says_where_when_as_what_and_until_when(school):
    row, tanto = school
    (ask,) = listed(row, [free_meister(family_name="岩木", given_name="太郎")], tanto)

    (written,), batch = write(row, [ask], tanto)

    message = written.message
    assert batch is None
    assert (message.channel, message.kind, message.numbered) == (Channel.LETTER, "request", True)
    assert message.addressee == "岩木　太郎　様"
    assert (message.postcode, message.address) == ("030-0801", "青森県青森市新町1-1-1")
    assert message.subject == "ものづくりマイスターとしての派遣について（依頼）"
    assert message.body == (
        "日頃から、若年技能者の育成に御尽力をいただき、厚くお礼申し上げます。\n"
        "このたび、青森県立りんご工業高等学校から、建築大工の指導者の派遣について依頼がありました。\n"
        "つきましては、御多用のところ恐れ入りますが、下記によりものづくりマイスターとして御協力"
        "くださいますようお願いいたします。\n"
        "お引き受けいただけるかどうかを、同封の「派遣承諾書」により御回答ください。"
    )
    assert message.items == (
        "派遣先：青森県立りんご工業高等学校\n"
        "職種：建築大工\n"
        "役割：主たる指導者\n"
        "日時及び場所：次のとおり\n"
        "・令和7年9月10日（水）13:00～15:00　実習室（青森市）\n"
        "・令和7年9月17日（水）13:00～15:00　実習室（青森市）\n"
        "受講者：建築科2年生　12人\n"
        "内容：墨付けと 刻み\n"
        "回答期限：令和7年6月17日（火）\n"
        f"回答方法：派遣承諾書（整理番号{ask.code}）に記入し、郵送、FAX又はメールでお送りください。"
        "お引き受けいただけない場合は、電話でも承ります。\n"
        "謝金及び旅費：当コーナーの規定によりお支払いします。"
    )
    files = [one.attachment.original_name for one in message.attachments.all()]
    assert files == [f"派遣承諾書_{ask.code}_岩木太郎.pdf"]


def test_who_has_said_yes_is_asked_for_the_paper(school):
    row, tanto = school
    ask = accepted(row, free_meister(family_name="岩木", given_name="太郎"), tanto)

    (written,), _ = write(row, [ask], tanto)

    message = written.message
    assert message.subject == (
        "ものづくりマイスターとしての派遣に係る派遣承諾書の提出について（依頼）"
    )
    assert message.body == (
        "日頃から、若年技能者の育成に御尽力をいただき、厚くお礼申し上げます。\n"
        "このたびは、青森県立りんご工業高等学校への派遣について、御内諾をいただき、"
        "誠にありがとうございます。\n"
        "つきましては、下記の内容を御確認のうえ、同封の「派遣承諾書」を御提出"
        "くださいますようお願いいたします。"
    )
    assert message.items == (
        "派遣先：青森県立りんご工業高等学校\n"
        "職種：建築大工\n"
        "役割：主たる指導者\n"
        "日時及び場所：次のとおり\n"
        "・令和7年9月10日（水）13:00～15:00　実習室（青森市）\n"
        "・令和7年9月17日（水）13:00～15:00　実習室（青森市）\n"
        "受講者：建築科2年生　12人\n"
        "内容：墨付けと 刻み\n"
        "提出期限：令和7年6月17日（火）\n"
        f"提出方法：派遣承諾書（整理番号{ask.code}）に記入し、郵送、FAX又はメールでお送りください。\n"
        "謝金及び旅費：当コーナーの規定によりお支払いします。"
    )
    assert told(ask).state == "accepted"


def test_a_letter_asks_who_was_not_asked_yet(school):
    row, tanto = school
    (by_post,) = listed(row, [free_meister()], tanto)
    (by_mail,) = listed(row, [AssistantFactory(email="n@example.jp")], tanto, "assistant")

    rows, batch = write(row, [by_post, by_mail], tanto)

    assert [(one.state, one.way, one.asked_on, one.reply_by) for one in map(told, rows)] == [
        ("asked", "post", TODAY, DUE),
        ("asked", "email", TODAY, DUE),
    ]
    assert [one.message.channel for one in rows] == [Channel.LETTER, Channel.EMAIL]
    assert MessageBatch.objects.get() == batch
    assert batch.title == f"{row.number} {row}の依頼状（2件）"
    assert told(by_mail).message.subject == "補助員としての派遣について（依頼）"
    assert told(by_mail).message.body.splitlines()[-1] == (
        "お引き受けいただけるかどうかを、添付の「派遣承諾書」により御回答ください。"
    )


def test_all_may_get_letters(school):
    row, tanto = school
    (ask,) = listed(row, [free_meister(email="iwaki@example.jp")], tanto)

    (written,), _ = write(row, [ask], tanto, sending="letters")

    assert (written.message.channel, told(ask).way) == (Channel.LETTER, "post")


def test_without_a_day_to_answer_the_draft_says_what_is_missing(school):
    row, tanto = school
    (ask,) = listed(row, [free_meister()], tanto)

    (written,), _ = write(row, [ask], tanto, reply_by=None)

    assert "回答期限：{{回答期限}}" in written.message.items.splitlines()


def test_nobody_gets_two_letters(school):
    row, tanto = school
    (ask,) = listed(row, [free_meister()], tanto)
    write(row, [ask], tanto)

    with pytest.raises(TransitionDenied, match="依頼状を作る人がいません。"):
        write(row, [ask], tanto)

    outbox.cancel(told(ask).message_id, by=tanto)
    (again,), _ = write(row, [ask], tanto)
    assert again.message.state == "draft"


def test_each_who_gets_no_letter_is_told_why(school):
    row, tanto = school
    people = [free_meister() for _ in range(4)]
    listed(row, people[:1], tanto)
    declined = asked(row, people[1], tanto, role="further")
    asks.decline(declined.pk, answered_on=TODAY, reason="別の用務がある", by=tanto)
    has_paper = accepted(row, people[2], tanto, role="further")
    asks.consent_received(has_paper.pk, TODAY, by=tanto)
    write(row, [asked(row, people[3], tanto, role="further")], tanto)

    assert [ask_letters.why_no_letter(one, row) for one in rows_of(row)] == [
        "",
        "打診が「辞退」です。",
        "派遣承諾書を受け取っています。",
        "依頼状を作成済みです。",
    ]
    row.state = "awaiting"
    assert ask_letters.why_no_letter(rows_of(row)[0], row) == (
        "派遣依頼が調整中でないため、新しく打診できません。"
    )


@pytest.mark.parametrize(
    "act",
    [
        lambda ask, by: asks.decline(ask.pk, answered_on=TODAY, reason="多忙", by=by),
        lambda ask, by: asks.withdraw(ask.pk, reason="日程が変わった", by=by),
    ],
)
def test_a_letter_that_has_not_left_is_withdrawn_with_the_ask(school, act):
    row, tanto = school
    (ask,) = listed(row, [free_meister()], tanto)
    write(row, [ask], tanto)

    act(ask, tanto)

    assert told(ask).message.state == "cancelled"


def test_the_form_of_consent_is_one_page_with_its_code(client, school):
    row, tanto = school
    client.force_login(tanto)
    ask = asked(row, free_meister(family_name="岩木", given_name="太郎"), tanto)

    answer = client.post(reverse("dispatch:ask_form", args=(ask.pk,)))

    pages = PdfReader(BytesIO(answer.content)).pages
    text = "".join(pages[0].extract_text().split())
    assert len(pages) == 1
    for words in (
        "派遣承諾書",
        f"整理番号{ask.code}",
        "FAX017-000-0001",
        "回答期限令和7年6月17日（火）",
        "青森県立りんご工業高等学校",
        "主たる指導者",
        "令和7年9月17日（水）13:00～15:00実習室（青森市）",
        "派遣を承諾します。",
        "承諾できません。",
        "岩木太郎",
    ):
        assert words in text, words
    assert DisclosureLog.objects.get().what == f"派遣承諾書 {ask.code} 岩木 太郎"


def test_the_form_names_only_the_days_said_yes_to(school):
    row, tanto = school
    ask = asked(row, free_meister(), tanto)
    first = row.sessions.order_by("held_on").first()
    asks.accept(ask.pk, [first.pk], answered_on=TODAY, by=tanto)

    (written,), _ = write(row, [ask], tanto)

    days = [line for line in written.message.items.splitlines() if line.startswith("・")]
    assert days == ["・令和7年9月10日（水）13:00～15:00　実習室（青森市）"]
    assert DAYS[1] > first.held_on


@pytest.mark.parametrize("count", [2, 4, 8])
def test_the_form_goes_through_the_fax_as_one_page(school, count):
    row, tanto = school
    row.sessions.all().delete()
    place = MunicipalityFactory()
    for day in range(1, count + 1):
        SessionFactory(request=row, held_on=date(2025, 9, day), municipality=place)
    ask = asked(row, free_meister(), tanto)

    paper = consent_form.render_forms(rows_of(row), TODAY)

    lines = PdfReader(BytesIO(bytes(paper))).pages[0].extract_text().splitlines()
    text = "".join("".join(lines).split())
    assert paper.pages == 1
    assert f"令和7年9月{count}日" in text
    assert any("□その他" in line for line in lines)
    assert ask.code in text
