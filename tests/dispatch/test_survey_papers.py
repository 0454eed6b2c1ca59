"""What a wave sends out: the letter, the form on paper, the form in Excel."""

from datetime import date
from io import BytesIO

import pytest
import time_machine
from django.urls import reverse
from openpyxl import load_workbook
from pypdf import PdfReader

from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.front import wording
from aomori_skills.paperwork.choices import Channel
from aomori_skills.paperwork.models import MessageBatch
from aomori_skills.paperwork.services import outbox
from dispatch.choices import Standing
from dispatch.models import SurveyAddressee
from dispatch.papers.survey_reply_book import HEADINGS
from dispatch.services import survey_letters
from tests.factories.office import ProfileFactory, TradeFactory, UserFactory
from tests.factories.requests import FirmFactory
from tests.factories.surveys import AddresseeFactory, SurveyFactory
from tests.factories.visits import ContactFactory

pytestmark = pytest.mark.django_db
TODAY = date(2025, 4, 10)


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2025-04-10 10:00:00+09:00", tick=False):
        yield


@pytest.fixture
def tanto(client):
    wording.load()
    ProfileFactory()
    user = UserFactory(tanto=True)
    client.force_login(user)
    return user


def standing(row, day=TODAY) -> str:
    return SurveyAddressee.objects.with_standing(day).get(pk=row.pk).standing


def ask(survey, by):
    keys = set(survey.addressees.values_list("pk", flat=True))
    return survey_letters.ask(survey.pk, keys, by=by, day=TODAY, sending="each")


def test_a_letter_says_what_is_asked(tanto):
    row = AddresseeFactory(organization__name="株式会社ねぶた木工", organization__email="")
    ask(row.survey, tanto)

    row.refresh_from_db()
    message = row.message
    assert message.channel == Channel.LETTER
    assert message.addressee == "株式会社ねぶた木工　御中"
    assert message.subject == "令和7年度ものづくりマイスターの派遣希望調査について（依頼）"
    assert message.body == (
        "日頃から、若年技能者の育成に御理解と御協力をいただき、厚くお礼申し上げます。\n"
        "当コーナーでは、優れた技能と経験を持つ「ものづくりマイスター」を企業、業界団体、学校等に"
        "派遣し、若年技能者への実技指導や、ものづくりの魅力を伝える授業等を行っています。\n"
        "このたび、令和7年度の派遣の希望を把握するため、調査を行うことといたしました。\n"
        "つきましては、御多用のところ恐れ入りますが、下記により御回答くださいますようお願いいたします。"
    )
    assert message.items.splitlines()[:2] == [
        "回答期限：令和7年5月30日（金）",
        f"回答方法：同封の回答票（整理番号{row.code}）に記入し、"
        "FAX、郵送又はメールでお送りください。",
    ]
    assert [one.attachment.original_name for one in message.attachments.all()] == [
        f"回答票_{row.code}_株式会社ねぶた木工.pdf"
    ]


def test_a_mail_goes_to_the_contact_with_both_forms(tanto):
    row = AddresseeFactory(organization__name="株式会社ねぶた木工", organization__email="")
    row.contact = ContactFactory(
        organization=row.organization, title="総務課長", name="藤野 つばさ", email="f@example.jp"
    )
    row.save()
    ask(row.survey, tanto)

    row.refresh_from_db()
    assert (row.message.channel, row.message.email) == (Channel.EMAIL, "f@example.jp")
    assert row.message.addressee == "株式会社ねぶた木工　総務課長　藤野 つばさ　様"
    assert row.message.items.splitlines()[1] == (
        f"回答方法：添付の回答票（整理番号{row.code}）に記入し、FAX、郵送又はメールでお送りください。"
        "添付のExcelの回答票に入力し、そのまま返信していただいても構いません。"
    )
    names = [one.attachment.original_name for one in row.message.attachments.order_by("pk")]
    assert names == [
        f"回答票_{row.code}_株式会社ねぶた木工.pdf",
        f"回答票_{row.code}_株式会社ねぶた木工.xlsx",
    ]


def test_the_paper_form_is_one_page_with_code_and_fax(client, tanto):
    row = AddresseeFactory(organization__name="株式会社ねぶた木工")
    answer = client.post(reverse("dispatch:addressee_form", args=(row.pk,)))

    pages = PdfReader(BytesIO(answer.content)).pages
    text = "".join(pages[0].extract_text().split())
    assert len(pages) == 1
    for words in (
        row.code,
        "FAX017-000-0001",
        "株式会社ねぶた木工",
        "□希望する□希望しない",
        "1実技指導（中小企業・業界団体）",
        "令和7年5月30日（金）まで",
    ):
        assert words in text, words


def test_the_excel_form_offers_lists_and_carries_the_code(client, tanto):
    TradeFactory(name="造園")
    row = AddresseeFactory(organization__name="株式会社ねぶた木工")
    answer = client.post(reverse("dispatch:addressee_book", args=(row.pk,)))

    book = load_workbook(BytesIO(answer.content))
    sheet = book.worksheets[0]
    assert tuple(cell.value for cell in sheet[1]) == HEADINGS
    assert {line[0].value for line in sheet.iter_rows(min_row=2)} == {row.code}
    assert sheet.max_row == 11
    offered = {
        str(one.sqref).split(":")[0]: one.formula1 for one in sheet.data_validations.dataValidation
    }
    assert set(offered) == {"D2", "E2", "F2", "L2"}
    listed = {cell.value for line in book.worksheets[1].iter_rows(min_row=2) for cell in line}
    assert {"あり", "なし", "造園", "実技指導（工業高校等）"} <= listed
    guide = book["記入のしかた"]
    assert book.active is guide
    assert guide["A1"].value == "ものづくりマイスター派遣希望調査　回答票"
    assert guide["A2"].value == f"令和7年度　整理番号　{row.code}　株式会社ねぶた木工"
    said = {line[0].value: line[1].value for line in guide.iter_rows(min_row=5)}
    assert said["回答期限"].startswith("令和7年5月30日（金）")
    assert "FAX：017-000-0001" in said["返送先"]


def test_it_is_sent_when_the_letter_leaves(tanto):
    row = AddresseeFactory(organization__email="")
    ask(row.survey, tanto)
    row.refresh_from_db()
    assert standing(row) == Standing.UNSENT

    outbox.issue(row.message_id, by=tanto, issued_on=TODAY)

    found = SurveyAddressee.objects.with_standing(TODAY).get(pk=row.pk)
    assert (found.standing, found.left_on) == (Standing.SENT, TODAY)
    assert standing(row, date(2025, 5, 30)) == Standing.SENT
    assert standing(row, date(2025, 5, 31)) == Standing.UNANSWERED


def test_nobody_is_written_to_twice(tanto):
    row = AddresseeFactory()
    ask(row.survey, tanto)

    with pytest.raises(TransitionDenied, match="調査の文書を作る調査先がありません"):
        ask(row.survey, tanto)
    assert MessageBatch.objects.count() == 1

    row.refresh_from_db()
    outbox.cancel(row.message_id, by=tanto)
    ask(row.survey, tanto)
    assert MessageBatch.objects.count() == 2


def test_returned_mail_is_shown_and_not_written_to_unless_ticked(client, tanto):
    survey = SurveyFactory()
    lost = AddresseeFactory(survey=survey, organization__mail_returned_on=date(2025, 4, 1))
    fine = AddresseeFactory(survey=survey, organization__address="青森市新町1-1")
    url = reverse("dispatch:survey_letters", args=(survey.pk,))
    sent = {"dated_on": "2025-04-10", "sending": "letters"}

    page = client.get(url)
    assert page.context["rows"] == [fine]
    assert [row for row, _ in page.context["skipped"]] == [lost]
    client.post(url, sent)
    assert set(survey.addressees.filter(message=None)) == {lost}
    client.post(url, sent | {"also": str(lost.pk)})
    assert set(survey.addressees.filter(message=None)) == set()


def test_nothing_is_written_to_who_has_no_address_or_is_left_out(client, tanto):
    survey = SurveyFactory()
    street = {"organization__address": "青森市新町1-1"}
    nowhere = AddresseeFactory(survey=survey)
    other, fine = (AddresseeFactory(survey=survey, **street) for _ in range(2))
    url = reverse("dispatch:survey_letters", args=(survey.pk,))

    page = client.get(url)
    assert page.context["skipped"] == [(nowhere, "所在地もメールアドレスも登録されていないため")]
    assert reverse("office:organization_detail", args=(nowhere.organization_id,)) in (
        page.content.decode()
    )
    client.post(url, {"dated_on": "2025-04-10", "sending": "letters", "without": [other.pk]})
    assert set(survey.addressees.filter(message=None)) == {nowhere, other}
    assert survey.addressees.exclude(message=None).get() == fine


def test_only_the_unanswered_are_reminded(client, tanto):
    survey = SurveyFactory(reply_by=date(2025, 4, 9))
    street = {"organization__address": "青森市新町1-1"}
    waiting = AddresseeFactory(survey=survey, sent=True, **street)
    for trait in ("replied", "declined", "undeliverable"):
        AddresseeFactory(survey=survey, organization=FirmFactory(), **{trait: True})
    AddresseeFactory(survey=survey)
    url = reverse("dispatch:survey_remind", args=(survey.pk,))

    assert client.get(url).context["rows"] == [waiting]
    client.post(url, {"dated_on": "2025-04-10", "sending": "letters"})

    reminded = survey.addressees.exclude(reminder=None)
    assert list(reminded) == [waiting]
    assert reminded.get().reminder.subject == (
        "令和7年度ものづくりマイスターの派遣希望調査について（回答のお願い）"
    )
    with pytest.raises(TransitionDenied, match="催促する調査先がありません"):
        survey_letters.remind(survey.pk, by=tanto, day=TODAY, sending="each")


def test_nobody_is_reminded_before_the_day(tanto):
    survey = SurveyFactory()
    AddresseeFactory(survey=survey, sent=True)

    with pytest.raises(TransitionDenied, match="回答期限を過ぎた未回答が対象です"):
        survey_letters.remind(survey.pk, by=tanto, day=TODAY, sending="each")
