"""当日の準備 in a browser: from home to what is missing, settled, and printed."""

from datetime import timedelta
from io import BytesIO

from django.utils import timezone
from pypdf import PdfReader

from aomori_skills.base import fiscal_year
from aomori_skills.office.models import Contact, Organization, User
from dispatch.models import Trainee
from tests.factories.requests import RequestFactory
from tests.factories.sessions import AssignmentFactory, SessionFactory

FIRM = "株式会社りんご工務店"


def session_in_five_days():
    firm = Organization.objects.get(name=FIRM)
    contact = Contact.objects.create(
        organization=firm, name="藤野 つばさ", kana="フジノ ツバサ", phone="017-000-0002"
    )
    day = timezone.localdate() + timedelta(days=5)
    row = RequestFactory(
        state="adjusting",
        fiscal_year=fiscal_year.of(day),
        client=firm,
        contact=contact,
        author=User.objects.get(username="tanto"),
        people=1,
    )
    Trainee.objects.create(request=row, order=1, name="受講 見本", photo_consent="yes")
    session = SessionFactory(request=row, held_on=day, place="加工場")
    AssignmentFactory(session=session)
    return session


def test_from_home_to_the_papers_of_the_day(desk_of):
    session = session_in_five_days()
    desk = desk_of("tanto")

    desk.go("/")
    desk.row("確認の期限が来て、準備が済んでいない指導日").get_by_role("link").first.click()
    desk.look("preparation_list")
    assert "会場・控室、工具・機械" in desk.row(FIRM).inner_text()
    desk.row(FIRM).get_by_role("link").first.click()
    desk.look("request_day")

    desk.follow("確認を入力する")
    desk.look("day_checks_form")
    desk.choose("venue_state", "済")
    desk.write("venue_note", "加工場。駐車場は裏手")
    for item in ("tools", "materials", "clothing"):
        desk.choose(f"{item}_state", "済")
    desk.choose("power_state", "不要")
    desk.press("保存する")
    assert "当日までの確認を保存しました。" in desk.page.locator("main").inner_text()
    assert "加工場。駐車場は裏手" in desk.row("会場・控室").inner_text()

    desk.page.get_by_text("当日の書類", exact=True).first.click()
    name, content = desk.download(lambda: desk.press("保険加入者名簿を印刷する（PDF）"))
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)
    assert name == f"保険加入者名簿_{session.request.number}_{session.held_on:%Y%m%d}.pdf"
    assert [word in text for word in (FIRM, "加工場", "受講 見本")] == [True] * 3
    assert desk.complaints == []
