"""受講者名簿: typed, pasted or imported into one table, and for few to see."""

from io import BytesIO

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from aomori_skills.base.history import entries
from aomori_skills.paperwork.models import DisclosureLog
from dispatch.choices import RequestState
from dispatch.models import DispatchRequest, Trainee
from dispatch.papers.roster import form_book
from dispatch.rules import plans as rules
from tests.dispatch.request_situations import TODAY, masters
from tests.dispatch.test_plans import put, tab
from tests.factories.office import UserFactory
from tests.factories.plans import TraineeFactory
from tests.factories.requests import RequestFactory

pytestmark = pytest.mark.django_db
OPEN = {"received", "adjusting", "decided", "underway", "held"}


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(TODAY, tick=False):
        masters()
        yield


@pytest.fixture
def tanto(client):
    user = UserFactory(tanto=True)
    client.force_login(user)
    return user


@pytest.fixture
def row():
    return RequestFactory(state="adjusting", people=3)


def page_of(row) -> str:
    return reverse("dispatch:request_trainees", args=(row.pk,))


def data_of(answer) -> dict[str, str]:
    """What the browser would send of the page, as it stands."""
    form = answer.context["form"]
    rows = form.parts[0]
    found = {"version": form["version"].value(), "as_read": form["as_read"].value()}
    found |= {
        bound.html_name: "" if bound.value() is None else str(bound.value())
        for part in (rows.management_form, *rows.forms)
        for bound in part
        if not (bound.name == "DELETE" and not bound.value())
    }
    return found


def save(client, row, **changes):
    return client.post(page_of(row), data_of(client.get(page_of(row))) | changes)


def paste(client, row, text, **changes):
    page = client.get(page_of(row))
    return client.post(page_of(row), data_of(page) | {"pasted": text, "_fill": "1"} | changes)


def people(row) -> list[tuple]:
    return list(row.trainees.values_list("order", "name", "group", "age", "photo_consent"))


def book_of(row, *lines, code=None) -> SimpleUploadedFile:
    """The form of the request as its client has filled it in."""
    book = load_workbook(BytesIO(form_book(row)))
    sheet = book.worksheets[0]
    headings = [cell.value for cell in sheet[1]]
    for number, line in enumerate(lines, start=2):
        for heading, value in line.items():
            sheet.cell(number, headings.index(heading) + 1, value)
    if code:
        sheet.cell(2, 1, code)
    stream = BytesIO()
    book.save(stream)
    return SimpleUploadedFile("名簿.xlsx", stream.getvalue())


def test_typed_rows_get_their_numbers_and_keep_them(client, tanto, row):
    answer = save(
        client,
        row,
        **{
            "trainees-0-name": "小川 あきら",
            "trainees-0-kana": "おがわ あきら",
            "trainees-0-age": "１７",
            "trainees-2-name": "森 ゆう",
            "trainees-2-photo_consent": "no",
            "trainees-3-order": "1",
            "trainees-3-name": "工藤 れい",
        },
    )

    assert answer.url == f"{row.get_absolute_url()}?tab=roster"
    assert people(row) == [
        (1, "工藤 れい", "", None, "unknown"),
        (2, "小川 あきら", "", 17, "unknown"),
        (3, "森 ゆう", "", None, "no"),
    ]
    assert row.trainees.get(order=2).kana == "オガワ　アキラ"
    shown = client.get(answer.url).content.decode()
    assert "名簿は3人で、派遣依頼の受講者数と同じです。" in shown


def test_the_check_follows_the_answers_of_the_roster(client, tanto, row):
    DispatchRequest.objects.filter(pk=row.pk).update(photo_consent="unknown")
    for answer, outcome in (("unknown", "？"), ("no", "○")):
        save(client, row, **{"trainees-0-name": "森 ゆう", "trainees-0-photo_consent": answer})
        row.refresh_from_db()
        kept = {one["rule"]: one["outcome"] for one in row.verdicts}
        assert kept["photo"] == outcome


def test_two_change_places_and_one_goes(client, tanto, row):
    first, second, third = (TraineeFactory(request=row, order=n) for n in (1, 2, 3))
    save(
        client,
        row,
        **{"trainees-0-order": "2", "trainees-1-order": "1", "trainees-2-DELETE": "on"},
    )

    assert list(row.trainees.values_list("pk", "order")) == [(second.pk, 1), (first.pk, 2)]
    assert not Trainee.objects.filter(pk=third.pk).exists()


def test_a_number_twice_is_refused_in_both_rows(client, tanto, row):
    answer = save(
        client,
        row,
        **{
            "trainees-0-order": "1",
            "trainees-0-name": "小川 あきら",
            "trainees-1-order": "1",
            "trainees-1-name": "森 ゆう",
            "trainees-2-group": "2年1組",
        },
    )
    rows = answer.context["form"].parts[0]

    assert answer.status_code == 422
    assert [form.errors for form in rows.forms[:3]] == [
        {"order": ["番号1が重複しています。別の番号にしてください。"]},
        {"order": ["番号1が重複しています。別の番号にしてください。"]},
        {"name": ["氏名を入力してください。"]},
    ]
    assert people(row) == []


def test_pasted_rows_are_checked_in_the_table_before_anything_is_saved(client, tanto, row):
    TraineeFactory(request=row, order=1, name="小川 あきら", age=16, photo_consent="yes")
    answer = paste(
        client, row, "1\t森 ゆう\tモリ ユウ\t2年1組\t17歳\t○\n2\t小川　あきら\t\t2年2組\n"
    )

    assert (answer.status_code, people(row)[0][1:]) == (
        200,
        ("小川 あきら", "建築科2年", 16, "yes"),
    )
    assert len(answer.context["found"].rows) == 2
    client.post(page_of(row), data_of(answer))
    assert people(row) == [
        (1, "小川　あきら", "2年2組", 16, "yes"),
        (2, "森 ゆう", "2年1組", 17, "yes"),
    ]


def test_who_is_not_in_the_paste_can_be_marked_to_go(client, tanto, row):
    for number in (1, 2):
        TraineeFactory(request=row, order=number, name=f"人{number}")
    answer = paste(client, row, "1\t森 ゆう\n2\t人2", only="on")

    assert row.trainees.count() == 2
    client.post(page_of(row), data_of(answer))
    assert [one[:2] for one in people(row)] == [(1, "森 ゆう"), (2, "人2")]


def test_two_of_one_name_are_two(client, tanto, row):
    answer = paste(client, row, "小川 あきら\n小川 あきら\n森 ゆう")
    client.post(page_of(row), data_of(answer))

    assert [one[:2] for one in people(row)] == [
        (1, "小川 あきら"),
        (2, "小川 あきら"),
        (3, "森 ゆう"),
    ]


def test_the_form_comes_back_filled(client, tanto, row):
    form = client.get(reverse("dispatch:request_trainee_form", args=(row.pk,)))
    sheet = load_workbook(BytesIO(form.content)).worksheets[0]
    assert [cell.value for cell in sheet[1]] == [
        "派遣依頼の番号",
        "番号",
        "氏名",
        "氏名（カナ）",
        "学年・組・部署",
        "年齢",
        "写真の同意",
        "備考",
    ]
    assert [cell.value for cell in sheet[2]][:3] == [row.number, 1, None]
    assert DisclosureLog.objects.count() == 0

    lines = ({"氏名": "森 ゆう", "年齢": 11, "写真の同意": "はい"}, {"氏名": "小川 あきら"})
    page = data_of(client.get(page_of(row)))
    answer = client.post(page_of(row), page | {"_fill": "1", "file": book_of(row, *lines)})
    assert (answer.status_code, people(row)) == (200, [])
    client.post(page_of(row), data_of(answer))
    assert people(row) == [
        (1, "森 ゆう", "", 11, "yes"),
        (2, "小川 あきら", "", None, "unknown"),
    ]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"pasted": ""}, "貼り付けとファイルは、どちらかを入れてください。"),
        ({"pasted": "番号\t氏名"}, "受講者の行がありません。"),
        ({"file": SimpleUploadedFile("名簿.xlsx", b"no excel")}, "Excelファイルではありません。"),
    ],
)
def test_what_cannot_be_read_is_said(client, tanto, row, changes, sentence):
    page = data_of(client.get(page_of(row)))
    answer = client.post(page_of(row), page | {"_fill": "1"} | changes)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_the_form_of_another_request_is_refused(client, tanto, row):
    other = RequestFactory(state="adjusting", serial=900)
    page = data_of(client.get(page_of(row)))
    file = book_of(other, {"氏名": "森 ゆう"})
    answer = client.post(page_of(row), page | {"_fill": "1", "file": file})

    assert answer.status_code == 422
    assert f"派遣依頼{other.number}の名簿です。" in answer.content.decode()


def test_a_second_writer_sees_both_and_loses_nothing(client, tanto, row):
    one = TraineeFactory(request=row, order=1, name="森 ゆう")
    data = data_of(client.get(page_of(row)))
    save(client, row, **{"trainees-0-name": "森 ゆうき"})
    answer = client.post(page_of(row), data | {"trainees-0-name": "森 ユウ"})

    assert answer.status_code == 422
    assert len(answer.context["form"].differences) == 1
    one.refresh_from_db()
    assert one.name == "森 ゆうき"
    client.post(page_of(row), data_of(answer))
    one.refresh_from_db()
    assert one.name == "森 ユウ"


@pytest.mark.parametrize("state", RequestState)
def test_names_may_change_until_the_end_but_not_while_the_manager_looks(client, tanto, row, state):
    put(row, state)

    assert rules.allows(rules.check_can_list, row, by=tanto) == (state in OPEN)
    assert client.get(page_of(row)).status_code == (200 if state in OPEN else 302)
    assert (tab(client, row, "roster").context["edit_roster"] is not None) == (state in OPEN)


@pytest.mark.parametrize("trait", ["kaikei", "etsuran", "kanri"])
def test_names_are_for_few(client, row, trait):
    TraineeFactory(request=row, name="森 ゆう")
    client.force_login(UserFactory(**{trait: True}))
    shown = tab(client, row, "roster").content.decode()

    assert "森 ゆう" not in shown
    assert "名簿は1人で、派遣依頼の受講者数3人より2人少なくなっています。" in shown
    assert "森 ゆう" not in tab(client, row, "history").content.decode()
    assert client.get(page_of(row)).status_code == 403
    for name in ("pdf", "book"):
        url = reverse("dispatch:request_trainee_paper", args=(row.pk, name))
        assert client.post(url).status_code == 403
    assert DisclosureLog.objects.count() == 0


def test_who_may_see_them_sees_them_in_the_history_too(client, tanto, row):
    TraineeFactory(request=row, name="森 ゆう")

    assert "森 ゆう" in tab(client, row, "roster").content.decode()
    assert "森 ゆう" in tab(client, row, "history").content.decode()
    assert len(entries(row, "trainees")) == 2
