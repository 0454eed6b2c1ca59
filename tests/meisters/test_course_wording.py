"""The words of invitations: whole, as a public office writes, nothing left open."""

import re
from datetime import date, time

import pytest
import time_machine
from django.urls import reverse

from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.paperwork.rules.placeholders import unfilled
from aomori_skills.paperwork.services import outbox, templates
from meisters.choices import Obligation
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


def test_the_invitation_reads_as_the_office_writes(tanto, course):
    course.starts_at, course.ends_at = time(13), time(16, 30)
    course.material = "指導技法（センター作成）"
    course.save()
    row = ParticipationFactory(course=course)

    invite(course, [row], tanto)

    row.refresh_from_db()
    assert row.message.subject == "指導技法等講習の受講について（御案内）"
    assert row.message.body.splitlines() == [
        "日頃より、若年技能者の育成に御尽力をいただき、厚くお礼申し上げます。",
        "このたび、若年技能者への指導に必要な技法等を学んでいただくため、"
        "下記のとおり指導技法等講習を開催します。",
        "つきましては、御多用のところ恐れ入りますが、"
        "出欠を別添の回答票により御回答くださいますようお願いいたします。",
    ]
    assert row.message.items.splitlines() == [
        "日時：令和7年12月14日（日）13時から16時30分まで",
        "場所：りんご会館（青森市架空町1-2-3）",
        "　会場の駐車場を御利用ください。",
        "内容：指導技法等講習",
        "　講師　浪岡 林檎",
        "　教材　指導技法（センター作成）",
        "対象：職業訓練指導員免許をお持ちでない方（受講が必要です）",
        "受講料・旅費：受講料は無料です。旅費は支給しません。",
        "持ち物：筆記用具及びこの案内",
        "回答期限：令和7年12月4日（木）",
        "回答方法：別添の回答票に記入し、FAX、郵送又はメールでお送りください。"
        "電話での回答も承ります。",
    ]


def test_the_shipped_words_write_honours_in_one_way():
    for template in course_letters.TEMPLATES:
        text = template.subject + template.body + template.items
        assert re.findall("ご[一-龠]|ご案内|ご回答|頂", text) == []


def test_the_page_names_what_the_letter_still_needs(client, tanto, course):
    Course.objects.update(expenses="", reply_by=None)
    ParticipationFactory(course=course)
    ParticipationFactory(course=course, invited=True)

    pages = [
        client.get(reverse(f"meisters:{name}", args=(course.pk,)))
        for name in ("course_invite", "course_remind")
    ]

    assert [page.context["unset"] for page in pages] == [["受講料・旅費", "回答期限"], ["回答期限"]]
    assert (
        "受講料・旅費、回答期限が登録されていないため、このまま作った案内は送れません。"
        in pages[0].content.decode()
    )


@pytest.mark.parametrize(
    ("obligation", "words"),
    [
        (Obligation.REQUIRED, "受講が必要です）"),
        (Obligation.OPTIONAL, "希望される方（受講は任意です）"),
        (Obligation.UNKNOWN, "職業訓練指導員免許をお持ちでない方は、受講が必要です"),
    ],
)
def test_each_is_told_whether_it_is_required(tanto, course, obligation, words):
    row = ParticipationFactory(course=course, obligation=obligation)

    assert course_letters.values(row)["対象"].endswith(words)


def test_what_the_office_has_not_set_has_to_be_written_before_it_leaves(tanto):
    course = CourseFactory(
        owner=tanto,
        place="",
        place_address="",
        expenses="",
        reply_by=None,
        starts_on=date(2025, 12, 14),
    )
    row = ParticipationFactory(course=course)

    invite(course, [row], tanto)

    row.refresh_from_db()
    assert unfilled(row.message.items) == ["場所", "受講料・旅費", "回答期限"]
    with pytest.raises(TransitionDenied):
        outbox.issue(row.message_id, by=tanto)


def test_the_courses_of_the_center_have_words_of_their_own(tanto):
    course = CourseFactory(owner=tanto, center=True, **COMING)
    row = ParticipationFactory(course=course)

    invite(course, [row], tanto)

    row.refresh_from_db()
    assert row.message.subject == "センター主催講師養成研修への参加について（御案内）"
    assert unfilled(row.message.subject, row.message.body, row.message.items) == []
