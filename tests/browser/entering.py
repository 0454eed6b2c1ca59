"""What staff type of somebody: the candidate, then the application with its papers."""

import re

from django.utils import timezone
from playwright.sync_api import expect

from tests.files import jpeg, pdf

NAME = "岩木 林檎"


def enter_candidate(desk) -> None:
    desk.go("/")
    desk.look("home")
    desk.page.get_by_role("link", name="候補者", exact=True).first.click()
    desk.look("candidates_empty")
    desk.follow("候補者を登録する")
    for name, typed in (
        ("family_name", "岩木"),
        ("given_name", "林檎"),
        ("family_kana", "いわき"),
        ("given_kana", "ﾘﾝｺﾞ"),
        ("birth_date", "1970-05-05"),
        ("met_on", str(timezone.localdate())),
        ("phone", "０１７７０００００１"),
        ("note", "会社訪問で面談。後進の指導に意欲がある。"),
    ):
        desk.write(name, typed)
    desk.search("trade", "けんちくだいく", "建築大工")
    desk.choose("employment", "事業所に勤務")
    desk.search("employer", "ﾘﾝｺﾞ", "株式会社りんご工務店")
    desk.write("postcode", "0300801")
    desk.press("住所を表示")
    expect(desk.page.locator("[name=address]")).to_have_value(re.compile("新町"))
    desk.write("address", "青森市新町1-1-1")
    desk.look("candidate_form")
    desk.press("保存する")
    assert f"{NAME}" in desk.said
    desk.look("candidate")


def fill_application(desk) -> None:
    desk.press("申請を始める")
    desk.look("application_new")
    desk.press("保存して次へ")

    desk.write("applied_on", str(timezone.localdate()))
    desk.page.locator("main select[name=round]").select_option(index=1)
    desk.look("section_work")
    desk.press("保存して次へ")

    desk.search("qualifications-0-trade", "けんちくだいく", "建築大工")
    desk.choose("qualifications-0-operation", "大工工事作業")
    desk.choose("qualifications-0-ground", "1級技能士")
    desk.write("qualifications-0-number", "第12345号")
    desk.write("qualifications-0-acquired_on", "1998-10-01")
    desk.attach("qualifications-0-upload", "合格証書.pdf", pdf("certificate"), "application/pdf")
    desk.look("section_qualifications")
    desk.press("保存して次へ")

    desk.write("practice_periods-0-employer_name", "株式会社りんご工務店")
    desk.write("practice_periods-0-starts_on", "1995-04-01")
    desk.write("instruction_records-0-starts_on", "2020-06-01")
    desk.write("instruction_records-0-times", "1")
    desk.write("instruction_records-0-place", "青森県立青森工業高等学校")
    desk.look("section_experience")
    desk.press("保存して次へ")

    desk.choose("licence", "なし")
    desk.choose("willing", "はい")
    desk.write("recommender_body", "青森県技能士会")
    desk.write("recommender_name", "八甲田 次郎")
    desk.choose("recommender_relation", "業界団体")
    desk.look("section_support")
    desk.press("保存して次へ")

    desk.write("profile_message", "若い人に木の良さを伝えます。")
    desk.page.check("main [name=agree_all]")
    desk.write("agreed_on", str(timezone.localdate()))
    desk.look("section_publication")
    desk.page.locator("main button[name=_next]").click()

    for kind, name, content, media in (
        ("申請書（本人の署名済み）", "申請書.pdf", pdf("form"), "application/pdf"),
        ("推薦書", "推薦書.pdf", pdf("recommendation"), "application/pdf"),
        ("実務・指導経験の証明", "経験証明.pdf", pdf("experience"), "application/pdf"),
        ("公表同意書", "公表同意書.pdf", pdf("consent"), "application/pdf"),
        ("写真", "写真.jpg", jpeg(), "image/jpeg"),
    ):
        desk.choose("kind", kind)
        desk.attach("upload", name, content, media)
        desk.press("添付する")
        assert kind in desk.said
    desk.look("section_documents")
