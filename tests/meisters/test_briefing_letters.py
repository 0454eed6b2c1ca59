"""説明文書: a letter to each with what that person lacks."""

from io import BytesIO
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse
from pypdf import PdfReader

from aomori_skills.paperwork.choices import Channel, MessageState
from aomori_skills.paperwork.models import MessageBatch, OutgoingMessage
from aomori_skills.paperwork.services import documents, outbox, templates
from meisters.choices import BriefingTopic, BriefingWay, Licence, MeisterState
from meisters.figures.sources import happened
from meisters.models import BriefedMeister, Briefing, Meister
from meisters.papers.templates import TEMPLATES
from tests.factories.briefings import BriefedFactory
from tests.factories.meisters import MeisterFactory
from tests.factories.office import ProfileFactory, UserFactory
from tests.meisters import situations

pytestmark = pytest.mark.django_db
CONDITIONS, REPORTING, COURSE = BriefingTopic.values


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


def letters(client, *meisters, **more):
    data = {
        "dated_on": "R7.9.1",
        "channel": "each",
        "people": ",".join(str(row.pk) for row in meisters),
        "form_token": str(uuid4()),
    }
    return client.post(reverse("meisters:briefing_letters"), data | more)


def test_letters_say_what_each_person_lacks(client, tanto, wording):
    plain = MeisterFactory(licence=Licence.HELD, email="")
    course = MeisterFactory(licence=Licence.NOT_HELD, email="taro@example.jp")
    told = BriefedFactory(briefing__topics=[CONDITIONS, REPORTING]).meister

    answer = letters(client, plain, course, told)

    batch = MessageBatch.objects.get()
    assert answer.url == batch.get_absolute_url()
    found = {
        person.meister: (person.topics, person.briefing.way, person.message.channel)
        for person in BriefedMeister.objects.exclude(message=None)
    }
    assert found == {
        plain: ([CONDITIONS, REPORTING], BriefingWay.LETTERS, Channel.LETTER),
        course: ([CONDITIONS, REPORTING, COURSE], BriefingWay.LETTERS, Channel.EMAIL),
    }
    assert Briefing.objects.filter(way=BriefingWay.LETTERS).count() == 1
    texts = {row.addressee: row.items for row in batch.messages.all()}
    shown = [
        "指導技法等講習" in texts[f"{row.family_name}　{row.given_name}　様"]
        for row in (plain, course)
    ]
    assert shown == [False, True]
    assert "別に定めるところによります" in texts[f"{plain.family_name}　{plain.given_name}　様"]
    assert [row.pk for row in Meister.objects.untold()] == [plain.pk, course.pk]


def test_a_letter_tells_when_it_is_issued(client, tanto, wording):
    meister = MeisterFactory()
    letters(client, meister)
    before = Meister.objects.untold().count()

    issued = outbox.issue(OutgoingMessage.objects.get().pk, by=tanto)

    assert (before, Meister.objects.untold().count()) == (1, 0)
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(issued.document.read())).pages)
    assert "額と支払の方法は、別に定めるところによります。" in "".join(text.split())
    assert meister.number in text


def test_a_letter_that_was_made_void_tells_nothing(client, tanto, wording):
    meister = MeisterFactory()
    letters(client, meister)
    issued = outbox.issue(OutgoingMessage.objects.get().pk, by=tanto)

    documents.void(issued.document_id, by=tanto, reason="宛先の誤り")

    assert [row.pk for row in Meister.objects.untold()] == [meister.pk]
    assert "briefed" not in happened(2025)
    letters(client, meister)
    assert OutgoingMessage.objects.filter(state=MessageState.DRAFT).count() == 1


def test_nobody_gets_a_second_letter_while_the_first_waits(client, tanto, wording):
    meister, other = MeisterFactory(), MeisterFactory()
    letters(client, meister)

    again = letters(client, meister)
    both = letters(client, meister, other)

    assert again.status_code == 422
    assert "説明文書を作る人がいません。" in again.content.decode()
    assert both.status_code == 302
    assert [row.meister for row in BriefedMeister.objects.order_by("pk")] == [meister, other]


def test_the_page_before_the_letters_names_who_is_left_out(client, tanto, wording):
    nobody = MeisterFactory(email="", address="")
    told = BriefedFactory(briefing__topics=[CONDITIONS, REPORTING]).meister
    paused = MeisterFactory(state=MeisterState.PAUSED)
    keys = {"meister": [nobody.pk, told.pk, paused.pk, "x"]}

    answer = client.get(reverse("meisters:briefing_letters"), keys)

    assert [row for row, _, _ in answer.context["people"]] == [nobody]
    assert answer.context["nowhere"] == [nobody]
    assert dict(answer.context["skipped"]) == {
        told: "必要な説明が済んでいるため",
        paused: "現在「休止」のため",
    }


def test_everybody_of_the_filtered_list_can_be_chosen(client, tanto, wording):
    wanted = [MeisterFactory(licence=Licence.NOT_HELD) for _ in range(3)]
    BriefedFactory(meister=wanted[0], briefing__topics=[COURSE])
    MeisterFactory(licence=Licence.HELD)

    answer = client.get(reverse("meisters:briefing_letters"), {"topic": COURSE, "everybody": "1"})

    chosen = {row for row, _, _ in answer.context["people"]}
    assert chosen == set(wanted[1:])


@pytest.mark.parametrize("people", ["", "x", "1,,2", "1" * 30, "1\x00"])
def test_broken_keys_are_refused_in_words(client, tanto, wording, people):
    answer = letters(client, people=people)

    assert answer.status_code == 422
    assert BriefedMeister.objects.count() == 0
