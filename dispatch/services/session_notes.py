"""What is written down when a session changes, and whom to tell."""

from dispatch.choices import AskState
from dispatch.models import AskedSession
from dispatch.rules.person_keys import person_key
from dispatch.rules.told import Told
from dispatch.services import bookings


def to_tell_of(session, *, by=None, also=(), letters=frozenset()) -> tuple[Told, ...]:
    """The client, who goes, who was asked and has not answered, and the attendant.

    ``letters``: keys of those to whom a new 依頼状 is due.
    """
    rows = bookings.people_at(session)
    people = [
        Told(
            f"{row}さん",
            f"{row.get_role_display()}・{row.get_state_display()}{_letter(row.person, letters)}",
            row.person.phone_numbers,
        )
        for row in rows
    ]
    names = {one.name for one in people}
    asked = [one for one in _asked(session, letters) if one.name not in names]
    staff = {one.pk: one for one in (session.attendant, *also) if one and one != by}
    attending = [Told(f"{one}さん", "立会職員") for one in staff.values()]
    return (_client(session.request), *people, *asked, *attending)


def moved_words(was, now) -> str:
    """From when to when, and from where to where if the place changed."""
    if (was.place, was.municipality_id) == (now.place, now.municipality_id):
        return f"{was} → {now}（{now.place}）"
    return f"{was}（{_where(was)}） → {now}（{_where(now)}）"


def note(session, name: str, label: str, text: str, told: tuple[Told, ...], *, by) -> None:
    """A line in the 経過 of the request; its state stays."""
    names = "、".join(map(str, told))
    session.request.steps.create(
        from_state=session.request.state,
        to_state=session.request.state,
        transition=name,
        label=label,
        by=by,
        comment=f"{text}\n連絡する相手：{names}" if told else text,
    )


def _where(session) -> str:
    return "　".join(filter(None, (str(session.municipality or ""), session.place)))


def _client(request) -> Told:
    contact = request.contact
    if contact is None:
        return Told(str(request.client), "依頼元", request.client.phone)
    return Told(
        f"{request.client} {contact.name}さん", "依頼元", contact.phone or request.client.phone
    )


def _letter(person, letters) -> str:
    return "・依頼状を作り直す" if person_key(person) in letters else ""


def _asked(session, letters) -> list[Told]:
    rows = AskedSession.objects.filter(session=session, ask__state=AskState.ASKED).select_related(
        "ask__meister", "ask__skilled_worker", "ask__assistant"
    )
    return [
        Told(
            f"{row.ask}さん",
            f"打診中{_letter(row.ask.person, letters)}",
            row.ask.person.phone_numbers,
        )
        for row in rows
    ]
