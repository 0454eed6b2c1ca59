"""マイスター名簿: list and page."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from aomori_skills.base import page
from aomori_skills.base.access import FORM, permitted
from aomori_skills.base.listing import Empty
from aomori_skills.base.page import Action, allowed
from aomori_skills.office.merged import leads_to_kept
from aomori_skills.office.services import mergers
from aomori_skills.paperwork.lists import disclosed_list_page
from meisters.filters.meisters import MeisterFilter
from meisters.forms.meister_grids import WeekdayGrid
from meisters.models import Meister
from meisters.rules import MEISTER_WORKFLOW
from meisters.rules.courses import course_verdict
from meisters.tables.meisters import MeisterTable
from meisters.views.meister_briefings import briefings_of
from meisters.views.meister_courses import courses_of
from meisters.views.public_pages import consents_of

VIEW = "meisters.view_meisters"
EDIT = "meisters.edit_meisters"
ACCOUNTS = "meisters.view_bank_accounts"
TABS = (
    ("overview", "概要"),
    ("trades", "認定職種"),
    ("availability", "都合"),
    ("titles", "称号・公表同意"),
    ("training", "説明・講習"),
)
LAST_TABS = (("steps", "経過"), ("history", "履歴"))
PARTS = ("trades", "weekdays", "dates", "titles", "consents", "consent_papers")


@permitted(VIEW, methods=FORM)
def meister_list(request):
    create = Action("マイスターを登録する", reverse("meisters:meister_create"), permission=EDIT)
    bring_in = Action(
        "Excelから取り込む",
        reverse("meisters:meister_import"),
        permission="meisters.import_meisters",
    )
    return disclosed_list_page(
        request,
        table=MeisterTable,
        filterset=MeisterFilter,
        queryset=Meister.objects.for_listing(),
        title="マイスター名簿",
        name="マイスター名簿",
        export_permission="meisters.export_personal",
        actions=(create, bring_in),
        empty=Empty(
            "マイスターがまだ登録されていません。今ある名簿をExcelから取り込めます。", bring_in
        ),
    )


@permitted(VIEW)
@leads_to_kept(Meister, "meisters:meister_detail")
def meister_detail(request, pk):
    meister = get_object_or_404(Meister.objects.for_page(), pk=pk)
    account_tab = (("account", "口座"),) if request.user.has_perm(ACCOUNTS) else ()
    tabs = page.tabs(request, *TABS, *account_tab, *LAST_TABS)
    tab = page.current_tab(tabs)
    context = {
        "kind": "ものづくりマイスター",
        "title": meister.name,
        "number": meister.number,
        "subject": meister,
        "course": course_verdict(meister.licence, meister.course_completed_on),
        "tabs": tabs,
        "tab": tab,
        "may_edit": request.user.has_perm(EDIT),
        "breadcrumbs": (("マイスター名簿", reverse("meisters:meister_list")),),
        **_content(meister, tab, request.user, sees_account=bool(account_tab)),
        **_actions(meister, request.user),
    }
    return render(request, "meisters/meister_detail.html", context)


def _content(meister, tab, user, *, sees_account) -> dict:
    """What only the tab shown needs."""
    if tab in ("overview", "trades"):
        return {"trades": meister.trades.select_related("trade", "operation")}
    if tab == "availability":
        coming = meister.dates.filter(day__gte=timezone.localdate())
        return {"weekdays": WeekdayGrid(instance=meister), "dates": coming}
    if tab == "titles":
        return consents_of(meister, user)
    if tab == "training":
        return briefings_of(meister) | courses_of(meister, user)
    if tab == "account":
        return {"account": getattr(meister, "bank_account", None)}
    if tab == "steps":
        return {"steps": meister.steps.select_related("by")}
    if tab == "history":
        account = ("bank_account",) if sees_account else ()
        return {"entries": mergers.history_of(meister, *PARTS, *account)}
    return {}


def _actions(meister, user) -> dict:
    """The step that leads back to work as the one button, else the edit; the others in the menu."""
    edit = Action("編集する", reverse("meisters:meister_edit", args=(meister.pk,)), permission=EDIT)
    steps = MEISTER_WORKFLOW.available(meister, by=user)
    first = [_step_action(meister, step) for step in steps if step.primary]
    rest = [_step_action(meister, step) for step in steps if not step.primary]
    actions = allowed([*first, edit, *rest], user)
    return {"primary": actions[0], "others": actions[1:]} if actions else {}


def _step_action(meister, step) -> Action:
    url = reverse("meisters:meister_step", args=(meister.pk, step.name))
    return Action(step.label, url, danger=step.target in ("revoked", "deceased"))
