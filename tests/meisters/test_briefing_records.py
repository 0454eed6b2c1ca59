"""説明: the record of a meeting, its entry, edit and deletion."""

from datetime import date
from io import BytesIO
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse
from pypdf import PdfReader

from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.paperwork.models import DisclosureLog
from aomori_skills.paperwork.services import templates
from meisters.choices import BriefingTopic, Licence
from meisters.models import BriefedMeister, Briefing, Meister
from meisters.papers.templates import TEMPLATES
from meisters.rules import briefings as rules
from meisters.services import briefings
from tests.factories.briefings import BriefedFactory, BriefingFactory, letter_in
from tests.factories.meisters import MeisterFactory
from tests.factories.office import ProfileFactory, UserFactory
from tests.meisters import situations

pytestmark = pytest.mark.django_db
CONDITIONS, REPORTING, COURSE = BriefingTopic.values
UNTOLD = "meisters:untold_list"
TODAY = date(2025, 9, 1)


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


def test_a_person_keeps_what_was_told_when_the_record_is_edited():
    held = Meister(licence=Licence.HELD)
    person = BriefedMeister(topics=[CONDITIONS, COURSE])

    assert rules.topics_of_person(held, [REPORTING, COURSE]) == [REPORTING]
    assert rules.topics_of_person(held, [COURSE]) == [COURSE]
    assert rules.topics_after_edit(
        person, held, [CONDITIONS, COURSE], [CONDITIONS, REPORTING, COURSE]
    ) == [CONDITIONS, REPORTING, COURSE]
    assert rules.topics_after_edit(person, held, [CONDITIONS, COURSE], [REPORTING]) == [REPORTING]


def entry(tanto, *meisters, **more):
    rows = {"people-TOTAL_FORMS": len(meisters), "people-INITIAL_FORMS": 0}
    for at, meister in enumerate(meisters):
        rows[f"people-{at}-meister"] = getattr(meister, "pk", meister)
    return {
        "held_on": "R7.8.20",
        "way": "group",
        "place": "青森県技能会館",
        "topics": list(BriefingTopic.values),
        "staff": tanto.pk,
        "form_token": str(uuid4()),
        **rows,
        **more,
    }


def test_a_meeting_is_recorded_once_with_what_concerns_each(client, tanto):
    held = MeisterFactory(licence=Licence.HELD)
    other = MeisterFactory(licence=Licence.UNKNOWN)
    sent = entry(tanto, held, other)

    first = client.post(reverse("meisters:briefing_create"), sent)
    second = client.post(reverse("meisters:briefing_create"), sent)

    briefing = Briefing.objects.get()
    assert first.url == second.url == briefing.get_absolute_url()
    assert {row.meister: row.topics for row in briefing.people.all()} == {
        held: [CONDITIONS, REPORTING],
        other: [CONDITIONS, REPORTING, COURSE],
    }
    assert not Meister.objects.untold().exists()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"topics": []}, "説明事項を選択してください。"),
        ({"held_on": "R7.9.2"}, "説明日は"),
        ({"people-0-meister": ""}, "説明を受けたマイスターを1人以上選択してください。"),
        ({"people-0-meister": "9" * 30}, "マイスターは一覧から選択してください。"),
        ({"way": "pigeon"}, "方法は一覧から選択してください。"),
        ({"way": "letters"}, "方法は一覧から選択してください。"),
    ],
)
def test_what_can_not_be_recorded_is_said_and_stays_typed(client, tanto, change, sentence):
    sent = entry(tanto, MeisterFactory()) | change
    answer = client.post(reverse("meisters:briefing_create"), sent)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert 'value="青森県技能会館"' in answer.content.decode()
    assert Briefing.objects.count() == 0


def test_nobody_is_told_twice_in_one_record(client, tanto):
    meister = MeisterFactory()
    sent = entry(tanto, meister, meister)
    answer = client.post(reverse("meisters:briefing_create"), sent)

    assert f"{meister}さんが重複しています。1行にしてください。" in answer.content.decode()


@pytest.mark.parametrize(
    ("licences", "told", "ticked"),
    [
        ([], [], [CONDITIONS, REPORTING, COURSE]),
        ([Licence.HELD], [], [CONDITIONS, REPORTING]),
        ([Licence.HELD, Licence.NOT_HELD], [], [CONDITIONS, REPORTING, COURSE]),
        ([Licence.NOT_HELD], [CONDITIONS, REPORTING], [COURSE]),
        ([Licence.HELD], [CONDITIONS, REPORTING], [CONDITIONS, REPORTING]),
    ],
)
def test_the_entry_comes_with_what_its_people_lack(client, tanto, licences, told, ticked):
    people = [MeisterFactory(licence=licence) for licence in licences]
    for meister in people if told else ():
        BriefedFactory(meister=meister, briefing__topics=told)

    answer = client.get(
        reverse("meisters:briefing_create"), {"meister": [row.pk for row in people]}
    )

    boxes = [box for box in answer.context["form"]["topics"] if box.data["selected"]]
    assert [box.data["value"] for box in boxes] == ticked


@pytest.mark.parametrize("count", [1, 3])
def test_the_entry_reads_all_names_in_one_question(client, tanto, count, django_assert_num_queries):
    people = [MeisterFactory() for _ in range(count)]
    url = reverse("meisters:briefing_create")
    keys = {"meister": [row.pk for row in people]}
    client.get(url, keys)
    with django_assert_num_queries(5):
        answer = client.get(url, keys)
    assert answer.content.decode().count(" selected>岩木") == count


def test_the_second_to_edit_a_record_sees_both_texts(client, tanto):
    person = BriefedFactory()
    briefing = person.briefing
    new = MeisterFactory()
    url = reverse("meisters:briefing_edit", args=(briefing.pk,))
    page = client.get(url).context["form"]
    sent = entry(tanto, person.meister, new, place="会議室") | {
        "version": page.initial.get("version", briefing.version),
        "as_read": page["as_read"].value(),
        "people-0-id": person.pk,
        "people-INITIAL_FORMS": 1,
    }
    briefing.place = "体育館"
    briefings.update(briefing, by=tanto, before=briefing.topics)

    refused = client.post(url, sent)
    form = refused.context["form"]
    accepted = client.post(
        url, sent | {"version": form["version"].value(), "as_read": form["as_read"].value()}
    )

    briefing.refresh_from_db()
    assert refused.status_code == 422
    assert [(one.label, one.theirs, one.yours) for one in form.differences] == [
        ("場所", "体育館", "会議室")
    ]
    assert accepted.status_code == 302
    assert (briefing.place, briefing.people.count()) == ("会議室", 2)


def test_a_wrong_record_is_deleted_and_its_people_are_untold_again(client, tanto):
    person = BriefedFactory()
    url = reverse("meisters:briefing_delete", args=(person.briefing_id,))

    client.post(url)

    assert Briefing.objects.count() == 0
    assert [row.pk for row in Meister.objects.untold()] == [person.meister_id]


def test_a_record_of_letters_is_not_deleted(tanto, wording):
    person = BriefedFactory(message=letter_in())

    with pytest.raises(TransitionDenied) as denied:
        briefings.delete(person.briefing_id, by=tanto)

    assert "説明文書1件の記録のため、削除できません。" in str(denied.value)


def test_the_sheet_has_a_line_to_sign_for_everybody(client, tanto):
    ProfileFactory()
    briefing = BriefingFactory()
    people = [BriefedFactory(briefing=briefing) for _ in range(2)]

    answer = client.post(reverse("meisters:briefing_sheet", args=(briefing.pk,)))

    text = "".join(page.extract_text() for page in PdfReader(BytesIO(answer.content)).pages)
    assert "説明確認書" in text
    assert [row.meister.number in text for row in people] == [True, True]
    log = DisclosureLog.objects.get()
    assert (log.count, log.medium, log.purpose) == (2, "pdf", "person")


@pytest.mark.parametrize("trait", ["kaikei", "etsuran", "kanri"])
def test_who_does_not_do_the_work_only_reads(client, wording, trait):
    person = BriefedFactory()
    MeisterFactory()
    client.force_login(UserFactory(**{trait: True}))

    page = client.get(reverse(UNTOLD)).content.decode()
    statuses = [
        client.get(reverse(f"meisters:{name}", args=args)).status_code
        for name, args in (
            ("briefing_create", ()),
            ("briefing_letters", ()),
            ("briefing_edit", (person.briefing_id,)),
            ("briefing_confirm", (person.briefing_id,)),
            ("briefing_delete", (person.briefing_id,)),
        )
    ]

    assert "説明を記録する" not in page
    assert 'type="checkbox" form="chosen"' not in page
    assert statuses == [403] * 5
    with pytest.raises(TransitionDenied):
        briefings.record(Briefing(held_on=TODAY), by=UserFactory(**{trait: True}))
