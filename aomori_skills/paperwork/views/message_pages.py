"""送信箱: what its pages share."""

from django.shortcuts import get_object_or_404
from django.urls import reverse

from aomori_skills.paperwork.models import OutgoingMessage

VIEW = "paperwork.view_messages"
SEND = "paperwork.send_messages"
EXPORT = "paperwork.export_personal"


def message_of(pk) -> OutgoingMessage:
    return get_object_or_404(OutgoingMessage.objects.for_detail(), pk=pk)


def crumbs(*more):
    return (("送信箱", reverse("paperwork:message_list")), *more)


def crumbs_of(message, *more):
    """The way to the page of ``message``, by its batch if it has one."""
    batch = [(str(message.batch), message.batch.get_absolute_url())] if message.batch_id else []
    return crumbs(*batch, *more)


def crumbs_below(message):
    return crumbs_of(message, (message.addressee, message.get_absolute_url()))


def url(name: str, message, *more) -> str:
    return reverse(f"paperwork:{name}", args=(message.pk, *more))
