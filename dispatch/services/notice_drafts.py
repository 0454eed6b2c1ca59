"""To whom and how the letters about a decided or cancelled request go."""

from dataclasses import dataclass
from datetime import date

from aomori_skills.paperwork.choices import Channel
from aomori_skills.paperwork.models import MessageBatch, OutgoingMessage
from aomori_skills.paperwork.services import outbox
from aomori_skills.paperwork.services.outbox import Addressee
from dispatch.choices import Sending
from dispatch.papers.ask_letters import addressee_of
from dispatch.papers.survey_letters import place_addressee


def addressee_for(request, person) -> Addressee:
    """One person at home; without one the client."""
    if person is None:
        return place_addressee(request.client, request.contact)
    return addressee_of(person)


@dataclass(frozen=True)
class Writing:
    """Who writes letters, their date, how they go and the reason that those of a change give."""

    by: object
    dated_on: date
    sending: str
    reason: str = ""
    batch: MessageBatch | None = None

    def draft(self, code: str, addressee: Addressee, values: dict) -> OutgoingMessage:
        """By mail to whom it can go so, unless all are letters."""
        by_mail = addressee.email and self.sending != Sending.LETTERS
        return outbox.draft(
            code,
            addressee=addressee,
            values=values,
            by=self.by,
            dated_on=self.dated_on,
            channel=Channel.EMAIL if by_mail else Channel.LETTER,
            batch=self.batch,
        )
