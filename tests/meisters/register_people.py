"""A person of the register, with an account and the addresses of the pages."""

from django.urls import reverse

from meisters.models import BankAccount
from meisters.services import registration
from tests.factories.meisters import MeisterFactory
from tests.factories.office import UserFactory

ROLES = ("tanto", "shonin", "kaikei", "etsuran", "kanri")


def iwaki(**fields):
    values = {
        "number": "02-00007",
        "family_name": "岩木",
        "given_name": "太郎",
        "given_kana": "タロウ",
        "phone": "017-700-1234",
        "regions": ["東青"],
    }
    return MeisterFactory(**values | fields)


def account_of(meister, **fields):
    values = {
        "bank": "津軽銀行",
        "branch": "本店",
        "number": "7654321",
        "holder_kana": "イワキ　タロウ",
    }
    account = BankAccount(meister=meister, version=0, **values | fields)
    return registration.save_bank_account(account, by=UserFactory(kaikei=True))


def detail(meister, tab=""):
    url = reverse("meisters:meister_detail", args=(meister.pk,))
    return f"{url}?tab={tab}" if tab else url


def fields_of(page) -> dict:
    """What the browser would send back from a form page."""
    sent = {}
    form = page.context["form"]
    for one in (form, *(row for part in form.parts for row in part.forms)):
        for bound in one:
            value = bound.value()
            sent[bound.html_name] = "" if value is None else value
    for part in form.parts:
        if hasattr(part, "management_form"):
            for bound in part.management_form:
                sent[bound.html_name] = bound.value()
    return sent
