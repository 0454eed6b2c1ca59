"""公表同意: corrected on the grid."""

from datetime import date

import pgtrigger
import pytest
import time_machine
from django.db import InternalError, transaction
from django.urls import reverse

from aomori_skills.paperwork.models import Attachment
from meisters.services import consents
from tests.factories.meisters import MeisterFactory
from tests.factories.office import UserFactory
from tests.factories.publication import ConsentPaperFactory, agree
from tests.meisters.consent_answers import answers, at, paper
from tests.page_forms import forms_of

pytestmark = pytest.mark.django_db
UNDATED = "meisters.MeisterConsent:new_consent_dated"


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2025-09-01 10:00:00+09:00", tick=False):
        yield


@pytest.fixture
def tanto(client):
    user = UserFactory(tanto=True)
    client.force_login(user)
    return user


def grid(client, meister) -> dict:
    page = client.get(at("meister_consents", meister)).content.decode()
    return forms_of(page)[0].data


def test_the_grid_saves_what_was_read_without_a_change(client, tanto):
    held = ConsentPaperFactory()
    agree(held.meister, paper=held)
    before = answers(held.meister)

    answer = client.post(at("meister_consents", held.meister), grid(client, held.meister))

    assert answer.status_code == 302
    assert answers(held.meister) == before


def test_a_new_answer_needs_its_day(client, tanto):
    meister = MeisterFactory()
    sent = grid(client, meister) | {"consents-photo": "refused"}

    refused = client.post(at("meister_consents", meister), sent)
    saved = client.post(at("meister_consents", meister), sent | {"consents-photo_on": "R7.8.1"})

    assert refused.status_code == 422
    assert "写真の回答日を入力してください。" in refused.content.decode()
    assert saved.status_code == 302
    assert answers(meister)["photo"] == ("refused", date(2025, 8, 1), "", None)


def test_a_day_needs_an_answer(client, tanto):
    meister = MeisterFactory()
    sent = grid(client, meister) | {"consents-photo_on": "2025-08-01"}

    answer = client.post(at("meister_consents", meister), sent)

    assert answer.status_code == 422
    assert "回答日に合わせて、写真の回答を選択してください。" in answer.content.decode()


def test_an_old_answer_without_a_day_can_be_saved_again_and_is_shown(client, tanto):
    meister = MeisterFactory()
    with pgtrigger.ignore(UNDATED):
        meister.consents.create(item="name", answer="agreed")

    answer = client.post(at("meister_consents", meister), grid(client, meister))

    assert answer.status_code == 302
    assert answers(meister)["name"] == ("agreed", None, "", None)
    assert meister.public.name == meister.name
    assert "日付なし" in client.get(reverse("meisters:consent_list")).content.decode()


def test_the_database_wants_a_day_too():
    meister = MeisterFactory()
    agree(meister, "name")

    with pytest.raises(InternalError), transaction.atomic():
        meister.consents.create(item="photo", answer="refused")
    with pytest.raises(InternalError), transaction.atomic():
        meister.consents.update(answered_on=None)


def test_a_new_paper_is_put_to_the_items_that_name_it(client, tanto):
    meister = MeisterFactory()
    agree(meister, "name", "photo")
    sent = grid(client, meister) | {"consents-photo_paper": "upload"}

    without = client.post(at("meister_consents", meister), sent)
    client.post(at("meister_consents", meister), sent | {"consents-upload": paper()})

    assert "同意書を選択してください。" in without.content.decode()
    held = meister.consent_papers.get()
    assert answers(meister)["photo"][3] == held.attachment_id
    assert answers(meister)["name"][3] is None


def test_a_paper_for_no_item_is_not_kept(client, tanto):
    meister = MeisterFactory()

    answer = client.post(
        at("meister_consents", meister), grid(client, meister) | {"consents-upload": paper()}
    )

    assert answer.status_code == 422
    assert "「同意書」の列で項目に付けてください。" in answer.content.decode()
    assert Attachment.objects.count() == 0


def test_the_second_of_two_people_sees_both_answers(client, tanto):
    meister = MeisterFactory()
    mine = grid(client, meister) | {"consents-name": "refused", "consents-name_on": "2025-08-01"}
    consents.record(
        meister.pk,
        items=["name"],
        answer="agreed",
        answered_on=date(2025, 8, 30),
        way="phone",
        by=UserFactory(tanto=True),
    )

    answer = client.post(at("meister_consents", meister), mine)

    assert answer.status_code == 422
    assert [(one.label, one.theirs, one.yours) for one in answer.context["form"].differences] == [
        ("氏名", "同意する", "同意しない"),
        ("氏名の回答日", "令和7年8月30日", "令和7年8月1日"),
        ("氏名の回答方法", "電話", "（空欄）"),
    ]


WITHDRAWN = 'value="withdrawn"'


def test_the_grid_withdraws_nothing(client, tanto):
    meister = MeisterFactory()
    agree(meister)
    before, page = answers(meister), client.get(at("meister_consents", meister)).content.decode()
    sent = grid(client, meister) | {"consents-photo": "withdrawn"}

    refused = client.post(at("meister_consents", meister), sent)

    assert page.count(WITHDRAWN) == 0
    assert refused.status_code == 422
    assert "撤回は「公表同意を撤回する」で記録します。" in refused.content.decode()
    assert answers(meister) == before


def test_what_was_withdrawn_is_kept_by_the_grid(client, tanto):
    meister = MeisterFactory()
    agree(meister)
    agree(meister, "photo", answer="withdrawn")
    before, page = answers(meister), client.get(at("meister_consents", meister)).content.decode()

    answer = client.post(at("meister_consents", meister), grid(client, meister))

    assert page.count(WITHDRAWN) == 1
    assert answer.status_code == 302
    assert answers(meister) == before
