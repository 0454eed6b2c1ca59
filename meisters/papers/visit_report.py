"""復命書: the report of a visit, to be filed after the head has seen it."""

from aomori_skills.base import wareki
from aomori_skills.base.pdf import FormField as Box
from aomori_skills.base.pdf import FormSection, Pdf, form
from aomori_skills.office.models import OfficeProfile
from meisters.choices import VisitWay
from meisters.papers.archive import safe_name

REPORT, NOTE = "復命書", "応対記録"
LEAD = "次のとおり出張しましたので、復命します。"
NOTE_LEAD = "次のとおり応対しましたので、報告します。"
ERRAND = "ものづくりマイスター制度の説明と候補者の開拓"
STAMPS = ("", "担当")
"""Who sees the paper besides the head: one box is named by hand, for whoever stands between."""


def render_report(visit) -> Pdf:
    """The paper of ``visit``; load it with its staff, people and trades."""
    profile = OfficeProfile.objects.on(visit.visited_on)
    head = profile.head_title if profile else ""
    return form(
        title_of(visit),
        (FormSection(rows=(*_facts(visit), *_results(visit))),),
        issued_on=visit.visited_on,
        addressee=f"{head}　様" if head else "",
        lead=LEAD if visit.way == VisitWay.VISIT else NOTE_LEAD,
        template="pdf/visit_report.html",
        stamps=(head or "所属長", *STAMPS),
        reporter="復命者" if visit.way == VisitWay.VISIT else "応対者",
        reporters=[str(user) for user in visit.staff.all()],
    )


def title_of(visit) -> str:
    """Only who went somewhere reports on a journey."""
    return REPORT if visit.way == VisitWay.VISIT else NOTE


def file_name(visit) -> str:
    """復命書_20250610_株式会社りんご工務店.pdf."""
    place = safe_name(str(visit.organization))
    return f"{title_of(visit)}_{visit.visited_on:%Y%m%d}_{place}.pdf"


def errand(visit) -> str:
    """用務: the aim of the plan, else what every such visit is for."""
    text = (visit.plan.aim if visit.plan else "") or ERRAND
    trades = "、".join(map(str, visit.trades.all()))
    return f"{text}（{trades}）" if trades else text


def _facts(visit) -> tuple[tuple[Box, ...], ...]:
    day = wareki.format_day(visit.visited_on)
    place = visit.organization
    town = f"（{place.municipality}）" if place.municipality else ""
    went = visit.way == VisitWay.VISIT
    where = "出張先" if went else "相手方"
    way = () if went else ((_line("方法", visit.get_way_display()),),)
    return (
        (_line("用務", errand(visit)),),
        (_line("日時", f"{day}　{visit.hours}".strip()),),
        *way,
        (_line(where, "\n".join(filter(None, (f"{place}{town}", visit.place)))),),
        (_line("面談者", "\n".join(str(person) for person in visit.people.all())),),
        (_line("説明した事項", visit.explained_words),),
        (_line("渡した資料", visit.materials),),
    )


def _results(visit) -> tuple[tuple[Box, ...], ...]:
    upcoming = visit.next_action
    if upcoming and visit.next_on:
        upcoming = f"{upcoming}（{wareki.format_date(visit.next_on)}まで）"
    return (
        (Box("内容", visit.content, lines=7),),
        (_line("結果", visit.get_outcome_display()),),
        (Box("所見", visit.findings, lines=4),),
        (_line("今後の対応", upcoming),),
    )


def _line(label: str, text: str) -> Box:
    """A box as high as its words."""
    return Box(label, text, lines=0)
