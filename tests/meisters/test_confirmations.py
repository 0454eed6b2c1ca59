"""活動継続の確認: asked once a year, answered on behalf, acted on by the register's own step."""

from datetime import date
from io import BytesIO
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from pypdf import PdfReader

from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.paperwork.choices import Channel
from aomori_skills.paperwork.models import DisclosureLog, Job, MessageBatch
from aomori_skills.paperwork.services import drafting, templates
from meisters.choices import MeisterState, StillActive, Way
from meisters.models import Confirmation, ConfirmationRound, Meister
from meisters.papers import continuing_slip
from meisters.papers.templates import TEMPLATES
from meisters.rules import confirmations as rules
from meisters.services import confirmations, registration
from tests.factories.confirmations import (
    CallFactory,
    ConfirmationFactory,
    ConfirmationRoundFactory,
)
from tests.factories.meisters import MeisterFactory, MeisterTradeFactory
from tests.factories.office import ProfileFactory, TradeFactory, UserFactory
from tests.meisters import situations
from tests.page_forms import forms_of

pytestmark = pytest.mark.django_db

TODAY = date(2025, 9, 1)
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


@pytest.fixture
def wording():
    templates.load(TEMPLATES)
    ProfileFactory()


def page(name, *args) -> str:
    return reverse(f"meisters:{name}", args=args)


def sentences(answer) -> list[str]:
    return [str(message) for message in answer.context["messages"]]


def opening(tanto, **more):
    return {
        "fiscal_year": "2025",
        "opened_on": "R7.9.1",
        "reply_by": "R7.9.30",
        "channel": "each",
        "owner": tanto.pk,
        "form_token": str(uuid4()),
    } | more


def test_opening_asks_every_active_meister_once(client, tanto, wording):
    by_mail = MeisterFactory(email="taro@example.jp")
    by_letter = MeisterFactory(email="")
    MeisterFactory(state=MeisterState.PAUSED)
    sent = opening(tanto)

    shown = client.get(page("confirmation_open"))
    first = client.post(page("confirmation_open"), sent)
    again = client.post(page("confirmation_open"), sent)
    other = client.post(page("confirmation_open"), opening(tanto))

    batch = MessageBatch.objects.get()
    told = (shown.context["count"], shown.context["mails"], shown.context["letters"])
    assert told == (2, 1, 1)
    assert first.url == again.url == batch.get_absolute_url()
    assert {row.meister: row.message.channel for row in Confirmation.objects.all()} == {
        by_mail: Channel.EMAIL,
        by_letter: Channel.LETTER,
    }
    assert other.context["form"].errors["fiscal_year"] == [
        "別の年度を入力してください。同じ年度がすでに登録されています。"
    ]
    assert ConfirmationRound.objects.count() == 1


def test_mail_and_letter_carry_the_slip(client, tanto, wording):
    MeisterFactory(email="taro@example.jp", number="02-00777")
    MeisterFactory(email="")
    client.post(page("confirmation_open"), opening(tanto))

    mail = Confirmation.objects.get(message__channel=Channel.EMAIL)
    letter = Confirmation.objects.get(message__channel=Channel.LETTER)
    files = [row.message.attachments.get().attachment for row in (mail, letter)]

    assert [file.original_name for file in files] == [
        f"回答票_{mail.code}.pdf",
        f"回答票_{letter.code}.pdf",
    ]
    text = PdfReader(BytesIO(files[0].read())).pages[0].extract_text()
    assert mail.code in text
    assert "02-00777" in text
    assert (mail.code in mail.message.items, "令和7年9月30日（火）" in mail.message.items) == (
        True,
        True,
    )


def test_by_telephone_nothing_is_written(client, tanto, wording):
    MeisterFactory()
    answer = client.post(page("confirmation_open"), opening(tanto, channel="phone"), follow=True)

    assert sentences(answer) == [
        "1人を令和7年度 活動継続の確認の対象にしました。電話などで確認し、回答を入力してください。"
    ]
    assert Confirmation.objects.get().message is None
    assert MessageBatch.objects.count() == 0


def test_who_was_certified_later_is_taken_in(client, tanto, wording):
    asked = ConfirmationFactory()
    later = MeisterFactory()
    url = page("confirmation_add", asked.round_id)
    data = {"dated_on": "R7.9.1", "channel": "letters", "form_token": str(uuid4())}

    notice = client.get(asked.round.get_absolute_url()).context["not_asked"]
    client.post(url, data)
    nobody = client.post(url, data | {"form_token": str(uuid4())})

    assert notice == 1
    assert set(asked.round.confirmations.values_list("meister", flat=True)) == {
        asked.meister_id,
        later.pk,
    }
    assert "新しく対象にする人がいません。" in nobody.content.decode()


def grid_of(client, url):
    form = client.get(url).context["grid"]
    return {row.add_prefix("as_read"): row["as_read"].value() for row in form} | {
        name: value
        for row in form
        for name, value in (
            (row.add_prefix("answer"), row["answer"].value()),
            (row.add_prefix("answered_on"), row["answered_on"].value() or ""),
            (row.add_prefix("answered_way"), row["answered_way"].value()),
        )
    }


def test_answers_are_typed_in_one_go_with_the_day_and_way_above(client, tanto):
    round_ = ConfirmationRoundFactory()
    rows = [ConfirmationFactory(round=round_) for _ in range(3)]
    url = page("confirmation_answers", round_.pk)
    sent = grid_of(client, url) | {
        "answered_on": "R7.8.29",
        "answered_way": "fax",
        f"{rows[0].pk}-answer": "continue",
        f"{rows[1].pk}-answer": "pause",
        f"{rows[1].pk}-answered_on": "R7.8.28",
        f"{rows[1].pk}-answered_way": "phone",
        f"{rows[1].pk}-note": "膝の治療のため",
        "form_token": str(uuid4()),
    }

    done = client.post(url, sent, follow=True)
    again = client.post(url, sent, follow=True)

    step = f"{page('meister_step', rows[1].meister_id, 'pause')}?confirmation={rows[1].pk}"
    assert sentences(done) == [
        "2人の回答を保存しました。次は、登録の手続をしてください："
        f'<a href="{step}">{rows[1].meister}さん（休止にする）</a>'
    ]
    assert sentences(done)[0] in done.content.decode()
    assert sentences(again) == ["同じ内容がすでに送信されていたため、二重には保存していません。"]
    fields = ("answer", "answered_on", "answered_way", "answer_typed_by", "note")
    assert list(round_.confirmations.order_by("pk").values_list(*fields)) == [
        ("continue", date(2025, 8, 29), "fax", tanto.pk, ""),
        ("pause", date(2025, 8, 28), "phone", tanto.pk, "膝の治療のため"),
        ("pending", None, "", None, ""),
    ]
    assert Meister.objects.get(pk=rows[1].meister_id).state == MeisterState.ACTIVE


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"answered_way": "fax"}, "回答日を入力してください。"),
        ({"answered_on": "R7.8.1"}, "回答方法を選択してください。"),
        (
            {"answered_on": "R7.6.1", "answered_way": "fax"},
            "回答日は、確認の開始日以後の日付を入力してください。",
        ),
        ({"answered_on": "R7.9.2", "answered_way": "fax"}, "回答日は"),
        ({"answered_on": "R7.2.30", "answered_way": "fax"}, "令和7年2月の日は"),
    ],
)
def test_half_an_answer_is_refused_at_its_cell(client, tanto, typed, sentence):
    row = ConfirmationFactory()
    url = page("confirmation_answers", row.round_id)
    sent = grid_of(client, url) | {f"{row.pk}-answer": "continue"}
    sent |= {f"{row.pk}-{name}": value for name, value in typed.items()}

    answer = client.post(url, sent)

    row.refresh_from_db()
    assert answer.status_code == 422
    assert f"{row.meister}：{sentence}" in answer.content.decode()
    assert row.answer == StillActive.PENDING


def test_an_answer_taken_back_loses_its_day(client, tanto):
    row = ConfirmationFactory(answered=True)
    url = f"{page('confirmation_answers', row.round_id)}?person={row.pk}"
    client.post(url, grid_of(client, url) | {f"{row.pk}-answer": "pending"})

    row.refresh_from_db()
    assert (row.answer, row.answered_on, row.answered_way, row.answer_typed_by) == (
        "pending",
        None,
        "",
        None,
    )


def test_two_who_type_the_same_person_see_each_other(client, tanto):
    mine, theirs = (ConfirmationFactory() for _ in range(2))
    url = page("confirmation_answers", mine.round_id)
    day_and_way = {"answered_on": "R7.8.29", "answered_way": "fax"}
    read = grid_of(client, url)
    other = Client()
    other.force_login(UserFactory(tanto=True))
    other.post(url, read | day_and_way | {f"{theirs.pk}-answer": "resign"})

    sent = read | day_and_way | {f"{mine.pk}-answer": "continue"}
    untouched = client.post(url, sent)
    sent |= {f"{theirs.pk}-answer": "continue", "form_token": str(uuid4())}
    refused = client.post(url, sent)
    again = refused.context["grid"].forms
    tokens = {row.add_prefix("as_read"): row["as_read"].value() for row in again}
    accepted = client.post(url, sent | tokens)

    theirs.refresh_from_db()
    assert untouched.status_code == 302
    assert refused.status_code == 422
    assert [(one.theirs, one.yours) for one in refused.context["grid"].differences] == [
        ("3 辞退したい", "1 活動を続ける")
    ]
    assert accepted.status_code == 302
    assert theirs.answer == "continue"


def test_a_closed_round_takes_no_answer_until_it_is_opened_again(client, tanto):
    row = ConfirmationFactory()
    round_ = row.round
    shown = client.get(page("confirmation_close", round_.pk)).content.decode()
    client.post(page("confirmation_close", round_.pk))
    client.get(round_.get_absolute_url())
    refused = client.get(page("confirmation_answers", round_.pk), follow=True)
    with pytest.raises(TransitionDenied) as denied:
        confirmations.record_answers(round_.pk, [row], by=tanto)
    round_.refresh_from_db()
    closed_on = round_.closed_on
    client.post(page("confirmation_reopen", round_.pk))

    round_.refresh_from_db()
    row.refresh_from_db()
    assert "回答していない1人は「未回答」のまま記録に残ります。" in shown
    assert (closed_on, round_.closed_on) == (TODAY, None)
    assert sentences(refused) == [str(denied.value)]
    assert row.answer == StillActive.PENDING


@pytest.mark.parametrize(
    ("answer", "state", "step"),
    [
        (answer, state, expected)
        for answer in StillActive
        for state in MeisterState
        for expected in [
            {
                (StillActive.PAUSE, MeisterState.ACTIVE): "pause",
                (StillActive.RESIGN, MeisterState.ACTIVE): "resign",
                (StillActive.RESIGN, MeisterState.PAUSED): "resign",
            }.get((answer, state), "")
        ]
    ],
)
def test_an_answer_asks_for_its_step_while_the_register_says_otherwise(answer, state, step):
    more = {"answered": True} if answer != StillActive.PENDING else {}
    row = ConfirmationFactory(meister__state=state, **more, answer=answer)

    assert rules.step_of(row.answer, row.meister.state) == step
    assert list(Confirmation.objects.to_act()) == ([row] if step else [])


def test_an_answer_leads_to_the_step_with_its_reason(client, tanto):
    row = ConfirmationFactory(answered=True, answer=StillActive.PAUSE, note="膝の治療のため")
    person = client.get(row.get_absolute_url())
    step = person.context["primary"]

    form = client.get(step.url).context["form"]
    client.post(step.url, {"comment": form["comment"].value()})

    meister = Meister.objects.get(pk=row.meister_id)
    assert step.label == "休止にする（登録の手続）"
    assert meister.state == MeisterState.PAUSED
    assert meister.steps.get().comment == (
        "令和7年度 活動継続の確認で「休止したい」との回答（令和7年6月20日、FAX）。膝の治療のため"
    )
    assert list(Confirmation.objects.to_act()) == []


def test_a_later_answer_makes_an_old_wish_void():
    old = ConfirmationFactory(answered=True, answer=StillActive.PAUSE)
    newer = ConfirmationRoundFactory(
        fiscal_year=2026, opened_on=date(2026, 6, 1), reply_by=date(2026, 6, 30)
    )
    again = ConfirmationFactory(round=newer, meister=old.meister)
    waiting = list(Confirmation.objects.to_act())
    Confirmation.objects.filter(pk=again.pk).update(
        answer=StillActive.CONTINUE,
        answered_on=date(2026, 6, 5),
        answered_way=Way.FAX,
        answer_typed_by=newer.owner,
    )

    assert waiting == [old]
    assert list(Confirmation.objects.to_act()) == []


def test_reminders_go_to_those_who_are_waited_for(client, tanto, wording):
    round_ = ConfirmationRoundFactory()
    waiting = ConfirmationFactory(round=round_)
    ConfirmationFactory(round=round_, answered=True)
    url = page("confirmation_remind", round_.pk)
    data = {"dated_on": "R7.9.1", "channel": "letters", "form_token": str(uuid4())}

    shown = client.get(url)
    client.post(url, data)
    after = client.get(url)
    second = client.post(url, data | {"form_token": str(uuid4())})

    call = waiting.calls.get()
    assert shown.context["items"] == [waiting]
    assert (call.message.state, call.by) == ("draft", tanto)
    assert "（再度の依頼）" in call.message.subject
    assert after.context["skipped"] == [(waiting, "まだ送っていない文書があるため")]
    assert "再度依頼する人がいません。" in second.content.decode()


def test_a_reminder_tells_the_way_that_its_message_goes(client, tanto, wording):
    row = ConfirmationFactory(meister__email="taro@example.jp")
    data = {"dated_on": "R7.9.1", "channel": "letters", "form_token": str(uuid4())}
    client.post(page("confirmation_remind", row.round_id), data)
    call = row.calls.get()
    drafted = call.way_words

    drafting.switch_channel(call.message_id, Channel.EMAIL, by=tanto)

    assert [drafted, row.calls.get().way_words] == ["文書（郵送・手渡し）", "メール"]
    assert 'data-label="方法">メール</td>' in client.get(row.get_absolute_url()).content.decode()
    assert client.get(page("confirmation_call_edit", call.pk)).status_code == 404


def test_a_call_is_written_down_and_corrected(client, tanto):
    row = ConfirmationFactory()
    url = page("confirmation_call", row.pk)
    client.post(url, {"called_on": "R7.8.30", "way": "phone", "note": "不在"})
    call = row.calls.get()
    client.post(
        page("confirmation_call_edit", call.pk),
        {"called_on": "R7.8.31", "way": "phone", "note": "家族に伝言", "version": 1},
    )
    late = client.post(url, {"called_on": "R7.9.2", "way": "phone"})

    call.refresh_from_db()
    assert (call.called_on, call.note, call.by) == (date(2025, 8, 31), "家族に伝言", tanto)
    assert late.status_code == 422
    assert "家族に伝言" in client.get(row.get_absolute_url()).content.decode()


def test_the_second_to_correct_a_call_sees_the_first(client, tanto):
    call = CallFactory()
    url = page("confirmation_call_edit", call.pk)
    read = forms_of(client.get(url).content.decode())[0].data
    client.post(url, read | {"note": "家族に伝言"})

    answer = client.post(url, read | {"note": "留守番電話", "form_token": str(uuid4())})

    call.refresh_from_db()
    assert answer.status_code == 422
    assert [(one.theirs, one.yours) for one in answer.context["form"].differences] == [
        ("家族に伝言", "留守番電話")
    ]
    assert (call.note, call.version) == ("家族に伝言", 2)


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


def test_slips_are_one_page_each_in_the_order_of_the_kana(client, tanto, wording):
    names = ("ワタナベ", "アイウチ", "ナカムラ")
    rows = [ConfirmationFactory(meister__family_kana=kana) for kana in names]
    round_ = rows[0].round

    client.post(page("confirmation_slips", round_.pk))
    one = client.post(page("confirmation_slip", rows[0].pk))

    pages = PdfReader(BytesIO(Job.objects.get().result.read())).pages
    codes = [rows[at].code for at in (1, 2, 0)]
    assert [code in text.extract_text() for code, text in zip(codes, pages, strict=True)] == [
        True
    ] * 3
    assert rows[0].code in PdfReader(BytesIO(one.content)).pages[0].extract_text()
    assert [
        len(PdfReader(BytesIO(slip)).pages)
        for slip in continuing_slip.single_slips(round_.confirmations.with_people(), TODAY)
    ] == [1, 1, 1]


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


def test_resigning_by_the_register_needs_no_answer(tanto):
    row = ConfirmationFactory()
    registration.take_step(row.meister_id, "resign", by=tanto, comment="電話で申出")

    row.refresh_from_db()
    assert row.answer == StillActive.PENDING
