"""派遣依頼書: the blank form for clients, and the filled one for the file."""

from datetime import date
from io import BytesIO

import pytest
import time_machine
from django.urls import reverse
from pypdf import PdfReader

from aomori_skills.paperwork.models import DisclosureLog
from dispatch.papers.request_form import blank_form, filled_form
from tests.dispatch.request_situations import TODAY, whole
from tests.factories.meisters import MeisterFactory
from tests.factories.office import OperationFactory, ProfileFactory, UserFactory
from tests.factories.requests import MaterialFactory, RequestFactory, SchoolFactory
from tests.factories.visits import ContactFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(TODAY, tick=False):
        ProfileFactory()
        yield


def words(pdf) -> str:
    return "".join("".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages)


def full():
    contact = ContactFactory(
        organization=SchoolFactory(
            name="青森県立りんご工業高等学校", postcode="030-0801", address="青森市架空町1-1"
        ),
        phone="017-000-1111",
    )
    row = RequestFactory(
        school=True,
        serial=12,
        client=contact.organization,
        contact=contact,
        department=contact.organization.departments.create(name="建築科"),
        operation=OperationFactory(),
        named_meister=MeisterFactory(family_name="岩木", given_name="太郎"),
        content="継手・仕口の墨付けと加工",
        grade="建築科2年生",
        test_grade="3級建築大工",
        test_on=date(2025, 8, 3),
        equipment="木工室",
        power="100V",
        note="作業着で参加",
        days=[date(2025, 9, 10), date(2025, 9, 17)],
    )
    MaterialFactory(request=row)
    return whole(row)


def test_the_blank_form_has_a_place_for_everything():
    pdf = blank_form(TODAY)
    text = words(pdf)

    for word in (
        "ものづくりマイスター派遣依頼書",
        "コーナー長様",
        "□実技指導（中小企業・業界団体）",
        "□魅力発信（公共施設・民間施設）",
        "□技能検定の受検",
        "ほかの職種職種作業人数人職種作業人数人",
        "希望順",
        "品名・規格",
        "他の補助金等を受けていない",
        "□はい□いいえ",
        "受付番号受付日",
        "代表者の職・氏名",
        "電話番号FAX番号",
        "並行して行うときは、まとめて1回と数えます。",
        "送付先",
        "017-000-0000",
    ):
        assert word in text
    assert "■" not in text
    assert pdf.pages == 2
    assert pdf.missing == ()


def test_the_filled_form_says_what_is_registered():
    pdf = filled_form(full())
    text = words(pdf)

    for word in (
        "派R7-012",
        "令和7年6月2日",
        "青森県立りんご工業高等学校",
        "〒030-0801青森県青森市架空町1-1",
        "総務部長藤野つばさ",
        "017-000-1111",
        "■実技指導（工業高校等）",
        "■技能検定の受検",
        "3級建築大工",
        "令和7年8月3日",
        "岩木太郎",
        "4回1回2時間",
        "令和7年9月10日（水）",
        "5人",
        "18歳～25歳",
        "依頼元の所在地",
        "杉角材",
        "6,000",
        "合計税抜6,000円消費税600円税込6,600円",
        "■はい□いいえ",
        "受付：令和7年6月2日（FAX）実施年度：令和7年度担当：津軽担当",
    ):
        assert word in text
    assert pdf.missing == ()


def test_unknowns_stay_unticked_and_empty():
    row = whole(
        RequestFactory(people=None, hours_each=None, youngest=None, oldest=None, insured="unknown")
    )
    text = words(filled_form(row))

    assert "4回1回の時間は未定" in text
    assert "希望日は未定です。" in text
    assert "材料費の記載はありません。" in text
    assert "□はい□いいえ" in text
    assert "None" not in text


def test_the_filled_form_goes_on_record(client):
    row = full()
    client.force_login(UserFactory(tanto=True))

    answer = client.post(reverse("dispatch:request_paper", args=(row.pk,)))

    assert answer["Content-Type"] == "application/pdf"
    log = DisclosureLog.objects.get()
    assert (log.what, log.medium) == (f"派遣依頼書 派R7-012 {row}", "pdf")


def test_the_blank_form_is_for_everybody_and_leaves_no_record(client):
    client.force_login(UserFactory(etsuran=True))

    answer = client.get(reverse("dispatch:request_blank"))

    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert DisclosureLog.objects.count() == 0


def test_who_may_not_take_personal_data_out_gets_no_filled_form(client):
    row = full()
    client.force_login(UserFactory(etsuran=True))

    assert client.post(reverse("dispatch:request_paper", args=(row.pk,))).status_code == 403
    assert "書類を印刷する権限がありません。" in (
        client.get(row.get_absolute_url() + "?tab=papers").content.decode()
    )
