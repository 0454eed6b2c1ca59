"""Papers of a plan: the plan, one page a session, roster, talk, and their workbooks."""

from datetime import date, time
from io import BytesIO

import pytest
import time_machine
from django.urls import reverse
from openpyxl import load_workbook
from pypdf import PdfReader

from aomori_skills.paperwork.models import DisclosureLog
from dispatch.papers.course_plan import render_course_plan
from dispatch.papers.instruction_plan import render_plan
from dispatch.papers.prior_meeting import render_meeting
from dispatch.papers.roster import form_book, guide_lines, roster_pdf
from tests.dispatch.request_situations import TODAY, masters, whole
from tests.factories.instructors import AssistantFactory
from tests.factories.meisters import MeisterFactory
from tests.factories.office import (
    OperationFactory,
    OrganizationFactory,
    ProfileFactory,
    TradeFactory,
    UserFactory,
)
from tests.factories.plans import PlanFactory, PriorMeetingFactory, TraineeFactory
from tests.factories.requests import MaterialFactory, RequestFactory, SchoolFactory
from tests.factories.sessions import AssignmentFactory, SessionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(TODAY, tick=False):
        ProfileFactory()
        yield


@pytest.fixture
def row():
    """Two days of one meister, the second with a further one who is only tentative."""
    found = RequestFactory(
        school=True,
        state="adjusting",
        serial=12,
        client=SchoolFactory(name="青森県立りんご工業高等学校", phone="017-000-2222"),
        grade="建築科2年生",
        test_grade="3級建築大工",
        test_on=date(2025, 8, 3),
        equipment="木工室",
        power="100V",
        people=20,
    )
    PlanFactory(request=found, tools="のみ、かんな", safety="刃物に注意する", clothing="作業着")
    firm = OrganizationFactory(name="株式会社りんご工務店")
    lead = MeisterFactory(family_name="岩木", given_name="太郎", employer=firm)
    further = MeisterFactory(family_name="白神", given_name="花子")
    first = SessionFactory(request=found, people=20, break_minutes=10, content="墨付け")
    second = SessionFactory(
        request=found, held_on=date(2025, 9, 17), starts_at=time(9), ends_at=time(12), people=None
    )
    AssignmentFactory(session=first, meister=lead)
    AssignmentFactory(session=second, meister=lead)
    AssignmentFactory(session=second, meister=further, role="further", state="tentative")
    MaterialFactory(request=found)
    return whole(found)


def words(pdf, page=None) -> str:
    pages = PdfReader(BytesIO(bytes(pdf))).pages
    texts = [one.extract_text() for one in (pages if page is None else [pages[page]])]
    return "".join("".join(texts).split())


def test_the_plan_says_everything_once(row):
    pdf = render_plan(row, row.plan, row.sessions.with_people())
    text = words(pdf)

    for word in (
        "実技指導計画書派R7-012",
        "令和7年6月10日",
        "青森県立りんご工業高等学校",
        "電話番号017-000-2222",
        "20人（建築科2年生）",
        "年齢18歳～25歳",
        "目的技能検定の受検（3級建築大工令和7年8月3日）",
        "3級の課題を標準時間内に仕上げる。",
        "見本を示した後、1人ずつ指導する。",
        "令和7年9月10日（水）13:00～15:00",
        "1.83",
        "令和7年9月17日（水）09:00～12:00",
        "岩木太郎白神花子（仮）",
        "未定",
        "指導回数2回（2日）／指導時間4.83時間／受講者20人／延べ受講者20人"
        "（ほかに人数が未定の指導日1件）／指導者等延べ3人日",
        "岩木太郎マイスター主たる指導者株式会社りんご工務店24.83",
        "合計税抜6,000円消費税600円税込6,600円",
        "会場の設備木工室電源：100V",
        "刃物に注意する",
        "作成：青森県技能振興コーナー担当：津軽担当",
    ):
        assert word in text
    assert (pdf.missing, "None" in text) == ((), False)


def test_a_plan_of_four_days_is_one_page_with_each_day_on_one_line(row):
    for day in (24, 25):
        SessionFactory(request=row, held_on=date(2025, 9, day))
    helper = AssistantFactory(family_name="南部", given_name="林檎")
    for session in row.sessions.all():
        AssignmentFactory(session=session, role="assistant", meister=None, assistant=helper)
    row.sessions.update(
        starts_at=time(9),
        ends_at=time(12),
        place="第二工場の機械実習室（東側の入口）",
        operation=OperationFactory(name="大工工事作業", trade=row.trade),
        content="課題の練習",
    )
    paper = render_plan(row, row.plan, row.sessions.with_people())
    text = PdfReader(BytesIO(paper)).pages[0].extract_text()
    lines = ["".join(line.split()) for line in text.splitlines()]
    assert paper.pages == 1
    assert sum("09:00～12:00（3時間）" in one for one in lines) == 3
    assert sum("補助員南部林檎" in one for one in lines) == 4


def test_a_plan_without_sessions_says_so():
    bare = PlanFactory().request
    text = words(render_plan(whole(bare), bare.plan, bare.sessions.with_people()))

    for word in ("指導日は未定です。", "指導者は未定です。", "材料費の記載はありません。"):
        assert word in text


def test_each_session_has_its_page(row):
    PriorMeetingFactory(request=row, agreed="かんなは各自のもの。")
    pdf = render_course_plan(row, row.plan, row.sessions.with_people(), row.prior_meetings.all())

    assert pdf.pages == 2
    first, second = words(pdf, 0), words(pdf, 1)
    for word in (
        "派R7-012第1回",
        "令和7年9月10日（水）",
        "13:00～15:00（休憩10分）",
        "時間数1.83時間",
        "指導者岩木太郎",
        "受講者20人",
        "この回の内容墨付け",
        "打合せで決まったことかんなは各自のもの。",
    ):
        assert word in first
    assert "受講者未定（全体で20人（建築科2年生））" in second
    assert "岩木太郎白神花子（仮）" in second


def test_the_roster_on_paper(row):
    TraineeFactory(request=row, order=1, name="森 ゆう", kana="モリ ユウ", photo_consent="yes")
    TraineeFactory(request=row, order=2, name="小川 あきら", age=None)
    text = words(roster_pdf(row, list(row.trainees.all()), issued_on=TODAY))

    for word in (
        "受講者名簿青森県立りんご工業高等学校建築科2年生",
        "派遣依頼：派R7-012職種：建築大工",
        "1森ゆうモリユウ建築科2年17はい",
        "2小川あきらオガワアキラ建築科2年未確認",
        "計2人",
    ):
        assert word in text


def test_a_roster_names_every_trade_and_ends_with_its_people(row):
    row.further_trades.create(trade=TradeFactory(name="畳製作"), people=20)
    TraineeFactory.create_batch(68, request=row)
    paper = roster_pdf(whole(row), list(row.trainees.all()), issued_on=TODAY)
    assert "職種：建築大工、畳製作番号" in words(paper)
    assert paper.pages == 2
    assert words(paper, 1).endswith(
        "計68人この名簿は、派遣の実施と保険の手続のほかには使いません。2/2"
    )


def test_the_form_of_a_roster_says_how_to_fill_it_in(row):
    book = load_workbook(BytesIO(form_book(row)))
    guide = book["記入のしかた"]
    said = {line[0].value: line[1].value for line in guide.iter_rows(min_row=5)}
    assert book.active is guide
    assert guide["A1"].value == "受講者名簿"
    assert guide["A2"].value == "青森県立りんご工業高等学校　建築科2年生　派R7-012"
    assert said["提出期限"] == "担当者から御案内する日"
    assert said["提出先"].startswith("青森県技能振興コーナー　担当：津軽 担当\n電話：017-000-0000")
    assert said["個人情報"] == "この名簿は、派遣の実施と保険の手続のほかには使いません。"


def test_the_form_of_a_roster_is_due_before_the_first_day(row):
    masters()
    assert dict(guide_lines(row))["提出期限"] == "令和7年9月3日（水）"


def test_the_talk_on_paper(row):
    text = words(render_meeting(PriorMeetingFactory(request=row)))

    for word in (
        "事前打合せ記録",
        "派R7-012青森県立りんご工業高等学校",
        "令和7年6月9日（月）",
        "藤野教諭、岩木マイスター、津軽担当",
        "作業台の数と電源を確かめた。",
        "かんなは各自のものを使う。",
        "コーナー長",
    ):
        assert word in text


def test_the_workbook_of_the_plan(client, row):
    client.force_login(UserFactory(tanto=True))
    answer = client.post(reverse("dispatch:request_plan_paper", args=(row.pk, "book")))
    book = load_workbook(BytesIO(answer.content))
    facts, days, people, materials = (
        [[c.value for c in r] for r in sheet.iter_rows(min_row=4)] for sheet in book
    )

    assert book.sheetnames == ["計画", "日程", "指導者・補助員", "材料"]
    told = dict(facts[1:])
    assert (told["名称"], told["職種"], told["指導の目標"], told["指導方法・課題"]) == (
        "青森県立りんご工業高等学校",
        "建築大工",
        "3級の課題を標準時間内に仕上げる。",
        "見本を示した後、1人ずつ指導する。",
    )
    assert (told["工具・機械"], told["会場の設備"], told["安全上の注意"], told["服装・持ち物"]) == (
        "のみ、かんな",
        "木工室　電源：100V",
        "刃物に注意する",
        "作業着",
    )
    assert materials[1:] == [
        ["杉角材", 1200, "5本", 6000, None],
        ["合計", None, None, 6000, None],
    ]

    assert days[0][:5] == ["回", "実施日", "時間", "休憩（分）", "時間数"]
    assert [(r[0], r[2], float(r[4]), r[8], r[10]) for r in days[1:3]] == [
        (1, "13:00～15:00", 1.83, "岩木 太郎", 20),
        (2, "09:00～12:00", 3.0, "岩木 太郎、白神 花子（仮）", None),
    ]
    assert (days[3][0], float(days[3][4]), days[3][10]) == ("合計", 4.83, 20)
    assert [(r[0], r[2], r[3], r[4], float(r[6])) for r in people[1:3]] == [
        ("岩木 太郎", "主たる指導者", 2, 2, 4.83),
        ("白神 花子", "指導者", 1, 0, 3.0),
    ]
    assert [(log.what, log.medium) for log in DisclosureLog.objects.all()] == [
        (f"実技指導計画書 派R7-012 {row}", "excel")
    ]


def test_the_workbook_of_the_roster(client, row):
    TraineeFactory(request=row, order=1, name="=森 ゆう")
    client.force_login(UserFactory(tanto=True))
    answer = client.post(reverse("dispatch:request_trainee_paper", args=(row.pk, "book")))
    sheet = load_workbook(BytesIO(answer.content)).worksheets[0]

    assert [cell.value for cell in sheet[4]][:3] == ["番号", "氏名", "氏名（カナ）"]
    assert [cell.value for cell in sheet[5]][:2] == [1, "=森 ゆう"]
    assert sheet["B5"].data_type == "s"
    assert [cell.value for cell in sheet[6]][:2] == ["計", "1人"]


@pytest.mark.parametrize(
    ("url_name", "name", "what"),
    [
        ("request_plan_paper", "plan", "実技指導計画書"),
        ("request_plan_paper", "course", "講習計画書"),
        ("request_trainee_paper", "pdf", "受講者名簿"),
    ],
)
def test_papers_with_names_go_on_record(client, row, url_name, name, what):
    url = reverse(f"dispatch:{url_name}", args=(row.pk, name))
    client.force_login(UserFactory(etsuran=True))
    assert client.post(url).status_code == 403

    client.force_login(UserFactory(tanto=True))
    assert client.post(url)["Content-Type"] == "application/pdf"
    log = DisclosureLog.objects.get()
    assert (log.what, log.medium, log.purpose) == (
        f"{what} 派R7-012 {row}",
        "pdf",
        "arrangement",
    )
