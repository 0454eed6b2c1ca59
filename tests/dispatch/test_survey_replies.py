"""Answers: typed by the staff, read from Excel, taken up, dropped, taken back."""

from datetime import date
from io import BytesIO

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from aomori_skills.base.workflow import TransitionDenied
from dispatch.choices import AddresseeState
from dispatch.models import DispatchRequest, ReplyFile, SurveyAddressee, SurveyProposal, SurveyWish
from dispatch.papers.survey_reply_book import HEADINGS, reply_book, trade_names
from dispatch.rules.surveys import key_of
from dispatch.services import survey_replies, survey_takeup
from meisters.models import Candidate
from tests.dispatch.request_situations import masters
from tests.dispatch.request_situations import sent as request_form
from tests.factories.office import TradeFactory, UserFactory
from tests.factories.surveys import (
    AddresseeFactory,
    ProposalFactory,
    SurveyFactory,
    WishFactory,
)

pytestmark = pytest.mark.django_db
WISH = {
    "派遣の希望": "あり",
    "派遣の区分": "実技指導（中小企業・業界団体）",
    "職種": "造園",
    "受講予定人数": 6,
    "希望回数": 3,
    "希望時期": "秋ごろ",
    "希望する内容": "竹垣の製作",
}
FILES = reverse("dispatch:reply_import")


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2025-06-10 10:00:00+09:00", tick=False):
        yield


@pytest.fixture
def tanto(client):
    user = UserFactory(tanto=True)
    client.force_login(user)
    return user


@pytest.fixture
def trade():
    return TradeFactory(name="造園")


def page(name, *args) -> str:
    return reverse(f"dispatch:{name}", args=args)


def typed(trade, **more) -> dict:
    return {
        "replied_on": "2025-06-09",
        "replied_way": "fax",
        "replied_by": "藤野 つばさ",
        "demand": "True",
        "version": "1",
        "wishes-TOTAL_FORMS": "1",
        "wishes-INITIAL_FORMS": "0",
        "wishes-0-kind": "practical_firm",
        "wishes-0-trade": str(trade.pk),
        "wishes-0-people": "6",
        "proposals-TOTAL_FORMS": "1",
        "proposals-INITIAL_FORMS": "0",
        "proposals-0-name": "八甲田 匠",
    } | more


def filled(row, *lines, heading=None) -> SimpleUploadedFile:
    """The Excel form of an addressee with ``lines`` typed below the headings."""
    book = load_workbook(BytesIO(reply_book(row, trade_names())))
    sheet = book.worksheets[0]
    for number, line in enumerate(lines, start=2):
        for name, value in line.items():
            sheet.cell(number, HEADINGS.index(name) + 1, value)
    if heading:
        sheet.cell(1, HEADINGS.index(heading[0]) + 1, heading[1])
    stream = BytesIO()
    book.save(stream)
    return SimpleUploadedFile(f"{row.code}.xlsx", stream.getvalue())


def upload(client, *files):
    return client.post(FILES, {"files": list(files), "replied_on": "2025-06-09"})


def take_in(client, *files):
    check = upload(client, *files).url
    shown = client.get(check)
    return check, client.post(check, {"fingerprint": shown.context["fingerprint"]})


def test_an_answer_is_typed_with_its_rows(client, tanto, trade):
    row = AddresseeFactory(sent=True)
    client.post(page("addressee_reply", row.pk), typed(trade))

    row.refresh_from_db()
    assert (row.state, row.replied_on, row.replied_way) == ("replied", date(2025, 6, 9), "fax")
    assert (row.demand, row.typed_by, row.sent_on) == (True, tanto, date(2025, 4, 8))
    assert list(row.wishes.values_list("trade", "people")) == [(trade.pk, 6)]
    assert list(row.proposals.values_list("name", flat=True)) == ["八甲田 匠"]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"demand": ""}, "派遣の希望を選択してください。"),
        ({"replied_way": ""}, "回答方法を選択してください。"),
        ({"demand": "False"}, "派遣の希望の行があります。"),
        ({"replied_on": "2025-04-07"}, "回答日は、送付日（令和7年4月8日）以後"),
        ({"wishes-0-trade": ""}, "職種を選択してください。"),
    ],
)
def test_what_is_missing_is_said(client, tanto, trade, changes, sentence):
    row = AddresseeFactory(sent=True)
    answer = client.post(page("addressee_reply", row.pk), typed(trade, **changes))

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    row.refresh_from_db()
    assert row.state == AddresseeState.SENT


def test_a_second_person_sees_the_first_ones_answer(client, tanto, trade):
    row = AddresseeFactory(sent=True)
    client.post(page("addressee_reply", row.pk), typed(trade))
    answer = client.post(page("addressee_reply", row.pk), typed(trade, replied_by="田名部 緑"))

    assert answer.status_code == 422
    assert "回答者の氏名" in [one.label for one in answer.context["form"].differences]
    row.refresh_from_db()
    assert row.replied_by == "藤野 つばさ"


def test_an_answer_before_the_form_was_sent_is_refused(client, tanto, trade):
    row = AddresseeFactory()
    answer = client.post(page("addressee_reply", row.pk), typed(trade), follow=True)

    assert "にはまだ送付していません。" in answer.content.decode()
    client.post(page("addressee_sent", row.pk), {"day": "2025-06-02"})
    client.post(page("addressee_reply", row.pk), typed(trade, version="2"))
    row.refresh_from_db()
    assert (row.state, row.sent_on) == ("replied", date(2025, 6, 2))


def test_declined_is_written_down_and_taken_back(client, tanto):
    row = AddresseeFactory(sent=True)
    client.post(page("addressee_decline", row.pk), {"day": "2025-06-09", "way": "phone"})
    row.refresh_from_db()
    assert (row.state, row.demand, row.typed_by) == ("declined", None, tanto)

    client.post(page("addressee_take_back", row.pk))
    row.refresh_from_db()
    assert (row.state, row.replied_on, row.replied_way) == ("sent", None, "")


def test_an_answer_of_which_something_came_is_not_taken_back(tanto):
    proposal = ProposalFactory()
    candidate = Candidate(family_name="八甲田", given_name="匠", owner=tanto)
    survey_takeup.make_candidate(proposal.pk, candidate, by=tanto)

    with pytest.raises(TransitionDenied, match="取り消せません"):
        survey_replies.take_back(proposal.addressee_id, by=tanto)


@pytest.mark.parametrize("code", ["調査R7-{:05d}", " 調査Ｒ７－{:05d} ", "{}", "R7-{:05d}"])
def test_the_code_leads_to_the_answer(client, tanto, code):
    row = AddresseeFactory(sent=True)
    text = code.format(row.pk)

    assert key_of(text) == row.pk
    answer = client.get(page("reply_find"), {"code": text})
    assert answer.url == page("addressee_reply", row.pk)


def test_an_unknown_code_is_said(client, tanto):
    answer = client.get(page("reply_find"), {"code": "調査R7-99999"})
    assert "この整理番号の調査先はありません。" in answer.content.decode()


def test_forms_are_checked_first_and_taken_in_together(client, tanto, trade):
    one, two = (AddresseeFactory(sent=True) for _ in range(2))
    person = {"派遣の希望": "なし", "候補者の氏名": "八甲田 匠", "回答者の氏名": "藤野 つばさ"}
    check = upload(client, filled(one, WISH), filled(two, person)).url
    shown = client.get(check)

    assert SurveyWish.objects.count() == 0
    changes = [
        [(change.heading, change.before, change.after) for change in plan.changes]
        for plan in shown.context["plans"]
    ]
    assert changes == [
        [
            ("状態", "未回答", "回答"),
            ("派遣の希望", "", "あり"),
            (
                "希望する派遣",
                "",
                "実技指導（中小企業・業界団体）　造園　6　3　秋ごろ　竹垣の製作",
            ),
        ],
        [
            ("状態", "未回答", "回答"),
            ("回答者の氏名", "", "藤野 つばさ"),
            ("派遣の希望", "", "なし"),
            ("候補者の推薦", "", "八甲田 匠"),
        ],
    ]
    client.post(check, {"fingerprint": shown.context["fingerprint"]})
    found = SurveyAddressee.objects.values_list("pk", "state", "demand", "replied_way")
    assert set(found) == {
        (one.pk, "replied", True, "email"),
        (two.pk, "replied", False, "email"),
    }
    wish = SurveyWish.objects.get()
    assert (wish.addressee, wish.trade, wish.people, wish.sessions) == (one, trade, 6, 3)
    assert SurveyProposal.objects.get().addressee == two
    assert ReplyFile.objects.filter(applied_by=tanto).count() == 2


def test_the_same_file_again_changes_nothing(client, tanto, trade):
    row = AddresseeFactory(sent=True)
    take_in(client, filled(row, WISH))
    before = SurveyWish.objects.get().pk
    check = upload(client, filled(row, WISH)).url
    shown = client.get(check)

    assert shown.context["changed"] == []
    answer = client.post(check, {"fingerprint": shown.context["fingerprint"]}, follow=True)
    assert "取り込むものがありません。" in answer.content.decode()
    assert SurveyWish.objects.get().pk == before


def test_a_corrected_file_replaces_what_nothing_came_of(client, tanto, trade):
    row = AddresseeFactory(sent=True)
    take_in(client, filled(row, WISH))
    take_in(client, filled(row, WISH | {"受講予定人数": 8}))

    assert list(row.wishes.values_list("people", flat=True)) == [8]

    survey_takeup.drop(SurveyWish, row.wishes.get().pk, by=tanto, reason="時期が合わない。")
    take_in(client, filled(row, WISH | {"受講予定人数": 9}))
    assert list(row.wishes.order_by("pk").values_list("people", flat=True)) == [8, 9]


@pytest.mark.parametrize(
    ("line", "cell", "sentence"),
    [
        ({"派遣の希望": None}, "2行目の「派遣の希望」", "「あり」か「なし」を選択してください。"),
        ({"派遣の希望": "たぶん"}, "2行目の「派遣の希望」", "派遣の希望は「あり」、「なし」の"),
        ({"派遣の希望": "なし"}, "2行目の「派遣の希望」", "希望する派遣が入力されています"),
        ({"職種": "遠投"}, "2行目の「職種」", "遠投"),
        ({"職種": None}, "2行目の「職種」", "職種を選択してください。"),
        ({"受講予定人数": "六"}, "2行目の「受講予定人数」", "数字"),
        ({"整理番号": "調査R7-99999"}, "「整理番号」", "2種類以上書かれています"),
    ],
)
def test_a_wrong_cell_is_named(client, tanto, trade, line, cell, sentence):
    row = AddresseeFactory(sent=True)
    answer = upload(client, filled(row, WISH | line))

    assert answer.status_code == 422
    errors = answer.context["errors"]
    assert cell in [error.cell for error in errors]
    assert sentence in "".join(error.text for error in errors)
    assert ReplyFile.objects.count() == 0


def test_a_wrong_heading_a_wrong_code_and_no_excel_are_named(client, tanto, trade):
    row = AddresseeFactory(sent=True)
    heading = upload(client, filled(row, WISH, heading=("職種", "しょくしゅ")))
    assert "足りない見出し：職種" in heading.context["errors"][0].text

    elsewhere = filled(row, *[WISH | {"整理番号": "調査R6-00001"}] * 10)
    errors = upload(client, elsewhere).context["errors"]
    assert ["「調査R6-00001」の調査先はありません。" in error.text for error in errors] == [True]

    broken = upload(client, SimpleUploadedFile("回答.xlsx", b"no excel"))
    assert broken.context["errors"][0].text.startswith("Excelファイルではありません。")


def test_two_files_of_one_addressee_and_an_unsent_one_are_refused(client, tanto, trade):
    row, unsent = AddresseeFactory(sent=True), AddresseeFactory()
    twice = upload(client, filled(row, WISH), filled(row, WISH)).context["errors"]
    assert [error.cell for error in twice] == ["「整理番号」"]

    early = upload(client, filled(unsent, WISH)).context["errors"]
    assert "にはまだ送付していません。" in early[0].text


def test_what_changed_after_the_check_is_not_overwritten(client, tanto, trade):
    row = AddresseeFactory(sent=True)
    check = upload(client, filled(row, WISH)).url
    seen = client.get(check).context["fingerprint"]
    survey_replies.decline(row.pk, by=tanto, day=date(2025, 6, 9), way="phone")

    answer = client.post(check, {"fingerprint": seen}, follow=True)
    assert "確認した後に回答が変更されたため" in answer.content.decode()
    row.refresh_from_db()
    assert row.state == AddresseeState.DECLINED


def test_a_late_answer_of_one_thought_lost_clears_the_mark(client, tanto, trade):
    row = AddresseeFactory(undeliverable=True, organization__mail_returned_on=date(2025, 4, 14))
    take_in(client, filled(row, WISH))

    row.refresh_from_db()
    row.organization.refresh_from_db()
    assert (row.state, row.undeliverable_on) == ("replied", None)
    assert row.organization.mail_returned_on is None


def test_a_wish_becomes_a_request_in_one_step(client, tanto):
    masters()
    wish = WishFactory()
    url = f"{page('request_new')}?wish={wish.pk}"
    shown = client.get(page("wish_list")).content.decode()
    assert url in shown
    form = client.get(url).context["form"]
    assert (form.instance.client, form.instance.trade) == (wish.addressee.organization, wish.trade)
    client.post(url, request_form(owner=tanto.pk))

    request = DispatchRequest.objects.get()
    assert request.wish == wish
    listed = client.get(page("wish_list"), {"outcome": "taken_up"}).content.decode()
    assert request.number in listed
    with pytest.raises(TransitionDenied, match="すでに派遣依頼になっています"):
        survey_takeup.drop(SurveyWish, wish.pk, by=tanto, reason="重複")
    kept = client.post(
        page("addressee_reply", wish.addressee_id),
        typed(wish.trade)
        | {"wishes-INITIAL_FORMS": "1", "wishes-0-id": wish.pk, "wishes-0-DELETE": "on"},
    )
    assert "派遣依頼になっているため、削除できません。" in kept.content.decode()


def test_a_wish_is_dropped_with_a_reason_and_taken_back(client, tanto):
    wish = WishFactory()
    empty = client.post(page("wish_drop", wish.pk), {"comment": ""})
    assert empty.status_code == 422

    client.post(page("wish_drop", wish.pk), {"comment": "時期が合わない。"})
    wish.refresh_from_db()
    assert (wish.dropped_on, wish.drop_reason) == (date(2025, 6, 10), "時期が合わない。")

    client.post(page("wish_restore", wish.pk))
    wish.refresh_from_db()
    assert (wish.dropped_on, wish.drop_reason) == (None, "")


def test_a_proposed_person_becomes_a_candidate_with_a_link(client, tanto):
    proposal = ProposalFactory()
    url = page("proposal_candidate", proposal.pk)
    form = client.get(url).context["form"]
    new = form.instance
    assert (new.family_name, new.given_name, new.trade) == ("八甲田", "匠", proposal.trade)
    assert new.met_at == proposal.addressee.organization
    sent = {
        "family_name": "八甲田",
        "given_name": "匠",
        "family_kana": "ハッコウダ",
        "given_kana": "タクミ",
        "employment": "unknown",
        "prefecture": "青森県",
        "owner": tanto.pk,
        "trade": proposal.trade_id,
    }
    client.post(url, sent)

    proposal.refresh_from_db()
    assert proposal.candidate == Candidate.objects.get()
    assert client.get(url).url == proposal.candidate.get_absolute_url()


def test_merged_organizations_keep_one_answer(client):
    from dispatch.services.merging import bring_answers

    survey = SurveyFactory()
    kept, lost = AddresseeFactory(survey=survey), AddresseeFactory(survey=survey, replied=True)
    wish = WishFactory(addressee=lost)
    bring_answers(kept.organization, lost.organization, by=None, reason="")

    wish.refresh_from_db()
    assert wish.addressee == kept
