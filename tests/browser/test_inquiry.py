"""照会・補正 in a browser: asked by the center, mended, answered and sent again."""

from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import time_machine
from django.utils import timezone

from aomori_skills.base import wareki
from tests.meisters import situations


def test_an_inquiry_is_recorded_answered_and_handed_out(desk_of):
    with time_machine.travel(situations.TODAY):
        batch = situations.submitted(family_name="岩木", given_name="太郎")
    item, today = batch.items.get(), timezone.localdate()
    due = today + timedelta(days=9)
    desk = desk_of("tanto")

    desk.go(f"{batch.get_absolute_url()}results/")
    desk.choose(f"{item.pk}-result", "照会")
    desk.write(f"{item.pk}-result_on", today.isoformat())
    desk.write(f"{item.pk}-comment", "推薦日が未記入です。")
    desk.write(f"{item.pk}-reply_due_on", due.isoformat())
    desk.look("inquiry_results")
    desk.press("保存する")
    assert f"回答期限：{wareki.format_day(due)}" in desk.text
    desk.look("inquiry_batch")

    desk.go("/")
    desk.page.get_by_role("link", name="締切まで14日以内の申請 1件", exact=True).click()
    assert "岩木 太郎" in desk.text
    desk.go(item.application.get_absolute_url())
    assert "センターから照会がありました" in desk.text
    desk.look("inquiry_application")
    desk.follow("補正を提出する")
    desk.write("comment", "推薦日を記入して差し替えました。")
    desk.look("inquiry_answer")
    desk.press("補正を提出する")
    assert "補正を提出済みにしました" in desk.said

    desk.go(f"{batch.get_absolute_url()}?tab=papers")
    desk.choose("purpose", "センターへの提出・報告")
    desk.look("inquiry_papers")
    reply = f"{item.application.number}_岩木太郎_照会への回答一式.zip"
    name, content = desk.download(lambda: desk.press(f"{reply}をダウンロードする"))
    assert name == reply
    assert ZipFile(BytesIO(content)).namelist()[0] == "00_照会への回答文書.pdf"
