"""公表同意: recorded with its paper."""

from datetime import date
from uuid import uuid4

import pytest
import time_machine
from django.db import InternalError, transaction

from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.paperwork.models import DisclosureLog
from meisters.choices import Consent
from meisters.models import ConsentPaper, MeisterConsent
from meisters.services import consents
from tests.factories.meisters import MeisterFactory
from tests.factories.office import UserFactory
from tests.factories.paperwork import PDF
from tests.factories.publication import ConsentPaperFactory, agree
from tests.meisters.consent_answers import answers, at, paper
from tests.page_forms import forms_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2025-09-01 10:00:00+09:00", tick=False):
        yield


@pytest.fixture
def tanto(client):
    user = UserFactory(tanto=True)
    client.force_login(user)
    return user


def record(client, meister, **more):
    sent = {
        "items": ["name", "trade", "photo"],
        "answer": "agreed",
        "answered_on": "R7.8.20",
        "way": "post",
        "version": meister.version,
        "form_token": str(uuid4()),
    }
    return client.post(at("meister_consent_record", meister), sent | more)


def test_an_older_yes_does_not_undo_a_withdrawal(client, tanto):
    meister = MeisterFactory()
    agree(meister, "photo", answer=Consent.REFUSED, on=date(2025, 8, 25))

    answer = record(client, meister, upload=paper())

    assert answer.status_code == 422
    assert answer.context["form"].non_field_errors() == [
        "令和7年8月20日より後の回答が記録されている項目は、記録できません。"
        "写真（同意しない、令和7年8月25日）を外して記録してください。"
        "今の記録が誤っているときは、「公表同意を編集する」で直してください。"
    ]
    assert answers(meister) == {"photo": ("refused", date(2025, 8, 25), "post", None)}
    assert (meister.steps.count(), ConsentPaper.objects.count()) == (0, 0)


def test_who_read_before_a_withdrawal_sees_it_before_recording(client, tanto):
    meister = MeisterFactory()
    agree(meister, "photo", on=date(2025, 8, 20))
    page = client.get(at("meister_consent_record", meister)).content.decode()
    read = forms_of(page)[0].data
    consents.withdraw(
        meister.pk, items=["photo"], withdrawn_on=date(2025, 8, 20), way="phone", by=tanto
    )
    mine = read | {
        "items": ["photo"],
        "answer": "agreed",
        "answered_on": "R7.8.20",
        "way": "post",
    }

    answer = client.post(at("meister_consent_record", meister), mine)

    assert answer.status_code == 422
    assert [(one.label, one.theirs, one.yours) for one in answer.context["form"].differences] == [
        ("写真", "撤回（令和7年8月20日）", "同意する（令和7年8月20日）")
    ]
    assert answers(meister)["photo"][0] == "withdrawn"


def test_one_paper_answers_several_items(client, tanto):
    meister = MeisterFactory()

    answer = record(client, meister, upload=paper())

    held = meister.consent_papers.get()
    assert answer.url == f"{meister.get_absolute_url()}?tab=titles"
    row = ("agreed", date(2025, 8, 20), "post", held.attachment_id)
    assert answers(meister) == {"name": row, "trade": row, "photo": row}
    assert (held.get_kind_display(), held.received_on) == ("同意書", date(2025, 8, 20))
    step = meister.steps.get()
    assert (step.label, step.by, step.comment) == (
        "公表同意の記録",
        tanto,
        "氏名、認定職種、写真：同意する（令和7年8月20日、郵送）",
    )


def test_a_paper_that_is_there_can_prove_another_item(client, tanto):
    held = ConsentPaperFactory()

    record(client, held.meister, items=["area"], paper=held.pk)

    assert held.meister.consents.get().evidence == held.attachment
    assert ConsentPaper.objects.count() == 1


def test_a_second_click_records_nothing_twice(client, tanto):
    meister = MeisterFactory()
    sent = {"form_token": str(uuid4())}

    record(client, meister, upload=paper(), **sent)
    record(client, meister, upload=paper(), **sent)

    assert (meister.steps.count(), ConsentPaper.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("items", [], "項目を選択してください。"),
        ("answer", "unknown", "回答は一覧から選択してください。"),
        ("answered_on", "", "回答日を入力してください。"),
        (
            "answered_on",
            "R7.9.2",
            "回答日は今日以前の日付を入力してください。",
        ),
        ("way", "", "回答方法を選択してください。"),
    ],
)
def test_what_is_wrong_is_said_at_the_field(client, tanto, field, typed, sentence):
    meister = MeisterFactory()

    answer = record(client, meister, **{field: typed})

    assert answer.status_code == 422
    assert answer.context["form"].errors[field] == [sentence]
    assert meister.consents.count() == 0


def test_a_paper_is_handed_out_on_record(client, tanto):
    held = ConsentPaperFactory()

    answer = client.post(at("meister_consent_paper", held.meister, paper=held.pk))

    assert answer.content == PDF
    log = DisclosureLog.objects.get()
    assert (log.by, log.medium, log.what) == (
        tanto,
        "file",
        f"{held.meister}さんの同意書（公表同意書.pdf）",
    )


def test_a_paper_of_somebody_else_is_not_found(client, tanto):
    held, other = ConsentPaperFactory(), MeisterFactory()

    answer = client.post(at("meister_consent_paper", other, paper=held.pk))

    assert answer.status_code == 404


def test_nobody_deletes_a_paper():
    held = ConsentPaperFactory()

    with pytest.raises(InternalError), transaction.atomic():
        held.delete()


@pytest.mark.parametrize("trait", ["kaikei", "etsuran", "kanri"])
def test_only_staff_and_managers_record(client, trait):
    client.force_login(UserFactory(**{trait: True}))
    meister = MeisterFactory()
    agree(meister)

    pages = ("meister_consents", "meister_consent_record", "meister_consent_withdraw")
    found = {client.get(at(name, meister)).status_code for name in pages}

    assert found == {403}
    with pytest.raises(TransitionDenied):
        consents.record(
            meister.pk,
            items=["name"],
            answer="refused",
            answered_on=date(2025, 8, 1),
            way="phone",
            by=UserFactory(**{trait: True}),
        )
    assert MeisterConsent.objects.filter(answer="refused").count() == 0
