"""公表シート: its page, and the exports with what changed since."""

from uuid import uuid4

import pytest
import time_machine
from django.db import InternalError, transaction
from django.urls import reverse

from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.paperwork.models import DisclosureLog
from meisters.choices import Consent
from meisters.models import PublicSheetExport
from meisters.rules.publication_changes import Change, PersonChange, changed_people
from meisters.services import consents, public_sheets
from tests.factories.meisters import MeisterFactory
from tests.factories.office import OrganizationFactory, UserFactory
from tests.factories.publication import (
    AGREED_ON,
    agree,
    exported,
    public_meister,
)
from tests.meisters.public_sheet_rows import PURPOSE, limits, rows_of

pytestmark = pytest.mark.django_db
SHEET_QUERIES = 13
LIST_QUERIES = 11


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2025-09-01 10:00:00+09:00", tick=False):
        yield


@pytest.fixture
def tanto(client):
    user = UserFactory(tanto=True)
    client.force_login(user)
    return user


def test_the_page_says_who_is_left_out_and_why(client, tanto):
    limits()
    public_meister()
    refused = MeisterFactory(family_name="八甲田")
    agree(refused, answer=Consent.REFUSED)
    MeisterFactory(state="paused")

    page = client.get(reverse("meisters:public_sheet"))

    assert [(one, reason) for one, reason in page.context["sheet"].left_out] == [
        (refused, "氏名の公表に同意していないため、載りません。")
    ]
    text = page.content.decode()
    assert "載る人（1人）" in text
    assert "載らない人（1人）" in text
    assert "このほか、休止・辞退・転出などで活動可でない1人は載りません。" in text


def test_an_export_is_kept_and_written_down_when_it_is_taken(client, tanto):
    public_meister()

    made = client.post(
        reverse("meisters:public_sheet_create"), PURPOSE | {"form_token": str(uuid4())}
    )

    export = PublicSheetExport.objects.get()
    assert made.url == export.get_absolute_url()
    assert (export.by, export.count, export.purpose) == (tanto, 1, "センターへの提出・報告")
    assert DisclosureLog.objects.count() == 0
    answer = client.post(reverse("meisters:public_sheet_file", args=(export.pk,)))
    assert rows_of(answer.content)[0]["氏名"] == "津軽 林檎"
    log = DisclosureLog.objects.get()
    assert (log.what, log.count, log.medium, log.purpose) == (
        "公表シート（1人）",
        1,
        "excel",
        "center",
    )


def test_a_second_click_exports_nothing_twice(client, tanto):
    public_meister()
    sent = PURPOSE | {"form_token": str(uuid4())}

    urls = {client.post(reverse("meisters:public_sheet_create"), sent).url for _ in range(2)}

    assert urls == {PublicSheetExport.objects.get().get_absolute_url()}


def test_a_sheet_of_nobody_is_refused(client, tanto):
    answer = client.post(reverse("meisters:public_sheet_create"), PURPOSE)

    assert answer.status_code == 422
    assert "公表シートに載る人がいません。" in answer.content.decode()


@pytest.mark.parametrize("trait", ["etsuran", "kanri"])
def test_who_may_not_export_makes_no_sheet(client, trait):
    public_meister()
    user = UserFactory(**{trait: True})
    client.force_login(user)

    assert client.get(reverse("meisters:public_sheet_create")).status_code == 403
    assert (
        "公表シートを出力する" not in client.get(reverse("meisters:public_sheet")).content.decode()
    )
    with pytest.raises(TransitionDenied):
        public_sheets.export(by=user, purpose="監査")


def test_the_next_sheet_tells_each_difference(client, tanto):
    meister = public_meister()
    gone = MeisterFactory(family_name="岩木", given_name="花子", number="02-00001")
    agree(gone)
    with time_machine.travel("2025-08-01 10:00:00+09:00", tick=False):
        export = exported(tanto)
    meister.employer = OrganizationFactory(name="有限会社りんご箱")
    meister.save()
    consents.withdraw(meister.pk, items=["photo"], withdrawn_on=AGREED_ON, way="phone", by=tanto)
    consents.withdraw(gone.pk, items=["name"], withdrawn_on=AGREED_ON, way="phone", by=tanto)

    page = client.get(reverse("meisters:public_sheet"))

    assert page.context["changes"] == [
        PersonChange(str(gone.pk), "02-00001", "岩木 花子", "削除"),
        PersonChange(
            str(meister.pk),
            "02-04321",
            "津軽 林檎",
            "変更",
            (
                Change("勤務先", "株式会社ほたて木工", "有限会社りんご箱"),
                Change("写真の有無", "あり", ""),
            ),
        ),
    ]
    text = " ".join(page.content.decode().split())
    assert "令和7年8月1日" in text
    assert "から2人に変更があります。" in text
    old = client.get(export.get_absolute_url()).content.decode()
    assert "2人の公表内容が変わっています。" in old
    assert "控えを確認する" in old


def test_an_outdated_file_is_taken_only_to_look_back(client, tanto):
    meister = public_meister()
    export = exported(tanto)
    agree(meister, "photo", answer=Consent.REFUSED)

    client.post(reverse("meisters:public_sheet_file", args=(export.pk,)))

    assert DisclosureLog.objects.get().purpose == "review"


def test_nothing_changed_is_said():
    public_meister()
    export = exported()

    assert public_sheets.sheet_now().changes_since(export) == []


def test_somebody_new_is_an_addition():
    assert changed_people({}, {"7": {"認定番号": "02", "氏名": "岩木 花子"}}) == [
        PersonChange("7", "02", "岩木 花子", "追加")
    ]


def test_nobody_changes_or_deletes_an_export():
    public_meister()
    export = exported()

    for act in (export.delete, export.save):
        with pytest.raises(InternalError), transaction.atomic():
            act()


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_the_same_number_of_questions(
    client, tanto, count, django_assert_num_queries
):
    for number in range(count):
        public_meister(number=f"02-1{number}", employer=OrganizationFactory())
    exported(tanto)
    client.get(reverse("meisters:public_sheet"))
    with django_assert_num_queries(SHEET_QUERIES):
        page = client.get(reverse("meisters:public_sheet"))
    assert len(page.context["people"]) == count


@pytest.mark.parametrize("count", [1, 3])
def test_the_roster_asks_the_same_number_of_questions(
    client, tanto, count, django_assert_num_queries
):
    for number in range(count):
        public_meister(number=f"02-1{number}", employer=OrganizationFactory())
    client.get(reverse("meisters:public_list"))
    with django_assert_num_queries(LIST_QUERIES):
        page = client.get(reverse("meisters:public_list"))
    assert len(page.context["table"].rows) == count


def test_the_roster_finds_nobody_by_what_is_withheld(client, tanto):
    meister = public_meister()
    trade = meister.trades.get().trade
    url = reverse("meisters:public_list")
    asked = ({"trade": trade.pk}, {"region": "三八"})

    before = [len(client.get(url, query).context["table"].rows) for query in asked]
    agree(meister, "trade", "area", answer=Consent.REFUSED)
    after = [len(client.get(url, query).context["table"].rows) for query in asked]

    assert (before, after) == ([1, 1], [0, 0])
