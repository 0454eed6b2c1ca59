"""説明: who has still to be told what, the record, the letters, the confirmation."""

from datetime import date
from io import BytesIO
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse
from openpyxl import load_workbook
from pypdf import PdfReader

from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.paperwork.choices import Channel, MessageState
from aomori_skills.paperwork.models import DisclosureLog, MessageBatch, OutgoingMessage
from aomori_skills.paperwork.services import documents, outbox, templates
from meisters.choices import BriefingTopic, BriefingWay, Licence, MeisterState
from meisters.figures.sources import happened
from meisters.forms.grids import digest
from meisters.models import BriefedMeister, Briefing, Meister
from meisters.papers.templates import TEMPLATES
from meisters.rules import briefings as rules
from meisters.services import briefings
from tests.factories.briefings import BriefedFactory, BriefingFactory
from tests.factories.meisters import MeisterFactory, MeisterTradeFactory
from tests.factories.office import ProfileFactory, TradeFactory, UserFactory
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


def message(state=MessageState.DRAFT, **more):
    """A letter in ``state``; only what the list of the untold asks of it."""
    by = UserFactory(tanto=True)
    addressee = outbox.Addressee("岩木　太郎　様")
    letter = outbox.draft("explanation", addressee=addressee, values={}, by=by, dated_on=TODAY)
    if state == MessageState.CANCELLED:
        return outbox.cancel(letter.pk, by=by)
    if state == MessageState.SENT:
        OutgoingMessage.objects.filter(pk=letter.pk).update(
            subject="件名", body="本文", items="", addressee="岩木　太郎　様"
        )
        return outbox.issue(letter.pk, by=by)
    return letter


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


def test_a_person_keeps_what_was_told_when_the_record_is_edited():
    held = Meister(licence=Licence.HELD)
    person = BriefedMeister(topics=[CONDITIONS, COURSE])

    assert rules.topics_of_person(held, [REPORTING, COURSE]) == [REPORTING]
    assert rules.topics_of_person(held, [COURSE]) == [COURSE]
    assert rules.topics_after_edit(
        person, held, [CONDITIONS, COURSE], [CONDITIONS, REPORTING, COURSE]
    ) == [CONDITIONS, REPORTING, COURSE]
    assert rules.topics_after_edit(person, held, [CONDITIONS, COURSE], [REPORTING]) == [REPORTING]


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
        BriefedFactory(meister=people[name], message=message(state))
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
    person = BriefedFactory(message=message())

    with pytest.raises(TransitionDenied) as denied:
        briefings.delete(person.briefing_id, by=tanto)

    assert "説明文書1件の記録のため、削除できません。" in str(denied.value)


def letters(client, *meisters, **more):
    data = {
        "dated_on": "R7.9.1",
        "channel": "each",
        "people": ",".join(str(row.pk) for row in meisters),
        "form_token": str(uuid4()),
    }
    return client.post(reverse("meisters:briefing_letters"), data | more)


def test_letters_say_what_each_person_lacks(client, tanto, wording):
    plain = MeisterFactory(licence=Licence.HELD, email="")
    course = MeisterFactory(licence=Licence.NOT_HELD, email="taro@example.jp")
    told = BriefedFactory(briefing__topics=[CONDITIONS, REPORTING]).meister

    answer = letters(client, plain, course, told)

    batch = MessageBatch.objects.get()
    assert answer.url == batch.get_absolute_url()
    found = {
        person.meister: (person.topics, person.briefing.way, person.message.channel)
        for person in BriefedMeister.objects.exclude(message=None)
    }
    assert found == {
        plain: ([CONDITIONS, REPORTING], BriefingWay.LETTERS, Channel.LETTER),
        course: ([CONDITIONS, REPORTING, COURSE], BriefingWay.LETTERS, Channel.EMAIL),
    }
    assert Briefing.objects.filter(way=BriefingWay.LETTERS).count() == 1
    texts = {row.addressee: row.items for row in batch.messages.all()}
    shown = [
        "指導技法等講習" in texts[f"{row.family_name}　{row.given_name}　様"]
        for row in (plain, course)
    ]
    assert shown == [False, True]
    assert "別に定めるところによります" in texts[f"{plain.family_name}　{plain.given_name}　様"]
    assert [row.pk for row in Meister.objects.untold()] == [plain.pk, course.pk]


def test_a_letter_tells_when_it_is_issued(client, tanto, wording):
    meister = MeisterFactory()
    letters(client, meister)
    before = Meister.objects.untold().count()

    issued = outbox.issue(OutgoingMessage.objects.get().pk, by=tanto)

    assert (before, Meister.objects.untold().count()) == (1, 0)
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(issued.document.read())).pages)
    assert "額と支払の方法は、別に定めるところによります。" in "".join(text.split())
    assert meister.number in text


def test_a_letter_that_was_made_void_tells_nothing(client, tanto, wording):
    meister = MeisterFactory()
    letters(client, meister)
    issued = outbox.issue(OutgoingMessage.objects.get().pk, by=tanto)

    documents.void(issued.document_id, by=tanto, reason="宛先の誤り")

    assert [row.pk for row in Meister.objects.untold()] == [meister.pk]
    assert "briefed" not in happened(2025)
    letters(client, meister)
    assert OutgoingMessage.objects.filter(state=MessageState.DRAFT).count() == 1


def test_nobody_gets_a_second_letter_while_the_first_waits(client, tanto, wording):
    meister, other = MeisterFactory(), MeisterFactory()
    letters(client, meister)

    again = letters(client, meister)
    both = letters(client, meister, other)

    assert again.status_code == 422
    assert "説明文書を作る人がいません。" in again.content.decode()
    assert both.status_code == 302
    assert [row.meister for row in BriefedMeister.objects.order_by("pk")] == [meister, other]


def test_the_page_before_the_letters_names_who_is_left_out(client, tanto, wording):
    nobody = MeisterFactory(email="", address="")
    told = BriefedFactory(briefing__topics=[CONDITIONS, REPORTING]).meister
    paused = MeisterFactory(state=MeisterState.PAUSED)
    keys = {"meister": [nobody.pk, told.pk, paused.pk, "x"]}

    answer = client.get(reverse("meisters:briefing_letters"), keys)

    assert [row for row, _, _ in answer.context["people"]] == [nobody]
    assert answer.context["nowhere"] == [nobody]
    assert dict(answer.context["skipped"]) == {
        told: "必要な説明が済んでいるため",
        paused: "現在「休止」のため",
    }


def test_everybody_of_the_filtered_list_can_be_chosen(client, tanto, wording):
    wanted = [MeisterFactory(licence=Licence.NOT_HELD) for _ in range(3)]
    BriefedFactory(meister=wanted[0], briefing__topics=[COURSE])
    MeisterFactory(licence=Licence.HELD)

    answer = client.get(reverse("meisters:briefing_letters"), {"topic": COURSE, "everybody": "1"})

    chosen = {row for row, _, _ in answer.context["people"]}
    assert chosen == set(wanted[1:])


@pytest.mark.parametrize("people", ["", "x", "1,,2", "1" * 30, "1\x00"])
def test_broken_keys_are_refused_in_words(client, tanto, wording, people):
    answer = letters(client, people=people)

    assert answer.status_code == 422
    assert BriefedMeister.objects.count() == 0


def test_confirmations_are_typed_on_one_grid(client, tanto):
    briefing = BriefingFactory()
    first, second, third = (BriefedFactory(briefing=briefing) for _ in range(3))
    url = reverse("meisters:briefing_confirm", args=(briefing.pk,))
    grid = client.get(url).context["grid"]
    sent = {form.add_prefix("as_read"): form["as_read"].value() for form in grid}
    sent |= {
        f"{first.pk}-confirmed_on": "R7.6.10",
        f"{first.pk}-confirmed_way": "signed",
        f"{second.pk}-confirmed_on": "R7.6.17",
        f"{second.pk}-confirmed_way": "replied",
        "form_token": str(uuid4()),
    }

    half = client.post(url, sent | {f"{third.pk}-confirmed_way": "oral"})
    early = client.post(url, sent | {f"{first.pk}-confirmed_on": "R7.6.9"})
    done = client.post(url, sent, follow=True)

    assert f"{third.meister}：確認日を入力してください。" in half.content.decode()
    assert "確認日は説明日以後の日付を入力してください。" in early.content.decode()
    assert [str(one) for one in done.context["messages"]] == ["2人の確認を保存しました。"]
    assert list(briefing.people.order_by("pk").values_list("confirmed_on", "confirmed_way")) == [
        (date(2025, 6, 10), "signed"),
        (date(2025, 6, 17), "replied"),
        (None, ""),
    ]


def test_nothing_is_confirmed_before_the_letter_has_left(client, tanto, wording):
    person = BriefedFactory(message=message())
    url = reverse("meisters:briefing_confirm", args=(person.briefing_id,))
    shown = client.get(url)
    sent = {
        f"{person.pk}-as_read": digest({"confirmed_on": None, "confirmed_way": ""}),
        f"{person.pk}-confirmed_on": "R7.6.12",
        f"{person.pk}-confirmed_way": "replied",
        "form_token": str(uuid4()),
    }

    refused = client.post(url, sent)
    person.confirmed_on, person.confirmed_way = date(2025, 6, 12), "replied"
    with pytest.raises(TransitionDenied, match="説明文書は「下書き」のため、確認を記録できません"):
        briefings.confirm([person], by=tanto)

    assert list(shown.context["grid"]) == []
    assert "合わせて1人" in shown.content.decode()
    assert "説明文書は「下書き」のため、確認を記録できません。" in refused.content.decode()
    person.refresh_from_db()
    assert person.confirmed_on is None


def test_the_second_to_confirm_a_person_sees_the_first(client, tanto):
    person = BriefedFactory()
    url = reverse("meisters:briefing_confirm", args=(person.briefing_id,))
    form = client.get(url).context["grid"].forms[0]
    BriefedMeister.objects.filter(pk=person.pk).update(
        confirmed_on=date(2025, 6, 11), confirmed_way="oral"
    )
    sent = {
        form.add_prefix("as_read"): form["as_read"].value(),
        f"{person.pk}-confirmed_on": "R7.6.12",
        f"{person.pk}-confirmed_way": "signed",
    }

    refused = client.post(url, sent)
    shown = refused.context["grid"]
    again = shown.forms[0]
    accepted = client.post(url, sent | {again.add_prefix("as_read"): again["as_read"].value()})

    person.refresh_from_db()
    assert refused.status_code == 422
    assert [(one.theirs, one.yours) for one in shown.differences] == [
        ("令和7年6月11日", "令和7年6月12日"),
        ("口頭で確認", "確認書に署名"),
    ]
    assert accepted.status_code == 302
    assert (person.confirmed_on, person.confirmed_way) == (date(2025, 6, 12), "signed")


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
