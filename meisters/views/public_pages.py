"""公表: the links between its pages, and what the page of a meister shows of it."""

from django.urls import reverse, reverse_lazy

from aomori_skills.base.page import Action, Tab, allowed
from meisters.forms.consent_grid import ConsentGrid
from meisters.models import Meister
from meisters.rules.publication import agreed_items, left_out

SHEET_URL = reverse_lazy("meisters:public_sheet")
PAGES = (
    ("公表シート", SHEET_URL),
    ("公表用名簿", reverse_lazy("meisters:public_list")),
    ("公表同意の状況", reverse_lazy("meisters:consent_list")),
    ("出力の記録", reverse_lazy("meisters:public_sheet_export_list")),
)


def publication_tabs(request) -> list[Tab]:
    """The pages of 公表 beside each other."""
    return [Tab("", label, str(url), request.path == url) for label, url in PAGES]


def publication_crumbs(*more):
    return (("公表", SHEET_URL), *more)


def consents_of(meister, user) -> dict:
    """公表同意 on the page of a meister: the answers, the papers, and what can be done."""
    meister = Meister.objects.with_consent_papers().get(pk=meister.pk)
    record = Action("同意を記録する", _url("meister_consent_record", meister))
    withdraw = Action("公表同意を撤回する", _url("meister_consent_withdraw", meister))
    correct = Action("公表同意を編集する", _url("meister_consents", meister))
    reason = left_out(meister)
    sheet = Action(
        "公表プロフィール（PDF）を作る",
        _url("meister_public_profile", meister),
        post=True,
        download=True,
        permission="meisters.export_personal",
    )
    edits = [record, *([withdraw] if agreed_items(meister) else []), correct]
    may_edit = user.has_perm("meisters.edit_meisters")
    return {
        "titles": meister.titles.all(),
        "consents": ConsentGrid(instance=meister),
        "papers": meister.consent_papers.all(),
        "left_out": reason,
        "consent_actions": edits if may_edit else [],
        "profile_action": next(iter(allowed([] if reason else [sheet], user)), None),
    }


def _url(name: str, meister) -> str:
    return reverse(f"meisters:{name}", args=(meister.pk,))
