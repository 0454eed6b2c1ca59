"""訪問記録: its addresses, and what may be done from its page."""

from django.urls import reverse
from django.utils import timezone

from aomori_skills.base.page import Action, allowed
from meisters.papers.visit_report import title_of
from meisters.rules import visits as rules
from meisters.rules.visits import EDIT, VIEW

EXPORT = "meisters.export_personal"
REGISTER = "meisters.edit_candidates"


def list_url() -> str:
    return reverse("meisters:visit_list")


def crumbs(visit=None):
    first = (("訪問記録", list_url()),)
    return (*first, (str(visit), visit.get_absolute_url())) if visit else first


def visit_action(**keys) -> Action:
    """「訪問を記録する」, with what is known already."""
    query = "&".join(f"{name}={key}" for name, key in keys.items())
    url = reverse("meisters:visit_create")
    return Action("訪問を記録する", f"{url}?{query}" if query else url, permission=EDIT)


def candidate_url(visit, person=None) -> str:
    """The form of a candidate found on the visit, with what is known of ``person``."""
    met = f"&person={person.pk}" if person else ""
    return f"{reverse('meisters:candidate_create')}?visit={visit.pk}{met}"


def actions(visit, found, user) -> dict:
    """The paper of a journey comes first, then what was promised, then the people found."""
    steps = [_report(visit)] if rules.needs_report(visit) else []
    steps += [_finish(visit)] if visit.next_action and not visit.next_done_on else []
    steps += [_register(visit)]
    steps += [] if rules.needs_report(visit) else [_report(visit)]
    steps += [_again(visit), _edit(visit), _timeline(visit)]
    steps += [_reopen(visit)] if visit.next_done_on else []
    if rules.may_delete(visit, by=user, today=timezone.localdate(), candidates=len(found)):
        steps.append(_delete(visit))
    first, *others = allowed(steps, user)
    return {"primary": first, "others": others}


def _report(visit) -> Action:
    return Action(
        f"{title_of(visit)}を印刷する",
        _step(visit, "visit_report"),
        post=True,
        download=True,
        permission=EXPORT,
    )


def _finish(visit) -> Action:
    return Action("対応を済ませる", _step(visit, "visit_finish"), post=True, permission=EDIT)


def _reopen(visit) -> Action:
    page = _step(visit, "visit_reopen")
    return Action("対応済みを取り消す", page, post=True, permission=EDIT)


def _register(visit) -> Action:
    return Action("候補者を登録する", candidate_url(visit), permission=REGISTER)


def _again(visit) -> Action:
    return Action(
        "続けて訪問を記録する",
        visit_action(after=visit.pk).url,
        note="同じ日・同じ職員で、別の訪問先を記録します。",
        permission=EDIT,
    )


def _edit(visit) -> Action:
    return Action("編集する", _step(visit, "visit_edit"), permission=EDIT)


def _timeline(visit) -> Action:
    page = reverse("organization_timeline", args=(visit.organization_id,))
    return Action("訪問先の経過を見る", page, permission=VIEW)


def _delete(visit) -> Action:
    return Action("この記録を削除する", _step(visit, "visit_delete"), danger=True)


def _step(visit, name: str) -> str:
    return reverse(f"meisters:{name}", args=(visit.pk,))
