"""相談・援助 in a browser: entered by telephone, followed up, made a request, counted, printed."""

from datetime import timedelta
from io import BytesIO

from django.utils import timezone
from pypdf import PdfReader

from aomori_skills.office.models import ClosedDay, Organization
from aomori_skills.office.rules import closed_reason
from dispatch.models import Consultation, DispatchRequest

FIRM = "株式会社りんご工務店"


def open_day(day):
    """``day``, or the first day after it on which the office is open."""
    while closed_reason(day, ClosedDay.objects.reasons(day, day)):
        day += timedelta(days=1)
    return day


def test_from_the_telephone_to_the_numbers(desk_of):
    desk = desk_of("tanto")
    today = timezone.localdate()

    desk.go("/dispatch/consultations/")
    desk.look("consultations_empty")
    desk.follow("相談を記録する")
    desk.press("保存する")
    desk.look("consultation_errors")
    assert "相談の種別を選択してください。" in desk.text
    desk.search("organization", "りんご", FIRM)
    desk.write("person", "藤野 つばさ")
    desk.write("people", "3")
    desk.choose("theme", "技能検定の受検指導")
    desk.choose("trade", "建築大工")
    desk.write("question", "3級の受検者に墨付けを教えたい。")
    desk.write("answer", "派遣の手順を説明した。")
    desk.write("next_action", "派遣依頼書の用紙を送る")
    desk.write("next_on", open_day(today).isoformat())
    desk.look("consultation_form")
    desk.press("保存して次へ")
    assert "を記録しました。続けて次の相談を入力してください。" in desk.said
    desk.write("new_place", "株式会社新顔建具")
    desk.choose("theme", "その他")
    desk.write("question", "組子の講習はあるか。")
    desk.press("保存する")
    assert Organization.objects.filter(name="株式会社新顔建具").count() == 1
    first, second = Consultation.objects.order_by("pk")
    assert (first.people, first.author.username, second.people) == (3, "tanto", 1)

    desk.go("/")
    assert "次の対応が今日から7日以内の相談" in desk.text
    desk.go(first.get_absolute_url())
    desk.look("consultation")
    desk.press("次の対応を済みにする")
    assert "の次の対応「派遣依頼書の用紙を送る」を済みにしました。" in desk.said
    desk.page.get_by_text("その他の操作").click()
    name, paper = desk.download(lambda: desk.press("相談記録票を印刷する（PDF）"))
    assert name == f"相談記録票_{today:%Y%m%d}_{FIRM}藤野つばさ.pdf"
    assert "相談記録票" in PdfReader(BytesIO(paper)).pages[0].extract_text().replace(" ", "")

    desk.go(first.get_absolute_url())
    desk.follow("派遣依頼にする")
    desk.choose("kind", "実技指導（中小企業・業界団体）")
    desk.press("保存する")
    made = DispatchRequest.objects.get()
    assert (made.consultation, made.client.name, str(made.trade)) == (first, FIRM, "建築大工")
    desk.go(f"{first.get_absolute_url()}?tab=requests")
    desk.look("consultation_requests")
    assert made.number in desk.text
    desk.go(f"{first.get_absolute_url()}?tab=history")
    desk.look("consultation_history")
    assert "派遣依頼書の用紙を送る" in desk.text

    desk.go("/dispatch/consultations/months/")
    desk.look("consultation_months")
    theme = desk.page.locator("main tr", has_text="技能検定の受検指導（人）")
    theme.get_by_role("link").last.click()
    desk.look("consultations_of_a_number")
    assert "藤野 つばさ" in desk.text
    assert "株式会社新顔建具" not in desk.page.locator("main table").inner_text()
    desk.go(f"/organizations/{first.organization_id}/timeline/")
    desk.look("timeline_with_consultations")
    assert "技能検定の受検指導の相談（電話）" in desk.text
    assert f"{made.number}の受付" in desk.text

    desk.go(second.get_absolute_url())
    desk.page.get_by_text("その他の操作").click()
    desk.follow("この記録を削除する")
    desk.look("consultation_delete")
    desk.press("削除する")
    assert desk.said.endswith("の記録を削除しました。")
    assert list(Consultation.objects.all()) == [first]
