"""指導日 in a browser: made from wishes, given people, moved with a reason, cancelled."""

from datetime import date, time, timedelta

from django.utils import timezone

from aomori_skills.base import fiscal_year
from dispatch.models import Assignment, Session
from meisters.choices import Mark
from meisters.models import WeekdayAvailability
from tests.dispatch.session_situations import adjusting, free_meister, session_at
from tests.factories.instructors import AssistantFactory
from tests.factories.office import UserFactory
from tests.factories.requests import RequestFactory, WishedDateFactory


def days_ahead() -> tuple[int, date]:
    """This year and a day of it that is still to come."""
    today = timezone.localdate()
    year = fiscal_year.of(today)
    return year, min(today + timedelta(days=30), fiscal_year.days(year)[1] - timedelta(days=10))


def test_from_the_wishes_to_the_people_who_go(desk_of):
    desk = desk_of("tanto")
    year, day = days_ahead()
    request = RequestFactory(state="adjusting", fiscal_year=year, author=UserFactory(tanto=True))
    WishedDateFactory(request=request, day=day, starts_at=time(13), ends_at=time(15))
    meister = free_meister(family_name="十和田", family_kana="トワダ", given_name="湖")
    WeekdayAvailability.objects.update(mark=Mark.MAYBE)

    desk.go(f"{request.get_absolute_url()}?tab=sessions")
    desk.look("sessions_wishes")
    desk.press("選んだ希望日を指導日にする")
    assert "希望日から指導日を1件追加しました。" in desk.said
    desk.look("sessions_tab")
    session = Session.objects.get()

    desk.follow("の従事者を割り当てる")
    desk.search("person", "とわだ", "十和田 湖")
    desk.page.locator("main [name='confirmed']").check()
    desk.press("割り当てる")
    assert "本人の都合が△です" in desk.text
    desk.look("session_person_reason")
    desk.page.get_by_label("承知のうえで進める理由").first.fill("電話で都合を確認した")
    closed = desk.page.get_by_label("休業日")
    if closed.count():
        closed.first.fill("依頼元の希望による")
    desk.press("割り当てる")
    assert "十和田 湖さんを主たる指導者（確定）として割り当てました。" in desk.said
    assert Assignment.objects.get().acknowledgements.filter(conflict="availability").exists()
    desk.look("session_page")

    desk.open_more()
    desk.follow("日時・場所・内容を変更する")
    desk.write("starts_at", "13:30")
    desk.look("session_form")
    desk.press("保存する")
    session.refresh_from_db()
    assert session.starts_at == time(13, 30)
    assert "次の相手に連絡してください：" in desk.said
    assert f"{meister}さん（主たる指導者・確定）" in desk.said

    desk.go("/dispatch/sessions/")
    desk.write("q", "とわだ")
    desk.press("絞り込む")
    desk.look("sessions_list")
    assert desk.row("13:30～15:00").count() == 1

    desk.go(f"{session.get_absolute_url()}cancel/")
    desk.choose("side", "天候・災害")
    desk.write("reason", "大雪警報のため")
    desk.look("session_cancel")
    desk.press("中止にする")
    assert "中止になりました（天候・災害）" in desk.text
    desk.go(f"{session.get_absolute_url()}revive/")
    desk.press("中止を取りやめる")
    assert "予定に戻しました。" in desk.said


def test_the_list_closes_over_the_last_helper_who_was_chosen(desk_of):
    AssistantFactory(family_name="十和田", family_kana="トワダ", given_name="湖")
    desk = desk_of("tanto")
    year, day = days_ahead()
    session = session_at(day=day, request=adjusting(fiscal_year=year))
    desk.go(f"{session.get_absolute_url()}people/")
    desk.search("assistants", "とわだ", "十和田 湖")
    desk.page.wait_for_timeout(300)
    assert not desk.page.get_by_text("見つかりません。").is_visible()
