"""名簿の取込み: the pages of upload, check and entry."""

import pytest
import time_machine
from django.contrib.auth import get_user_model
from django.urls import reverse

from meisters.models import Meister, RegisterImport
from meisters.papers.register_book import register_book
from meisters.services import register_import
from tests.factories.office import OperationFactory, TradeFactory, UserFactory
from tests.meisters.register_books import NEW_PERSON, appended, upload

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2025-09-01 10:00:00+09:00", tick=False):
        yield


@pytest.fixture
def tanto():
    return UserFactory(tanto=True)


def test_upload_check_and_entry_on_the_pages(client, tanto):
    TradeFactory(name="造園")
    client.force_login(tanto)
    content = appended(register_book(()), NEW_PERSON)

    checked = client.post(reverse("meisters:meister_import"), {"file": upload(content)})

    record = RegisterImport.objects.get()
    assert checked["Location"] == reverse("meisters:meister_import_check", args=(record.pk,))
    page = client.get(checked["Location"])
    assert "新規1人、変更0人、変更なし0人です。" in page.content.decode()
    assert Meister.objects.count() == 0

    fields = {"fingerprint": page.context["plan"].fingerprint}
    done = client.post(checked["Location"], fields, follow=True)

    assert Meister.objects.count() == 1
    assert "「名簿.xlsx」を取り込みました（新規1人、変更0人）。" in done.content.decode()
    again = client.post(checked["Location"], fields, follow=True)
    assert Meister.objects.count() == 1
    assert "すでに取り込まれています。二重には取り込みません。" in again.content.decode()


def test_errors_are_shown_and_nothing_is_kept(client, tanto):
    client.force_login(tanto)
    content = appended(register_book(()), NEW_PERSON)

    answer = client.post(reverse("meisters:meister_import"), {"file": upload(content)})

    assert answer.status_code == 422
    text = answer.content.decode()
    assert "取り込めません。Excelで次の1か所を直し、ファイルを選択し直してください。" in text
    assert "職種「造園」は登録されていません。" in text
    assert RegisterImport.objects.count() == 0


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"", "名簿.xlsx", "名簿のファイルには中身のあるファイルを選択してください。"),
        (b"MZ\x90\x00", "名簿.xlsx", "Excelファイルではありません。"),
        (b"\xd0\xcf\x11\xe0", "名簿.xls", "古い形式（.xls）かパスワード付きのファイルです。"),
    ],
)
def test_what_is_no_workbook_is_refused_at_the_field(client, tanto, content, name, sentence):
    client.force_login(tanto)

    answer = client.post(reverse("meisters:meister_import"), {"file": upload(content, name)})

    assert answer.status_code == 422
    assert answer.context["form"].errors["file"][0].startswith(sentence)


def test_a_kept_file_that_is_gone_is_told_and_harms_nothing(client, tanto):
    TradeFactory(name="造園")
    client.force_login(tanto)
    content = appended(register_book(()), NEW_PERSON)
    record = register_import.keep(upload(content), adds_employers=False, by=tanto)
    record.attachment.file.storage.delete(record.attachment.file.name)
    url = reverse("meisters:meister_import_check", args=(record.pk,))

    for answer in (client.get(url, follow=True), client.post(url, {}, follow=True)):
        assert "「名簿.xlsx」のファイルが見つかりません。" in answer.content.decode()
    assert Meister.objects.count() == 0


@pytest.mark.parametrize("trait", ["tanto", "shonin", "kaikei", "etsuran", "kanri"])
def test_who_may_open_the_import(client, trait):
    client.force_login(UserFactory(**{trait: True}))
    expected = 200 if trait in ("tanto", "shonin") else 403

    for name in ("meister_import", "meister_import_template"):
        assert client.get(reverse(f"meisters:{name}")).status_code == expected
    assert get_user_model().objects.count() == 1


def test_the_check_page_asks_the_database_the_same_for_one_and_three(
    client, tanto, django_assert_num_queries
):
    TradeFactory(name="造園")
    OperationFactory()
    client.force_login(tanto)
    for count in (1, 3):
        people = [NEW_PERSON | {"認定番号": f"02-{count}{number}"} for number in range(count)]
        content = appended(register_book(()), *people)
        record = register_import.keep(upload(content), adds_employers=False, by=tanto)
        with django_assert_num_queries(CHECK_QUERIES):
            client.get(reverse("meisters:meister_import_check", args=(record.pk,)))


CHECK_QUERIES = 13
