"""振込口座: who sees it, what is refused, and two accountants at once."""

import pytest
import time_machine
from django.urls import reverse

from aomori_skills.base.workflow import TransitionDenied
from meisters.models import BankAccount
from meisters.services import registration
from tests.factories.office import UserFactory
from tests.meisters.register_people import ROLES, account_of, detail, fields_of, iwaki

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2025-09-01 10:00:00+09:00", tick=False):
        yield


@pytest.mark.parametrize("trait", ROLES)
def test_a_bank_account_is_there_for_the_accountant_and_for_nobody_else(client, trait):
    meister = iwaki()
    account = account_of(meister)
    account.number = "7654399"
    registration.save_bank_account(account, by=UserFactory(kaikei=True))
    client.force_login(UserFactory(**{trait: True}))
    sees = trait == "kaikei"
    words = ("口座", "津軽銀行", "76543", "●●●●399")

    for tab in ("", "steps", "history", "account"):
        page = client.get(detail(meister, tab)).content.decode()
        found = [word for word in words if word in page]
        if not sees:
            assert found == [], tab
        elif tab == "account":
            assert "●●●●399" in page
            assert "7654399" not in page
        elif tab == "history":
            assert "7654321" in page
            assert "7654399" in page

    url = reverse("meisters:meister_account", args=(meister.pk,))
    page = client.get(url)
    assert page.status_code == (200 if sees else 403)
    assert ("7654399" in page.content.decode()) == sees
    sent = {"bank": "八戸銀行", "branch": "本店", "kind": "ordinary", "number": "1111111"}
    client.post(url, sent | {"holder_kana": "イワキ", "version": 2})
    assert BankAccount.objects.get().bank == ("八戸銀行" if sees else "津軽銀行")


@pytest.mark.parametrize("trait", ["tanto", "shonin", "etsuran", "kanri"])
def test_the_service_refuses_an_account_from_anybody_else(trait):
    account = BankAccount(meister=iwaki(), bank="銀行", branch="店", number="1234567")

    with pytest.raises(TransitionDenied, match="会計に依頼してください"):
        registration.save_bank_account(account, by=UserFactory(**{trait: True}))

    assert BankAccount.objects.count() == 0


@pytest.mark.parametrize(
    ("name", "typed", "sentence"),
    [
        (
            "number",
            "12345",
            "口座番号は数字7桁で入力してください（現在5桁）。足りない桁は先頭に0を付けます。",
        ),
        (
            "number",
            "1" * 31,
            "口座番号は数字7桁で入力してください（現在31桁）。足りない桁は先頭に0を付けます。",
        ),
        (
            "number",
            "12a4567",
            "口座番号は数字7桁で入力してください。足りない桁は先頭に0を付けます。",
        ),
        ("number", "", "口座番号を入力してください。"),
        ("holder_kana", "岩木 太郎", "口座名義は、通帳のとおりカタカナで入力してください。"),
        ("bank", "", "金融機関名を入力してください。"),
    ],
)
def test_a_wrong_account_gets_a_sentence(client, name, typed, sentence):
    client.force_login(UserFactory(kaikei=True))
    url = reverse("meisters:meister_account", args=(iwaki().pk,))
    sent = {
        "bank": "津軽銀行",
        "branch": "本店",
        "kind": "ordinary",
        "number": "1234567",
        "holder_kana": "イワキ タロウ",
    }

    answer = client.post(url, sent | {name: typed})

    assert answer.status_code == 422
    assert answer.context["form"].errors == {name: [sentence]}
    assert BankAccount.objects.count() == 0


def test_two_accountants_who_enter_the_first_account_both_see_it(client):
    client.force_login(UserFactory(kaikei=True))
    meister = iwaki()
    url = reverse("meisters:meister_account", args=(meister.pk,))
    sent = fields_of(client.get(url)) | {
        "bank": "八戸銀行",
        "branch": "本店",
        "number": "１２３ー４５６７",
        "holder_kana": "ｲﾜｷ ﾀﾛｳ",
    }
    account_of(meister)

    answer = client.post(url, sent)

    assert answer.status_code == 422
    assert [(one.label, one.theirs, one.yours) for one in answer.context["form"].differences][
        :1
    ] == [("金融機関名", "津軽銀行", "八戸銀行")]
    again = client.post(url, fields_of(answer))
    assert again.status_code == 302
    account = BankAccount.objects.get()
    assert (account.number, account.holder_kana, account.version) == (
        "1234567",
        "イワキ　タロウ",
        2,
    )
