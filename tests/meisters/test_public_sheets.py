"""公表シート: its rows, its warnings, its exports and what changed since; the PDF of a profile."""

from datetime import date
from decimal import Decimal
from io import BytesIO
from uuid import uuid4

import openpyxl
import pytest
import time_machine
from django.db import InternalError, transaction
from django.urls import reverse
from PIL import Image
from pypdf import PdfReader

from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.office.models import YearRule
from aomori_skills.paperwork.choices import JobState
from aomori_skills.paperwork.models import DisclosureLog, Job
from aomori_skills.paperwork.rules.pictures import plain_jpeg
from aomori_skills.paperwork.services import attachments, jobs
from meisters.choices import Consent, ConsentState, DocumentKind, PublicItem
from meisters.models import Meister, PublicSheetExport
from meisters.papers.public_profiles import profiles_pdf
from meisters.rules.publication import OUTPUTS, public_profile
from meisters.rules.publication_changes import Change, PersonChange, changed_people
from meisters.services import consents, public_profiles, public_sheets
from tests.factories.meisters import MeisterFactory, MeisterTradeFactory
from tests.factories.office import OrganizationFactory, ProfileFactory, TradeFactory, UserFactory
from tests.factories.paperwork import PDF, picture, uploaded
from tests.factories.publication import (
    AGREED_ON,
    agree,
    exported,
    photograph,
    public_meister,
)

pytestmark = pytest.mark.django_db
PURPOSE = {"purpose": "センターへの提出・報告", "purpose_note": ""}
SHEET_QUERIES = 13
LIST_QUERIES = 11


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2025-09-01 10:00:00+09:00", tick=False):
        yield


@pytest.fixture
def tanto(client):
    user = UserFactory(tanto=True)
    client.force_login(user)
    return user


def limit(text: str, value: int | None) -> None:
    status = "unset" if value is None else "unconfirmed"
    YearRule.objects.update_or_create(
        fiscal_year=2025,
        area="公表",
        applies_to=text,
        rule="文字数の上限",
        defaults={"value": value and Decimal(value), "status": status, "unit": "字以内"},
    )


def limits(value: int | None = 400) -> None:
    for text in ("自己紹介・抱負", "指導できる内容", "主な経歴・実績"):
        limit(text, value)


def rows_of(content: bytes) -> list[dict]:
    head, *rows = openpyxl.load_workbook(BytesIO(content)).active.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


# the file


def test_the_sheet_has_one_person_a_row_with_everything_agreed_to():
    public_meister()

    (row,) = rows_of(exported().file.read())

    assert row | {"認定年月日": row["認定年月日"].date()} == {
        "認定番号": "02-04321",
        "氏名": "津軽 林檎",
        "カナ": "ツガル リンゴ",
        "都道府県": "青森県",
        "認定職種": "こけし製造",
        "作業": "ろくろ作業",
        "区分": "ものづくり分野",
        "認定年月日": date(2024, 10, 1),
        "活動地域": "三八",
        "勤務先": "株式会社ほたて木工",
        "資格・受賞歴": "知事表彰の名称、あおもりマイスター",
        "自己紹介・抱負": "ひとことの抱負です。",
        "指導できる内容": "指導の中身です。",
        "主な経歴・実績": "これまでの実績です。",
        "写真の有無": "あり",
    }


def test_further_trades_stand_in_columns_of_their_own():
    MeisterTradeFactory(
        meister=public_meister(), trade=TradeFactory(name="漆器製造"), operation=None
    )
    second = MeisterFactory(number="02-05000")
    agree(second)

    first_row, second_row = rows_of(exported().file.read())

    assert {first_row["認定職種"], first_row["認定職種2"]} == {"こけし製造", "漆器製造"}
    assert second_row["認定職種2"] in ("", None)
    assert second_row["写真の有無"] == "なし"


def test_without_the_trade_no_name_of_a_qualification_tells_it():
    meister = public_meister()
    agree(meister, "trade", answer=Consent.REFUSED)

    shown = public_profile(Meister.objects.for_publication().get(pk=meister.pk))

    assert shown.qualifications == ("1級技能士", "あおもりマイスター")
    assert shown.trades == ()
    assert shown.withheld == ("認定職種",)


@pytest.mark.parametrize(
    ("more", "answer", "reason"),
    [
        ({}, Consent.AGREED, ""),
        ({}, Consent.REFUSED, "氏名の公表に同意していないため、載りません。"),
        (
            {},
            ConsentState.WITHDRAWN,
            "令和7年6月20日に氏名の公表の同意が撤回されたため、載りません。",
        ),
        ({}, Consent.UNKNOWN, "氏名の公表について本人の回答が未確認のため、載りません。"),
        ({"state": "paused"}, Consent.AGREED, "状態が「休止」のため、載りません。"),
        ({"state": "deceased"}, Consent.AGREED, "状態が「死亡」のため、載りません。"),
    ],
)
def test_the_queries_and_the_rule_leave_out_the_same_people(more, answer, reason):
    meister = MeisterFactory(**more)
    agree(meister, answer=answer)

    shown = Meister.objects.for_publication().get(pk=meister.pk)

    assert public_profile(shown).left_out == reason
    assert Meister.objects.in_public().exists() == (reason == "")
    if reason:
        assert (shown.public.name, shown.public.number) == ("", "")


# warnings


def test_what_is_over_the_limit_is_shown_with_its_lost_end(client, tanto):
    limits()
    meister = public_meister(profile_teaching="あ" * 400 + "い" * 52)

    page = client.get(reverse("meisters:public_sheet")).content.decode()

    sentence = "指導できる内容は400字までのため、後ろの52字が表示されません。"
    assert page.count(sentence) == 1
    assert "表示されない部分：" + "い" * 52 in page
    assert reverse("meisters:meister_section", args=(meister.pk, "texts")) in page
    (row,) = rows_of(exported().file.read())
    assert len(row["指導できる内容"]) == 452


@pytest.mark.parametrize(("length", "warned"), [(399, 0), (400, 0), (401, 1)])
def test_the_limit_itself_is_within(length, warned):
    limits()
    public_meister(profile_career="あ" * length)

    assert [len(one.warnings) for one in public_sheets.sheet_now().people] == [warned]


def test_an_unset_limit_is_said_and_nothing_is_guessed(client, tanto):
    limits()
    limit("指導できる内容", None)
    public_meister(profile_teaching="あ" * 1999)

    page = client.get(reverse("meisters:public_sheet")).content.decode()

    assert "指導できる内容の文字数の上限が未定です。" in page
    assert "表示されません" not in page


def test_texts_that_tell_what_is_withheld_are_pointed_at():
    limits()
    meister = public_meister(profile_message="株式会社ほたて木工でこけし製造を教えます。")
    agree(meister, "trade", "employer", answer=Consent.REFUSED)

    (one,) = public_sheets.sheet_now().people

    assert [warning.sentence for warning in one.warnings] == [
        "自己紹介・抱負の文章に、公表の同意がない勤務先「株式会社ほたて木工」が書かれています。",
        "自己紹介・抱負の文章に、公表の同意がない認定職種「こけし製造」が書かれています。",
    ]


@pytest.mark.parametrize(
    ("name", "content", "labels"), [("写真.pdf", PDF, ["写真"]), ("", b"", [])]
)
def test_a_photograph_that_cannot_be_printed_is_pointed_at(name, content, labels):
    limits()
    meister = public_meister()
    application = meister.application
    application.documents.all().delete()
    if name:
        application.documents.create(
            kind=DocumentKind.PHOTO,
            attachment=attachments.store(uploaded(name, content), by=application.author),
        )

    (one,) = public_sheets.sheet_now().people

    assert [warning.label for warning in one.warnings] == labels


# the page and the exports


def test_the_page_says_who_is_left_out_and_why(client, tanto):
    limits()
    public_meister()
    refused = MeisterFactory(family_name="八甲田")
    agree(refused, answer=Consent.REFUSED)
    MeisterFactory(state="paused")

    page = client.get(reverse("meisters:public_sheet"))

    assert [(one, reason) for one, reason in page.context["sheet"].left_out] == [
        (refused, "氏名の公表に同意していないため、載りません。")
    ]
    text = page.content.decode()
    assert "載る人（1人）" in text
    assert "載らない人（1人）" in text
    assert "このほか、休止・辞退・転出などで活動可でない1人は載りません。" in text


def test_an_export_is_kept_and_written_down_when_it_is_taken(client, tanto):
    public_meister()

    made = client.post(
        reverse("meisters:public_sheet_create"), PURPOSE | {"form_token": str(uuid4())}
    )

    export = PublicSheetExport.objects.get()
    assert made.url == export.get_absolute_url()
    assert (export.by, export.count, export.purpose) == (tanto, 1, "センターへの提出・報告")
    assert DisclosureLog.objects.count() == 0
    answer = client.post(reverse("meisters:public_sheet_file", args=(export.pk,)))
    assert rows_of(answer.content)[0]["氏名"] == "津軽 林檎"
    log = DisclosureLog.objects.get()
    assert (log.what, log.count, log.medium, log.purpose) == (
        "公表シート（1人）",
        1,
        "excel",
        "center",
    )


def test_a_second_click_exports_nothing_twice(client, tanto):
    public_meister()
    sent = PURPOSE | {"form_token": str(uuid4())}

    urls = {client.post(reverse("meisters:public_sheet_create"), sent).url for _ in range(2)}

    assert urls == {PublicSheetExport.objects.get().get_absolute_url()}


def test_a_sheet_of_nobody_is_refused(client, tanto):
    answer = client.post(reverse("meisters:public_sheet_create"), PURPOSE)

    assert answer.status_code == 422
    assert "公表シートに載る人がいません。" in answer.content.decode()


@pytest.mark.parametrize("trait", ["etsuran", "kanri"])
def test_who_may_not_export_makes_no_sheet(client, trait):
    public_meister()
    user = UserFactory(**{trait: True})
    client.force_login(user)

    assert client.get(reverse("meisters:public_sheet_create")).status_code == 403
    assert (
        "公表シートを出力する" not in client.get(reverse("meisters:public_sheet")).content.decode()
    )
    with pytest.raises(TransitionDenied):
        public_sheets.export(by=user, purpose="監査")


def test_the_next_sheet_tells_each_difference(client, tanto):
    meister = public_meister()
    gone = MeisterFactory(family_name="岩木", given_name="花子", number="02-00001")
    agree(gone)
    with time_machine.travel("2025-08-01 10:00:00+09:00", tick=False):
        export = exported(tanto)
    meister.employer = OrganizationFactory(name="有限会社りんご箱")
    meister.save()
    consents.withdraw(meister.pk, items=["photo"], withdrawn_on=AGREED_ON, way="phone", by=tanto)
    consents.withdraw(gone.pk, items=["name"], withdrawn_on=AGREED_ON, way="phone", by=tanto)

    page = client.get(reverse("meisters:public_sheet"))

    assert page.context["changes"] == [
        PersonChange(str(gone.pk), "02-00001", "岩木 花子", "削除"),
        PersonChange(
            str(meister.pk),
            "02-04321",
            "津軽 林檎",
            "変更",
            (
                Change("勤務先", "株式会社ほたて木工", "有限会社りんご箱"),
                Change("写真の有無", "あり", ""),
            ),
        ),
    ]
    text = " ".join(page.content.decode().split())
    assert "令和7年8月1日" in text
    assert "から2人に変更があります。" in text
    old = client.get(export.get_absolute_url()).content.decode()
    assert "2人の公表内容が変わっています。" in old
    assert "控えを確認する" in old


def test_an_outdated_file_is_taken_only_to_look_back(client, tanto):
    meister = public_meister()
    export = exported(tanto)
    agree(meister, "photo", answer=Consent.REFUSED)

    client.post(reverse("meisters:public_sheet_file", args=(export.pk,)))

    assert DisclosureLog.objects.get().purpose == "review"


def test_nothing_changed_is_said():
    public_meister()
    export = exported()

    assert public_sheets.sheet_now().changes_since(export) == []


def test_somebody_new_is_an_addition():
    assert changed_people({}, {"7": {"認定番号": "02", "氏名": "岩木 花子"}}) == [
        PersonChange("7", "02", "岩木 花子", "追加")
    ]


def test_nobody_changes_or_deletes_an_export():
    public_meister()
    export = exported()

    for act in (export.delete, export.save):
        with pytest.raises(InternalError), transaction.atomic():
            act()


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_the_same_number_of_questions(
    client, tanto, count, django_assert_num_queries
):
    for number in range(count):
        public_meister(number=f"02-1{number}", employer=OrganizationFactory())
    exported(tanto)
    client.get(reverse("meisters:public_sheet"))
    with django_assert_num_queries(SHEET_QUERIES):
        page = client.get(reverse("meisters:public_sheet"))
    assert len(page.context["people"]) == count


@pytest.mark.parametrize("count", [1, 3])
def test_the_roster_asks_the_same_number_of_questions(
    client, tanto, count, django_assert_num_queries
):
    for number in range(count):
        public_meister(number=f"02-1{number}", employer=OrganizationFactory())
    client.get(reverse("meisters:public_list"))
    with django_assert_num_queries(LIST_QUERIES):
        page = client.get(reverse("meisters:public_list"))
    assert len(page.context["table"].rows) == count


def test_the_roster_finds_nobody_by_what_is_withheld(client, tanto):
    meister = public_meister()
    trade = meister.trades.get().trade
    url = reverse("meisters:public_list")
    asked = ({"trade": trade.pk}, {"region": "三八"})

    before = [len(client.get(url, query).context["table"].rows) for query in asked]
    agree(meister, "trade", "area", answer=Consent.REFUSED)
    after = [len(client.get(url, query).context["table"].rows) for query in asked]

    assert (before, after) == ([1, 1], [0, 0])


# profiles


def test_a_profile_is_one_page_with_the_photograph_alone():
    ProfileFactory()
    meister = public_meister()

    _, pdf = public_profiles.profile_of(meister.pk)

    (page,) = PdfReader(BytesIO(pdf)).pages
    (shown,) = page.images
    assert dict(Image.open(BytesIO(shown.data)).getexif()) == {}
    assert b"SECRETCAMERA" in photograph()
    assert b"SECRETCAMERA" not in shown.data
    assert b"SECRETCAMERA" not in pdf


@pytest.mark.parametrize("length", [0, 300, 700, 1000])
def test_a_profile_stays_on_one_page_with_long_texts(length):
    text = "分かるまで一緒に作業します。" * (length // 14)
    meister = public_meister(profile_message=text, profile_teaching=text, profile_career=text)

    _, pdf = public_profiles.profile_of(meister.pk)

    assert pdf.pages == 1


def test_people_left_out_have_no_profile(client, tanto):
    meister = MeisterFactory()

    answer = client.post(
        reverse("meisters:meister_public_profile", args=(meister.pk,)), follow=True
    )

    assert "氏名の公表について本人の回答が未確認のため、載りません。" in answer.content.decode()
    assert DisclosureLog.objects.count() == 0


def test_the_profiles_of_the_chosen_list_come_as_one_file(client, tanto):
    public_meister(number="02-1")
    other = public_meister(
        number="02-2", employer=OrganizationFactory(), regions=["下北"], given_name="次郎"
    )
    url = reverse("meisters:public_profiles") + "?region=下北"

    client.post(url, PURPOSE | {"form_token": str(uuid4())})

    job = Job.objects.get()
    assert (job.title, job.total, job.state) == (
        "公表プロフィールの作成（1人）",
        1,
        JobState.DONE,
    )
    (page,) = PdfReader(BytesIO(job.result.read())).pages
    assert other.given_name in page.extract_text()


def test_a_withdrawal_while_the_profiles_are_made_stops_them(client, tanto, monkeypatch):
    meister = public_meister()

    def slow(people, **more):
        pdf = profiles_pdf(people, **more)
        agree(meister, "photo", answer=Consent.REFUSED)
        return pdf

    monkeypatch.setattr(public_profiles, "profiles_pdf", slow)

    with pytest.raises(TransitionDenied, match="作成の途中で公表同意などが変わりました"):
        jobs.start(
            public_profiles.print_profiles,
            title="公表プロフィールの作成（1人）",
            by=tanto,
            permission="meisters.export_personal",
            total=1,
            meister_ids=[meister.pk],
        )


@pytest.mark.parametrize(
    ("name", "content", "found"),
    [
        ("写真.jpg", photograph(), True),
        ("写真.png", picture("PNG"), True),
        ("写真.pdf", PDF, False),
    ],
)
def test_only_pictures_are_photographs(name, content, found):
    meister = public_meister()
    application = meister.application
    application.documents.all().delete()
    application.documents.create(
        kind=DocumentKind.PHOTO,
        attachment=attachments.store(uploaded(name, content), by=application.author),
    )

    shown = public_profile(Meister.objects.for_publication().get(pk=meister.pk))

    assert shown.has_photo is found


def test_a_removed_photograph_is_no_photograph():
    meister = public_meister()
    held = meister.application.documents.get().attachment
    attachments.remove(held.pk, by=UserFactory(tanto=True))

    shown = public_profile(Meister.objects.for_publication().get(pk=meister.pk))

    assert shown.has_photo is False


def test_a_turned_picture_is_set_upright_and_made_small():
    stream, about = BytesIO(), Image.Exif()
    about[0x0112] = 6
    Image.new("RGB", (1200, 900), "red").save(stream, "JPEG", exif=about)

    made = Image.open(BytesIO(plain_jpeg(stream.getvalue(), (450, 600))))

    assert (made.size, dict(made.getexif())) == ((450, 600), {})


def test_a_see_through_picture_gets_a_white_ground():
    stream = BytesIO()
    Image.new("RGBA", (40, 40), (0, 0, 0, 0)).save(stream, "PNG")

    made = Image.open(BytesIO(plain_jpeg(stream.getvalue(), (450, 600))))

    assert made.getpixel((5, 5)) == (255, 255, 255)


def test_every_item_has_its_outputs_named():
    assert list(OUTPUTS) == list(PublicItem)
