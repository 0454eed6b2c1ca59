"""History of rows, read back as people see it."""

from datetime import date, time

import pghistory
import pytest
from django.db import InternalError

from aomori_skills.base.history import Change, entries
from aomori_skills.paperwork.choices import DocumentKind
from aomori_skills.paperwork.services import letters
from meisters.rules.check_items import CheckItem
from tests.factories.meisters import ApplicationFactory, QualificationFactory
from tests.factories.office import ProfileFactory, UserFactory
from tests.factories.sessions import SessionFactory
from tests.factories.visits import ContactFactory

pytestmark = pytest.mark.django_db


def test_a_change_is_told_with_label_old_new_and_person():
    user = UserFactory(tanto=True)
    application = ApplicationFactory()
    with pghistory.context(user=user.pk):
        application.birth_date = date(1971, 1, 8)
        application.save()

    newest = entries(application)[0]

    assert (newest.by, newest.subject, newest.action) == ("津軽 担当", "認定申請", "変更")
    assert newest.changes == (Change("生年月日", "昭和45年5月5日", "昭和46年1月8日"),)


def test_hours_and_years_are_told_as_people_say_them():
    session = SessionFactory(starts_at=time(13), ends_at=time(15))
    session.starts_at = time(10)
    session.save()
    assert entries(session)[0].changes == (Change("開始時刻", "13:00", "10:00"),)

    request = session.request
    request.fiscal_year, request.contact = 2026, ContactFactory(organization=request.client)
    request.save()
    told = {one.label: (one.before, one.after) for one in entries(request)[0].changes}
    assert told["実施年度"] == ("令和7年度", "令和8年度")
    assert told["依頼元の担当者"][0] == ""
    assert "担当者" not in told


def test_rows_below_are_told_too_without_naming_their_parent():
    application = ApplicationFactory()
    qualification = QualificationFactory(application=application)
    qualification.delete()

    newest = entries(application, "qualifications")[0]

    assert (newest.subject, newest.action) == ("職種・資格", "削除")
    assert newest.changes == (
        Change("職種", "建築大工", ""),
        Change("作業", "大工工事作業", ""),
        Change("資格要件", "1級技能士", ""),
        Change("証書番号", "第12345号", ""),
        Change("取得日", "平成10年10月1日", ""),
    )


@pytest.mark.parametrize("changes", [1, 3])
def test_queries_do_not_grow_with_events(changes, django_assert_num_queries):
    application = ApplicationFactory()
    for number in range(changes):
        application.position = f"課長{number}"
        application.save()

    with django_assert_num_queries(2):
        found = entries(application)

    assert len(found) == changes + 1


def test_events_cannot_be_altered():
    application = ApplicationFactory()
    event = application.events.get()

    with pytest.raises(InternalError, match="Cannot"):
        event.delete()


def test_a_save_that_changed_nothing_is_not_told():
    application = ApplicationFactory()
    application.save_version()

    assert [entry.action for entry in entries(application)] == ["登録"]


def test_what_the_system_keeps_for_itself_is_not_told():
    ProfileFactory()
    day = date(2025, 9, 1)
    letter = letters.compose(
        subject="通知", addressees=("青森市　御中",), issued_on=day, paragraphs=("通知します。",)
    )
    by = UserFactory(tanto=True)
    document = letters.issue(letter, kind=DocumentKind.OTHER, by=by)

    labels = [change.label for change in entries(document)[0].changes]

    assert "件名" in labels
    assert {"文面", "sha256", "search text"}.isdisjoint(labels)


def test_an_exception_is_told_by_the_name_of_its_rule():
    application = ApplicationFactory()
    by = UserFactory(shonin=True)
    application.overrides.create(rule=CheckItem.PRACTICE, reason="全国大会優勝", by=by)

    told = entries(application, "overrides")[0]

    assert told.subject == "要件の例外"
    assert Change("項目", "", "実務経験") in told.changes
