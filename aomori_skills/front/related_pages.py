"""Pages of other rooms about the same subject: lower rooms show the links without knowing them."""

from dataclasses import dataclass

from django.urls import reverse


@dataclass(frozen=True)
class Related:
    """A page about a row, for holders of ``permission``."""

    label: str
    url_name: str
    permission: str


@dataclass(frozen=True)
class Link:
    label: str
    url: str


PAGES: dict[str, tuple[Related, ...]] = {
    "office.Organization": (
        Related("経過（訪問・相談・派遣）", "organization_timeline", "meisters.view_visits"),
        Related("相談・援助", "dispatch:client_consultations", "dispatch.view_consultations"),
        Related("派遣希望調査", "dispatch:organization_surveys", "dispatch.view_surveys"),
        Related("派遣依頼", "dispatch:client_requests", "dispatch.view_requests"),
        Related("指導日", "dispatch:client_sessions", "dispatch.view_requests"),
    ),
    "meisters.Meister": (
        Related("指導日", "dispatch:meister_sessions", "dispatch.view_requests"),
        Related("打診", "dispatch:meister_asks", "dispatch.view_requests"),
    ),
    "dispatch.SkilledWorker": (
        Related("打診", "dispatch:skilled_worker_asks", "dispatch.view_requests"),
    ),
    "dispatch.Assistant": (Related("打診", "dispatch:assistant_asks", "dispatch.view_requests"),),
}
"""Model → its pages elsewhere."""


def related_to(row, user) -> list[Link]:
    """The links about ``row`` that ``user`` may follow."""
    pages = PAGES.get(row._meta.label, ())
    return [
        Link(page.label, reverse(page.url_name, args=(row.pk,)))
        for page in pages
        if user.has_perm(page.permission)
    ]
