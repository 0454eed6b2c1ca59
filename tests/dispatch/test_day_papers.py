"""当日の書類: what each paper says, who may take it out, and that this goes on record."""

from datetime import date, time
from io import BytesIO

import pytest
import time_machine
from django.contrib.messages import get_messages
from django.urls import reverse
from pypdf import PdfReader

from aomori_skills.paperwork.models import DisclosureLog
from dispatch.models import DispatchRequest, Session, Trainee
from dispatch.papers import day_checklist, day_names, day_route
from dispatch.services.day_papers import municipality_of
from tests.dispatch.day_situations import DAY, case, full_day, tanto
from tests.dispatch.request_situations import masters
from tests.factories.office import MunicipalityFactory, ProfileFactory, UserFactory
from tests.factories.plans import TraineeFactory
from tests.factories.sessions import AssignmentFactory, SessionFactory

pytestmark = pytest.mark.django_db
HEAD = (
    "依頼元弘前市立りんご小学校番号派R7-012実施日令和7年9月10日（水）受講者数3人"
    "時間・場所13:00～15:00建具製作弘前市図工室13:00～14:30建具製作弘前市体育館"
)


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(date(2025, 9, 1), tick=False):
        masters()
        yield


@pytest.fixture
def session():
    return full_day(tanto())


def words(pdf) -> str:
    return "".join("".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages)


def test_the_route_sheet(session):
    told = case(session)
    assert words(day_route.render_route(told, day_route.way_of(told))) == (
        "派遣の立会令和7年9月10日（水）派R7-012立会行程表"
        "立会職員青森花子担当者青森花子"
        "用務魅力発信（小中学校等）の立会"
        "日時令和7年9月10日（水）13:00～15:00（休憩10分）"
        "依頼元弘前市立りんご小学校実施場所弘前市図工室受講者数2人"
        "職種建具製作指導内容組子作り"
        "1行程時刻内容場所実際の時刻"
        "11:35出発青森県技能振興コーナー12:30到着・集合図工室13:00指導開始図工室"
        "15:00指導終了図工室15:55帰着青森県技能振興コーナー"
        "青森市から弘前市まで、直線で約34km。"
        "時速40kmで片道約52分、開始の30分前の集合として計算した目安です。"
        "2従事者役割氏名電話番号状況"
        "主たる指導者岩木太郎090-0000-0001確定指導者八戸次郎－仮"
        "3連絡先相手氏名電話番号"
        "依頼元教諭津軽一郎0172-00-0001コーナー青森花子017-000-0000"
        "4持ち物確認持ち物確認持ち物"
        "□当日の確認票□マイスター活動報告書・講師謝金等請求書の用紙"
        "□実技指導計画書□依頼元の結果報告の用紙"
        "□受講者名簿□材料のうちコーナーが持参する物（杉角材5本）"
        "□保険加入者名簿□服装・持ち物：体操着"
        "□写真撮影の同意状況、カメラ"
        "まだ確認していない項目：工具・機械、電源・動力、材料の手配、服装・保護具、"
        "写真の同意、派遣承諾書"
    )


@pytest.mark.parametrize(
    ("mobile", "phone", "expected"),
    [
        ("080-1111-2222", "0178-00-0000", "080-1111-2222"),
        ("080-1111-2222", "", "080-1111-2222"),
        ("", "0178-00-0000", "0178-00-0000"),
        ("", "", "－"),
    ],
)
def test_the_route_sheet_tells_the_mobile_first(session, mobile, phone, expected):
    person = session.assignments.get(role="lead").person
    person.mobile, person.phone = mobile, phone
    person.save()
    told = case(session)
    text = words(day_route.render_route(told, day_route.way_of(told)))
    assert f"主たる指導者岩木太郎{expected}確定" in text


def test_the_checklist(session):
    head = HEAD.replace("弘前市図工室13:00", "弘前市図工室②13:00").replace(
        "場所13:00", "場所①13:00"
    )
    assert words(day_checklist.render_checklist(case(session))) == (
        f"当日の書類派R7-012当日の確認票{head}"
        "1当日までの確認項目状況内容確認者当日"
        "会場・控室済弘前市図工室弘前市体育館鍵は職員室青森花子R7.9.1□"
        "工具・機械未確認作業台4台かんな□"
        "電源・動力未確認単相100V□"
        "材料の手配未確認杉角材5本□"
        "服装・保護具未確認体操着□"
        "受講者の保険済受講者は保険に加入しています。名簿は3人です。□"
        "写真の同意未確認受講者1人の同意が未確認です。同意しない1人は撮影しません。□"
        "当日の連絡先済教諭津軽一郎さん（電話0172-00-0001）です。□"
        "主たる指導者未確認①岩木太郎②主たる指導者が決まっていません。□"
        "派遣承諾書未確認①派遣承諾書が届いていません（岩木太郎、八戸次郎）。"
        "②指導者が決まっていません。□"
        "立会職員未確認①青森花子②立会職員が決まっていません。□"
        "2当日の記録立会職員の署名開始・終了：～：受講者数人天候気づいたこと"
    )


def test_photographs(session):
    assert words(day_names.render_photo(case(session))) == (
        f"当日の書類派R7-012写真撮影の同意状況{HEAD}"
        "依頼元の同意はい撮影のしかた"
        "受講者1人の同意が未確認です。同意しない1人は撮影しません。"
        "撮影しない受講者の番号2、3"
        "受講者番号氏名学年・組・部署写真の同意"
        "1一戸見本6年1組同意する"
        "2三戸見本6年1組同意しない（撮影しない）"
        "3五戸見本6年1組未確認（確認するまで撮影しない）"
    )


def test_nobody_is_photographed_against_the_client(session):
    session.request.photo_consent = "no"
    session.request.save()
    text = words(day_names.render_photo(case(session)))
    assert "撮影しない受講者の番号全員" in text
    assert text.count("撮影しない（依頼元の同意なし）") == 3


def test_the_insured(session):
    assert words(day_names.render_insured(case(session))) == (
        f"当日の書類派R7-012保険加入者名簿{HEAD}"
        "保険受講者は保険に加入しています。名簿は3人です。"
        "受講者番号氏名氏名（カナ）学年・組・部署年齢備考"
        "1一戸見本ミホン6年1組12歳"
        "2三戸見本ミホン6年1組12歳"
        "3五戸見本ミホン6年1組12歳"
    )


def test_without_a_roster_there_are_rows_to_write_in(session):
    Trainee.objects.all().delete()
    for paper in (day_names.render_insured, day_names.render_photo):
        assert "受講者名簿がまだないため、記入欄を印刷しています。" in words(paper(case(session)))


@pytest.mark.parametrize(
    ("name", "title", "count"),
    [
        ("day_route_sheet", "立会行程表", 3),
        ("day_checklist", "当日の確認票", 1),
        ("day_photo", "写真撮影の同意状況", 3),
        ("day_insured", "保険加入者名簿", 3),
        ("day_bundle", "当日の書類", 6),
    ],
)
def test_handing_out_goes_on_record(client, session, name, title, count):
    client.force_login(session.attendant)
    answer = client.post(reverse(f"dispatch:{name}", args=(session.pk,)))
    assert answer.headers["Content-Type"] == "application/pdf"
    log = DisclosureLog.objects.get()
    assert (log.by, log.what, log.count, log.medium, log.purpose) == (
        session.attendant,
        f"{title} 派R7-012 R7.9.10 13:00～15:00",
        count,
        "pdf",
        "arrangement",
    )


def test_the_bundle_holds_each_paper_once_and_a_route_for_each_session(client, session):
    client.force_login(session.attendant)
    answer = client.post(reverse("dispatch:day_bundle", args=(session.pk,)))
    text = words(b"".join(answer.streaming_content) if answer.streaming else answer.content)
    titles = ("立会行程表", "1当日までの確認", "依頼元の同意", "氏名（カナ）")
    assert [text.count(title) for title in titles] == [2, 1, 1, 1]


@pytest.mark.parametrize(
    ("trait", "expected"),
    [("kaikei", [200, 200, 403, 403, 403]), ("etsuran", [403] * 5), ("kanri", [403] * 5)],
)
def test_names_of_trainees_are_for_few(client, session, trait, expected):
    client.force_login(UserFactory(**{trait: True}))
    names = ("day_route_sheet", "day_checklist", "day_photo", "day_insured", "day_bundle")
    answers = [
        client.post(reverse(f"dispatch:{name}", args=(session.pk,))).status_code for name in names
    ]
    assert answers == expected


def test_the_papers_of_one_day_ask_the_same_questions(session, django_assert_num_queries):
    with django_assert_num_queries(13):
        case(session)
    for number in range(3):
        SessionFactory(request=session.request, held_on=session.held_on, place=f"教室{number}")
    with django_assert_num_queries(13):
        case(session)


def test_a_cancelled_session_still_has_its_papers(session):
    Session.objects.update(state="cancelled", cancel_side="weather", cancel_reason="大雪")
    told = case(session)
    assert (told.session, told.sessions) == (session, (session,))
    assert "図工室" in words(day_checklist.render_checklist(told))


def test_who_attends_all_rooms_has_one_route_sheet(session):
    Session.objects.update(attendant=session.attendant)
    told = case(session)
    (rooms,) = day_route.ways(told)
    text = words(day_route.render_route(told, rooms))
    assert rooms == told.sessions
    assert (
        "番号時間職種実施場所人数指導内容"
        "①13:00～15:00建具製作弘前市図工室2人組子作り"
        "②13:00～14:30建具製作弘前市体育館未定"
    ) in text
    assert "番号役割氏名電話番号状況①主たる指導者岩木太郎090-0000-0001確定" in text
    assert "立会職員済青森花子□" in words(day_checklist.render_checklist(told))


def test_who_goes_elsewhere_has_a_route_sheet_for_it(session):
    other = MunicipalityFactory(name="黒石市", latitude="40.643", longitude="140.595")
    Session.objects.update(attendant=session.attendant)
    Session.objects.filter(place="体育館").update(municipality=other)
    assert [[one.place for one in rooms] for rooms in day_route.ways(case(session))] == [
        ["図工室"],
        ["体育館"],
    ]


def test_a_long_list_leaves_nobody_alone_on_the_last_page(session):
    Trainee.objects.all().delete()
    TraineeFactory.create_batch(68, request=session.request, photo_consent="yes")
    paper = day_names.render_photo(case(session))
    assert (paper.pages, words(paper).count("同意する")) == (2, 68)


def test_the_checklist_of_four_rooms_is_one_page(session):
    for number in range(2):
        room = SessionFactory(request=session.request, held_on=DAY, place=f"第{number}理科室")
        for role in ("lead", "further", "further"):
            AssignmentFactory(session=room, role=role)
    assert day_checklist.render_checklist(case(session)).pages == 1


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("青森県青森市大字野尻1", "青森市"),
        ("三戸郡三戸町大字川守田1", "三戸町"),
        ("岩手県盛岡市1", None),
        ("", None),
    ],
)
def test_where_the_office_stands(address, expected):
    for name in ("青森市", "三戸町", "五戸町"):
        MunicipalityFactory(name=name)
    found = municipality_of(ProfileFactory(address=address))
    assert (found and found.name) == expected
    assert municipality_of(None) is None


def test_a_time_before_midnight(session):
    session.starts_at, session.ends_at = time(0, 30), time(1)
    session.save()
    told = case(session)
    assert "前日23:05出発" in words(day_route.render_route(told, day_route.way_of(told)))


@pytest.mark.parametrize("name", ["day_insured", "day_photo", "day_bundle"])
@pytest.mark.parametrize(
    ("of_request", "noun"), [(False, "指導日が中止"), (True, "派遣依頼が取消")]
)
def test_no_names_are_printed_for_a_day_that_is_not_held(client, session, name, of_request, noun):
    if of_request:
        DispatchRequest.objects.update(state="cancelled", cancel_side="client")
    else:
        Session.objects.filter(pk=session.pk).update(
            state="cancelled", cancel_side="weather", cancel_reason="大雪"
        )
    client.force_login(session.attendant)
    answer = client.post(reverse(f"dispatch:{name}", args=(session.pk,)))
    said = [str(message) for message in get_messages(answer.wsgi_request)]
    assert (answer.status_code, answer.url) == (302, session.get_absolute_url())
    assert said == [f"{noun}になっているため、受講者の氏名が入る書類は印刷できません。"]
    assert not DisclosureLog.objects.exists()
