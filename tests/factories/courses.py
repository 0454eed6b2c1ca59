"""Courses and their participants."""

from datetime import date

import factory
from django.utils import timezone

from aomori_skills.paperwork.choices import Channel, DocumentKind, MessageState
from aomori_skills.paperwork.models import OutgoingMessage
from aomori_skills.paperwork.services import attachments
from meisters import choices, models
from tests.factories.meisters import MeisterFactory
from tests.factories.office import UserFactory


class CourseFactory(factory.django.DjangoModelFactory):
    """指導技法等講習 of one day in autumn 2025; the trait ``center`` makes it the center's."""

    class Meta:
        model = models.Course
        skip_postgeneration_save = True

    kind = choices.CourseKind.TEACHING
    starts_on = date(2025, 10, 1)
    place = "りんご会館"
    place_address = "青森市架空町1-2-3"
    access = "会場の駐車場を御利用ください。"
    expenses = "受講料は無料です。旅費は支給しません。"
    instructor = "浪岡 林檎"
    material = "指導技法の手引き"
    capacity = 20
    reply_by = date(2025, 9, 20)
    owner = factory.SubFactory(UserFactory, tanto=True)

    class Params:
        center = factory.Trait(
            kind=choices.CourseKind.TRAINER, instructor="", material="", capacity=None, expenses=""
        )


class ParticipationFactory(factory.django.DjangoModelFactory):
    """Chosen, nothing more; the traits say what has happened."""

    class Meta:
        model = models.Participation
        skip_postgeneration_save = True

    course = factory.SubFactory(CourseFactory)
    meister = factory.SubFactory(MeisterFactory, licence=choices.Licence.NOT_HELD)
    obligation = choices.Obligation.REQUIRED

    class Params:
        invited = factory.Trait(
            message=factory.LazyAttribute(lambda row: sent_message(row.course.owner))
        )
        coming = factory.Trait(
            reply=choices.CourseReply.COMING,
            replied_on=date(2025, 9, 15),
            replied_way=choices.Way.FAX,
        )
        completed = factory.Trait(
            attendance=choices.Attendance.ATTENDED,
            completed_on=factory.LazyAttribute(lambda row: row.course.last_day),
        )


def sent_message(by) -> OutgoingMessage:
    """An invitation by mail that has left."""
    return OutgoingMessage.objects.create(
        channel=Channel.EMAIL,
        state=MessageState.SENT,
        kind=DocumentKind.INVITATION,
        addressee="岩木　太郎　様",
        email="iwaki@example.jp",
        dated_on=date(2025, 9, 1),
        subject="指導技法等講習の受講について（御案内）",
        body="下記のとおり開催します。",
        sent_at=timezone.now(),
        sent_by=by,
        author=by,
        copy=attachments.keep(
            b"Subject: invitation", name="控え.eml", content_type="message/rfc822", by=by
        ),
    )
