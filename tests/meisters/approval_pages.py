"""The pages of approval as a manager uses them."""

from django.urls import reverse

from tests.meisters import situations

LIST = reverse("admin:meisters_certificationapplication_changelist")
TOKEN = "0d0b6f3e-2d63-4d2e-9a65-4f0a5a0c0010"


def page_of(application) -> str:
    return reverse("admin:meisters_certificationapplication_change", args=(application.pk,))


def sentences(answer) -> list[str]:
    return [str(message) for message in answer.context["messages"]]


def approve(client, application, **data):
    fields = {"decision": "approve", "approve-head_judgement": situations.JUDGEMENT}
    return client.post(page_of(application), fields | data, follow=True)
