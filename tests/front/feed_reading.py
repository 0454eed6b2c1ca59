"""Reading the calendar of an address."""

from django.test import Client
from django.urls import reverse


def fetch(token, **headers):
    """As a calendar program does: without a sign-in, without cookies."""
    return Client().get(reverse("feed_file", args=(token,)), headers=headers)
