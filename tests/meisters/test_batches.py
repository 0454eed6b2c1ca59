"""センター提出: what is sent, with which papers."""

from datetime import date
from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from pypdf import PdfReader

from aomori_skills.paperwork.models import DisclosureLog
from meisters.choices import ApplicationState, BatchState, DocumentKind
from meisters.services import applications
from tests.factories.meisters import QualificationFactory
from tests.factories.office import TradeFactory
from tests.meisters import situations
from tests.meisters.bundling import submit

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(situations.TODAY, tick=False):
        yield


def words(content: bytes) -> str:
    pages = PdfReader(BytesIO(content)).pages
    return "".join("".join(page.extract_text().split()) for page in pages)


def contents(batch, kind) -> list[bytes]:
    return [row.attachment.read() for row in batch.files.filter(kind=kind)]


def test_applications_move_and_papers_are_kept():
    first, second = situations.approved(serial=1), situations.approved(serial=2)

    batch = submit(second, first)

    assert (batch.number, batch.state, batch.letter.number) == (
        "R7-提01",
        BatchState.SENT,
        "青技振第1号",
    )
    assert list(batch.items.values_list("order", "application_id", "result")) == [
        (1, first.pk, "pending"),
        (2, second.pk, "pending"),
    ]
    assert list(batch.files.values_list("kind", "application_id")) == [
        ("list", None),
        ("form", first.pk),
        ("form", second.pk),
        ("archive", None),
    ]
    first.refresh_from_db()
    assert (first.state, first.round) == (ApplicationState.SUBMITTED, batch.round)
    step = first.steps.last()
    assert (step.label, step.comment) == ("センター提出", "センター提出 R7-提01")
    log = DisclosureLog.objects.get()
    assert (log.what, log.count, log.medium, log.purpose) == (
        "センター提出 R7-提01 提出書類一式",
        2,
        "zip",
        "center",
    )


def test_list_has_typed_cells():
    application = situations.approved(
        serial=1, family_name="髙﨑", given_name="𠮷男", family_kana="タカサキ", given_kana="ヨシオ"
    )
    QualificationFactory(
        application=application,
        trade=TradeFactory(name="造園", order=5),
        operation=None,
        number="=1+1",
        acquired_on=date(2003, 3, 3),
    )

    sheet = openpyxl.load_workbook(BytesIO(*contents(submit(application), "list"))).active

    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][0] == "ものづくりマイスター認定申請者一覧"
    assert rows[1][0] == "令和7年度 第1回　令和7年9月1日作成"
    record = dict(zip(rows[3], rows[4], strict=True))
    dates = {name: record.pop(name).date() for name in ("生年月日", "取得日", "申請日")}
    assert dates == {
        "生年月日": date(1970, 5, 5),
        "取得日": date(1998, 10, 1),
        "申請日": date(2025, 7, 1),
    }
    assert record == {
        "申請番号": "R7-001",
        "氏名": "髙﨑 𠮷男",
        "氏名（カナ）": "タカサキ ヨシオ",
        "職種": "建築大工、造園",
        "作業": "大工工事作業",
        "資格要件": "1級技能士",
        "証書番号": "第12345号、=1+1",
        "勤務先": application.employer.name,
        "申請先の都道府県": "青森県",
        "実務経験（年）": 30,
        "実技指導（回）": 3,
        "指導員免許": "なし",
        "推薦者": "青森県技能士会　八甲田 次郎",
        "公表の同意": "すべて同意",
    }
    assert len(rows) == 6
    assert rows[5][:2] == ("合計", "1件")
    assert sheet.freeze_panes == "A5"


def test_letter_says_how_many_of_what():
    carpenter = situations.approved(serial=1)
    gardener = situations.approved(serial=2)
    QualificationFactory(application=gardener, trade=TradeFactory(name="造園", order=5))

    text = words(submit(carpenter, gardener).letter.read())

    for expected in (
        "青技振第1号",
        "令和7年9月1日",
        "中央技能振興センター所長様",
        "青森県技能振興コーナー",
        "コーナー長浪岡林檎",
        "ものづくりマイスター認定申請書の提出について",
        "令和7年度第1回申請分",
        "申請件数2件",
        "職種別内訳建築大工2件、造園1件（重複を含む）",
        "認定申請者一覧（Excel）1部",
        "認定申請書2部",
        "津軽担当",
    ):
        assert expected in text


def test_archive_has_a_folder_for_each_application():
    application = situations.complete(serial=1, family_name="岩木", given_name="太/郎")
    extra = SimpleUploadedFile("証書 (2).PDF", situations.PDF, "application/pdf")
    by = application.author
    applications.add_document(application.pk, kind=DocumentKind.CERTIFICATE, upload=extra, by=by)
    applications.receive(application.pk, by=by, received_on=date(2025, 7, 2), way="post")
    applications.confirm(application.pk, by=by)
    applications.request_approval(application.pk, by=by)
    situations.approvals.approve(
        application.pk, by=situations.shonin(), head_judgement=situations.JUDGEMENT
    )

    batch = submit(application)

    with ZipFile(BytesIO(*contents(batch, "archive"))) as archive:
        assert archive.namelist() == [
            "00_送付文書.pdf",
            "00_ものづくりマイスター認定申請者一覧.xlsx",
            "R7-001_岩木太郎/01_申請書.pdf",
            "R7-001_岩木太郎/02_申請書（本人の署名済み）.pdf",
            "R7-001_岩木太郎/03_推薦書.pdf",
            "R7-001_岩木太郎/04_合格証書等の写し_1.pdf",
            "R7-001_岩木太郎/04_合格証書等の写し_2.pdf",
            "R7-001_岩木太郎/05_実務・指導経験の証明.pdf",
            "R7-001_岩木太郎/06_公表同意書.pdf",
            "R7-001_岩木太郎/07_写真.pdf",
        ]
        assert all(entry.flag_bits & 0x800 for entry in archive.infolist())
        assert archive.read("00_送付文書.pdf") == batch.letter.read()
        assert archive.read("R7-001_岩木太郎/03_推薦書.pdf") == situations.PDF
        assert archive.read("R7-001_岩木太郎/01_申請書.pdf") == contents(batch, "form")[0]
    assert "岩木太/郎" in words(contents(batch, "form")[0])
