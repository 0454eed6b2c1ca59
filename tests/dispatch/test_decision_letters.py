"""決定通知 in words: to the client, to who goes, to who goes no more."""

import pytest
import time_machine
from django.urls import reverse

from aomori_skills.front import wording
from dispatch.services import decisions
from dispatch.services.decision_notices import offers
from tests.dispatch.decision_situations import FIRST, SECOND, again, decided, draft, helper, tell
from tests.dispatch.request_situations import TODAY, masters
from tests.factories.meisters import MeisterFactory
from tests.factories.office import ProfileFactory, UserFactory
from tests.factories.requests import MaterialFactory

pytestmark = pytest.mark.django_db


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


def told(row) -> list[tuple]:
    return [
        (one.key, one.word, one.due, bool(one.notice))
        for one in offers(row, list(row.versions.for_page()))
    ]


def lead_of(row):
    return row.sessions.get(held_on=FIRST).assignments.get(role="lead").meister


def test_the_client_is_told_what_was_decided(tanto, shonin):
    row = decided(shonin)
    tell(row, tanto)
    session = row.sessions.get(held_on=FIRST)
    helper(row, session, meister=MeisterFactory(family_name="白神", given_name="岳"))
    MaterialFactory(request=row)
    decisions.revise(row.pk, by=tanto, comment="人を増やす")
    row = again(row, tanto, shonin)
    (notice,), batch = draft(row, ["client"], tanto)

    message, name = notice.message, lead_of(row).name
    assert (notice.to, notice.person, batch, message.numbered) == ("client", "", None, True)
    assert message.addressee == f"{row.client}　御中"
    assert message.subject == "ものづくりマイスター等の派遣について（変更決定通知）"
    assert message.items == (
        "変更内容：次のとおり\n"
        "・令和7年9月10日（水）13:00～15:00　指導者・補助員："
        f"{name}（主たる指導者） → {name}（主たる指導者）、白神 岳（指導者）\n"
        "・材料　杉角材：1,200円×5本＝6,000円（税抜、消費税10％）\n"
        "変更の理由：派遣の計画を見直したため\n"
        "変更後の日時及び場所：次のとおり\n"
        f"・令和7年9月10日（水）13:00～15:00　実習室　{name}、白神 岳\n"
        f"・令和7年9月17日（水）13:00～15:00　実習室　{name}\n"
        "職種：建築大工\n"
        "指導者：次のとおり\n"
        f"・{name}（ものづくりマイスター・主たる指導者）\n"
        "・白神 岳（ものづくりマイスター・指導者）\n"
        "受講者：若手社員　5人\n"
        "材料費：税抜6,000円　税込6,600円\n"
        "その他：変更又は中止のときは、速やかに御連絡ください。"
        "実施後は、結果報告を御提出ください。"
    )
    assert message.body == (
        "日頃から、若年技能者の育成に御理解と御協力をいただき、厚くお礼申し上げます。\n"
        f"さきに通知した派遣（整理番号{row.number}）について、"
        "下記のとおり変更することを決定しましたので、通知します。"
    )


def test_the_first_decision_in_words(tanto, shonin):
    row = decided(shonin)
    meister = lead_of(row)

    notices, batch = draft(row, ["client", f"meister-{meister.pk}"], tanto)

    client, person = (one.message for one in notices)
    assert batch.title == f"{row.number} {row}の決定通知（2件）"
    assert [one.batch for one in (client, person)] == [batch, batch]
    assert client.subject == "ものづくりマイスター等の派遣について（決定通知）"
    assert client.body == (
        "日頃から、若年技能者の育成に御理解と御協力をいただき、厚くお礼申し上げます。\n"
        f"令和7年6月2日に受け付けた派遣依頼（整理番号{row.number}）について、"
        "下記のとおり派遣することを決定しましたので、通知します。"
    )
    assert client.items == (
        "日時及び場所：次のとおり\n"
        "・令和7年9月10日（水）13:00～15:00　実習室\n"
        "・令和7年9月17日（水）13:00～15:00　実習室\n"
        "職種：建築大工\n"
        "指導者：次のとおり\n"
        f"・{meister.name}（ものづくりマイスター・主たる指導者）\n"
        "受講者：若手社員　5人\n"
        "材料費：なし\n"
        "その他：変更又は中止のときは、速やかに御連絡ください。"
        "実施後は、結果報告を御提出ください。"
    )
    assert person.addressee == f"{meister.family_name}　{meister.given_name}　様"
    assert person.subject == "ものづくりマイスターとしての派遣について（決定通知）"
    assert person.body == (
        "日頃から、若年技能者の育成に御尽力をいただき、厚くお礼申し上げます。\n"
        f"このたびは、{row.client}への派遣をお引き受けいただき、誠にありがとうございます。"
        "下記のとおり派遣することを決定しましたので、通知します。"
    )
    assert person.items == (
        f"派遣先：{row.client}\n"
        "日時、場所及び役割：次のとおり\n"
        "・令和7年9月10日（水）13:00～15:00　実習室　主たる指導者\n"
        "・令和7年9月17日（水）13:00～15:00　実習室　主たる指導者\n"
        "職種：建築大工\n"
        "内容：墨付け\n"
        "受講者：若手社員　5人\n"
        "立会職員：後日お知らせします。\n"
        "提出書類：実施後、活動報告書及び講師謝金等請求書を御提出ください。"
    )


def test_who_goes_no_more_is_told_so(tanto, shonin):
    row = decided(shonin)
    tell(row, tanto)
    first, second = row.sessions.get(held_on=FIRST), row.sessions.get(held_on=SECOND)
    gone, new = lead_of(row), MeisterFactory(family_name="白神", given_name="岳")
    decisions.revise(row.pk, by=tanto, comment="けがのため交代")
    for session in (first, second):
        session.assignments.update(state="released", release_reason="けが")
        helper(row, session, meister=new)
        session.assignments.filter(meister=new).update(role="lead")
    row = again(row, tanto, shonin)

    assert told(row) == [
        ("client", "依頼元", True, False),
        (f"meister-{new.pk}", "指導者・補助員", True, False),
        (f"meister-{gone.pk}", "取りやめになった人", True, False),
    ]
    notices, _ = draft(row, [f"meister-{new.pk}", f"meister-{gone.pk}"], tanto)
    comes, goes = (one.message for one in notices)
    assert comes.subject == "ものづくりマイスターとしての派遣について（決定通知）"
    assert goes.subject == "ものづくりマイスターとしての派遣の取りやめについて（通知）"
    assert goes.body == (
        "日頃から、若年技能者の育成に御尽力をいただき、厚くお礼申し上げます。\n"
        f"お願いしておりました{row.client}への派遣（整理番号{row.number}）について、"
        "計画の変更により、下記の派遣を取りやめることとしましたので、通知します。"
        "御予定いただいていたところ、誠に申し訳ありません。"
    )
    assert goes.items == (
        f"派遣先：{row.client}\n"
        "取りやめる日時及び場所：次のとおり\n"
        "・令和7年9月10日（水）13:00～15:00　実習室　主たる指導者\n"
        "・令和7年9月17日（水）13:00～15:00　実習室　主たる指導者\n"
        "職種：建築大工"
    )


def test_a_moved_day_is_told_to_whom_it_concerns(tanto, shonin):
    row = decided(shonin)
    tell(row, tanto)
    meister = lead_of(row)
    decisions.revise(row.pk, by=tanto, comment="会場が変わった")
    row.sessions.filter(held_on=SECOND).update(place="体育館")
    row = again(row, tanto, shonin)

    (notice,), _ = draft(row, [f"meister-{meister.pk}"], tanto, reason=" 工場の改修のため ")

    message = notice.message
    assert message.subject == "ものづくりマイスターとしての派遣について（変更決定通知）"
    assert message.body == (
        "日頃から、若年技能者の育成に御尽力をいただき、厚くお礼申し上げます。\n"
        f"さきに通知した{row.client}への派遣（整理番号{row.number}）について、下記のとおり"
        "変更することを決定しましたので、通知します。御確認くださいますようお願いいたします。"
    )
    assert message.items == (
        f"派遣先：{row.client}\n"
        "変更内容：次のとおり\n"
        "・令和7年9月17日（水）13:00～15:00　場所：実習室 → 体育館\n"
        "変更の理由：工場の改修のため\n"
        "変更後の日時・場所・役割：次のとおり\n"
        "・令和7年9月10日（水）13:00～15:00　実習室　主たる指導者\n"
        "・令和7年9月17日（水）13:00～15:00　体育館　主たる指導者\n"
        "職種：建築大工\n"
        "内容：墨付け\n"
        "受講者：若手社員　5人\n"
        "立会職員：後日お知らせします。\n"
        "提出書類：実施後、活動報告書及び講師謝金等請求書を御提出ください。"
    )


def test_the_page_offers_the_reason_of_the_change_to_be_put_better(client, tanto, shonin):
    row = decided(shonin)
    url = reverse("dispatch:request_notices", args=(row.pk,))
    assert "reason" not in client.get(url).context["form"].fields
    tell(row, tanto)
    decisions.revise(row.pk, by=tanto, comment="会場の社長から電話")
    row.sessions.filter(held_on=SECOND).update(place="体育館")
    row = again(row, tanto, shonin)

    initial = client.get(url).context["form"].initial
    assert initial["reason"] == "会場の社長から電話"
    data = initial | {"dated_on": "2025-06-10", "reason": "会場の都合のため"}
    assert client.post(url, data).status_code == 302

    texts = [one.message.items for one in row.versions.get(number=2).notices.order_by("pk")]
    assert ["変更の理由：会場の都合のため" in one.splitlines() for one in texts] == [True, True]
