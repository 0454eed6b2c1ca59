"""Invitations and reminders: drafted once, by mail or letter, with a reply slip for each person."""

from datetime import date
from io import BytesIO

import pytest
import time_machine
from django.urls import reverse
from pypdf import PdfReader

from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.paperwork.choices import Channel, MessageState
from aomori_skills.paperwork.models import Job, MessageBatch, OutgoingMessage
from aomori_skills.paperwork.rules.placeholders import unfilled
from aomori_skills.paperwork.services import documents, outbox, templates
from meisters.choices import CourseState
from meisters.models import Course
from meisters.papers import course_letters
from meisters.services import course_invitations
from tests.factories.courses import CourseFactory, ParticipationFactory
from tests.factories.office import ProfileFactory, UserFactory

pytestmark = pytest.mark.django_db
COMING = {"starts_on": date(2025, 12, 14), "reply_by": date(2025, 12, 4)}


@pytest.fixture(autouse=True)
def office():
    templates.load(course_letters.TEMPLATES)
    ProfileFactory()
    with time_machine.travel("2025-11-10 10:00:00+09:00"):
        yield


@pytest.fixture
def tanto(client):
    user = UserFactory(tanto=True)
    client.force_login(user)
    return user


@pytest.fixture
def course(tanto):
    return CourseFactory(owner=tanto, **COMING)


def invite(course, rows, by, **more):
    keys = [row.pk for row in rows]
    return course_invitations.start(course, keys, by=by, dated_on=date(2025, 11, 11), **more)


def text_of(content) -> str:
    pages = PdfReader(BytesIO(content)).pages
    return "".join("".join(one.extract_text() for one in pages).split())


def test_a_mail_for_who_has_an_address_else_a_letter(tanto, course):
    mail = ParticipationFactory(course=course, meister__email="iwaki@example.jp")
    post = ParticipationFactory(course=course)

    job = invite(course, [mail, post], tanto)

    mail.refresh_from_db()
    post.refresh_from_db()
    batch = MessageBatch.objects.get()
    assert job.landing_url == batch.get_absolute_url()
    assert {mail.message.batch, post.message.batch} == {batch}
    assert (mail.message.channel, post.message.channel) == (Channel.EMAIL, Channel.LETTER)
    assert post.message.state == MessageState.DRAFT
    assert post.message.dated_on == date(2025, 11, 11)
    assert unfilled(post.message.subject, post.message.body, post.message.items) == []


def test_the_slip_goes_along(tanto, course):
    row = ParticipationFactory(course=course)

    invite(course, [row], tanto)

    row.refresh_from_db()
    slip = row.message.attachments.get().attachment
    shown = text_of(slip.read())
    assert slip.original_name == f"回答票_{row.meister.family_name}{row.meister.given_name}.pdf"
    assert f"講習{course.pk}－{row.pk}" in shown
    assert row.meister.number in shown
    assert "出欠出席欠席" in shown
    assert shown.index("FAX017-000-0001") < shown.index("名称")
    assert "回答期限令和7年12月4日（木）" in shown
    assert "記入日令和年月日" in shown


def test_nobody_is_invited_twice(tanto, course):
    row = ParticipationFactory(course=course)
    invite(course, [row], tanto)

    with pytest.raises(TransitionDenied, match="案内を作る受講者がいません"):
        invite(course, [row], tanto)

    assert OutgoingMessage.objects.count() == 1


def test_a_cancelled_draft_may_be_made_anew(tanto, course):
    row = ParticipationFactory(course=course)
    invite(course, [row], tanto)
    row.refresh_from_db()
    outbox.cancel(row.message_id, by=tanto)

    invite(course, [row], tanto)

    row.refresh_from_db()
    assert row.message.state == MessageState.DRAFT
    assert OutgoingMessage.objects.count() == 2


def test_a_voided_letter_invites_nobody(tanto, course):
    row = ParticipationFactory(course=course)
    invite(course, [row], tanto)
    row.refresh_from_db()
    issued = outbox.issue(row.message_id, by=tanto)
    rows = course.participations
    before = [rows.to_invite().count(), rows.invited().count(), rows.to_remind().count()]

    documents.void(issued.document_id, by=tanto, reason="日時の誤り")

    after = [rows.to_invite().count(), rows.invited().count(), rows.to_remind().count()]
    assert (before, after) == ([0, 1, 1], [1, 0, 0])
    assert rows.overdue(by=date(2026, 1, 1)).count() == 0
    assert Course.objects.for_listing().get(pk=course.pk).invited == 0


@pytest.mark.parametrize(
    ("address", "shown"), [("", ""), ("青森県青森市新町1-1", "青森県青森市新町1-1")]
)
def test_the_prefecture_is_neither_alone_nor_twice(tanto, course, address, shown):
    person = {"prefecture": "青森県", "address": address, "email": "iwaki@example.jp"}
    row = ParticipationFactory(course=course, **{f"meister__{k}": v for k, v in person.items()})

    invite(course, [row], tanto)

    row.refresh_from_db()
    assert row.message.address == shown


def test_only_those_who_got_it_and_did_not_answer_are_reminded(tanto, course):
    waiting = ParticipationFactory(course=course, invited=True)
    answered = ParticipationFactory(course=course, invited=True, coming=True)
    drafted = ParticipationFactory(course=course)
    invite(course, [drafted], tanto)

    invite(course, [waiting, answered, drafted], tanto, reminder=True)

    for row in (waiting, answered, drafted):
        row.refresh_from_db()
    assert waiting.reminder.subject == "指導技法等講習の出欠の回答について（お願い）"
    assert (waiting.reminder.numbered, waiting.message.state) == (False, MessageState.SENT)
    assert (answered.reminder, drafted.reminder) == (None, None)


@pytest.mark.parametrize("state", [CourseState.HELD, CourseState.CANCELLED])
def test_what_is_over_invites_nobody(tanto, course, state):
    row = ParticipationFactory(course=course)
    type(course).objects.update(state=state)

    with pytest.raises(TransitionDenied, match="案内を作れません"):
        invite(course, [row], tanto)


def test_many_are_drafted_by_the_worker(tanto, course, settings):
    settings.SHORT_JOB = 1
    rows = [ParticipationFactory(course=course) for _ in range(2)]

    job = invite(course, rows, tanto)

    assert job.landing_url == job.get_absolute_url()
    assert Job.objects.get().total == 2
    assert OutgoingMessage.objects.count() == 0


def test_the_page_offers_everybody_and_drafts_once(client, tanto, course):
    rows = [ParticipationFactory(course=course) for _ in range(2)]
    url = reverse("meisters:course_invite", args=(course.pk,))
    shown = client.get(url).content.decode()
    sent = {
        "participation": [row.pk for row in rows],
        "dated_on": "R7.11.11",
        "form_token": "0b8f5c1e-9d5c-4b0b-9d5c-4b0b9d5c4b0b",
    }

    first, second = client.post(url, sent), client.post(url, sent)

    assert shown.count("checked") == 2
    assert first.url == second.url == MessageBatch.objects.get().get_absolute_url()
    assert OutgoingMessage.objects.count() == 2


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({}, "送る相手を選んでください。"),
        ({"participation": ["9" * 31]}, "送る相手"),
        ({"dated_on": "令和7年2月30日"}, "令和7年2月の日は1から28まで"),
    ],
)
def test_what_can_not_be_sent_is_said(client, tanto, course, sent, sentence):
    ParticipationFactory(course=course)

    answer = client.post(
        reverse("meisters:course_invite", args=(course.pk,)), {"dated_on": "R7.11.11", **sent}
    )

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert OutgoingMessage.objects.count() == 0


def test_the_tab_shows_the_state_with_its_link(client, tanto, course):
    row = ParticipationFactory(course=course, invited=True)

    shown = client.get(course.get_absolute_url(), {"tab": "letters"}).content.decode()

    assert row.message.get_absolute_url() in shown
    assert "送信済" in shown
