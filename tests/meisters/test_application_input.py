"""認定申請: what is typed wrong."""

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from aomori_skills.paperwork.models import Attachment
from tests.factories.meisters import (
    ApplicationFactory,
)
from tests.meisters import situations
from tests.meisters.application_pages import errors_of, save, section

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(situations.TODAY, tick=False):
        yield


@pytest.fixture
def tanto(client):
    user = situations.tanto()
    client.force_login(user)
    return user


@pytest.mark.parametrize(
    ("slug", "field", "typed", "sentence"),
    [
        ("work", "applied_on", "R7.13.1", "月は1から12までの数字で入力してください。"),
        ("work", "applied_on", "1900-01-01", "申請日は平成25年4月1日から"),
        ("work", "round", "9" * 31, "申請回は一覧から選択してください。"),
        ("work", "position", "あ" * 61, "役職・部署は60文字以内で入力してください（現在61文字）。"),
        (
            "experience",
            "instruction_records-0-times",
            "9" * 31,
            "回数は9,999以下の数字で入力してください（現在31桁）。",
        ),
        (
            "experience",
            "instruction_records-0-times",
            "たくさん",
            "回数は「1200」のように数字だけで入力してください。",
        ),
        ("experience", "instruction_records-0-times", "0", "回数は1以上の数字で入力してください。"),
        (
            "experience",
            "practice_periods-0-ends_on",
            "H1.1.8",
            "終了日は開始日以後の日付を入力してください。",
        ),
        (
            "experience",
            "practice_periods-0-employer_name",
            "あ" * 100_000,
            "勤務先は100文字以内で入力してください（現在100,000文字）。",
        ),
        (
            "publication",
            "profile_message",
            "木😀",
            "自己紹介・抱負に使えない文字（😀）があります。",
        ),
        (
            "publication",
            "profile_career",
            "あ" * 100_000,
            "主な経歴・実績は2,000文字以内で入力してください（現在100,000文字）。",
        ),
    ],
)
def test_bad_input_is_said_at_its_field_and_loses_nothing(
    client, tanto, slug, field, typed, sentence
):
    application = ApplicationFactory(complete=True, author=tanto)
    answer = save(client, section(application, slug), **{field: typed})

    found = errors_of(answer)
    assert answer.status_code == 422
    assert list(found) == [field]
    assert [text for text in found[field] if sentence in text] == found[field]
    assert typed_in(answer, field) == typed


def typed_in(answer, name):
    form = answer.context["form"]
    forms = [form, *(row for part in form.parts for row in part.forms)]
    return next(
        one[field].value() for one in forms for field in one.fields if one.add_prefix(field) == name
    )


@pytest.mark.parametrize(
    ("slug", "typed", "errors"),
    [
        (
            "support",
            {"licence_number": "第1号"},
            {
                "licence": [
                    "免許の職種・番号・取得日を入力するときは、"
                    "職業訓練指導員免許を「あり」にしてください。"
                ]
            },
        ),
        (
            "publication",
            {"agree_all": "on"},
            {"agreed_on": ["公表同意書の日付を入力してください。"]},
        ),
        (
            "work",
            {"new_employer": "株式会社ねぶた工業"},
            {
                "new_employer": [
                    "勤務先は、一覧から選択するか、名称を入力するか、どちらか一方にしてください。"
                ]
            },
        ),
        (
            "person",
            {"prefecture": "岩手県"},
            {"municipality": ["青森県以外の住所では、市町村を「指定なし」にしてください。"]},
        ),
    ],
)
def test_what_does_not_fit_together_is_said(client, tanto, slug, typed, errors):
    application = ApplicationFactory(complete=True, author=tanto)

    assert errors_of(save(client, section(application, slug), **typed)) == errors


def test_a_renamed_program_is_refused_at_its_field(client, tanto):
    application = ApplicationFactory(author=tanto)
    url = section(application, "documents")
    upload = SimpleUploadedFile("推薦書.pdf", b"MZ\x90\x00" + b"\x00" * 500, "application/pdf")

    answer = save(client, url, kind="recommendation", upload=upload, note="原本は別送")

    form = answer.context["form"]
    assert form.errors["upload"] == [
        "「推薦書.pdf」は、拡張子（.pdf）と中身が一致しません。"
        "元のアプリで開き、正しい形式で保存し直してから選択してください。"
    ]
    assert form["note"].value() == "原本は別送"
    assert Attachment.objects.count() == 0
