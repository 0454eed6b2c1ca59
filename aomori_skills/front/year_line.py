"""The year's line: the items of the plan with what was done so far."""

from collections.abc import Mapping
from dataclasses import dataclass

from aomori_skills.base import fiscal_year
from aomori_skills.front.counting import Asked, Listed, Number, Numbers
from aomori_skills.front.dispatch_work import CONSULTATIONS, SESSIONS
from aomori_skills.front.work import APPLICATIONS, CANDIDATES, VISITS
from dispatch.figures import sessions_of
from dispatch.filters.sessions import DECIDED
from dispatch.rules.year_rows import plain
from meisters.choices import VisitWay
from meisters.filters.batches import BatchFilter
from meisters.filters.meisters import MeisterFilter
from meisters.filters.recruiting import VISITED, QuietFilter
from meisters.models import Meister, SubmissionBatch
from meisters.services import recruiting


@dataclass(frozen=True)
class Entry:
    """One number of a plan item."""

    item: str
    label: str
    number: Number
    unit: str


@dataclass(frozen=True)
class Figure:
    """A number of a plan item that adds up the rows of a list."""

    item: str
    label: str
    text: str
    url: str


def dispatched(request) -> list[Figure]:
    """What was decided for the days of the year (one query)."""
    if not request.user.has_perm("dispatch.view_requests"):
        return []
    year, _ = sessions_of(request.fiscal_year)
    told = (
        ("派遣件数", f"{year.requests}件"),
        ("指導回数", f"{year.sessions}回"),
        ("マイスター等の人日", f"{year.person_days}人日"),
        ("指導時間", f"{plain(year.hours)}時間"),
    )
    url = SESSIONS.url({"scope": DECIDED})
    return [Figure("2（3）マイスター等の派遣", label, text, url) for label, text in told]


def asked(year: int) -> list[Asked]:
    """What ``entries`` wants to know."""
    first, last = fiscal_year.days(year)
    met = {"met_on_from": first.isoformat(), "met_on_to": last.isoformat()}
    explained = {"explained_on_from": first.isoformat(), "explained_on_to": last.isoformat()}
    places = recruiting.organizations_with_contact(year)
    batches = SubmissionBatch.objects.in_fiscal_year(year)
    lists = (
        (VISITS, {"visits": {"way": VisitWay.VISIT.value}}),
        (Listed("meisters:quiet_list", QuietFilter, places), {"places": {"scope": VISITED}}),
        (CANDIDATES, {"met": met, "explained": explained}),
        (APPLICATIONS, {"applications": {}, "certified": {"state": "certified"}}),
        (Listed("meisters:batch_list", BatchFilter, batches), {"batches": {}}),
        (
            Listed("meisters:meister_list", MeisterFilter, Meister.objects.all()),
            {
                "active": {"state": "active"},
                "course": {"state": "active", "course": "not_held"},
            },
        ),
        (CONSULTATIONS, {"consultations": {}}),
    )
    return [
        Asked(listed, {f"year_{name}": told for name, told in questions.items()})
        for listed, questions in lists
    ]


def entries(found: Mapping[str, Numbers]) -> list[Entry]:
    """The items in the year of the header; the register as of today."""
    return [
        Entry(item, label, found[f"year_{name}"].everybody, unit)
        for name, item, label, unit in LINE
    ]


LINE = (
    ("visits", "1（1）開拓", "訪問", "件"),
    ("places", "1（1）開拓", "訪問した団体", "団体"),
    ("met", "1（1）開拓", "面談した候補者", "人"),
    ("explained", "1（1）開拓", "制度を説明した候補者", "人"),
    ("applications", "1（3）申請の取りまとめ", "認定申請", "件"),
    ("batches", "1（3）申請の取りまとめ", "センターへの提出", "回"),
    ("certified", "1（3）申請の取りまとめ", "この年度の申請のうち認定", "件"),
    ("active", "1（4）研修・登録（現在）", "活動可のマイスター", "人"),
    ("course", "1（4）研修・登録（現在）", "うち指導技法等講習が必須で未修了", "人"),
    ("consultations", "2（1）相談・援助等", "相談・援助", "件"),
)
