"""A dispatch from the survey to the papers of the day, as the office goes through it."""

from datetime import timedelta

from django.utils import timezone

from aomori_skills.base import wareki
from aomori_skills.office.models import Trade
from aomori_skills.paperwork.models import OutgoingMessage
from dispatch.models import Ask, DemandSurvey, DispatchRequest, Session
from tests.browser.dispatch_days import meister, rules_of, second_manager, tab, working_days
from tests.browser.taken import pages_of, rows_of
from tests.factories.requests import FirmFactory
from tests.paperwork.worker import work_off

FIRM = "株式会社ねぶた木工"


def test_from_the_survey_to_the_day(desk_of, office, letter_box):
    first, second = working_days(2)
    rules_of(first)
    trade = Trade.objects.get(name="建築大工")
    free = meister("岩木", "太郎", trade, address="青森市架空町1")
    unknown = meister("八甲田", "次郎", trade, known=False, email="hakkoda@example.jp")
    meister("種差", "三郎", trade, state="paused")
    FirmFactory(name=FIRM, address="青森市架空町1-1")
    desk = desk_of("tanto")
    desk.page.set_default_timeout(90_000)  # the first PDF of a process takes its time

    row = request_from_survey(desk, first, second)
    let_pass(desk_of("shonin"), row)
    ask_two(desk, row, unknown, free)
    plan(desk, row)
    manager = decide(desk_of, desk, row)
    tell(desk, row, letter_box)
    papers_of_the_day(desk, row, first)
    manager.go("/")
    assert "決定を待っている派遣依頼" not in manager.text


def request_from_survey(desk, first, second) -> DispatchRequest:
    """A wave of one firm, whose reply by fax becomes a request that is over the year's cap."""
    desk.go("/dispatch/surveys/")
    desk.follow("調査を始める")
    desk.write("reply_by", (timezone.localdate() + timedelta(days=30)).isoformat())
    desk.press("保存する")
    desk.page.get_by_label(f"{FIRM}を選択", exact=True).check()
    desk.press("選択した調査先を加える")
    addressee = DemandSurvey.objects.get().addressees.get()
    desk.go(f"/dispatch/addressees/{addressee.pk}/sent/")
    desk.press("送付を記録する")
    desk.go("/dispatch/surveys/replies/")
    desk.write("code", addressee.code)
    desk.press("回答を入力する")
    desk.choose("replied_way", "FAX")
    desk.page.get_by_label("あり").check()
    desk.page.get_by_role("button", name="希望を追加する").click()
    desk.choose("wishes-0-kind", "実技指導（中小企業・業界団体）")
    desk.choose("wishes-0-trade", "建築大工")
    desk.write("wishes-0-people", "2")
    desk.write("wishes-0-sessions", "22")
    desk.press("保存する")
    desk.look("job_reply")

    desk.go("/dispatch/wishes/")
    desk.follow("派遣依頼にする")
    desk.choose("purpose", "技能検定の受検")
    desk.write("content", "墨付けと刻み")
    desk.write("hours_each", "2")
    desk.write("youngest", "19")
    desk.write("oldest", "24")
    for name in ("photo_consent", "insured", "no_other_subsidy"):
        desk.choose(name, "はい")
    desk.write("wished_dates-0-day", first.isoformat())
    desk.write("wished_dates-0-starts_at", "13:00")
    desk.write("wished_dates-0-ends_at", "15:00")
    desk.press("希望日を追加する")
    desk.write("wished_dates-1-day", second.isoformat())
    desk.write("wished_dates-1-starts_at", "13:00")
    desk.write("wished_dates-1-ends_at", "15:00")
    desk.press("保存する")
    assert "年間の上限20回を2回超えます。" in desk.text
    return DispatchRequest.objects.get()


def let_pass(manager, row) -> None:
    manager.go(row.get_absolute_url())
    manager.follow("例外を判断する")
    manager.page.locator("summary", has_text="例外を認める").first.click()
    manager.page.get_by_label("例外を認める理由").first.fill("検定の直前のため、2回まで認める。")
    manager.press("例外を認める")
    manager.look("job_exception")


def ask_two(desk, row, unknown, free) -> None:
    """Sessions from the wished days; the first who is asked declines, the second comes."""
    desk.go(row.get_absolute_url())
    desk.follow("調整を始める")
    desk.press("調整を始める")
    desk.go(tab(row, "sessions"))
    desk.look("job_wishes")
    desk.press("選んだ希望日を指導日にする")
    desk.look("job_sessions")
    assert row.sessions.count() == 2

    desk.go(tab(row, "matching"))
    desk.look("job_matching")
    assert "候補（2人）" in desk.text
    assert "対象外（1人）" in desk.text
    assert "「休止」のため、派遣できません。" in desk.text
    assert "本人の都合を確認していません（午後）。" in desk.row(unknown.number).inner_text()
    for person in (unknown, free):
        desk.page.get_by_label(f"{person.name}さんを選択").check()
    desk.choose("role", "主たる指導者")
    desk.press("打診の一覧に加える")
    desk.page.locator(".messages").get_by_role("link", name="「打診」").click()
    desk.look("job_asks")
    desk.follow("依頼状を作る")
    desk.look("job_ask_letters")
    desk.press("下書きを作る")
    assert "への依頼状の下書きを作り、派遣承諾書の用紙を添えました。" in desk.said

    by_person = {ask.person: ask for ask in Ask.objects.all()}
    desk.go(f"/dispatch/asks/{by_person[unknown].pk}/decline/")
    desk.write("reason", "現場と重なるため")
    desk.press("辞退を記録する")
    assert f"{free.name}さんへの依頼状を、まだ送っていません" in desk.said
    desk.look("job_declined")
    desk.follow("承諾を記録する")
    desk.write("consent_on", timezone.localdate().isoformat())
    desk.look("job_accept")
    desk.press("承諾を記録する")
    assert f"{free.name}さんの承諾を記録し、指導日に確定しました。" in desk.said
    states = row.asks.order_by("order").values_list("state", flat=True)
    assert sorted(states) == ["accepted", "declined"]


def plan(desk, row) -> None:
    """The plan, the roster by paste, and the Excel of both the plan and its rows."""
    desk.go(tab(row, "plan"))
    desk.follow("計画書を作る")
    desk.write("aim", "2級建築大工の課題を標準時間内に仕上げる。")
    desk.write("method", "模範を示し、課題を通して練習する。")
    desk.press("保存する")
    desk.look("job_plan")
    _, book = desk.download(lambda: desk.press("実技指導計画書（Excel）"))
    assert len(book) > 1000

    desk.go(tab(row, "roster"))
    desk.follow("名簿を入力する")
    desk.page.get_by_text("Excelから入れる").click()
    desk.write("pasted", "紅玉 一郎\tコウギョク イチロウ\n王林 花子\tオウリン ハナコ")
    desk.press("表に入れる")
    desk.press("保存する")
    desk.look("job_roster")
    _, roster = desk.download(lambda: desk.press("名簿をExcelに出力する"))
    names = [one["氏名"] for one in rows_of(roster, first="番号")]
    assert names[:2] == ["紅玉 一郎", "王林 花子"]


def decide(desk_of, desk, row):
    """The manager who asked for the decision can't take it; another one does."""
    second_manager()
    asker = desk_of("shonin")
    asker.go(row.get_absolute_url())
    asker.follow("承認を依頼する")
    asker.look("job_request_approval")
    asker.press("承認を依頼する")
    row.refresh_from_db()
    assert row.state == "awaiting"
    asker.follow("決定を判断する")
    assert "自分が承認を依頼した派遣依頼のため決定できません。" in asker.page.inner_text("body")
    assert asker.page.get_by_role("button", name="決定する").count() == 0

    manager = desk_of("shonin2")
    manager.go("/")
    manager.look("job_home_of_manager")
    assert "決定を待っている派遣依頼" in manager.text
    manager.go(f"/admin/dispatch/dispatchrequest/{row.pk}/change/")
    manager.look("job_decision")
    manager.page.get_by_role("button", name="決定する").click()
    manager.page.get_by_text("第1版として決定しました").wait_for()
    return manager


def tell(desk, row, letter_box) -> None:
    """The client and who goes are told, each by a numbered letter."""
    desk.go(tab(row, "decision"))
    desk.look("job_decided")
    desk.go(f"{row.get_absolute_url()}notices/")
    desk.page.get_by_label("すべての宛先に文書").check()
    desk.look("job_notices")
    desk.press("下書きを作る")
    desk.follow("送信・発行へ進む")
    desk.press("2件を送信・発行する")
    work_off()
    batch = OutgoingMessage.objects.latest("pk").batch
    desk.go(batch.get_absolute_url())
    _, letters = desk.download(lambda: desk.press("発行した文書をまとめたPDF"))
    to_client, to_meister = pages_of(letters)
    assert "ものづくりマイスター等の派遣について（決定通知）" in to_client
    assert FIRM in to_client
    assert "岩木太郎" in to_client
    assert "ものづくりマイスターとしての派遣について（決定通知）" in to_meister


def papers_of_the_day(desk, row, first) -> None:
    desk.go(tab(row, "day"))
    desk.look("job_day")
    desk.follow("確認を入力する")
    desk.choose("venue_state", "済")
    desk.write("venue_note", "加工場の1番の台")
    desk.look("job_day_checks")
    desk.press("保存する")
    desk.page.get_by_text("当日の書類", exact=True).first.click()
    name, bundle = desk.download(lambda: desk.press("当日の書類をまとめて印刷する（PDF）"))
    assert row.number in name
    pages = "".join(pages_of(bundle))
    for told in ("立会行程表", "当日の確認票", "写真撮影の同意状況", "保険加入者名簿"):
        assert told in pages
    assert "".join(wareki.format_day(first).split()) in pages
    assert "加工場の1番の台" in pages
    assert Session.objects.standing().count() == 2
