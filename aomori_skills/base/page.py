"""What a page shows around its content: actions, tabs, stages of the work, state chips."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.html import format_html, format_html_join
from django.utils.http import url_has_allowed_host_and_scheme


@dataclass(frozen=True)
class Action:
    """Something the user may do from this page: a link, or with ``post`` a button.

    ``download`` marks a button whose answer is a file, so that the page stays as it is.
    ``note`` is one sentence that the menu shows under the label; ``permission`` hides the action
    from those who lack it (see ``allowed``).
    """

    label: str
    url: str
    post: bool = False
    note: str = ""
    permission: str = ""
    danger: bool = False
    download: bool = False
    fields: tuple[tuple[str, str], ...] = ()


def allowed(actions: Iterable[Action], user) -> list[Action]:
    """Those of ``actions`` that ``user`` has the permission for."""
    return [one for one in actions if not one.permission or user.has_perm(one.permission)]


@dataclass(frozen=True)
class Tab:
    """One tab of a detail page: a link to the same page with ``?tab=slug``."""

    slug: str
    label: str
    url: str
    current: bool


def tabs(request, *choices: tuple[str, str]) -> list[Tab]:
    """Tabs from (slug, label) pairs; the first one is shown unless the URL names another."""
    slugs = [slug for slug, _ in choices]
    wanted = request.GET.get("tab", "")
    current = wanted if wanted in slugs else slugs[0]
    return [
        Tab(slug, label, request.path if slug == slugs[0] else f"?tab={slug}", slug == current)
        for slug, label in choices
    ]


def current_tab(choices: list[Tab]) -> str:
    """The slug of the tab that is shown."""
    return next(tab.slug for tab in choices if tab.current)


@dataclass(frozen=True)
class Stage:
    """One state on the subject's way: ``done``, ``current`` or ``ahead``."""

    label: str
    status: str
    at: datetime | None = None
    by: str = ""


def stages(state: str, path: Iterable[str], labels, steps: Iterable = ()) -> list[Stage]:
    """The stepper of a subject in ``state``.

    ``path`` is the way it normally takes, ``labels`` the TextChoices of states, ``steps`` its log
    (oldest first). A state off the way (取下げ) stands at the end, after the stages that were
    reached; what lies ahead is then left out.
    """
    path = [str(one) for one in path]
    arrivals = {step.to_state: step for step in steps}
    if state in path:
        here = path.index(state)
        statuses = ["done"] * here + ["current"] + ["ahead"] * (len(path) - here - 1)
        return [
            _stage(one, labels, arrivals, status)
            for one, status in zip(path, statuses, strict=True)
        ]
    reached = [one for one in path if one in arrivals or one == path[0]]
    return [
        *(_stage(one, labels, arrivals, "done") for one in reached),
        _stage(state, labels, arrivals, "current"),
    ]


def _stage(state, labels, arrivals, status) -> Stage:
    step = arrivals.get(state) if status != "ahead" else None
    label = str(labels(state).label)
    return Stage(label, status, step.at, str(step.by)) if step else Stage(label, status)


@dataclass(frozen=True)
class Mark:
    """How something stands, in one word, with the code by which the chip is coloured."""

    code: str
    word: str

    def __str__(self):
        return self.word


def chip(value, label) -> str:
    """A state as a word in a frame; ``static/css/components.css`` colours it by ``value``."""
    return format_html('<span class="chip" data-state="{}">{}</span>', value or "", label)


def chips(marks: Iterable[Mark]) -> str:
    return format_html_join(" ", "{}", ((chip(mark.code, mark.word),) for mark in marks))


def next_url(request, default: str) -> str:
    """The page to return to, named by the form or link (``next``), if it is one of ours."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    if url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        return wanted
    return default
