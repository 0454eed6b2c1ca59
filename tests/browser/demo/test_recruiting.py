"""開拓: a firm nobody has spoken to is planned, visited, reported, and a candidate found there."""

from aomori_skills.office.models import Organization
from meisters.models import Candidate, PlannedVisit, Visit
from tests.browser.taken import pages_of, rows_of
from tests.demo_office import TODAY

FIRM = "株式会社金星配管設備"
DIRECTOR = "金野 星太"


def test_from_the_plan_to_the_candidate(desk_of):
    desk, firm = desk_of("tanto"), Organization.objects.get(name=FIRM)
    plan = _plan(desk, firm)
    visit = _visit(desk, plan)
    _report(desk, visit)
    _finish_next_action(desk, visit)
    candidate = _find_candidate(desk, visit)
    _contact(desk, candidate)
    _follow_timeline(desk, firm)


def _plan(desk, firm) -> PlannedVisit:
    desk.go("/meisters/next/")
    assert "記録なし" in desk.row(FIRM).inner_text()
    desk.row(FIRM).get_by_role("link", name="計画に加える").click()
    desk.choose("trade", "配管")
    desk.choose("month", "11月")
    desk.write("aim", "若い配管工を教えられる人を探す")
    desk.look("plan_form")
    desk.press("保存する")
    assert desk.said.startswith(f"完了 {FIRM}への訪問（11月）を計画しました。")
    desk.look("plan")
    return PlannedVisit.objects.get(organization=firm, month=11)


def _visit(desk, plan) -> Visit:
    desk.go("/meisters/plans/?month=11")
    desk.look("plans")
    _, content = desk.take_excel()
    assert FIRM in [row["訪問先"] for row in rows_of(content)]
    desk.row(FIRM).get_by_role("link", name="記録する").click()
    desk.page.get_by_label("制度の趣旨").check()
    desk.page.get_by_label("認定の要件").check()
    desk.write("visited_on", TODAY.isoformat())
    desk.write("starts_at", "10:00")
    desk.write("ends_at", "11:00")
    desk.search("people-0-contact", "金野", DIRECTOR)
    desk.choose("outcome", "候補者の紹介")
    desk.write("findings", "配管工の紹介を受けた。")
    desk.write("next_action", "申請書の見本を送る")
    desk.write("next_on", TODAY.isoformat())
    desk.look("visit_form")
    desk.press("保存する")
    assert desk.said.startswith(f"完了 {FIRM}への訪問を記録しました。")
    desk.look("visit")
    visit = Visit.objects.get(plan=plan)
    assert [str(one) for one in visit.people.all()] == [f"工事部長 {DIRECTOR}"]
    assert [str(trade) for trade in visit.trades.all()] == ["配管"]
    return visit


def _report(desk, visit):
    name, content = desk.download(lambda: desk.press("復命書を印刷する"))
    assert name == f"復命書_{TODAY:%Y%m%d}_{FIRM}.pdf"
    (page,) = pages_of(content)
    for words in ("復命書", FIRM, DIRECTOR.replace(" ", ""), "配管工の紹介を受けた。"):
        assert words in page


def _finish_next_action(desk, visit):
    desk.go("/")
    desk.look("home_with_visits")
    desk.page.get_by_role("link", name="次の対応の期日が来た訪問 4件").last.click()
    assert "4件" in desk.count
    desk.go(visit.get_absolute_url())
    desk.press("対応を済ませる")
    assert "の次の対応「申請書の見本を送る」を済みにしました。" in desk.said


def _find_candidate(desk, visit) -> Candidate:
    desk.follow("候補者を登録する")
    for field, typed in (
        ("family_name", "蔵館"),
        ("given_name", "湯太郎"),
        ("family_kana", "くらだて"),
        ("given_kana", "ゆたろう"),
    ):
        desk.write(field, typed)
    desk.look("candidate_of_visit")
    desk.press("保存する")
    candidate = Candidate.objects.get(family_name="蔵館")
    assert (candidate.visit, candidate.employer) == (visit, visit.organization)
    assert candidate.explained_on == TODAY
    desk.look("candidate_with_visit")
    return candidate


def _contact(desk, candidate):
    desk.open_more()
    desk.follow("連絡を記録する")
    desk.write("note", "電話で来週の返事を頼んだ。")
    desk.look("candidate_contact")
    desk.press("保存する")
    assert desk.said == f"完了 {candidate}さんへの連絡を経過に記録しました。"


def _follow_timeline(desk, firm):
    desk.go(f"/masters/organizations/{firm.pk}/")
    desk.follow("経過（訪問・相談・派遣）")
    desk.look("timeline")
    for words in ("蔵館 湯太郎", f"工事部長 {DIRECTOR}", "来年度に改めることになった。"):
        assert words in desk.text
