"""決定 in a browser: asked for, decided in the admin, told, changed, decided again."""

from dispatch.models import DecisionNotice
from tests.dispatch.decision_situations import AIM, SECOND, ready


def test_from_the_plan_to_the_notices_and_to_version_two(desk_of, office):
    row = ready(author=office["tanto"])
    desk = desk_of("tanto")

    desk.go(f"{row.get_absolute_url()}?tab=decision")
    assert "承認を依頼できます。" in desk.text
    desk.look("decision_open")
    desk.follow("承認を依頼する")
    desk.look("decision_asking")
    desk.press("承認を依頼する")
    assert "決定を承認者に依頼しました。" in desk.said

    manager = desk_of("shonin")
    manager.go("/admin/")
    manager.page.get_by_role("link", name="決定を待っている派遣依頼").click()
    manager.page.get_by_role("link", name=row.number).click()
    assert AIM in manager.page.locator("#content-main").inner_text()
    manager.look("decision_admin")
    manager.press("決定する")
    assert "第1版として決定しました。" in manager.page.locator("body").inner_text()

    desk.go("/")
    desk.follow("決定通知を送っていない派遣依頼")
    desk.follow(row.number)
    desk.page.get_by_role("link", name="決定", exact=True).click()
    desk.look("decision_decided")
    desk.follow("決定通知を作る")
    desk.look("decision_notices")
    desk.press("下書きを作る")
    assert "決定通知を2件、下書きにしました。" in desk.said
    assert DecisionNotice.objects.count() == 2

    desk.go(f"{row.get_absolute_url()}revise/")
    desk.write("comment", "会場が変わったため")
    desk.press("計画を変更する")
    row.sessions.filter(held_on=SECOND).update(place="体育館")
    desk.go(f"{row.get_absolute_url()}request_approval/")
    desk.press("承認を依頼する")
    manager.go(f"/admin/dispatch/dispatchrequest/{row.pk}/change/")
    assert "第1版から変わったこと" in manager.page.locator("#content-main").inner_text()
    manager.press("決定する")

    desk.go(f"{row.get_absolute_url()}?tab=decision")
    desk.look("decision_changed")
    assert "第2版で変わったこと" in desk.text
    assert "体育館" in desk.text
