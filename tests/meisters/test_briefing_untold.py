"""説明: who has still to be told what."""

from datetime import date
from io import BytesIO

import pytest
import time_machine
from django.urls import reverse
from openpyxl import load_workbook

from aomori_skills.paperwork.choices import MessageState
from aomori_skills.paperwork.models import DisclosureLog
from aomori_skills.paperwork.services import templates
from meisters.choices import BriefingTopic, Licence, MeisterState
from meisters.models import Meister
from meisters.papers.templates import TEMPLATES
from meisters.rules import briefings as rules
from tests.factories.briefings import BriefedFactory, BriefingFactory, letter_in
from tests.factories.meisters import MeisterFactory, MeisterTradeFactory
from tests.factories.office import ProfileFactory, TradeFactory, UserFactory
from tests.meisters import situations

pytestmark = pytest.mark.django_db
CONDITIONS, REPORTING, COURSE = BriefingTopic.values
UNTOLD = "meisters:untold_list"


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(situations.TODAY, tick=False):
        yield


@pytest.fixture
def tanto(client):
    user = UserFactory(tanto=True)
    client.force_login(user)
    return user


@pytest.fixture
def wording():
    templates.load(TEMPLATES)
    ProfileFactory()


@pytest.mark.parametrize(
    ("licence", "completed_on", "expected", "note"),
    [
        (Licence.HELD, None, [CONDITIONS, REPORTING], ""),
        (Licence.HELD, date(2025, 6, 1), [CONDITIONS, REPORTING], ""),
        (Licence.NOT_HELD, None, [CONDITIONS, REPORTING, COURSE], ""),
        (Licence.NOT_HELD, date(2025, 6, 1), [CONDITIONS, REPORTING], ""),
        (Licence.UNKNOWN, None, [CONDITIONS, REPORTING, COURSE], "免許が未確認"),
        (Licence.UNKNOWN, date(2025, 6, 1), [CONDITIONS, REPORTING], ""),
    ],
)
def test_an_unknown_licence_never_spares_the_course(licence, completed_on, expected, note):
    meister = Meister(licence=licence, course_completed_on=completed_on)

    assert list(rules.topics_for(meister)) == expected
    assert rules.licence_note(meister) == note
    assert list(rules.missing(meister, {CONDITIONS})) == expected[1:]


def situation():
    """People in every situation, by name, with what each has been told in truth."""
    people = {
        "nothing": MeisterFactory(licence=Licence.NOT_HELD),
        "all": MeisterFactory(licence=Licence.NOT_HELD),
        "twice": MeisterFactory(licence=Licence.HELD),
        "no_course": MeisterFactory(licence=Licence.NOT_HELD),
        "completed": MeisterFactory(licence=Licence.UNKNOWN, course_completed_on=date(2025, 6, 1)),
        "licence_unknown": MeisterFactory(licence=Licence.UNKNOWN),
        "draft": MeisterFactory(),
        "sent": MeisterFactory(),
        "cancelled": MeisterFactory(),
        "paused": MeisterFactory(state=MeisterState.PAUSED),
    }
    BriefedFactory(meister=people["all"])
    first = BriefingFactory(topics=[CONDITIONS])
    BriefedFactory(meister=people["twice"], briefing=first)
    BriefedFactory(meister=people["twice"], briefing=BriefingFactory(topics=[REPORTING]))
    both = BriefingFactory(topics=[CONDITIONS, REPORTING])
    for name in ("no_course", "completed", "licence_unknown"):
        BriefedFactory(meister=people[name], briefing=both)
    for name, state in (
        ("draft", MessageState.DRAFT),
        ("sent", MessageState.SENT),
        ("cancelled", MessageState.CANCELLED),
    ):
        BriefedFactory(meister=people[name], message=letter_in(state))
    return people


EXPECTED = {
    "nothing": {CONDITIONS, REPORTING, COURSE},
    "no_course": {COURSE},
    "licence_unknown": {COURSE},
    "draft": {CONDITIONS, REPORTING},
    "cancelled": {CONDITIONS, REPORTING},
}


def test_the_list_says_what_the_rule_says(wording):
    people = situation()
    names = {meister.pk: name for name, meister in people.items()}

    listed = {
        names[row.pk]: set(rules.missing(row, rules.told_of(row)))
        for row in Meister.objects.untold()
    }
    drafted = [names[row.pk] for row in Meister.objects.untold() if row.drafted]

    assert listed == EXPECTED
    assert drafted == ["draft"]


def test_the_list_is_filtered_by_topic_trade_region_and_letter(client, tanto, wording):
    people = situation()
    trade = TradeFactory(name="造園")
    MeisterTradeFactory(meister=people["nothing"], trade=trade)
    Meister.objects.filter(pk=people["no_course"].pk).update(regions=["下北"])

    def names(**conditions):
        answer = client.get(reverse(UNTOLD), conditions)
        shown = {row.record.pk for row in answer.context["table"].rows}
        return sorted(name for name, row in people.items() if row.pk in shown)

    assert names(topic=COURSE) == ["licence_unknown", "no_course", "nothing"]
    assert names(topic=REPORTING) == ["cancelled", "draft", "nothing"]
    assert names(trade=trade.pk) == ["nothing"]
    assert names(region="下北") == ["no_course"]
    assert names(letter="waiting") == ["draft"]
    assert names(letter="none") == ["cancelled", "licence_unknown", "no_course", "nothing"]
    assert names(q=people["draft"].number) == ["draft"]


@pytest.mark.parametrize("count", [1, 3])
def test_the_lists_ask_the_same_number_of_questions(
    client, tanto, count, django_assert_num_queries
):
    for _ in range(count):
        MeisterFactory()
        BriefedFactory()
    for url, number in ((UNTOLD, 9), ("meisters:briefing_list", 6)):
        client.get(reverse(url))
        with django_assert_num_queries(number):
            answer = client.get(reverse(url))
        assert len(answer.context["table"].rows) == count


def test_the_excel_and_the_print_hold_the_rows_of_the_list(client, tanto):
    MeisterFactory(
        family_name="岩木", given_name="太郎", number="02-00001", licence=Licence.UNKNOWN
    )
    purpose = {"purpose": "内部での確認・点検"}

    excel = client.post(reverse(UNTOLD), purpose | {"_export": "xlsx"})
    printed = client.post(reverse(UNTOLD), purpose | {"_export": "print"}).content.decode()

    sheet = load_workbook(BytesIO(excel.content)).active
    head, row = ([cell.value for cell in line] for line in sheet.iter_rows())
    told = dict(zip(head, row, strict=True))
    assert told["氏名"] == "岩木 太郎"
    assert told["説明していない事項"] == (
        "活動条件、指導実施後の報告、指導技法等講習の受講（免許が未確認）"
    )
    assert "選択" not in head
    assert "岩木 太郎" in printed
    assert [log.what for log in DisclosureLog.objects.all()] == ["説明未了者一覧"] * 2


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_of_a_meister_tells_what_was_told(client, tanto, count, django_assert_num_queries):
    meister = MeisterFactory(licence=Licence.UNKNOWN)
    for _ in range(count):
        BriefedFactory(meister=meister, briefing__topics=[CONDITIONS])
    url = f"{meister.get_absolute_url()}?tab=training"
    client.get(url)
    with django_assert_num_queries(9):
        page = client.get(url).content.decode()

    assert "指導実施後の報告、指導技法等講習の受講（免許が未確認）" in page
    assert page.count("集合説明会") == count
