"""Issuing letters: numbered in their order, each kept in the register."""

from collections.abc import Callable, Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone

from aomori_skills.paperwork.choices import Channel
from aomori_skills.paperwork.models import OutgoingMessage
from aomori_skills.paperwork.rules import outgoing as rules
from aomori_skills.paperwork.services import letters
from aomori_skills.paperwork.services.letterhead import Letterhead
from aomori_skills.paperwork.services.message_texts import letter_of, obstacles


@transaction.atomic
def issue_all(
    messages: Sequence[OutgoingMessage],
    *,
    by,
    issued_on: date,
    each: Callable[[OutgoingMessage, bytes], object] = lambda message, content: None,
) -> None:
    """Issue letters whose rows the caller has locked; ``each`` is told of every finished one."""
    head, papers = Letterhead(issued_on), []
    for message in messages:
        rules.MESSAGE_WORKFLOW.check(rules.ISSUE, message, by=by)
        rules.check_channel(message, Channel.LETTER)
        rules.check_nothing_lacks(message, obstacles(message, head))
        letter = letter_of(message, head)
        paper = letters.paper_of(
            letter, kind=message.kind, numbered=message.numbered, personal=True
        )
        papers.append((letter, paper))
    waiting = iter(messages)

    def keep(document, content):
        message = next(waiting)
        message.document, message.dated_on = document, issued_on
        message.sent_at, message.sent_by = timezone.now(), by
        message.move(rules.ISSUE, by=by, also=("document", "dated_on", "sent_at", "sent_by"))
        each(message, content)

    letters.issue_all(papers, by=by, each=keep)
