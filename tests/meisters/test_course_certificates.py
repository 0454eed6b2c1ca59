"""修了証: numbered, printed, kept in the register; again and taken back."""

from datetime import date
from io import BytesIO

import pytest
import time_machine
from django.urls import reverse
from pypdf import PdfReader

from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.paperwork.models import Job, OfficialDocument
from aomori_skills.paperwork.services import documents
from meisters.rules import course_cells as cells
from meisters.rules import grid_cells
from meisters.services import course_answers, course_certificates
from meisters.services.course_answers import RowsRefused
from tests.factories.courses import CourseFactory, ParticipationFactory
from tests.factories.office import ProfileFactory, UserFactory
from tests.factories.paperwork import issued

pytestmark = pytest.mark.django_db
TODAY = date(2025, 10, 2)


@pytest.fixture(autouse=True)
def office():
    ProfileFactory()
    with time_machine.travel("2025-10-02 10:00:00+09:00"):
        yield


@pytest.fixture
def tanto(client):
    user = UserFactory(tanto=True)
    client.force_login(user)
    return user


@pytest.fixture
def done(tanto):
    return ParticipationFactory(
        course__owner=tanto, completed=True, meister__family_name="岩木", meister__given_name="太郎"
    )


def pages_of(content) -> list[str]:
    pages = PdfReader(BytesIO(content)).pages
    return ["".join(page.extract_text().split()) for page in pages]


def test_the_certificate_is_one_page_with_name_number_and_head(tanto, done):
    document = course_certificates.issue(done.pk, by=tanto, issued_on=TODAY)

    done.refresh_from_db()
    (shown,) = pages_of(document.read())
    assert done.certificate == document
    assert (document.number, document.held) == ("令和7年度修了第1号", True)
    assert document.get_kind_display() == "修了証"
    assert document.subject == "指導技法等講習　修了証"
    for words in (
        "令和7年度修了第1号",
        "修了証",
        "岩木太郎殿",
        "令和7年10月1日に実施した「指導技法等講習」の課程を修了されました",
        "令和7年10月2日",
        "青森県技能振興コーナー",
        "コーナー長浪岡林檎",
    ):
        assert words in shown


def test_it_is_one_landscape_page_however_long_the_title(tanto, done):
    done.course.title = "令和7年度ものづくりマイスター指導技法等講習及び安全衛生に関する特別講座"
    done.course.save()

    document = course_certificates.issue(done.pk, by=tanto, issued_on=TODAY)

    (page,) = PdfReader(BytesIO(document.read())).pages
    assert [round(float(side) / 72 * 25.4) for side in page.mediabox[2:]] == [297, 210]


def test_certificates_and_letters_are_counted_apart(tanto, done):
    letter = issued(by=tanto, issued_on=TODAY)

    document = course_certificates.issue(done.pk, by=tanto, issued_on=TODAY)

    assert (letter.number, document.number) == ("青技振第1号", "令和7年度修了第1号")


def test_nobody_gets_two(tanto, done):
    course_certificates.issue(done.pk, by=tanto, issued_on=TODAY)

    with pytest.raises(TransitionDenied, match="令和7年度修了第1号）は発行済みです"):
        course_certificates.issue(done.pk, by=tanto, issued_on=TODAY)


def test_nobody_gets_one_who_has_not_completed(tanto):
    row = ParticipationFactory(course__owner=tanto)

    with pytest.raises(TransitionDenied, match="修了が記録されていない"):
        course_certificates.issue(row.pk, by=tanto, issued_on=TODAY)
    assert OfficialDocument.objects.count() == 0


def test_an_office_without_a_head_issues_nothing(tanto, done):
    type(ProfileFactory()).objects.update(head_name="")

    with pytest.raises(TransitionDenied, match="長の氏名"):
        course_certificates.issue(done.pk, by=tanto, issued_on=TODAY)
    assert OfficialDocument.objects.count() == 0


def test_everybody_in_one_pdf_in_the_order_of_names(tanto, done):
    course = done.course
    second = ParticipationFactory(
        course=course, completed=True, meister__family_kana="ウトウ", meister__family_name="善知鳥"
    )
    ParticipationFactory(course=course)
    course_certificates.issue(second.pk, by=tanto, issued_on=TODAY)

    job = course_certificates.start_all(course, by=tanto, issued_on=TODAY)

    shown = pages_of(job.result.read())
    done.refresh_from_db()
    assert ["岩木太郎殿" in shown[0], "善知鳥" in shown[1], len(shown)] == [True, True, 2]
    assert done.certificate.number == "令和7年度修了第2号"
    assert "新しく発行したもの：1件" in job.result_note
    assert job.purpose == "本人への交付"


def test_the_same_pdf_can_be_had_again_without_new_numbers(tanto, done):
    course_certificates.start_all(done.course, by=tanto, issued_on=TODAY)

    job = course_certificates.start_all(done.course, by=tanto, issued_on=TODAY)

    assert len(pages_of(job.result.read())) == 1
    assert OfficialDocument.objects.count() == 1
    assert Job.objects.count() == 2


def test_nothing_to_issue_is_said(tanto):
    with pytest.raises(TransitionDenied, match="修了を記録した人がいない"):
        course_certificates.start_all(CourseFactory(owner=tanto), by=tanto, issued_on=TODAY)


def test_a_reissue_has_a_new_number_and_the_old_one_may_become_void(tanto, done):
    old = course_certificates.issue(done.pk, by=tanto, issued_on=TODAY)

    new = course_certificates.reissue(done.pk, by=tanto, reason="紛失したため")

    done.refresh_from_db()
    old.refresh_from_db()
    assert done.certificate == new
    assert (new.number, new.reissue_of, new.held, old.held) == (
        "令和7年度修了第2号",
        old,
        True,
        False,
    )
    assert "（再発行）" in pages_of(new.read())[0]
    documents.void(old.pk, by=tanto, reason="再発行のため")


def test_a_completion_with_a_certificate_is_not_taken_back_before_it_is_void(tanto, done):
    course_certificates.issue(done.pk, by=tanto, issued_on=TODAY)
    done.refresh_from_db()
    shown = grid_cells.cells_of(done, cells.COMPLETION_CELLS)
    sent = grid_cells.Typed(done.pk, grid_cells.digest(shown), shown | {"completed_on": None})

    with pytest.raises(RowsRefused) as refused:
        course_answers.record_results(done.course_id, [sent], by=tanto)
    course_certificates.void(done.pk, by=tanto, reason="修了の記録を訂正するため")
    course_answers.record_results(done.course_id, [sent], by=tanto)

    done.refresh_from_db()
    assert "令和7年度修了第1号）を発行済み" in refused.value.errors[done.pk]["is_completed"]
    assert (done.certificate, done.completed_on) == (None, None)
    assert OfficialDocument.objects.get().is_voided


@pytest.mark.parametrize("name", ["reissue", "void"])
def test_without_a_certificate_there_is_nothing_to_do_again(tanto, done, name):
    with pytest.raises(TransitionDenied, match="まだ発行されていません"):
        getattr(course_certificates, name)(done.pk, by=tanto, reason="紛失したため")


@pytest.mark.parametrize("name", ["issue", "reissue", "void"])
def test_each_page_does_what_it_says(client, tanto, done, name):
    if name != "issue":
        course_certificates.issue(done.pk, by=tanto, issued_on=TODAY)
    url = reverse("meisters:participation_certificate", args=(done.pk, name))
    page = client.get(url)

    refused = client.post(url, {})
    answer = client.post(url, {"issued_on": "R7.10.2", "comment": "紛失したため"})

    done.refresh_from_db()
    assert (page.status_code, refused.status_code, answer.status_code) == (200, 422, 302)
    numbers = {"issue": "令和7年度修了第1号", "reissue": "令和7年度修了第2号", "void": None}
    assert (done.certificate and done.certificate.number) == numbers[name]


def test_the_page_for_all_says_who_gets_one(client, tanto, done):
    url = reverse("meisters:course_certificates", args=(done.course_id,))
    page = client.get(url)

    answer = client.post(url, {"issued_on": "2025-10-02"})

    assert (
        "まだ発行していない1人の修了証を番号を付けて発行し、修了した1人分を"
        in page.content.decode()
    )
    assert page.content.decode().count("新しく発行します") == 1
    assert answer.url == Job.objects.get().landing_url


def test_when_all_are_issued_the_page_shows_them_and_asks_for_no_day(client, tanto, done):
    document = course_certificates.issue(done.pk, by=tanto, issued_on=date(2025, 10, 1))
    url = reverse("meisters:course_certificates", args=(done.course_id,))
    page = client.get(url)
    shown = page.content.decode()

    answer = client.post(url, {})

    assert list(page.context["form"].fields) == []
    assert "修了した1人の修了証は、すべて発行済みです。" in shown
    assert f'<a href="{document.get_absolute_url()}">令和7年度修了第1号</a>' in shown
    assert (
        f'href="{reverse("meisters:participation_certificate", args=(done.pk, "reissue"))}"'
        in shown
    )
    job = Job.objects.get()
    assert answer.url == job.landing_url
    assert len(pages_of(job.result.read())) == 1
    assert OfficialDocument.objects.count() == 1


def test_a_reprint_issues_nothing_that_was_completed_meanwhile(tanto, done):
    course_certificates.issue(done.pk, by=tanto, issued_on=TODAY)
    ParticipationFactory(course=done.course, completed=True)

    job = course_certificates.start_all(done.course, by=tanto, issued_on=None)

    assert len(pages_of(job.result.read())) == 1
    assert OfficialDocument.objects.count() == 1


def test_a_certificate_is_not_of_tomorrow(client, tanto, done):
    url = reverse("meisters:course_certificates", args=(done.course_id,))

    answer = client.post(url, {"issued_on": "2025-10-03"})

    assert answer.status_code == 422
    assert OfficialDocument.objects.count() == 0


@pytest.mark.parametrize("trait", ["kaikei", "etsuran", "kanri"])
def test_others_may_not_issue(trait, done):
    by = UserFactory(**{trait: True})

    with pytest.raises(TransitionDenied, match="権限がありません"):
        course_certificates.issue(done.pk, by=by, issued_on=TODAY)


def test_with_nobody_completed_the_way_leads_to_the_results(client, tanto):
    row = ParticipationFactory(course__owner=tanto)
    url = reverse("meisters:course_certificates", args=(row.course.pk,))

    answers = [client.get(url, follow=True), client.post(url, follow=True)]

    grid = reverse("meisters:course_results", args=(row.course.pk,))
    assert [answer.redirect_chain for answer in answers] == [[(grid, 302)]] * 2
    assert "修了を記録した人がまだいません。" in answers[0].content.decode()
    assert not Job.objects.exists()
