"""全体から探す: the lists of all rooms asked at once."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Count, Window
from django.urls import reverse

from aomori_skills.front.counting import Listed, Number
from aomori_skills.front.dispatch_work import CONSULTATIONS, REQUESTS, SESSIONS
from aomori_skills.front.highlight import highlight
from aomori_skills.front.related_pages import Link, related_to
from aomori_skills.front.work import APPLICATIONS, CANDIDATES
from aomori_skills.office.filters.organizations import ALL, OrganizationFilter
from aomori_skills.office.models import Organization
from aomori_skills.paperwork.filters import ALL_YEARS as ALL_DOCUMENTS
from aomori_skills.paperwork.filters import DocumentFilter
from aomori_skills.paperwork.models import OfficialDocument
from dispatch.filters.consultations import ALL_YEARS as ALL_TALKS
from dispatch.filters.instructors import ALL as ALL_INSTRUCTORS
from dispatch.filters.instructors import AssistantFilter, SkilledWorkerFilter
from dispatch.filters.requests import ALL_YEARS as ALL_REQUESTS
from dispatch.filters.sessions import ALL_YEARS as ALL_SESSIONS
from dispatch.filters.surveys import SurveyFilter
from dispatch.models import Assistant, DemandSurvey, SkilledWorker
from meisters.filters.applications import ALL_YEARS
from meisters.filters.meisters import MeisterFilter
from meisters.models import Meister

SHOWN = 5
EXCERPT = 60


@dataclass(frozen=True)
class Room:
    """A list to search, for holders of ``permission``; ``describe`` gives a row's small print."""

    label: str
    permission: str
    listed: Listed
    page: str
    describe: Callable[[object], str]
    conditions: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Hit:
    """A row that was found."""

    name: str
    about: str
    url: str
    state: str
    state_label: str
    links: list[Link]


@dataclass(frozen=True)
class Found:
    """What one room holds: how many, and the first few."""

    label: str
    number: Number
    hits: list[Hit]


def find(request, text: str) -> list[Found]:
    """Rooms in which something was found."""
    allowed = [room for room in ROOMS if request.user.has_perm(room.permission)]
    return [found for room in allowed if (found := _ask(request, room, text))]


def _ask(request, room: Room, text: str) -> Found | None:
    conditions = {**dict(room.conditions), "q": text}
    rows = room.listed.matching(request, conditions)
    rows = list(rows.annotate(found=Window(Count("pk")))[:SHOWN])
    if not rows:
        return None
    number = Number(rows[0].found, room.listed.url(conditions))
    return Found(room.label, number, [_hit(room, row, text, request.user) for row in rows])


def _hit(room: Room, row, text: str, user) -> Hit:
    return Hit(
        name=highlight(str(row), text),
        about=highlight(room.describe(row), text),
        url=reverse(room.page, args=(row.pk,)),
        state=getattr(row, "state", ""),
        state_label=row.get_state_display() if hasattr(row, "state") else "",
        links=related_to(row, user),
    )


def _about(*texts) -> str:
    return "　".join(str(text) for text in texts if text)


MEISTERS = Listed(
    "meisters:meister_list", MeisterFilter, Meister.objects.select_related("employer")
)
ORGANIZATIONS = Listed(
    "office:organization_list",
    OrganizationFilter,
    Organization.objects.for_listing().prefetch_related("contacts"),
)
DOCUMENTS = Listed(
    "paperwork:document_list", DocumentFilter, OfficialDocument.objects.for_listing()
)
SURVEYS = Listed("dispatch:survey_list", SurveyFilter, DemandSurvey.objects.select_related("owner"))
SKILLED_WORKERS = Listed(
    "dispatch:skilled_worker_list", SkilledWorkerFilter, SkilledWorker.objects.for_listing()
)
ASSISTANTS = Listed("dispatch:assistant_list", AssistantFilter, Assistant.objects.for_listing())
ROOMS = (
    Room(
        "マイスター",
        "meisters.view_meisters",
        MEISTERS,
        "meisters:meister_detail",
        lambda row: _about(row.number, row.kana, row.employer),
    ),
    Room(
        "認定申請",
        "meisters.view_applications",
        APPLICATIONS,
        "meisters:application_detail",
        lambda row: _about(row.kana, row.employer),
        (("scope", ALL_YEARS),),
    ),
    Room(
        "候補者",
        "meisters.view_candidates",
        CANDIDATES,
        "meisters:candidate_detail",
        lambda row: _about(row.kana, row.employer, row.trade),
    ),
    Room(
        "相談・援助",
        "dispatch.view_consultations",
        CONSULTATIONS,
        "dispatch:consultation_detail",
        lambda row: _about(row.get_theme_display(), row.trade, row.question[:EXCERPT]),
        (("scope", ALL_TALKS),),
    ),
    Room(
        "派遣希望調査",
        "dispatch.view_surveys",
        SURVEYS,
        "dispatch:survey_detail",
        lambda row: _about(row.owner),
    ),
    Room(
        "派遣依頼",
        "dispatch.view_requests",
        REQUESTS,
        "dispatch:request_detail",
        lambda row: _about(row.number, row.get_kind_display(), row.client.municipality),
        (("scope", ALL_REQUESTS),),
    ),
    Room(
        "指導日",
        "dispatch.view_requests",
        SESSIONS,
        "dispatch:session_detail",
        lambda row: _about(row.request.client, row.trade, row.place),
        (("scope", ALL_SESSIONS),),
    ),
    Room(
        "熟練技能者",
        "dispatch.view_instructors",
        SKILLED_WORKERS,
        "dispatch:skilled_worker_detail",
        lambda row: _about(row.kana, row.trade, row.employer),
        (("scope", ALL_INSTRUCTORS),),
    ),
    Room(
        "補助員",
        "dispatch.view_instructors",
        ASSISTANTS,
        "dispatch:assistant_detail",
        lambda row: _about(row.kana, row.employer),
        (("scope", ALL_INSTRUCTORS),),
    ),
    Room(
        "企業・学校・団体",
        "office.view_masters",
        ORGANIZATIONS,
        "office:organization_detail",
        lambda row: _about(
            row.get_kind_display(), row.municipality, row.phone, *row.contacts.all()
        ),
        (("status", ALL),),
    ),
    Room(
        "公文書",
        "paperwork.view_documents",
        DOCUMENTS,
        "paperwork:document_detail",
        lambda row: _about(row.addressee),
        (("years", ALL_DOCUMENTS),),
    ),
)
