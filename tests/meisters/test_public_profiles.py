"""公表プロフィール: one page a person, and its photograph."""

from io import BytesIO
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse
from PIL import Image
from pypdf import PdfReader

from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.paperwork.choices import JobState
from aomori_skills.paperwork.models import DisclosureLog, Job
from aomori_skills.paperwork.rules.pictures import plain_jpeg
from aomori_skills.paperwork.services import attachments, jobs
from meisters.choices import Consent, DocumentKind, PublicItem
from meisters.models import Meister
from meisters.papers.public_profiles import profiles_pdf
from meisters.rules.publication import OUTPUTS, public_profile
from meisters.services import public_profiles
from tests.factories.meisters import MeisterFactory
from tests.factories.office import OrganizationFactory, ProfileFactory, UserFactory
from tests.factories.paperwork import PDF, picture, uploaded
from tests.factories.publication import (
    agree,
    photograph,
    public_meister,
)
from tests.meisters.public_sheet_rows import PURPOSE

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


def test_a_profile_is_one_page_with_the_photograph_alone():
    ProfileFactory()
    meister = public_meister()

    _, pdf = public_profiles.profile_of(meister.pk)

    (page,) = PdfReader(BytesIO(pdf)).pages
    (shown,) = page.images
    assert dict(Image.open(BytesIO(shown.data)).getexif()) == {}
    assert b"SECRETCAMERA" in photograph()
    assert b"SECRETCAMERA" not in shown.data
    assert b"SECRETCAMERA" not in pdf


@pytest.mark.parametrize("length", [0, 300, 700, 1000])
def test_a_profile_stays_on_one_page_with_long_texts(length):
    text = "分かるまで一緒に作業します。" * (length // 14)
    meister = public_meister(profile_message=text, profile_teaching=text, profile_career=text)

    _, pdf = public_profiles.profile_of(meister.pk)

    assert pdf.pages == 1


def test_people_left_out_have_no_profile(client, tanto):
    meister = MeisterFactory()

    answer = client.post(
        reverse("meisters:meister_public_profile", args=(meister.pk,)), follow=True
    )

    assert "氏名の公表について本人の回答が未確認のため、載りません。" in answer.content.decode()
    assert DisclosureLog.objects.count() == 0


def test_the_profiles_of_the_chosen_list_come_as_one_file(client, tanto):
    public_meister(number="02-1")
    other = public_meister(
        number="02-2", employer=OrganizationFactory(), regions=["下北"], given_name="次郎"
    )
    url = reverse("meisters:public_profiles") + "?region=下北"

    client.post(url, PURPOSE | {"form_token": str(uuid4())})

    job = Job.objects.get()
    assert (job.title, job.total, job.state) == (
        "公表プロフィールの作成（1人）",
        1,
        JobState.DONE,
    )
    (page,) = PdfReader(BytesIO(job.result.read())).pages
    assert other.given_name in page.extract_text()


def test_a_withdrawal_while_the_profiles_are_made_stops_them(client, tanto, monkeypatch):
    meister = public_meister()

    def slow(people, **more):
        pdf = profiles_pdf(people, **more)
        agree(meister, "photo", answer=Consent.REFUSED)
        return pdf

    monkeypatch.setattr(public_profiles, "profiles_pdf", slow)

    with pytest.raises(TransitionDenied, match="作成の途中で公表同意などが変わりました"):
        jobs.start(
            public_profiles.print_profiles,
            title="公表プロフィールの作成（1人）",
            by=tanto,
            permission="meisters.export_personal",
            total=1,
            meister_ids=[meister.pk],
        )


@pytest.mark.parametrize(
    ("name", "content", "found"),
    [
        ("写真.jpg", photograph(), True),
        ("写真.png", picture("PNG"), True),
        ("写真.pdf", PDF, False),
    ],
)
def test_only_pictures_are_photographs(name, content, found):
    meister = public_meister()
    application = meister.application
    application.documents.all().delete()
    application.documents.create(
        kind=DocumentKind.PHOTO,
        attachment=attachments.store(uploaded(name, content), by=application.author),
    )

    shown = public_profile(Meister.objects.for_publication().get(pk=meister.pk))

    assert shown.has_photo is found


def test_a_removed_photograph_is_no_photograph():
    meister = public_meister()
    held = meister.application.documents.get().attachment
    attachments.remove(held.pk, by=UserFactory(tanto=True))

    shown = public_profile(Meister.objects.for_publication().get(pk=meister.pk))

    assert shown.has_photo is False


def test_a_turned_picture_is_set_upright_and_made_small():
    stream, about = BytesIO(), Image.Exif()
    about[0x0112] = 6
    Image.new("RGB", (1200, 900), "red").save(stream, "JPEG", exif=about)

    made = Image.open(BytesIO(plain_jpeg(stream.getvalue(), (450, 600))))

    assert (made.size, dict(made.getexif())) == ((450, 600), {})


def test_a_see_through_picture_gets_a_white_ground():
    stream = BytesIO()
    Image.new("RGBA", (40, 40), (0, 0, 0, 0)).save(stream, "PNG")

    made = Image.open(BytesIO(plain_jpeg(stream.getvalue(), (450, 600))))

    assert made.getpixel((5, 5)) == (255, 255, 255)


def test_every_item_has_its_outputs_named():
    assert list(OUTPUTS) == list(PublicItem)
