"""Who has answered is not asked again: drafts that ask for the answer are withdrawn."""

from datetime import date
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse

from aomori_skills.paperwork.choices import MessageState
from aomori_skills.paperwork.models import OutgoingMessage
from aomori_skills.paperwork.services import message_batches, outbox, templates
from meisters.choices import CourseReply, StillActive, Way
from meisters.models import Confirmation
from meisters.papers.templates import TEMPLATES
from meisters.rules import course_cells as cells
from meisters.rules import grid_cells
from meisters.rules.confirmations import Asking
from meisters.services import confirmations, course_answers, course_invitations
from tests.factories.confirmations import ConfirmationFactory, ConfirmationRoundFactory
from tests.factories.courses import CourseFactory, ParticipationFactory
from tests.factories.meisters import MeisterFactory
from tests.factories.office import ProfileFactory, UserFactory

pytestmark = pytest.mark.django_db
TODAY = date(2025, 9, 1)
SAID = (
    "回答があったため、まだ送っていなかった依頼・催促のメールと文書1件を"
    "「取消」にしました。送る必要はありません。"
)


@pytest.fixture(autouse=True)
def office():
    templates.load(TEMPLATES)
    ProfileFactory()
    with time_machine.travel("2025-09-01 10:00:00+09:00"):
        yield


@pytest.fixture
def tanto(client):
    user = UserFactory(tanto=True)
    client.force_login(user)
    return user


def remind(round_, by):
    asking = {"day": TODAY, "channel": Asking.LETTERS}
    return confirmations.remind(round_.pk, by=by, **asking)[1]


def answer(row, by, **values):
    row = Confirmation.objects.get(pk=row.pk)
    for name, value in values.items():
        setattr(row, name, value)
    return confirmations.record_answers(row.round_id, [row], by=by)


def yes(row, by):
    given = {"answered_on": TODAY, "answered_way": Way.FAX}
    return answer(row, by, answer=StillActive.CONTINUE, **given)


def no_answer(row, by):
    return answer(row, by, answer=StillActive.PENDING, answered_on=None, answered_way="")


def reply(row, by, **values):
    shown = grid_cells.cells_of(row, cells.REPLY_CELLS)
    sent = grid_cells.Typed(row.pk, grid_cells.digest(shown), shown | values)
    return course_answers.record_replies(row.course_id, [sent], by=by)


def last_step(message) -> tuple[str, str]:
    step = message.steps.order_by("pk").last()
    return step.to_state, step.comment


def test_who_answered_gets_no_reminder_of_the_confirmation(tanto):
    round_ = ConfirmationRoundFactory()
    answered, silent = (ConfirmationFactory(round=round_) for _ in range(2))
    batch = remind(round_, tanto)

    recorded = yes(answered, tanto)

    ready, skipped = message_batches.sorted_out(batch)
    message = answered.calls.get().message
    assert (recorded.count, recorded.withdrawn) == (1, 1)
    assert ready == [silent.calls.get().message]
    assert skipped == [(message, "現在「取消」です。")]
    assert last_step(message) == (MessageState.CANCELLED, "回答があったため")


def test_an_answer_taken_back_is_asked_for_again(tanto):
    row = ConfirmationFactory()
    remind(row.round, tanto)
    yes(row, tanto)

    back = no_answer(row, tanto)
    remind(row.round, tanto)

    states = [call.message.state for call in row.calls.order_by("pk")]
    assert (back.count, back.withdrawn) == (1, 0)
    assert states == [MessageState.CANCELLED, MessageState.DRAFT]


def test_what_asked_first_is_withdrawn_too_and_what_has_left_stays(tanto):
    round_, people = ConfirmationRoundFactory(), [MeisterFactory().pk, MeisterFactory().pk]
    asking = {"day": TODAY, "channel": Asking.LETTERS}
    (drafted, told), _ = confirmations.take_in(round_.pk, people, by=tanto, **asking)
    outbox.issue(told.message_id, by=tanto)

    counts = [yes(one, tanto).withdrawn for one in (drafted, told)]

    states = [OutgoingMessage.objects.get(pk=one.message_id).state for one in (drafted, told)]
    assert counts == [1, 0]
    assert states == [MessageState.CANCELLED, MessageState.SENT]


def test_a_mail_that_is_being_handed_over_does_not_hinder_the_answer(tanto):
    row = ConfirmationFactory()
    remind(row.round, tanto)
    message = row.calls.get().message
    leaving = {"state": MessageState.SCHEDULED, "sending_since": "2025-09-01T09:59:00+09:00"}
    OutgoingMessage.objects.filter(pk=message.pk).update(
        channel="email", email="taro@example.jp", send_at="2025-09-01T09:58:00+09:00", **leaving
    )

    recorded = yes(row, tanto)

    message.refresh_from_db()
    assert (recorded.count, recorded.withdrawn) == (1, 0)
    assert message.state == MessageState.SCHEDULED


def test_the_page_of_answers_says_what_was_withdrawn(client, tanto):
    row = ConfirmationFactory()
    remind(row.round, tanto)
    url = reverse("meisters:confirmation_answers", args=(row.round_id,))
    [form] = client.get(url).context["grid"]
    sent = {
        form.add_prefix("as_read"): form["as_read"].value(),
        form.add_prefix("answer"): "continue",
        form.add_prefix("answered_on"): "R7.8.29",
        form.add_prefix("answered_way"): "fax",
        "form_token": str(uuid4()),
    }

    done = client.post(url, sent, follow=True)

    assert [str(one) for one in done.context["messages"]] == ["1人の回答を保存しました。", SAID]


def test_who_replied_gets_no_reminder_of_the_course(client, tanto):
    course = CourseFactory(owner=tanto)
    row = ParticipationFactory(course=course, invited=True)
    invite = {"by": tanto, "dated_on": TODAY, "reminder": True}
    course_invitations.start(course, [row.pk], **invite)
    row.refresh_from_db()
    url = reverse("meisters:course_replies", args=(course.pk,))
    [form] = client.get(url).context["grid"]
    sent = {
        form.add_prefix("as_read"): form["as_read"].value(),
        form.add_prefix("reply"): CourseReply.COMING,
        form.add_prefix("replied_on"): "R7.9.1",
        form.add_prefix("replied_way"): "fax",
        "form_token": str(uuid4()),
    }

    done = client.post(url, sent, follow=True)

    said = [str(one) for one in done.context["messages"]]
    assert said == [f"{course.label}の1人分を保存しました。", SAID]
    assert last_step(row.reminder) == (MessageState.CANCELLED, "回答があったため")


def test_a_reply_taken_back_may_be_reminded_of_again(tanto):
    course = CourseFactory(owner=tanto)
    row = ParticipationFactory(course=course, invited=True)
    invite = {"by": tanto, "dated_on": TODAY, "reminder": True}
    course_invitations.start(course, [row.pk], **invite)
    row.refresh_from_db()
    first = row.reminder_id
    counts = [reply(row, tanto, reply=CourseReply.COMING, replied_on=TODAY).withdrawn]
    row.refresh_from_db()

    counts.append(reply(row, tanto, reply=CourseReply.PENDING, replied_on=None).withdrawn)
    course_invitations.start(course, [row.pk], **invite)

    row.refresh_from_db()
    assert counts == [1, 0]
    assert row.reminder_id != first
    assert row.reminder.state == MessageState.DRAFT
