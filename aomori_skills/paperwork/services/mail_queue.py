"""The queue between 「送信する」 and the mail server."""

from django_tasks import task

from aomori_skills.paperwork.services import delivery


@task()
def deliver_mail(message_id: int) -> None:
    delivery.deliver(message_id)
