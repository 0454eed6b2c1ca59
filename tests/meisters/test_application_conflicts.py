"""認定申請: two people save one record."""

from datetime import date

import pytest

from tests.factories.meisters import (
    ApplicationFactory,
    InstructionRecordFactory,
    PracticePeriodFactory,
)
from tests.factories.office import UserFactory
from tests.meisters import situations
from tests.meisters.forms_as_sent import sent_by
from tests.meisters.two_desks import differences, section, signed_in

ALSO = "入力中に、ほかの職員がこの記録を保存しました。"


@pytest.fixture
def two():
    """Two members of the staff, each at a machine."""
    return signed_in(situations.tanto()), signed_in(UserFactory(username="futari"))


@pytest.mark.django_db
def test_the_second_saver_sees_both_texts_and_may_insist(two):
    first, second = two
    application = ApplicationFactory(birth_date=date(1970, 5, 5))
    url = section(application, "person")
    mine, theirs = sent_by(second.get(url)), sent_by(first.get(url))
    first.post(url, theirs | {"address": "青森市古川1-1", "birth_date": "S45.5.6"})

    answer = second.post(url, mine | {"address": "青森市長島1-1", "email": "a@example.jp"})

    assert answer.status_code == 422
    assert ALSO in answer.content.decode()
    assert differences(answer) == [
        ("生年月日", "昭和45年5月6日", "昭和45年5月5日"),
        ("住所（自宅）", "青森市古川1-1", "青森市長島1-1"),
    ]
    again = second.post(url, sent_by(answer))
    application.refresh_from_db()
    assert again.status_code == 302
    assert (application.address, application.email) == ("青森市長島1-1", "a@example.jp")


@pytest.mark.django_db
def test_two_people_on_different_sections_do_not_meet(two):
    first, second = two
    application = ApplicationFactory()
    person, support = section(application, "person"), section(application, "support")
    mine = sent_by(second.get(support))
    first.post(person, sent_by(first.get(person)) | {"address": "青森市古川1-1"})

    answer = second.post(support, mine | {"recommender_name": "八甲田 次郎"})

    application.refresh_from_db()
    assert answer.status_code == 302
    assert (application.address, application.recommender_name) == ("青森市古川1-1", "八甲田 次郎")


@pytest.mark.django_db
def test_both_typed_the_same_and_nobody_is_bothered(two):
    first, second = two
    application = ApplicationFactory()
    url = section(application, "person")
    mine, theirs = sent_by(second.get(url)), sent_by(first.get(url))
    first.post(url, theirs | {"address": "青森市古川1-1"})

    assert second.post(url, mine | {"address": "青森市古川1-1"}).status_code == 302


@pytest.mark.django_db
def test_rows_of_both_stand_on_the_page_and_a_second_save_keeps_them(two):
    first, second = two
    application = ApplicationFactory()
    kept = PracticePeriodFactory(application=application, employer_name="甲建設", duties="")
    gone = PracticePeriodFactory(application=application, employer_name="乙建設")
    url = section(application, "experience")
    mine, theirs = sent_by(second.get(url)), sent_by(first.get(url))
    first.post(
        url,
        theirs
        | {
            "practice_periods-0-duties": "大工",
            "practice_periods-1-DELETE": "on",
            "practice_periods-2-employer_name": "丙建設",
            "practice_periods-2-starts_on": "2001-04-01",
        },
    )

    answer = second.post(
        url,
        mine
        | {
            "practice_periods-0-duties": "建具",
            "practice_periods-1-duties": "現場監督",
            "practice_periods-2-employer_name": "丁建設",
            "practice_periods-2-starts_on": "2002-04-01",
        },
    )

    found = differences(answer)
    assert answer.status_code == 422
    assert [label for label, _, _ in found] == [
        "実務経験　実務経験1",
        "実務経験　実務経験2",
        "実務経験　実務経験4",
    ]
    assert "職務の内容：大工" in found[0][1]
    assert "職務の内容：建具" in found[0][2]
    assert found[1][1] == "（削除されています）"
    assert "職務の内容：現場監督" in found[1][2]
    assert "勤務先：丙建設" in found[2][1]
    assert found[2][2] == "（この画面に加えました）"

    second.post(url, sent_by(answer))
    rows = application.practice_periods.order_by("starts_on", "employer_name")
    assert {(row.employer_name, row.duties) for row in rows} == {
        ("甲建設", "建具"),
        ("乙建設", "現場監督"),
        ("丙建設", ""),
        ("丁建設", ""),
    }
    assert rows.get(employer_name="甲建設").pk == kept.pk
    assert rows.get(employer_name="乙建設").pk != gone.pk


@pytest.mark.django_db
def test_only_the_set_of_rows_that_changed_is_compared(two):
    first, second = two
    application = ApplicationFactory()
    PracticePeriodFactory(application=application, employer_name="甲建設")
    InstructionRecordFactory(application=application, place="工業高校")
    url = section(application, "experience")
    mine, theirs = sent_by(second.get(url)), sent_by(first.get(url))
    first.post(url, theirs | {"practice_periods-0-duties": "大工"})

    answer = second.post(url, mine | {"instruction_records-0-content": "継手"})

    assert [label for label, _, _ in differences(answer)] == ["実務経験　実務経験1"]
