"""説明の確認: everybody's day and way on one grid."""

from datetime import date
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse

from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.paperwork.services import templates
from meisters.models import BriefedMeister
from meisters.papers.templates import TEMPLATES
from meisters.rules.grid_cells import digest
from meisters.services import briefings
from tests.factories.briefings import BriefedFactory, BriefingFactory, letter_in
from tests.factories.office import ProfileFactory, UserFactory
from tests.meisters import situations

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(situations.TODAY, tick=False):
        yield


@pytest.fixture
def tanto(client):
    user = UserFactory(tanto=True)
    client.force_login(user)
    return user


@pytest.fixture
def wording():
    templates.load(TEMPLATES)
    ProfileFactory()


def test_confirmations_are_typed_on_one_grid(client, tanto):
    briefing = BriefingFactory()
    first, second, third = (BriefedFactory(briefing=briefing) for _ in range(3))
    url = reverse("meisters:briefing_confirm", args=(briefing.pk,))
    grid = client.get(url).context["grid"]
    sent = {form.add_prefix("as_read"): form["as_read"].value() for form in grid}
    sent |= {
        f"{first.pk}-confirmed_on": "R7.6.10",
        f"{first.pk}-confirmed_way": "signed",
        f"{second.pk}-confirmed_on": "R7.6.17",
        f"{second.pk}-confirmed_way": "replied",
        "form_token": str(uuid4()),
    }

    half = client.post(url, sent | {f"{third.pk}-confirmed_way": "oral"})
    early = client.post(url, sent | {f"{first.pk}-confirmed_on": "R7.6.9"})
    done = client.post(url, sent, follow=True)

    assert f"{third.meister}：確認日を入力してください。" in half.content.decode()
    assert "確認日は説明日以後の日付を入力してください。" in early.content.decode()
    assert [str(one) for one in done.context["messages"]] == ["2人の確認を保存しました。"]
    assert list(briefing.people.order_by("pk").values_list("confirmed_on", "confirmed_way")) == [
        (date(2025, 6, 10), "signed"),
        (date(2025, 6, 17), "replied"),
        (None, ""),
    ]


def test_nothing_is_confirmed_before_the_letter_has_left(client, tanto, wording):
    person = BriefedFactory(message=letter_in())
    url = reverse("meisters:briefing_confirm", args=(person.briefing_id,))
    shown = client.get(url)
    sent = {
        f"{person.pk}-as_read": digest({"confirmed_on": None, "confirmed_way": ""}),
        f"{person.pk}-confirmed_on": "R7.6.12",
        f"{person.pk}-confirmed_way": "replied",
        "form_token": str(uuid4()),
    }

    refused = client.post(url, sent)
    person.confirmed_on, person.confirmed_way = date(2025, 6, 12), "replied"
    with pytest.raises(TransitionDenied, match="説明文書は「下書き」のため、確認を記録できません"):
        briefings.confirm([person], by=tanto)

    assert list(shown.context["grid"]) == []
    assert "合わせて1人" in shown.content.decode()
    assert "説明文書は「下書き」のため、確認を記録できません。" in refused.content.decode()
    person.refresh_from_db()
    assert person.confirmed_on is None


def test_the_second_to_confirm_a_person_sees_the_first(client, tanto):
    person = BriefedFactory()
    url = reverse("meisters:briefing_confirm", args=(person.briefing_id,))
    form = client.get(url).context["grid"].forms[0]
    BriefedMeister.objects.filter(pk=person.pk).update(
        confirmed_on=date(2025, 6, 11), confirmed_way="oral"
    )
    sent = {
        form.add_prefix("as_read"): form["as_read"].value(),
        f"{person.pk}-confirmed_on": "R7.6.12",
        f"{person.pk}-confirmed_way": "signed",
    }

    refused = client.post(url, sent)
    shown = refused.context["grid"]
    again = shown.forms[0]
    accepted = client.post(url, sent | {again.add_prefix("as_read"): again["as_read"].value()})

    person.refresh_from_db()
    assert refused.status_code == 422
    assert [(one.theirs, one.yours) for one in shown.differences] == [
        ("令和7年6月11日", "令和7年6月12日"),
        ("口頭で確認", "確認書に署名"),
    ]
    assert accepted.status_code == 302
    assert (person.confirmed_on, person.confirmed_way) == (date(2025, 6, 12), "signed")
