"""依頼状 that no longer say what is planned: drafts are withdrawn, issued ones are due anew."""

from aomori_skills.paperwork.choices import MessageState
from aomori_skills.paperwork.services import outbox
from dispatch.choices import AskState
from dispatch.models import Ask
from dispatch.papers.ask_letters import line_of, sessions_of
from dispatch.rules.person_keys import person_key
from dispatch.services.ask_rows import whole

UNSENT = (MessageState.DRAFT, MessageState.SCHEDULED, MessageState.FAILED)


def withdraw(session, *, comment: str, by) -> frozenset[str]:
    """Nothing leaves that tells the old days; keys of those to whom a new letter is due."""
    rows = whole().filter(sessions__session=session, message__isnull=False)
    rows = list(rows.select_for_update(of=("self",)))
    due = {person_key(row.person) for row in rows if _due(row)}
    drafts = [row.message_id for row in rows if row.message.state in UNSENT]
    outbox.withdraw(drafts, by=by, comment=comment)
    return frozenset(due)


def overtaken(row: Ask) -> bool:
    """Whether the letter has left and lacks a day for which the person is asked now."""
    message = row.message
    if message is None or message.state != MessageState.SENT:
        return False
    told = message.items.splitlines()
    return any(f"・{line_of(one)}" not in told for one in sessions_of(row))


def _due(row: Ask) -> bool:
    waits = row.state in (AskState.ASKED, AskState.ACCEPTED) and not row.consent_on
    return waits and bool(sessions_of(row)) and (row.message.state in UNSENT or overtaken(row))
