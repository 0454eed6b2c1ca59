"""The navigation: areas in the order of the plan, their lists in the order of the work."""

from dataclasses import dataclass, replace

from django.urls import reverse


@dataclass(frozen=True)
class Entry:
    """A link of the navigation, for those who hold ``permission``.

    ``group`` is the item of the plan under which it stands; entries of one group are neighbours.
    """

    label: str
    url_name: str
    permission: str
    group: str = ""


@dataclass(frozen=True)
class Area:
    """A heading of the navigation; ``number`` is that of the plan's chapter."""

    label: str
    entries: tuple[Entry, ...]
    number: str = ""


@dataclass(frozen=True)
class Link:
    """An entry as one user sees it on one page."""

    label: str
    url: str
    current: str
    group: str = ""


RECRUITING = "（1）開拓"
BRIEFING = "（2）説明"
CERTIFICATION = "（3）認定申請"
TRAINING = "（4）研修"
REGISTER = "名簿・公表"
"""The items of plan area 1, in the order of the plan."""

AREAS = (
    Area(
        "マイスター",
        (
            Entry("訪問計画", "meisters:plan_list", "meisters.view_visits", RECRUITING),
            Entry("訪問記録", "meisters:visit_list", "meisters.view_visits", RECRUITING),
            Entry("次に訪ねる先", "meisters:quiet_list", "meisters.view_visits", RECRUITING),
            Entry("職種×圏域", "meisters:coverage", "meisters.view_visits", RECRUITING),
            Entry("候補者", "meisters:candidate_list", "meisters.view_candidates", RECRUITING),
            Entry(
                "説明が済んでいない人", "meisters:untold_list", "meisters.view_briefings", BRIEFING
            ),
            Entry("説明の記録", "meisters:briefing_list", "meisters.view_briefings", BRIEFING),
            Entry(
                "認定申請", "meisters:application_list", "meisters.view_applications", CERTIFICATION
            ),
            Entry("センター提出", "meisters:batch_list", "meisters.view_batches", CERTIFICATION),
            Entry("講習・研修", "meisters:course_list", "meisters.view_courses", TRAINING),
            Entry(
                "講習が済んでいない人",
                "meisters:unfinished_list",
                "meisters.view_courses",
                TRAINING,
            ),
            Entry("マイスター名簿", "meisters:meister_list", "meisters.view_meisters", REGISTER),
            Entry(
                "活動継続の確認",
                "meisters:confirmation_list",
                "meisters.view_confirmations",
                REGISTER,
            ),
            Entry("公表", "meisters:public_sheet", "meisters.view_meisters", REGISTER),
            Entry("1章の実績", "meisters:figures", "meisters.view_meisters", REGISTER),
        ),
        number="1",
    ),
    Area(
        "派遣",
        (
            Entry("相談・援助", "dispatch:consultation_list", "dispatch.view_consultations"),
            Entry("派遣希望調査", "dispatch:survey_list", "dispatch.view_surveys"),
            Entry("派遣の希望", "dispatch:wish_list", "dispatch.view_surveys"),
            Entry("派遣依頼", "dispatch:request_list", "dispatch.view_requests"),
            Entry("指導日", "dispatch:session_list", "dispatch.view_requests"),
            Entry("打診", "dispatch:ask_list", "dispatch.view_requests"),
            Entry("当日の準備", "dispatch:preparation_list", "dispatch.view_requests"),
            Entry("熟練技能者", "dispatch:skilled_worker_list", "dispatch.view_instructors"),
            Entry("補助員", "dispatch:assistant_list", "dispatch.view_instructors"),
        ),
        number="2",
    ),
    Area("競技大会・技能振興", (), number="3"),
    Area("連携会議・計画", (), number="4"),
    Area(
        "帳票",
        (
            Entry("送信箱", "paperwork:message_list", "paperwork.view_messages"),
            Entry("帳票一覧", "report_list", "office.view_home"),
            Entry("処理の状況", "paperwork:job_list", "office.view_home"),
            Entry("公文書台帳", "paperwork:document_list", "paperwork.view_documents"),
            Entry("文例", "paperwork:template_list", "paperwork.view_messages"),
            Entry("個人情報の出力記録", "paperwork:disclosure_list", "paperwork.view_disclosures"),
        ),
    ),
    Area(
        "管理",
        (
            Entry("企業・学校・団体", "office:organization_list", "office.view_masters"),
            Entry("重複の疑い", "merge_doubles", "meisters.merge_people"),
            Entry("職種", "office:trade_list", "office.view_masters"),
            Entry("市町村", "office:municipality_list", "office.view_masters"),
            Entry("年度の基準", "office:rule_list", "office.view_masters"),
            Entry("休業日", "office:closed_day_list", "office.view_masters"),
            Entry("コーナーの設定", "office:profile", "office.view_masters"),
            Entry("代理承認", "office:delegation_list", "office.manage_delegations"),
            Entry("利用者", "office:user_list", "office.manage_users"),
            Entry("承認・管理画面", "admin:index", "office.use_admin"),
        ),
    ),
)


TOP = (
    Entry("ホーム", "home", "office.view_home"),
    Entry("予定表", "calendar", "dispatch.view_calendar"),
)
"""Above all areas."""


def top_for(user, path: str) -> list[Link]:
    """Only the home page itself is home."""
    links = [_link(entry, path) for entry in TOP if user.has_perm(entry.permission)]
    return [link if link.url != "/" or path == "/" else replace(link, current="") for link in links]


def areas_for(user, path: str) -> list[tuple[Area, list[Link]]]:
    """Areas with the links that ``user`` may follow; areas without any are left out."""
    shown = []
    for area in AREAS:
        links = [_link(entry, path) for entry in area.entries if user.has_perm(entry.permission)]
        if links:
            shown.append((area, links))
    return shown


def _link(entry: Entry, path: str) -> Link:
    url = reverse(entry.url_name)
    return Link(entry.label, url, _current(url, path), entry.group)


def _current(url: str, path: str) -> str:
    """The value of aria-current: this very page, or a page below it."""
    if path == url:
        return "page"
    return "true" if path.startswith(url) else ""
