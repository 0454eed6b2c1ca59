"""The office's first whole job: from a candidate met on a visit to a registered meister."""

import re
from datetime import date, datetime
from io import BytesIO
from zipfile import ZipFile

from django.utils import timezone
from openpyxl import load_workbook
from pypdf import PdfReader

from aomori_skills.base import wareki
from meisters.choices import ApplicationState, CandidateState
from meisters.models import CertificationApplication, Meister, SubmissionBatch
from tests.browser.entering import NAME, enter_candidate, fill_application
from tests.files import jpeg


def text_of(content: bytes) -> str:
    return "".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)


def take(desk, base: str, button: str) -> None:
    """One step from the application's page, through its confirm page."""
    desk.go(base)
    desk.follow(button)
    desk.look(f"step_{button}")
    desk.press(button)


def test_from_a_candidate_to_a_registered_meister(desk_of, office):
    tanto = desk_of("tanto")
    enter_candidate(tanto)
    fill_application(tanto)
    application = CertificationApplication.objects.get()
    base = f"/meisters/applications/{application.pk}/"

    tanto.go(f"{base}?tab=checklist")
    assert "実技指導経験は1回です（基準は2回以上）。" in tanto.text
    tanto.look("checklist_lacking")

    name, form = tanto.download(lambda: print_form(tanto, base))
    assert application.number in name
    assert "ものづくりマイスター認定申請書" in text_of(form)
    assert "イワキ" in text_of(form)

    tanto.go(base)
    tanto.follow("受け付ける")
    tanto.choose("way", "持参")
    tanto.look("step_receive")
    tanto.press("受け付ける")

    tanto.go(base)
    tanto.follow("要件を確認済みにする")
    tanto.look("step_confirm_blocked")
    assert "実技指導経験は1回です（基準は2回以上）。" in tanto.text
    assert tanto.page.get_by_role("button", name="要件を確認済みにする", exact=True).count() == 0
    application.refresh_from_db()
    assert application.state == ApplicationState.RECEIVED

    tanto.go(f"{base}edit/experience/")
    tanto.write("instruction_records-0-times", "3")
    tanto.press("保存する")
    take(tanto, base, "要件を確認済みにする")
    take(tanto, base, "承認を依頼する")
    tanto.look("application_awaiting")
    approval = f"/admin/meisters/certificationapplication/{application.pk}/change/"
    assert tanto.page.request.get(tanto.address + approval).status == 403

    refuse_self_approval(desk_of, office, application, approval)

    shonin = desk_of("shonin")
    shonin.look("home_shonin")
    shonin.go("/admin/meisters/certificationapplication/")
    shonin.look("admin_waiting")
    shonin.go(approval)
    shonin.look("admin_approval")
    send_back = shonin.page.locator("form", has=shonin.page.get_by_role("button", name="差し戻す"))
    send_back.locator("textarea").fill("推薦者の職名を追記してください。")
    send_back.get_by_role("button", name="差し戻す").click()
    application.refresh_from_db()
    assert application.state == ApplicationState.DRAFT

    tanto.go("/")
    assert "差し戻" in tanto.text
    tanto.go(base)
    assert "推薦者の職名を追記してください。" in tanto.text
    tanto.look("application_sent_back")
    tanto.go(f"{base}edit/support/")
    tanto.write("recommender_title", "会長")
    tanto.press("保存する")
    tanto.go(base)
    tanto.follow("受け付ける")
    tanto.press("受け付ける")
    take(tanto, base, "要件を確認済みにする")
    take(tanto, base, "承認を依頼する")

    shonin.go(approval)
    approve = shonin.page.locator("form", has=shonin.page.get_by_role("button", name="承認する"))
    approve.locator("[name$=head_judgement]").fill("指導経験が豊富であり、適格と判断します。")
    approve.get_by_role("button", name="承認する").click()
    shonin.look("admin_approved")
    application.refresh_from_db()
    assert application.state == ApplicationState.APPROVED
    assert application.approved_by == office["shonin"]

    batch = submit(tanto, application)
    check_papers(tanto, batch, application)
    enter_result(tanto, batch, application)


def print_form(desk, base):
    desk.go(base)
    desk.page.get_by_text("その他の操作").click()
    desk.press("申請書を印刷する（PDF）")


def refuse_self_approval(desk_of, office, application, approval):
    """The author, made a manager meanwhile, still can't approve the own application."""
    office["tanto"].roles = ["staff", "approver"]
    office["tanto"].save()
    desk = desk_of("tanto")
    desk.go(approval)
    assert "自分が作成した申請" in desk.page.locator("#content, main").first.inner_text()
    assert desk.page.get_by_role("button", name="承認する", exact=True).count() == 0
    desk.look("admin_self_approval")
    application.refresh_from_db()
    assert application.state == ApplicationState.AWAITING
    office["tanto"].roles = ["staff"]
    office["tanto"].save()


def submit(desk, application) -> SubmissionBatch:
    desk.go("/meisters/batches/")
    desk.look("batches_empty")
    desk.follow("提出を作成する")
    desk.page.locator("main select[name=round]").select_option(index=1)
    desk.look("batch_create")
    desk.press("内容を確認する")
    desk.look("batch_confirm")
    desk.press("1件を提出する")
    desk.page.wait_for_url(re.compile(r"/batches/\d+/"))
    batch = SubmissionBatch.objects.get()
    assert batch.letter.number in desk.text
    desk.look("batch")
    application.refresh_from_db()
    assert application.state == ApplicationState.SUBMITTED
    return batch


def check_papers(desk, batch, application):
    """Excel cells, letter text and ZIP names are what the office entered."""
    number, today = application.number, timezone.localdate()
    sheet = load_workbook(BytesIO(take_file(desk, batch, ".xlsx"))).active
    rows = list(sheet.iter_rows(values_only=True))
    heading = next(row for row in rows if "申請番号" in row)
    told = dict(zip(heading, next(row for row in rows if number in row), strict=True))
    assert {name: _plain(value) for name, value in told.items() if name in EXPECTED} == EXPECTED
    assert (told["氏名"], _plain(told["申請日"])) == (NAME, today)

    letter = text_of(batch.letter.read())
    for words in (
        batch.letter.number,
        wareki.format_date(today),
        "中央技能振興センター",
        "青森県技能振興コーナー",
        "ものづくりマイスター認定申請書の提出について",
        "建築大工",
    ):
        assert words in letter
    assert letter.index("ものづくりマイスター認定申請書の提出について") < letter.index("以上")

    archive = ZipFile(BytesIO(take_file(desk, batch, ".zip")))
    folder = f"{number}_岩木林檎"
    inside = sorted(name for name in archive.namelist() if name.startswith(f"{folder}/"))
    assert [name.removeprefix(f"{folder}/")[3:] for name in inside] == [
        "申請書.pdf",
        "申請書（本人の署名済み）.pdf",
        "推薦書.pdf",
        "合格証書等の写し.pdf",
        "実務・指導経験の証明.pdf",
        "公表同意書.pdf",
        "写真.jpg",
    ]
    assert "ものづくりマイスター認定申請書" in text_of(archive.read(inside[0]))
    assert archive.read(inside[-1]) == jpeg()


EXPECTED = {
    "氏名（カナ）": "イワキ リンゴ",
    "生年月日": date(1970, 5, 5),
    "職種": "建築大工",
    "作業": "大工工事作業",
    "資格要件": "1級技能士",
    "証書番号": "第12345号",
    "取得日": date(1998, 10, 1),
    "勤務先": "株式会社りんご工務店",
    "申請先の都道府県": "青森県",
    "実技指導（回）": 3,
    "指導員免許": "なし",
    "推薦者": "青森県技能士会　八甲田 次郎",
}


def _plain(value):
    return value.date() if isinstance(value, datetime) else value


def take_file(desk, batch, ending: str) -> bytes:
    """Download a file of the bundle, after stating the purpose."""
    desk.go(f"/meisters/batches/{batch.pk}/?tab=papers")
    desk.page.locator("main select[name=purpose]").select_option(index=1)
    if ending == ".zip":
        desk.look("batch_papers")
    button = desk.page.locator(f"main button[aria-label*='{ending}']").first
    name, content = desk.download(button.click)
    assert name.endswith(ending)
    return content


def enter_result(desk, batch, application):
    desk.go(f"/meisters/batches/{batch.pk}/results/")
    desk.look("results")
    prefix = desk.page.locator("main select").first.get_attribute("name").rpartition("-")[0]
    desk.choose(f"{prefix}-result", "認定")
    desk.press("保存する")
    assert "認定番号を入力してください。" in desk.text
    desk.look("results_errors")
    desk.choose(f"{prefix}-result", "認定")
    desk.write(f"{prefix}-result_on", str(timezone.localdate()))
    desk.write(f"{prefix}-meister_number", "０２－００１２３")
    desk.press("保存する")
    assert NAME in desk.said
    desk.look("batch_answered")

    meister = Meister.objects.get()
    assert (meister.number, meister.name, str(meister.trades.get())) == (
        "02-00123",
        NAME,
        "建築大工（大工工事作業）",
    )
    assert meister.certified_on == timezone.localdate()
    application.refresh_from_db()
    assert application.state == ApplicationState.CERTIFIED
    assert application.candidate.state == CandidateState.CERTIFIED
    desk.go(f"/meisters/register/{meister.pk}/")
    desk.look("meister")
    assert "必須" in desk.text
