"""立会職員: who of the staff attends the sessions of a request, until the dispatch is over."""

from collections.abc import Iterable

from django.db import transaction

from aomori_skills.base.workflow import TransitionDenied
from dispatch.models import Session
from dispatch.rules import sessions as rules
from dispatch.rules.told import Told
from dispatch.services import requests
from dispatch.services.session_notes import note

NOBODY = "未定"


@transaction.atomic
def name_attendant(request_id: int, session_ids: Iterable[int], attendant, *, by) -> list[Session]:
    """``attendant`` (None: nobody yet) attends those sessions; the ones that changed."""
    request = requests.locked(request_id)
    rules.check_can_name_attendant(request, by=by)
    wanted = set(session_ids)
    rows = request.sessions.standing().select_related("attendant").filter(pk__in=wanted)
    found = list(rows.select_for_update(of=("self",)).order_by("held_on", "starts_at", "pk"))
    if not found or len(found) < len(wanted):
        raise TransitionDenied(
            "選んだ指導日の一部が中止されています。画面を開き直して選び直してください。"
        )
    changed = [one for one in found if one.attendant != attendant]
    if not changed:
        return []
    before = [one.attendant for one in changed]
    for session in changed:
        session.request, session.attendant = request, attendant
        session.save_version(update_fields=("attendant",))
    staff = dict.fromkeys(one for one in (*before, attendant) if one and one != by)
    told = tuple(Told(f"{one}さん", "立会職員") for one in staff)
    was = "、".join(str(one or NOBODY) for one in dict.fromkeys(before))
    days = "、".join(map(str, changed))
    words = f"{days}　{was} → {attendant or NOBODY}"
    note(changed[0], "attendant_named", "立会職員の変更", words, told, by=by)
    return changed
