"""Selects with a search, the button of the postcode."""

import re

import pytest
from django import forms
from django.urls import path

from aomori_skills.base import fields
from aomori_skills.base.forms import PostcodeInput, RemoteSelect, SearchSelect, StaffForm
from aomori_skills.office.models import Trade
from tests.factories.office import TradeFactory

urlpatterns = [path("postcode/", lambda request: None, name="postcode")]


class ChosenForm(StaffForm):
    trade = forms.ModelChoiceField(Trade.objects.all(), label="職種", widget=SearchSelect)


@pytest.mark.django_db
def test_options_carry_what_they_are_found_by():
    TradeFactory(name="左官", kana="サカン")
    assert re.findall(r'data-fold="([^"]+)"', str(ChosenForm()["trade"])) == ["左官 さかん"]


class RemoteForm(StaffForm):
    trade = forms.ModelChoiceField(
        Trade.objects.all(), label="職種", widget=RemoteSelect("home"), required=False
    )


@pytest.mark.django_db
def test_a_remote_select_holds_only_what_is_chosen():
    chosen, _ = TradeFactory(name="左官"), TradeFactory(name="造園")
    text = str(RemoteForm({"trade": str(chosen.pk)})["trade"])
    assert re.findall(r">([^<>\n]+)</option>", text) == ["指定なし", "左官"]
    assert RemoteForm({"trade": str(chosen.pk)}).is_valid()
    for wrong in ("9" * 31, "x", "0"):
        assert RemoteForm({"trade": wrong}).errors == {
            "trade": ["職種は一覧から選択してください。"]
        }
        assert "左官" not in str(RemoteForm({"trade": wrong})["trade"])


class AddressForm(StaffForm):
    postcode = fields.PostcodeField(
        label="郵便番号", widget=PostcodeInput("postcode", fills={"address": ["city", "town"]})
    )


@pytest.mark.urls(__name__)
def test_the_postcode_button_knows_what_it_fills():
    text = str(AddressForm()["postcode"])
    assert 'data-postcode-url="/postcode/"' in text
    assert "{&quot;address&quot;: [&quot;city&quot;, &quot;town&quot;]}" in text
