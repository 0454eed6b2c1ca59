"""Two people at the same application."""

from django.test import Client
from django.urls import reverse


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def section(application, slug):
    return reverse("meisters:application_section", args=(application.pk, slug))


def differences(answer):
    return [(one.label, one.theirs, one.yours) for one in answer.context["form"].differences]
