"""To whom and how the letters about a decided or cancelled request go."""

from aomori_skills.paperwork.choices import Channel
from aomori_skills.paperwork.services.outbox import Addressee
from dispatch.choices import Sending
from dispatch.papers.ask_letters import addressee_of
from dispatch.papers.survey_letters import place_addressee


def addressee_for(request, person) -> Addressee:
    """One person at home; without one the client."""
    if person is None:
        return place_addressee(request.client, request.contact)
    return addressee_of(person)


def channel_for(addressee: Addressee, sending: str) -> Channel:
    by_mail = addressee.email and sending != Sending.LETTERS
    return Channel.EMAIL if by_mail else Channel.LETTER
