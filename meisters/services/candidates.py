"""The doors through which candidates change."""

from django.db import transaction

from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.office.models import Organization
from aomori_skills.office.services import organizations
from meisters.models import Candidate, Visit, VisitPerson
from meisters.rules import CANDIDATE_WORKFLOW
from meisters.rules.visits import check_can_become_candidate


@transaction.atomic
def register(
    candidate: Candidate,
    *,
    by,
    new_firm: Organization | None = None,
    met_id: int | None = None,
) -> Candidate:
    """Save a new candidate as 候補; ``by`` becomes the owner unless one is set.

    ``new_firm`` is an employer that the master doesn't have yet, ``met_id`` the person met on a
    visit who is registered thereby.
    """
    _check_permission(by)
    met = _met(met_id) if met_id else None
    if candidate.owner_id is None:
        candidate.owner = by
    _employ(candidate, new_firm, by)
    candidate.save()
    candidate.steps.create(
        to_state=candidate.state, transition="register", label="登録", by=by, comment=""
    )
    if met:
        met.candidate = candidate
        met.save(update_fields=("candidate",))
    return candidate


@transaction.atomic
def update(candidate: Candidate, *, by, new_firm: Organization | None = None) -> Candidate:
    """Save an edited candidate whose row the caller has locked."""
    _check_permission(by)
    _employ(candidate, new_firm, by)
    candidate.save_version()
    return candidate


@transaction.atomic
def take_step(candidate_id: int, name: str, *, by, comment: str = "") -> Candidate:
    """見送り or 候補に復帰, by name of the transition."""
    candidate = Candidate.objects.select_for_update(of=("self",)).get(pk=candidate_id)
    if name not in ("decline", "resume"):
        raise TransitionDenied("この手続は候補者の画面では行えません。")
    transition = CANDIDATE_WORKFLOW[name]
    CANDIDATE_WORKFLOW.check(transition, candidate, by=by, comment=comment)
    candidate.move(transition, by=by, comment=comment)
    return candidate


@transaction.atomic
def note_contact(candidate_id: int, *, by, note: str, next_contact_on) -> Candidate:
    """A contact between two steps: written down where the steps are; the state stays."""
    _check_permission(by)
    candidate = Candidate.objects.select_for_update(of=("self",)).get(pk=candidate_id)
    candidate.next_contact_on = next_contact_on
    candidate.save_version(update_fields=("next_contact_on",))
    candidate.steps.create(
        from_state=candidate.state,
        to_state=candidate.state,
        transition="contact",
        label="連絡",
        by=by,
        comment=note,
    )
    return candidate


def _met(person_id: int) -> VisitPerson | None:
    """Locked after their visit, as where the visit is edited."""
    Visit.objects.select_for_update(of=("self",)).filter(people=person_id).first()
    met = VisitPerson.objects.select_for_update(of=("self",)).filter(pk=person_id).first()
    if met:
        check_can_become_candidate(met)
    return met


def _employ(candidate, new_firm, by) -> None:
    if new_firm is not None:
        candidate.employer = organizations.register(new_firm, by=by)


def _check_permission(by) -> None:
    if not by.has_perm("meisters.edit_candidates"):
        raise TransitionDenied("候補者を編集する権限がありません。")
