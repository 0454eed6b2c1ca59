"""公表同意: withdrawn, and what no longer may be handed out then."""

from datetime import date
from importlib import import_module
from uuid import uuid4

import pytest
import time_machine
from django.apps import apps
from django.urls import reverse

from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.front.merging.subjects import SUBJECTS
from aomori_skills.paperwork.list_exports import export_list
from aomori_skills.paperwork.models import Job
from aomori_skills.paperwork.services import jobs
from meisters.choices import Consent, PublicItem
from meisters.services import consents, merging, registration
from meisters.services.public_profiles import print_profiles
from tests.factories.meisters import MeisterFactory
from tests.factories.office import ProfileFactory, UserFactory
from tests.factories.publication import AGREED_ON, ConsentPaperFactory, agree, public_meister
from tests.meisters.consent_answers import answers, at, paper

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


def withdraw(client, meister, **more):
    sent = {
        "items": ["photo", "employer"],
        "withdrawn_on": "2025-09-01",
        "way": "phone",
        "form_token": str(uuid4()),
    }
    return client.post(at("meister_consent_withdraw", meister), sent | more)


def test_a_withdrawal_leaves_the_other_items_and_every_paper(client, tanto):
    held = ConsentPaperFactory()
    meister = held.meister
    agree(meister, paper=held)

    withdraw(client, meister, upload=paper("撤回書.pdf"))

    notice = meister.consent_papers.get(kind="withdrawal")
    gone = ("withdrawn", date(2025, 9, 1), "phone", notice.attachment_id)
    kept = ("agreed", AGREED_ON, "post", held.attachment_id)
    assert answers(meister) == {
        item: gone if item in ("photo", "employer") else kept for item in PublicItem.values
    }
    assert meister.consent_papers.count() == 2
    assert meister.steps.get().comment == "勤務先、写真（令和7年9月1日、電話）"
    page = client.get(meister.get_absolute_url(), {"tab": "titles"}).content.decode()
    assert "撤回書.pdf" in page
    assert "公表同意書.pdf" in page


def test_the_page_says_from_which_outputs_an_item_disappears(client, tanto):
    meister = MeisterFactory()
    agree(meister, "name", "photo")

    page = client.get(at("meister_consent_withdraw", meister)).content.decode()

    assert "公表プロフィール（写真）" in page
    assert "公表シート（写真の有無）" in page
    assert "公表シート（勤務先）" not in page
    assert 'value="photo"' in page
    assert 'value="employer"' not in page


def test_without_consent_there_is_nothing_to_withdraw(client, tanto):
    meister = MeisterFactory()

    answer = client.get(at("meister_consent_withdraw", meister), follow=True)

    assert "公表に同意している項目はないため、撤回の記録は要りません。" in answer.content.decode()


def test_a_withdrawal_is_not_older_than_the_consent(client, tanto):
    meister = MeisterFactory()
    agree(meister)

    answer = withdraw(client, meister, withdrawn_on="2025-06-19")

    assert answer.context["form"].non_field_errors() == [
        "撤回日は、写真に同意した日（令和7年6月20日）以後の日付を入力してください。"
    ]
    assert set(meister.consents.values_list("answer", flat=True)) == {"agreed"}


def test_only_what_is_agreed_to_can_be_withdrawn():
    meister = MeisterFactory()
    agree(meister, "name")

    with pytest.raises(TransitionDenied, match="写真は公表に同意していないため"):
        consents.withdraw(
            meister.pk,
            items=["photo"],
            withdrawn_on=date(2025, 9, 1),
            way="phone",
            by=UserFactory(tanto=True),
        )


def test_a_withdrawal_takes_the_profiles_away_that_were_made_before(client, tanto):
    ProfileFactory()
    meister = public_meister()
    job = jobs.start(
        print_profiles,
        title="公表プロフィールの作成（1人）",
        by=tanto,
        permission="meisters.export_personal",
        total=1,
        purpose="派遣の調整・連絡",
        meister_ids=[meister.pk],
    )
    assert client.post(reverse("paperwork:job_download", args=(job.pk,))).status_code == 200

    withdraw(client, meister)

    assert Job.objects.get().result is None
    assert client.post(reverse("paperwork:job_download", args=(job.pk,))).status_code == 404


@pytest.fixture
def kept_files(tanto):
    """A profile and an Excel of the roster, both of one person."""
    ProfileFactory()
    meister = public_meister()
    about = {"by": tanto, "permission": "meisters.export_personal", "total": 1}
    jobs.start(print_profiles, title="公表プロフィール", meister_ids=[meister.pk], **about)
    jobs.start(
        export_list,
        title="公表用名簿のExcel",
        path=reverse("meisters:public_list"),
        query="",
        typed="_export=xlsx&purpose=内部での確認・点検",
        year=2025,
        **about,
    )
    assert Job.objects.filter(result__isnull=False).count() == 2
    return meister


def files() -> int:
    return Job.objects.filter(result__isnull=False).count()


def test_files_go_with_the_person_who_leaves(kept_files, tanto):
    registration.take_step(kept_files.pk, "pause", by=tanto, comment="療養のため")

    assert files() == 0


def test_files_go_with_a_text_that_they_show_and_stay_with_any_other(kept_files, tanto):
    kept_files.note = "電話は午後"
    registration.save_content(kept_files, by=tanto)
    before = files()
    kept_files.profile_message = "新しい抱負"
    registration.save_content(kept_files, by=tanto)

    assert (before, files()) == (2, 0)


def test_files_go_with_a_merger(kept_files, tanto):
    merging.forget_public_files(kept_files, MeisterFactory(), by=tanto, reason="重複")

    assert SUBJECTS["meisters"].finish is merging.forget_public_files
    assert files() == 0


def test_the_page_of_a_person_tells_three_kinds_of_no_apart(client, tanto):
    meister = MeisterFactory()
    agree(meister, "name", "photo")
    agree(meister, "employer", answer=Consent.REFUSED)
    withdraw(client, meister, items=["photo"], upload=paper("撤回書.pdf"))

    page = client.get(meister.get_absolute_url(), {"tab": "titles"})

    found = {
        one.item: (one.mark, one.answer, one.way, one.paper)
        for one in page.context["consents"].texts()
    }
    assert found["氏名"] == ("○", "同意する", "郵送", "")
    assert found["勤務先"] == ("×", "同意しない", "郵送", "")
    assert found["写真"] == ("▲", "撤回", "電話", "撤回書（撤回書.pdf）")
    assert found["認定職種"] == ("？", "未確認", "", "")
    lines = page.content.decode()
    assert lines.count(">書面なし<") == 2
    assert lines.count('data-label="回答日">－<') == 4


@pytest.mark.parametrize("joined_by", ["、", "・"])
def test_an_earlier_withdrawal_is_told_from_a_refusal_by_its_step(joined_by):
    by = UserFactory(tanto=True)
    meister, other = MeisterFactory(), MeisterFactory()
    agree(meister)
    agree(other, answer=Consent.REFUSED)
    consents.withdraw(
        meister.pk, items=["photo", "profile"], withdrawn_on=date(2025, 8, 25), way="phone", by=by
    )
    step = meister.steps.get()
    step.comment = step.comment.replace("、写真", f"{joined_by}写真")
    step.save()
    meister.consents.filter(answer="withdrawn").update(answer="refused")
    agree(meister, "area", answer=Consent.REFUSED, on=date(2025, 8, 25))
    agree(meister, "profile", answer=Consent.REFUSED, on=date(2025, 8, 30))

    import_module("meisters.migrations.0012_withdrawn_consents").tell_withdrawn(apps, None)

    assert {item: one[0] for item, one in answers(meister).items() if one[0] != "agreed"} == {
        "photo": "withdrawn",
        "area": "refused",
        "profile": "refused",
    }
    assert {one[0] for one in answers(other).values()} == {"refused"}
