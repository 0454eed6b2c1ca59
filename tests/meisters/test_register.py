"""マイスター名簿: list, page, sections, steps, and who sees a bank account."""

from datetime import date
from io import BytesIO
from uuid import uuid4

import openpyxl
import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse

from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.paperwork.models import DisclosureLog
from meisters import choices
from meisters.models import BankAccount, Meister
from meisters.rules import MEISTER_WORKFLOW
from meisters.services import registration
from tests.factories.meisters import CandidateFactory, MeisterFactory, MeisterTradeFactory
from tests.factories.office import OperationFactory, OrganizationFactory, TradeFactory, UserFactory

pytestmark = pytest.mark.django_db
ROLES = ("tanto", "shonin", "kaikei", "etsuran", "kanri")
LIST_QUERIES = 10
PAGE_QUERIES = {
    "overview": 5,
    "trades": 5,
    "availability": 6,
    "titles": 8,
    "account": 5,
    "steps": 5,
    "history": 10,
}
SECTION_QUERIES = {"trades": 7, "availability": 6, "titles": 5, "texts": 5}


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2025-09-01 10:00:00+09:00", tick=False):
        yield


@pytest.fixture
def tanto(client):
    user = UserFactory(tanto=True)
    client.force_login(user)
    return user


def iwaki(**fields):
    values = {
        "number": "02-00007",
        "family_name": "岩木",
        "given_name": "太郎",
        "given_kana": "タロウ",
        "phone": "017-700-1234",
        "regions": ["東青"],
    }
    return MeisterFactory(**values | fields)


def account_of(meister, **fields):
    values = {
        "bank": "津軽銀行",
        "branch": "本店",
        "number": "7654321",
        "holder_kana": "イワキ　タロウ",
    }
    account = BankAccount(meister=meister, version=0, **values | fields)
    return registration.save_bank_account(account, by=UserFactory(kaikei=True))


def detail(meister, tab=""):
    url = reverse("meisters:meister_detail", args=(meister.pk,))
    return f"{url}?tab={tab}" if tab else url


def section(meister, name):
    return reverse("meisters:meister_section", args=(meister.pk, name))


def listed(client, **query):
    page = client.get(reverse("meisters:meister_list"), query)
    assert page.status_code == 200
    return sorted(row.record.number for row in page.context["table"].rows)


def fields_of(page) -> dict:
    """What the browser would send back from a form page."""
    sent = {}
    form = page.context["form"]
    for one in (form, *(row for part in form.parts for row in part.forms)):
        for bound in one:
            value = bound.value()
            sent[bound.html_name] = "" if value is None else value
    for part in form.parts:
        if hasattr(part, "management_form"):
            for bound in part.management_form:
                sent[bound.html_name] = bound.value()
    return sent


# the list


@pytest.mark.parametrize(
    "text",
    [
        "岩木太郎",
        "いわき",
        "ｲﾜｷ ﾀﾛｳ",
        "0177001234",
        "700-1234",
        "02-00007",
        "０２−００００７",
        "岩木 太郎",
    ],
)
def test_people_are_found_by_name_kana_telephone_and_number(client, tanto, text):
    iwaki()
    MeisterFactory(number="02-1", family_name="八戸", family_kana="ハチノヘ", given_kana="ジロウ")

    assert listed(client, q=text) == ["02-00007"]


def test_each_filter_finds_its_own(client, tanto):
    garden = TradeFactory(name="造園")
    hirosaki = OrganizationFactory(municipality__name="弘前市", municipality__region="中南")
    found = iwaki(
        state="paused", licence="not_held", regions=["中南", "下北"], employer=hirosaki, trade=None
    )
    for _ in range(2):
        MeisterTradeFactory(
            meister=found, trade=garden, operation=OperationFactory(name=f"作業{_}"), category="it"
        )
    MeisterFactory(number="02-9", regions=["東青"])
    queries = {
        "state": "paused",
        "trade": garden.pk,
        "region": "下北",
        "course": "not_held",
        "category": "it",
        "place": hirosaki.municipality.pk,
    }

    for name, value in queries.items():
        assert listed(client, **{name: value}) == ["02-00007"], name
    assert listed(client) == ["02-00007", "02-9"]
    assert listed(client, course="unknown") == []


def test_a_row_shows_what_the_office_asks_for(client, tanto):
    iwaki(licence="unknown", regions=["東青", "中南"], employer__name="株式会社りんご")

    row = next(iter(client.get(reverse("meisters:meister_list")).context["table"].rows))

    assert [str(row.get_cell_value(name)) for name in ("number", "category", "licence")] == [
        "02-00007",
        "ものづくりマイスター",
        "未確認",
    ]
    assert [row.get_cell("trades"), row.get_cell("regions"), row.get_cell("employer")] == [
        "建築大工（大工工事作業）",
        "東青、中南",
        "株式会社りんご",
    ]


def test_regions_that_nobody_asked_for_are_unknown(client, tanto):
    iwaki(regions=[])

    row = next(iter(client.get(reverse("meisters:meister_list")).context["table"].rows))

    assert row.get_cell("regions") == "未確認"


def test_texts_keep_their_lines_and_nothing_else(client, tanto):
    meister = iwaki(note="一行目\n<script>二行目</script>")

    page = client.get(detail(meister)).content.decode()

    assert "<p>一行目<br>&lt;script&gt;二行目&lt;/script&gt;</p>" in page


def test_the_list_asks_the_database_the_same_for_one_and_three(
    client, tanto, django_assert_num_queries
):
    for count in (1, 3):
        while Meister.objects.count() < count:
            MeisterFactory(employer__municipality__name=f"町{Meister.objects.count()}")
        with django_assert_num_queries(LIST_QUERIES):
            client.get(reverse("meisters:meister_list"))


def test_the_excel_of_the_list_is_the_register_of_what_is_filtered_and_is_logged(client, tanto):
    iwaki()
    MeisterFactory(number="02-9", state="paused")

    answer = client.post(
        reverse("meisters:meister_list") + "?state=active",
        {"_export": "xlsx", "purpose": "センターへの提出・報告", "purpose_note": ""},
    )

    sheet = openpyxl.load_workbook(BytesIO(answer.content)).worksheets[0]
    assert [cell.value for cell in sheet["A"]] == ["認定番号", "02-00007"]
    log = DisclosureLog.objects.get()
    assert (log.by, log.what, log.count, log.medium) == (tanto, "マイスター名簿", 1, "excel")


def test_excel_and_print_need_a_purpose_and_the_permission(client):
    iwaki()
    url, wanted = reverse("meisters:meister_list"), {"_export": "xlsx"}
    for trait in ROLES:
        client.force_login(UserFactory(**{trait: True}))
        expected = 422 if trait in ("tanto", "shonin", "kaikei") else 403
        assert client.post(url, wanted).status_code == expected
    assert DisclosureLog.objects.count() == 0


# the page


def test_the_page_says_what_is_known_and_what_is_not(client, tanto):
    meister = iwaki(licence="not_held", regions=[])
    meister.weekdays.create(weekday=0, half="am", mark="free")
    meister.dates.create(day=date(2025, 8, 31), half="am", mark="busy", note="昨日")
    meister.dates.create(day=date(2025, 9, 1), half="pm", mark="maybe", note="今日")

    page = client.get(detail(meister, "availability"))

    assert page.context["course"].text == "必須・未修了（職業訓練指導員免許がありません）"
    assert [halves for _, halves in page.context["weekdays"].texts()] == [
        ["○", "未確認"],
        *[["未確認", "未確認"]] * 6,
    ]
    assert [row.note for row in page.context["dates"]] == ["今日"]
    overview = client.get(detail(meister)).content.decode()
    assert "02-00007" in overview
    assert "口座" not in overview


@pytest.mark.parametrize("tab", PAGE_QUERIES)
def test_each_tab_asks_the_database_the_same_for_one_and_three(
    client, django_assert_num_queries, tab
):
    client.force_login(UserFactory(kaikei=True))
    meister = iwaki()
    account_of(meister)
    for count in (1, 3):
        for number in range(count - 1):
            MeisterTradeFactory(meister=meister, trade__name=f"職種{number}", operation=None)
            meister.dates.create(day=date(2025, 10, 1 + number), half="am", mark="free")
            meister.titles.create(title="other", detail=str(number))
            meister.steps.create(
                to_state="active", transition="register", label="登録", by=UserFactory()
            )
        with django_assert_num_queries(PAGE_QUERIES[tab]):
            client.get(detail(meister, tab))


# bank accounts


@pytest.mark.parametrize("trait", ROLES)
def test_a_bank_account_is_there_for_the_accountant_and_for_nobody_else(client, trait):
    meister = iwaki()
    account = account_of(meister)
    account.number = "7654399"
    registration.save_bank_account(account, by=UserFactory(kaikei=True))
    client.force_login(UserFactory(**{trait: True}))
    sees = trait == "kaikei"
    words = ("口座", "津軽銀行", "76543", "●●●●399")

    for tab in ("", "steps", "history", "account"):
        page = client.get(detail(meister, tab)).content.decode()
        found = [word for word in words if word in page]
        if not sees:
            assert found == [], tab
        elif tab == "account":
            assert "●●●●399" in page
            assert "7654399" not in page
        elif tab == "history":
            assert "7654321" in page
            assert "7654399" in page

    url = reverse("meisters:meister_account", args=(meister.pk,))
    page = client.get(url)
    assert page.status_code == (200 if sees else 403)
    assert ("7654399" in page.content.decode()) == sees
    sent = {"bank": "八戸銀行", "branch": "本店", "kind": "ordinary", "number": "1111111"}
    client.post(url, sent | {"holder_kana": "イワキ", "version": 2})
    assert BankAccount.objects.get().bank == ("八戸銀行" if sees else "津軽銀行")


@pytest.mark.parametrize("trait", ["tanto", "shonin", "etsuran", "kanri"])
def test_the_service_refuses_an_account_from_anybody_else(trait):
    account = BankAccount(meister=iwaki(), bank="銀行", branch="店", number="1234567")

    with pytest.raises(TransitionDenied, match="会計に依頼してください"):
        registration.save_bank_account(account, by=UserFactory(**{trait: True}))

    assert BankAccount.objects.count() == 0


@pytest.mark.parametrize(
    ("name", "typed", "sentence"),
    [
        (
            "number",
            "12345",
            "口座番号は数字7桁で入力してください（現在5桁）。足りない桁は先頭に0を付けます。",
        ),
        (
            "number",
            "1" * 31,
            "口座番号は数字7桁で入力してください（現在31桁）。足りない桁は先頭に0を付けます。",
        ),
        (
            "number",
            "12a4567",
            "口座番号は数字7桁で入力してください。足りない桁は先頭に0を付けます。",
        ),
        ("number", "", "口座番号を入力してください。"),
        ("holder_kana", "岩木 太郎", "口座名義は、通帳のとおりカタカナで入力してください。"),
        ("bank", "", "金融機関名を入力してください。"),
    ],
)
def test_a_wrong_account_gets_a_sentence(client, name, typed, sentence):
    client.force_login(UserFactory(kaikei=True))
    url = reverse("meisters:meister_account", args=(iwaki().pk,))
    sent = {
        "bank": "津軽銀行",
        "branch": "本店",
        "kind": "ordinary",
        "number": "1234567",
        "holder_kana": "イワキ タロウ",
    }

    answer = client.post(url, sent | {name: typed})

    assert answer.status_code == 422
    assert answer.context["form"].errors == {name: [sentence]}
    assert BankAccount.objects.count() == 0


def test_two_accountants_who_enter_the_first_account_both_see_it(client):
    client.force_login(UserFactory(kaikei=True))
    meister = iwaki()
    url = reverse("meisters:meister_account", args=(meister.pk,))
    sent = fields_of(client.get(url)) | {
        "bank": "八戸銀行",
        "branch": "本店",
        "number": "１２３ー４５６７",
        "holder_kana": "ｲﾜｷ ﾀﾛｳ",
    }
    account_of(meister)

    answer = client.post(url, sent)

    assert answer.status_code == 422
    assert [(one.label, one.theirs, one.yours) for one in answer.context["form"].differences][
        :1
    ] == [("金融機関名", "津軽銀行", "八戸銀行")]
    again = client.post(url, fields_of(answer))
    assert again.status_code == 302
    account = BankAccount.objects.get()
    assert (account.number, account.holder_kana, account.version) == (
        "1234567",
        "イワキ　タロウ",
        2,
    )


# states


STEPS = [
    (name, state) for name in MEISTER_WORKFLOW.transitions for state in choices.MeisterState.values
]


@pytest.mark.parametrize(("name", "state"), STEPS)
def test_a_step_is_taken_from_its_states_and_refused_from_every_other(name, state):
    step, manager = MEISTER_WORKFLOW[name], UserFactory(shonin=True)
    meister = MeisterFactory(state=state)

    if state in step.sources:
        registration.take_step(meister.pk, name, by=manager, comment="本人からの連絡")
        expected, steps = step.target, [(state, step.target, "本人からの連絡")]
    else:
        with pytest.raises(TransitionDenied):
            registration.take_step(meister.pk, name, by=manager, comment="本人からの連絡")
        expected, steps = state, []

    meister.refresh_from_db()
    assert meister.state == expected
    found = meister.steps.values_list("from_state", "to_state", "comment")
    assert list(found) == steps


@pytest.mark.parametrize("trait", ROLES)
@pytest.mark.parametrize("name", MEISTER_WORKFLOW.transitions)
def test_each_step_asks_for_its_permission(client, trait, name):
    step, user = MEISTER_WORKFLOW[name], UserFactory(**{trait: True})
    meister = MeisterFactory(state=step.sources[0])
    client.force_login(user)
    url = reverse("meisters:meister_step", args=(meister.pk, name))

    answer = client.post(url, {"comment": "理由", "form_token": str(uuid4())})

    meister.refresh_from_db()
    assert answer.status_code == (302 if trait in ("tanto", "shonin") else 403)
    assert meister.state == (step.target if user.has_perm(step.permission) else step.sources[0])


@pytest.mark.parametrize(
    "name", [name for name, step in MEISTER_WORKFLOW.transitions.items() if step.comment_required]
)
def test_a_step_with_a_reason_keeps_the_page_until_there_is_one(client, name):
    client.force_login(UserFactory(shonin=True))
    meister = MeisterFactory(state=MEISTER_WORKFLOW[name].sources[0])

    answer = client.post(
        reverse("meisters:meister_step", args=(meister.pk, name)), {"comment": "　"}
    )

    assert answer.status_code == 422
    assert answer.context["form"].errors == {"comment": ["理由を入力してください。"]}
    assert meister.steps.count() == 0


def test_a_step_that_is_not_open_says_so_on_the_page(client, tanto):
    meister = iwaki(state="resigned")
    url = reverse("meisters:meister_step", args=(meister.pk, "pause"))

    page = client.get(url, follow=True)

    assert page.redirect_chain == [(detail(meister), 302)]
    assert "岩木 太郎は現在「辞退」のため、休止はできません。" in page.content.decode()
    assert client.get(reverse("meisters:meister_step", args=(meister.pk, "x"))).status_code == 404


def test_a_double_click_takes_one_step(client, tanto):
    meister = iwaki()
    url = reverse("meisters:meister_step", args=(meister.pk, "pause"))
    sent = {"comment": "入院のため", "form_token": str(uuid4())}

    first, second = client.post(url, sent), client.post(url, sent)

    assert (first["Location"], second["Location"]) == (detail(meister), detail(meister))
    assert list(meister.steps.values_list("label", flat=True)) == ["休止"]


# sections


def test_every_section_saves_what_was_read_without_a_change(client, tanto):
    meister = iwaki(profile_message="一行目\n二行目")
    meister.weekdays.create(weekday=2, half="pm", mark="maybe")
    meister.dates.create(day=date(2025, 12, 1), half="am", mark="busy")
    meister.titles.create(title="aomori", awarded_on=date(2015, 11, 1))
    before = [list(getattr(meister, part).values()) for part in registration_parts()]

    for name in SECTION_QUERIES:
        page = client.get(section(meister, name))
        answer = client.post(section(meister, name), fields_of(page))
        assert answer.status_code == 302, name

    after = [list(getattr(meister, part).values()) for part in registration_parts()]
    assert after == before
    meister.refresh_from_db()
    assert meister.profile_message == "一行目\n二行目"
    assert meister.version == 1 + len(SECTION_QUERIES)


def registration_parts():
    return ("trades", "weekdays", "dates", "titles")


@pytest.mark.parametrize("name", SECTION_QUERIES)
def test_a_section_asks_the_database_the_same_for_one_and_three(
    client, tanto, django_assert_num_queries, name
):
    meister = iwaki()
    for count in (1, 3):
        for number in range(count - 1):
            MeisterTradeFactory(meister=meister, trade__name=f"職種{number}", operation=None)
            meister.dates.create(day=date(2025, 10, 1 + number), half="am", mark="free")
            meister.titles.create(title="other", detail=str(number))
        with django_assert_num_queries(SECTION_QUERIES[name]):
            client.get(section(meister, name))


def test_availability_is_entered_and_unknown_stays_unknown(client, tanto):
    meister = iwaki()
    past = meister.dates.create(day=date(2025, 8, 1), half="am", mark="busy")
    sent = fields_of(client.get(section(meister, "availability"))) | {
        "regions": ["東青", "下北"],
        "weekdays-am0": "free",
        "weekdays-pm6": "busy",
        "dates-0-day": "R7.12.1",
        "dates-0-half": "pm",
        "dates-0-mark": "maybe",
        "dates-0-note": "午後だけ",
    }

    answer = client.post(section(meister, "availability"), sent)

    assert answer["Location"] == detail(meister, "availability")
    meister.refresh_from_db()
    assert meister.regions == ["東青", "下北"]
    assert list(meister.weekdays.values_list("weekday", "half", "mark")) == [
        (0, "am", "free"),
        (6, "pm", "busy"),
    ]
    assert list(meister.dates.values_list("day", "half", "mark", "note")) == [
        (past.day, "am", "busy", ""),
        (date(2025, 12, 1), "pm", "maybe", "午後だけ"),
    ]

    sent = fields_of(client.get(section(meister, "availability"))) | {"weekdays-am0": ""}
    client.post(section(meister, "availability"), sent | {"dates-0-DELETE": "on"})

    assert list(meister.weekdays.values_list("weekday", "half", "mark")) == [(6, "pm", "busy")]
    assert list(meister.dates.all()) == [past]


def test_two_trades_may_change_places(client, tanto):
    meister = iwaki(trade=None)
    garden, mason = TradeFactory(name="造園"), TradeFactory(name="左官")
    MeisterTradeFactory(meister=meister, trade=garden, operation=None, category="it")
    MeisterTradeFactory(meister=meister, trade=mason, operation=None, category="tech")
    sent = fields_of(client.get(section(meister, "trades")))
    sent |= {"trades-0-trade": mason.pk, "trades-1-trade": garden.pk}

    assert client.post(section(meister, "trades"), sent).status_code == 302

    found = {row.trade.name: row.category for row in meister.trades.all()}
    assert found == {"左官": "it", "造園": "tech"}


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"trades-0-DELETE": "on"}, "認定職種を1つ以上入力してください。"),
        ({"trades-0-trade": ""}, "職種を選択してください。"),
        ({"trades-0-trade": "99999999999999999999"}, "職種は一覧から選択してください。"),
        ({"trades-0-certified_on": "2030-01-01"}, "認定日は明治元年1月25日から"),
        ({"trades-0-operation": "other"}, "作業は「建築大工」のものを選択してください。"),
        (
            {"trades-1-trade": "same", "trades-1-operation": "same"},
            "同じ職種・作業の行があります。",
        ),
    ],
)
def test_wrong_trades_get_a_sentence_and_change_nothing(client, tanto, changes, sentence):
    meister = iwaki()
    row = meister.trades.get()
    other = OperationFactory(trade__name="造園", name="造園工事作業")
    sent = fields_of(client.get(section(meister, "trades")))
    words = {"other": other.pk, "same": None}
    for name, value in changes.items():
        same = row.trade_id if name.endswith("trade") else row.operation_id
        sent[name] = same if value == "same" else words.get(value, value)

    answer = client.post(section(meister, "trades"), sent)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert list(meister.trades.all()) == [row]


@pytest.mark.parametrize(
    ("name", "change", "label"),
    [
        ("texts", ("note", "わたしの備考"), "備考"),
        ("availability", ("weekdays-am0", "busy"), "月曜午前"),
    ],
)
def test_the_second_of_two_people_sees_both_texts_and_loses_nothing(
    client, tanto, name, change, label
):
    meister = iwaki()
    mine = fields_of(client.get(section(meister, name))) | dict([change])
    meister.note = "ほかの人の備考"
    meister.weekdays.create(weekday=0, half="am", mark="free")
    registration.save_content(meister, by=UserFactory(tanto=True))

    refused = client.post(section(meister, name), mine)

    assert refused.status_code == 422
    assert [one.label for one in refused.context["form"].differences] == [label]
    saved = client.post(section(meister, name), fields_of(refused))
    assert saved.status_code == 302
    meister.refresh_from_db()
    assert {
        "texts": meister.note == "わたしの備考",
        "availability": meister.weekdays.get().mark == "busy",
    }[name]


@pytest.mark.parametrize("trait", ROLES)
def test_who_may_edit(client, trait):
    client.force_login(UserFactory(**{trait: True}))
    meister = iwaki()
    expected = 200 if trait in ("tanto", "shonin") else 403

    urls = [section(meister, name) for name in SECTION_QUERIES]
    urls += [
        reverse("meisters:meister_edit", args=(meister.pk,)),
        reverse("meisters:meister_create"),
        reverse("meisters:meister_step", args=(meister.pk, "pause")),
    ]
    assert {client.get(url).status_code for url in urls} == {expected}
    assert client.get(section(meister, "account")).status_code == (404 if expected == 200 else 403)


# entry by hand


def entry(**changes) -> dict:
    trade = TradeFactory(name="造園")
    return {
        "number": "０２－０００４５",
        "certified_on": "平成27年3月31日",
        "family_name": "八戸",
        "given_name": "花子",
        "family_kana": "はちのへ",
        "given_kana": "ﾊﾅｺ",
        "employment": "unknown",
        "licence": "held",
        "trades-TOTAL_FORMS": "1",
        "trades-INITIAL_FORMS": "0",
        "trades-0-trade": str(trade.pk),
        "trades-0-category": "monozukuri",
        "form_token": str(uuid4()),
    } | changes


def test_somebody_certified_earlier_is_entered_once(client, tanto):
    url, sent = reverse("meisters:meister_create"), entry(new_employer="株式会社八甲田")

    first, second = client.post(url, sent), client.post(url, sent)

    meister = Meister.objects.get()
    assert (first["Location"], second["Location"]) == (detail(meister), detail(meister))
    assert (meister.number, meister.certified_on, meister.kana, meister.state) == (
        "02-00045",
        date(2015, 3, 31),
        "ハチノヘ ハナコ",
        "active",
    )
    assert meister.employer.name == "株式会社八甲田"
    assert [(str(row), row.category) for row in meister.trades.all()] == [("造園", "monozukuri")]
    assert [(row.label, row.by, row.comment) for row in meister.steps.all()] == [
        ("登録", tanto, "画面からの登録")
    ]


@pytest.mark.parametrize(
    ("changes", "name", "sentence"),
    [
        ({"number": ""}, "number", "認定番号を入力してください。"),
        (
            {"number": "02-00007"},
            "number",
            "別の認定番号を入力してください。同じ認定番号がすでに登録されています。",
        ),
        ({"certified_on": ""}, "certified_on", "認定日を入力してください。"),
        (
            {"birth_date": "2020-01-01"},
            "birth_date",
            "生年月日は認定日より前の日付を入力してください。",
        ),
        ({"family_name": "岩木😀"}, "family_name", None),
    ],
)
def test_a_wrong_entry_gets_a_sentence_and_enters_nobody(client, tanto, changes, name, sentence):
    iwaki()

    answer = client.post(reverse("meisters:meister_create"), entry(**changes))

    assert answer.status_code == 422
    errors = answer.context["form"].errors
    assert list(errors) == [name]
    assert sentence is None or errors[name] == [sentence]
    assert Meister.objects.count() == 1


def test_an_entry_without_a_trade_is_refused(client, tanto):
    answer = client.post(
        reverse("meisters:meister_create"), entry(**{"trades-0-trade": "", "trades-0-category": ""})
    )

    assert answer.status_code == 422
    assert Meister.objects.count() == 0


def test_somebody_who_looks_like_a_person_on_record_must_be_looked_at(client, tanto):
    CandidateFactory(
        family_kana="ハチノヘ", given_kana="ハナコ", birth_date=date(1970, 5, 5), given_name="花子"
    )
    url, sent = reverse("meisters:meister_create"), entry(birth_date="S45.5.5")

    warned = client.post(url, sent)

    assert warned.status_code == 422
    assert [str(one) for one in warned.context["form"].found] == ["候補者 岩木 花子（候補）"]
    assert client.post(url, sent | {"is_other_person": "on"}).status_code == 302
    assert Meister.objects.count() == 1


def test_the_person_is_edited_with_number_and_work(client, tanto):
    meister = iwaki()
    url = reverse("meisters:meister_edit", args=(meister.pk,))
    sent = fields_of(client.get(url)) | {"number": "02-00008", "licence": "not_held"}

    answer = client.post(url, sent)

    assert answer["Location"] == detail(meister)
    meister.refresh_from_db()
    assert (meister.number, meister.licence, meister.version) == ("02-00008", "not_held", 2)


def test_the_number_is_not_blamed_for_what_else_the_database_refuses(tanto):
    meister = iwaki()
    meister.birth_date = date(1899, 12, 31)

    with pytest.raises(IntegrityError, match="meister_born_after_1900"), transaction.atomic():
        registration.save_content(meister, by=tanto)
