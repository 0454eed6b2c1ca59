"""A morning at a primary school: 68 pupils, three trades, five instructors and two helpers."""

from io import BytesIO

from openpyxl import load_workbook
from pypdf import PdfReader

from aomori_skills.base.workbook import CONTENT_TYPE
from aomori_skills.office.choices import OrganizationKind
from aomori_skills.office.models import Trade
from aomori_skills.paperwork.models import OutgoingMessage
from dispatch.models import Ask, Assignment, DispatchRequest, Session
from tests.browser.dispatch_days import meister, rules_of, tab, working_days
from tests.browser.taken import pages_of, rows_of
from tests.factories.instructors import AssistantFactory
from tests.factories.requests import SchoolFactory
from tests.paperwork.worker import work_off

SCHOOL = "青森市立りんごの花小学校"
FURTHER = (("畳製作", "22"), ("建具製作", "22"))
ROOMS = {"左官": "体育館", "畳製作": "図工室", "建具製作": "多目的室"}


def test_a_school_day_of_three_trades(desk_of, office, letter_box):
    [day] = working_days(1)
    rules_of(day)
    plaster, tatami, joinery = (Trade.objects.get(name=name) for name in ROOMS)
    leads = [
        meister("岩木", "左吉", plaster),
        meister("種差", "畳子", tatami),
        meister("田代平", "組夫", joinery),
    ]
    further = [meister("八甲田", "鏝美", plaster), meister("尻屋", "縁助", tatami)]
    helpers = [AssistantFactory(given_name="一葉"), AssistantFactory(given_name="二葉")]
    SchoolFactory(name=SCHOOL, kind=OrganizationKind.COMPULSORY_SCHOOL, address="青森市架空町9")
    desk = desk_of("tanto")
    desk.page.set_default_timeout(90_000)  # the first PDF of a process takes its time

    row = request_of_three_trades(desk, day)
    rooms(desk, row)
    ask_all(desk, row, leads, further, helpers)
    answers(desk, row)
    plan_and_roster(desk, row)
    decide(desk_of, desk, row)
    letters_to_all(desk, row)
    papers(desk, row, leads)


def request_of_three_trades(desk, day) -> DispatchRequest:
    """One request, of which each trade has its own pupils."""
    desk.go("/dispatch/requests/new/")
    desk.choose("kind", "魅力発信（小中学校等）")
    desk.choose("received_way", "メール")
    desk.search("client", "りんご", SCHOOL)
    desk.choose("trade", "左官")
    desk.choose("purpose", "ものづくり体験")
    desk.write("content", "5年生の全員に、3つの職種から1つを体験させたい。")
    desk.write("sessions_wanted", "1")
    desk.write("hours_each", "2")
    desk.write("people", "68")
    desk.write("grade", "5年生")
    for name in ("photo_consent", "insured", "no_other_subsidy"):
        desk.choose(name, "はい")
    for number, (trade, people) in enumerate(FURTHER):
        desk.press("ほかの職種を追加する")
        desk.choose(f"further_trades-{number}-trade", trade)
        desk.write(f"further_trades-{number}-people", people)
    desk.write("wished_dates-0-day", day.isoformat())
    desk.write("wished_dates-0-starts_at", "10:00")
    desk.write("wished_dates-0-ends_at", "12:00")
    desk.look("school_request_form")
    desk.press("保存する")
    desk.look("school_request")
    desk.follow("調整を始める")
    desk.press("調整を始める")
    desk.go(tab(DispatchRequest.objects.get(), "sessions"))
    desk.look("school_wishes")
    desk.press("選んだ希望日を指導日にする")
    people = Session.objects.values_list("trade__name", "people").order_by("pk")
    assert list(people) == [("左官", 24), ("畳製作", 22), ("建具製作", 22)]
    return DispatchRequest.objects.get()


def rooms(desk, row) -> None:
    """Each trade has a room of its own at the same hours."""
    for session in Session.objects.order_by("pk"):
        desk.go(f"/dispatch/sessions/{session.pk}/edit/")
        desk.write("place", ROOMS[str(session.trade)])
        desk.press("保存する")
    desk.go(tab(row, "sessions"))
    desk.look("school_sessions")
    for room in ROOMS.values():
        assert room in desk.text


def ask_all(desk, row, leads, further, helpers) -> None:
    """From the candidates of each trade, and the helpers by their names; one batch of letters."""
    desk.go(tab(row, "matching"))
    for person in (*leads, *further):
        form = desk.page.locator("main form", has=desk.page.get_by_label(f"{person.name}さん"))
        form.get_by_label(f"{person.name}さんを選択").check()
        form.get_by_role("button", name="打診の一覧に加える").click()
        assert f"{person.name}さんを打診の一覧に加えました。" in desk.said
    desk.look("school_matching")
    first, _, third = Session.objects.order_by("pk")
    for helper, session in zip(helpers, (first, third), strict=True):
        desk.go(f"/dispatch/requests/{row.pk}/asks/add/")
        desk.choose("assistant", helper.name)
        desk.page.check(f"main [name=sessions][value='{session.pk}']")
        desk.look("school_ask_helper")
        desk.press("打診の一覧に加える")
    roles = Ask.objects.order_by("order").values_list("role", flat=True)
    assert list(roles) == ["lead"] * 3 + ["further"] * 2 + ["assistant"] * 2
    desk.follow("依頼状を作る")
    desk.press("下書きを作る")
    assert OutgoingMessage.objects.latest("pk").batch.messages.count() == 7


def answers(desk, row) -> None:
    for ask in Ask.objects.order_by("order"):
        desk.go(f"/dispatch/asks/{ask.pk}/accept/")
        desk.press("承諾を記録する")
        assert f"{ask.person.name}さんの承諾を記録し、指導日に確定しました。" in desk.said
    desk.look("school_asks")
    assert Assignment.objects.filter(state="confirmed").count() == 7


def plan_and_roster(desk, row) -> None:
    """The school fills in the Excel form with its 68 pupils."""
    desk.go(tab(row, "plan"))
    desk.follow("計画書を作る")
    desk.write("aim", "3つの職種の仕事に触れ、ものづくりの楽しさを知る。")
    desk.write("method", "1人1つの作品を作る。")
    desk.press("保存する")
    desk.look("school_plan")
    desk.go(tab(row, "roster"))
    _, form = desk.download(lambda: desk.follow("様式を取り出す（Excel）"))
    desk.follow("名簿を入力する")
    desk.page.get_by_text("Excelから入れる").click()
    desk.attach("file", "名簿.xlsx", filled(form), CONTENT_TYPE)
    desk.press("表に入れる")
    assert "68人を表に入れました。" in desk.text
    desk.look("school_roster_form")
    desk.press("保存する")
    desk.look("school_roster")
    assert "名簿は68人で、派遣依頼の受講者数と同じです。" in desk.text
    _, roster = desk.download(lambda: desk.press("名簿をExcelに出力する"))
    names = [one["氏名"] for one in rows_of(roster, first="番号")][:68]
    assert names == [pupil(number) for number in range(1, 69)]


def pupil(number: int) -> str:
    return f"紅玉 児童{number:02}"


def filled(form: bytes) -> bytes:
    book = load_workbook(BytesIO(form))
    sheet = book.worksheets[0]
    place = {cell.value: cell.column for cell in sheet[1]}
    for number in range(1, 69):
        told = {
            "氏名": pupil(number),
            "学年・組・部署": "5年",
            "年齢": 11,
            "写真の同意": "いいえ" if number == 7 else "はい",
        }
        for heading, value in told.items():
            sheet.cell(number + 1, place[heading], value)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def decide(desk_of, desk, row) -> None:
    desk.go(row.get_absolute_url())
    desk.follow("承認を依頼する")
    desk.look("school_request_approval")
    desk.press("承認を依頼する")
    manager = desk_of("shonin")
    manager.go(f"/admin/dispatch/dispatchrequest/{row.pk}/change/")
    manager.look("school_decision")
    manager.page.get_by_role("button", name="決定する").click()
    manager.page.get_by_text("第1版として決定しました").wait_for()


def letters_to_all(desk, row) -> None:
    """The school, five instructors and two helpers."""
    desk.go(f"{row.get_absolute_url()}notices/")
    desk.page.get_by_label("すべての宛先に文書").check()
    desk.press("下書きを作る")
    desk.follow("送信・発行へ進む")
    desk.press("8件を送信・発行する")
    work_off()
    desk.go(OutgoingMessage.objects.latest("pk").batch.get_absolute_url())
    _, printed = desk.download(lambda: desk.press("発行した文書をまとめたPDF"))
    texts = pages_of(printed)
    firsts = [text for text in texts if "（決定通知）" in text]
    assert [SCHOOL in text for text in firsts] == [True] * 8
    to_school = "".join(texts[: texts.index(firsts[1])])
    for told in ("5年生68人", *ROOMS.values()):
        assert told in to_school


def papers(desk, row, leads) -> None:
    """One bundle: the route of who attends all three rooms, and the rest once."""
    desk.go(tab(row, "day"))
    desk.look("school_day")
    desk.page.get_by_text("当日の書類", exact=True).first.click()
    _, bundle = desk.download(lambda: desk.press("当日の書類をまとめて印刷する（PDF）"))
    pages = pages_of(bundle)
    titles = ("立会行程表", "当日の確認票", "写真撮影の同意状況", "保険加入者名簿")
    firsts = [title for page in pages for title in titles if title in page[:40]]
    assert sorted(firsts) == sorted(titles)
    route = next(page for page in pages if "立会行程表" in page[:40])
    assert [room in route for room in ROOMS.values()] == [True] * 3
    whole = "".join(pages)
    assert "".join(pupil(68).split()) in whole
    for person in leads:
        assert "".join(person.name.split()) in whole
    assert len(PdfReader(BytesIO(bundle)).pages) == len(pages)
