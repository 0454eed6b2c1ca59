"""What the pages of 熟練技能者 and 補助員 have in common."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from aomori_skills.base import history, page
from aomori_skills.base.page import Action, allowed
from dispatch.filters.instructors import AssistantFilter, SkilledWorkerFilter
from dispatch.forms.instructors import AssistantForm, SkilledWorkerForm
from dispatch.models import Assignment, Assistant, SkilledWorker
from dispatch.rules.instructors import EDIT
from dispatch.tables.instructors import AssistantTable, SkilledWorkerTable

TABS = (("overview", "概要"), ("sessions", "指導日"), ("history", "履歴"))
PERSONAL = "meisters.export_personal"
"""Who may see where private people live and how to reach them; the history tells it too."""

SHOWN = 100
"""So many of a person's sessions are shown, the latest first."""


@dataclass(frozen=True)
class Master:
    """One of the two lists of people; ``name`` begins the names of its addresses."""

    noun: str
    name: str
    column: str
    model: type
    form: type
    table: type
    filterset: type
    hint: str

    def url(self, page: str, *args) -> str:
        return reverse(f"dispatch:{self.name}_{page}", args=args)

    @property
    def crumb(self) -> tuple[str, str]:
        return (self.noun, self.url("list"))


SKILLED = Master(
    "熟練技能者",
    "skilled_worker",
    "skilled_worker",
    SkilledWorker,
    SkilledWorkerForm,
    SkilledWorkerTable,
    SkilledWorkerFilter,
    "マイスターのいない職種を指導できる人を登録してください。",
)
ASSISTANTS = Master(
    "補助員",
    "assistant",
    "assistant",
    Assistant,
    AssistantForm,
    AssistantTable,
    AssistantFilter,
    "指導日に指導者を手伝う人を登録してください。",
)


def detail_context(request, master: Master, person) -> dict:
    sees_person = request.user.has_perm(PERSONAL)
    tabs = page.tabs(request, *(TABS if sees_person else TABS[:-1]))
    tab = page.current_tab(tabs)
    return {
        "kind": master.noun,
        "title": person.name,
        "subject": person,
        "master": master,
        "sees_person": sees_person,
        "is_over": person.ended_on is not None and person.ended_on <= timezone.localdate(),
        "tabs": tabs,
        "tab": tab,
        "assignments": _assignments(master, person) if tab == "sessions" else (),
        "entries": history.entries(person) if tab == "history" else (),
        "breadcrumbs": (master.crumb,),
        **_actions(master, person, request.user),
    }


def _assignments(master, person) -> list:
    rows = Assignment.objects.filter(**{master.column: person})
    rows = rows.select_related("session__request__client", "session__trade")
    return list(rows.order_by("-session__held_on", "-session__starts_at", "-pk")[:SHOWN])


def _actions(master: Master, person, user) -> dict:
    edit = Action("編集する", master.url("edit", person.pk), permission=EDIT)
    if person.ended_on:
        reopen = Action(
            "登録の終了を取り消す", master.url("reopen", person.pk), post=True, permission=EDIT
        )
        others = allowed([reopen], user)
    else:
        end = Action(
            "登録を終了する",
            master.url("end", person.pk),
            note="打診や割り当ての対象から外します。記録は残ります。",
            permission=EDIT,
        )
        others = allowed([end], user)
    return {"primary": next(iter(allowed([edit], user)), None), "others": others}
