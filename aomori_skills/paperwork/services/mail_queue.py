"""The queue between 「送信する」 and the mail server."""

from datetime import timedelta

from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from aomori_skills.paperwork.choices import MessageState
from aomori_skills.paperwork.models import OutgoingMessage
from aomori_skills.paperwork.services import delivery

LATE = timedelta(minutes=1)
"""A mail that waits longer may have lost its task in the queue."""


@task()
def deliver_mail(message_id: int) -> None:
    delivery.deliver(message_id)


def queue_lost() -> int:
    """Put mails that have lost their task back into the queue."""
    waiting = OutgoingMessage.objects.filter(
        state=MessageState.SCHEDULED, sending_since=None, send_at__lt=timezone.now() - LATE
    )
    late = set(waiting.values_list("pk", flat=True))
    if not late:
        return 0
    tasks = DBTaskResult.objects.ready().filter(task_path=deliver_mail.module_path)
    queued = {arguments["args"][0] for arguments in tasks.values_list("args_kwargs", flat=True)}
    for key in sorted(late - queued):
        deliver_mail.enqueue(key)
    return len(late - queued)
