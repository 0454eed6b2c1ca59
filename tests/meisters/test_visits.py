"""訪問記録: entered from the plan, printed as a 復命書, followed up, taken out on the day."""

from datetime import date, time
from io import BytesIO
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse
from openpyxl import load_workbook
from pypdf import PdfReader

from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.office.models import Organization
from aomori_skills.paperwork.models import DisclosureLog
from meisters.choices import PlanState
from meisters.models import Candidate, Visit
from meisters.papers.visit_report import render_report
from meisters.services import visits
from tests.factories.meisters import CandidateFactory
from tests.factories.office import (
    OrganizationFactory,
    ProfileFactory,
    TradeFactory,
    UserFactory,
)
from tests.factories.visits import ContactFactory, PlanFactory, VisitFactory

pytestmark = pytest.mark.django_db

TODAY = date(2025, 8, 20)
NO_PEOPLE = {"people-TOTAL_FORMS": "0", "people-INITIAL_FORMS": "0"}


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(TODAY):
        yield


@pytest.fixture
def tanto(client):
    user = UserFactory(tanto=True)
    client.force_login(user)
    return user


def entry(user, **more):
    return {
        "visited_on": "R7.8.19",
        "way": "visit",
        "staff": [user.pk],
        "form_token": str(uuid4()),
        **NO_PEOPLE,
        **more,
    }


def people(*rows):
    sent = {"people-TOTAL_FORMS": str(len(rows)), "people-INITIAL_FORMS": "0"}
    for number, row in enumerate(rows):
        for name, value in ({"contact": "", "title": "", "name": ""} | row).items():
            sent[f"people-{number}-{name}"] = value
    return sent


def test_day_place_and_staff_make_a_visit(client, tanto):
    place = OrganizationFactory()

    answer = client.post(reverse("meisters:visit_create"), entry(tanto, organization=place.pk))

    visit = Visit.objects.get()
    assert answer.url == visit.get_absolute_url()
    assert (visit.organization, visit.visited_on, visit.author) == (place, date(2025, 8, 19), tanto)
    assert list(visit.staff.all()) == [tanto]


def test_everything_about_the_visit_is_kept(client, tanto):
    contact = ContactFactory()
    other, trades = UserFactory(username="tanto2"), [TradeFactory(), TradeFactory(name="左官")]
    sent = entry(
        tanto,
        organization=contact.organization_id,
        starts_at="13:30",
        ends_at="15:00",
        staff=[tanto.pk, other.pk],
        trades=[trade.pk for trade in trades],
        explained=["purpose", "criteria"],
        outcome="positive",
        next_action="資料を送る",
        next_on="2025-09-01",
        **people({"contact": contact.pk}, {"title": "職長", "name": "青森 一郎"}),
    )

    client.post(reverse("meisters:visit_create"), sent)

    visit = Visit.objects.get()
    assert (visit.starts_at, visit.ends_at, visit.hours) == (time(13, 30), time(15), "13:30〜15:00")
    assert set(visit.staff.all()) == {tanto, other}
    assert set(visit.trades.all()) == set(trades)
    assert visit.explained_words == "制度の趣旨、認定の要件"
    assert (visit.next_action, visit.next_on) == ("資料を送る", date(2025, 9, 1))
    assert [str(person) for person in visit.people.all()] == [
        "総務部長 藤野 つばさ",
        "職長 青森 一郎",
    ]


def test_a_place_that_nobody_knows_is_registered_by_the_way(client, tanto):
    sent = entry(tanto, new_place="ねぶた組合", new_place_kind="trade_body")

    client.post(reverse("meisters:visit_create"), sent)

    place = Organization.objects.get()
    assert (place.name, place.kind, place.prefecture) == ("ねぶた組合", "trade_body", "青森県")
    assert Visit.objects.get().organization == place


def test_a_place_known_under_another_writing_is_taken(client, tanto):
    place = OrganizationFactory(name="株式会社ねぶた工業")

    client.post(reverse("meisters:visit_create"), entry(tanto, new_place="㈱ねぶた工業"))

    assert Visit.objects.get().organization == place
    assert Organization.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "more", "sentence"),
    [
        (
            "organization",
            {"organization": ""},
            "訪問先を選択するか、一覧にない訪問先の名称を入力してください。",
        ),
        (
            "new_place",
            {"new_place": "ねぶた組合"},
            "訪問先は、一覧から選択するか、名称を入力するか、どちらか一方にしてください。",
        ),
        ("visited_on", {"visited_on": ""}, "訪問日を入力してください。"),
        ("staff", {"staff": []}, "訪問した職員を選択してください。"),
        ("starts_at", {"starts_at": "25:00"}, "開始時刻は「13:30」の形で入力してください。"),
        (
            "starts_at",
            {"ends_at": "15:00"},
            "終了時刻だけでなく、開始時刻も入力してください。",
        ),
        (
            "ends_at",
            {"starts_at": "15:00", "ends_at": "14:00"},
            "終了時刻は開始時刻より後の時刻を入力してください。",
        ),
        (
            "next_action",
            {"next_on": "2025-09-01"},
            "期日を入れるときは、次の対応も入力してください。",
        ),
        (
            "content",
            {"content": "あ" * 3001},
            "内容は3,000文字以内で入力してください（現在3,001文字）。",
        ),
    ],
)
def test_what_can_not_be_recorded_is_said_at_its_field(client, tanto, field, more, sentence):
    sent = entry(tanto, organization=OrganizationFactory().pk) | more

    answer = client.post(reverse("meisters:visit_create"), sent)

    assert answer.status_code == 422
    assert answer.context["form"].errors[field] == [sentence]
    assert Visit.objects.count() == 0


def test_a_closed_day_is_pointed_out_before_it_is_promised(client, tanto):
    sent = entry(tanto, next_action="電話する", next_on="2025-09-23")
    sent |= {"organization": OrganizationFactory().pk}

    answer = client.post(reverse("meisters:visit_create"), sent)

    assert answer.context["form"].errors["next_on"] == [
        "令和7年9月23日は休業日（秋分の日）です。この日でよければ、もう一度保存してください。"
    ]
    again = sent | {"form_token": str(uuid4()), "closed_seen": "2025-09-23"}
    client.post(reverse("meisters:visit_create"), again)
    assert Visit.objects.get().next_on == date(2025, 9, 23)


def test_a_visit_lies_in_the_past(client, tanto):
    sent = entry(tanto, organization=OrganizationFactory().pk, visited_on="2025-08-21")

    answer = client.post(reverse("meisters:visit_create"), sent)

    assert list(answer.context["form"].errors) == ["visited_on"]


def test_a_contact_of_another_place_is_refused(client, tanto):
    contact = ContactFactory()
    sent = entry(tanto, organization=OrganizationFactory().pk, **people({"contact": contact.pk}))

    answer = client.post(reverse("meisters:visit_create"), sent)

    (rows,) = answer.context["formsets"]
    assert answer.status_code == 422
    assert list(rows.forms[0].errors) == ["contact"]
    assert Visit.objects.count() == 0


def test_a_second_click_records_no_second_visit(client, tanto):
    sent = entry(tanto, organization=OrganizationFactory().pk)

    first = client.post(reverse("meisters:visit_create"), sent)
    second = client.post(reverse("meisters:visit_create"), sent)

    assert (second.url, Visit.objects.count()) == (first.url, 1)


def test_the_plan_fills_the_form_and_is_carried_out(client, tanto):
    plan = PlanFactory(month=8, staff=UserFactory(username="tanto2"))
    url = f"{reverse('meisters:visit_create')}?plan={plan.pk}"

    form = client.get(url).context["form"]
    client.post(url, entry(tanto, organization=plan.organization_id))
    plan.refresh_from_db()

    assert (form.instance.organization, form.initial["staff"]) == (
        plan.organization,
        [plan.staff_id],
    )
    assert (form.initial["trades"], form.initial["content"]) == ([plan.trade_id], plan.aim)
    assert (plan.state, plan.visit) == (PlanState.VISITED, Visit.objects.get())


@pytest.mark.parametrize(
    ("plan", "sentence"),
    [
        (lambda: VisitFactory(planned=True).plan, "ほかの訪問記録で実施済みになっています。"),
        (lambda: PlanFactory(cancelled=True), "取りやめになっています。先に計画に戻してください。"),
    ],
)
def test_a_plan_is_carried_out_once_and_only_if_open(client, tanto, plan, sentence):
    plan = plan()
    url = f"{reverse('meisters:visit_create')}?plan={plan.pk}"
    before = Visit.objects.count()

    answer = client.post(url, entry(tanto, organization=plan.organization_id))

    (said,) = answer.context["form"].non_field_errors()
    assert sentence in said
    assert Visit.objects.count() == before


def test_a_plan_is_not_carried_out_elsewhere(client, tanto):
    plan = PlanFactory()
    url = f"{reverse('meisters:visit_create')}?plan={plan.pk}"

    answer = client.post(url, entry(tanto, organization=OrganizationFactory().pk))

    (said,) = answer.context["form"].non_field_errors()
    assert said.startswith(f"訪問計画の訪問先は{plan.organization}です。")


def test_the_next_visit_of_the_day_takes_over_day_and_staff(client, tanto):
    before = VisitFactory(visited_on=date(2025, 8, 18), materials="制度の案内")
    before.trades.set([TradeFactory()])

    form = client.get(reverse("meisters:visit_create"), {"after": before.pk}).context["form"]

    assert (form.instance.visited_on, form.instance.organization_id) == (date(2025, 8, 18), None)
    assert form.initial["staff"] == [before.author_id]
    assert form.initial["trades"] == [trade.pk for trade in before.trades.all()]
    assert form.initial["materials"] == "制度の案内"


def test_two_people_at_one_record_lose_nothing(client, tanto):
    visit = VisitFactory()
    url = reverse("meisters:visit_edit", args=(visit.pk,))
    form = client.get(url).context["form"]
    sent = entry(
        tanto,
        organization=visit.organization_id,
        content="私の文",
        version=form.initial["version"] if "version" in form.initial else form["version"].value(),
        as_read=form["as_read"].value(),
    )
    visit.content = "ほかの人の文"
    visit.save_version()

    refused = client.post(url, sent)

    (difference,) = [one for one in refused.context["form"].differences if one.label == "内容"]
    assert (difference.theirs, difference.yours) == ("ほかの人の文", "私の文")


def test_what_was_promised_is_done_and_undone(client, tanto):
    visit = VisitFactory(next_action="電話する", next_on=date(2025, 8, 19))

    client.post(reverse("meisters:visit_finish", args=(visit.pk,)))
    visit.refresh_from_db()
    done = visit.next_done_on
    client.post(reverse("meisters:visit_reopen", args=(visit.pk,)))
    visit.refresh_from_db()

    assert (done, visit.next_done_on) == (TODAY, None)


@pytest.mark.parametrize(
    ("act", "visit", "sentence"),
    [
        (visits.finish_action, {}, "次の対応が記録されていません。"),
        (
            visits.finish_action,
            {"next_action": "電話", "next_done_on": TODAY},
            "次の対応は、すでに済んでいます。",
        ),
        (visits.reopen_action, {"next_action": "電話"}, "済みになっていません。"),
    ],
)
def test_an_action_is_finished_once(tanto, act, visit, sentence):
    with pytest.raises(TransitionDenied) as refused:
        act(VisitFactory(**visit).pk, by=tanto)

    assert str(refused.value).endswith(sentence)


def test_a_mistake_is_taken_out_on_the_day_and_the_plan_is_open_again(client, tanto):
    visit = VisitFactory(planned=True, author=tanto)
    plan = visit.plan

    client.post(reverse("meisters:visit_delete", args=(visit.pk,)), {"form_token": str(uuid4())})
    plan = type(plan).objects.get(pk=plan.pk)

    assert Visit.objects.count() == 0
    assert plan.state == PlanState.PLANNED


def test_others_later_or_with_candidates_a_record_stays(tanto):
    others = VisitFactory(author=UserFactory(username="tanto2"))
    found = VisitFactory(author=tanto)
    CandidateFactory(visit=found)
    with time_machine.travel(date(2025, 8, 19)):
        older = VisitFactory(author=tanto)

    said = []
    for visit in (others, found, older):
        with pytest.raises(TransitionDenied) as refused:
            visits.delete(visit.pk, by=tanto)
        said.append(str(refused.value).removeprefix(str(visit)))

    assert said == [
        "の記録を削除できるのは、記録した津軽 " + others.author.given_name + "さんだけです。",
        "からは候補者が1人登録されているため、記録を削除できません。",
        "の記録を削除できるのは、記録した当日だけです。誤りは編集して直してください。",
    ]


def test_a_candidate_comes_from_the_visit_in_one_step(client, tanto):
    visit = VisitFactory(explained=["purpose"])
    visit.trades.set([TradeFactory()])
    url = f"{reverse('meisters:candidate_create')}?visit={visit.pk}"

    form = client.get(url).context["form"]
    initial = {name: form[name].value() for name in ("met_on", "met_at", "employer", "trade")}
    names = {"family_name": "岩木", "given_name": "太郎"}
    names |= {"family_kana": "イワキ", "given_kana": "タロウ"}
    client.post(
        url,
        {**names, "employment": "employed", "owner": tanto.pk, "form_token": str(uuid4())},
    )

    candidate = Candidate.objects.get()
    page = client.get(candidate.get_absolute_url()).content.decode()
    assert initial == {
        "met_on": visit.visited_on,
        "met_at": visit.organization_id,
        "employer": visit.organization_id,
        "trade": visit.trades.get().pk,
    }
    assert form["explained_on"].value() == visit.visited_on
    assert candidate.visit == visit
    assert visit.get_absolute_url() in page


def test_who_was_met_at_a_trade_body_does_not_work_there(client, tanto):
    visit = VisitFactory(organization__kind="trade_body")
    url = f"{reverse('meisters:candidate_create')}?visit={visit.pk}"

    form = client.get(url).context["form"]

    assert (form["met_at"].value(), form["employer"].value()) == (visit.organization_id, None)


def test_the_report_reads_like_a_report(tanto):
    ProfileFactory(head_title="コーナー長")
    contact = ContactFactory(organization__name="株式会社りんご工務店")
    visit = VisitFactory(
        organization=contact.organization,
        starts_at=time(13, 30),
        ends_at=time(15),
        place="本社会議室",
        content="代表者に要件を説明した。",
        outcome="positive",
        findings="前向きである。",
        next_action="見本を送る",
        next_on=date(2025, 6, 20),
        went=[tanto],
    )
    visit.people.create(contact=contact, title=contact.title, name=contact.name)

    pdf = render_report(Visit.objects.for_page().get(pk=visit.pk))

    reader = PdfReader(BytesIO(pdf))
    text = "".join(page.extract_text() for page in reader.pages).replace(" ", "").replace("\n", "")
    assert len(reader.pages) == 1
    for words in (
        "復命書",
        "決裁",
        "コーナー長　様".replace("　", ""),
        "令和7年6月10日",
        "次のとおり出張しましたので、復命します。",
        "用務ものづくりマイスター制度の説明と候補者の開拓",
        "令和7年6月10日（火）",
        "13:30〜15:00",
        "出張先株式会社りんご工務店（青森市）",
        "面談者総務部長藤野つばさ",
        "内容代表者に要件を説明した。",
        "結果前向きに検討",
        "所見前向きである。",
        "見本を送る（令和7年6月20日まで）",
    ):
        assert words in text.replace("　", ""), words


def test_a_telephone_call_is_no_journey(tanto):
    visit = VisitFactory(way="phone")

    pdf = render_report(Visit.objects.for_page().get(pk=visit.pk))

    text = PdfReader(BytesIO(pdf)).pages[0].extract_text().replace(" ", "")
    assert "応対記録" in text
    assert "復命します" not in text


def test_handing_out_the_report_goes_on_record(client, tanto):
    visit = VisitFactory()
    url = reverse("meisters:visit_report", args=(visit.pk,))

    answer = client.post(url)
    client.force_login(UserFactory(etsuran=True))
    refused = client.post(url)

    log = DisclosureLog.objects.get()
    assert answer["Content-Type"] == "application/pdf"
    assert (log.what, log.medium, log.by) == (f"復命書 {visit}", "pdf", tanto)
    assert refused.status_code == 403


def test_the_box_of_contacts_offers_those_of_the_place(client, tanto):
    here, elsewhere = ContactFactory(), ContactFactory()
    ContactFactory(organization=here.organization, ends_on=date(2025, 3, 31))
    url = reverse("meisters:visit_contacts")

    found = client.get(url, {"q": "", "organization": here.organization_id}).json()
    nothing = client.get(url, {"q": "", "organization": "x"}).json()

    assert found == {"results": [{"value": here.pk, "text": "総務部長 藤野 つばさ"}]}
    assert nothing == {"results": []}
    assert elsewhere.pk


def listed(client, **conditions):
    page = client.get(reverse("meisters:visit_list"), conditions)
    return [row.record for row in page.context["table"].rows]


def test_the_list_answers_its_questions(client, tanto):
    first = VisitFactory(visited_on=date(2025, 4, 1), way="phone")
    due = VisitFactory(next_action="電話", next_on=TODAY, outcome="positive")
    soon = VisitFactory(next_action="電話", next_on=date(2025, 8, 27))
    done = VisitFactory(next_action="電話", next_on=TODAY, next_done_on=TODAY)
    last = VisitFactory(visited_on=date(2025, 3, 31), next_action="電話", next_on=TODAY)

    assert listed(client) == [done, soon, due, first]
    assert listed(client, way="phone") == [first]
    assert listed(client, scope="due") == [due, last]
    assert listed(client, scope="week") == [soon, due, last]
    assert listed(client, scope="all", outcome="positive") == [due]
    assert listed(client, organization=soon.organization_id) == [soon]
    assert listed(client, q=due.organization.name) == [due]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_number_of_questions(
    client, tanto, count, django_assert_num_queries
):
    for _ in range(count):
        visit = VisitFactory()
        visit.trades.set([TradeFactory()])
        CandidateFactory(visit=visit)
    client.get(reverse("meisters:visit_list"))
    with django_assert_num_queries(11):
        answer = client.get(reverse("meisters:visit_list"))
    assert len(answer.context["table"].rows) == count


def test_excel_and_print_hold_what_is_filtered(client, tanto):
    visit = VisitFactory(outcome="positive", next_action="電話", next_on=TODAY)
    visit.people.create(title="職長", name="青森 一郎")
    CandidateFactory(visit=visit)
    VisitFactory(way="phone")
    url = f"{reverse('meisters:visit_list')}?way=visit"
    purpose = {"purpose": "会議・打合せの資料"}

    content = client.post(url, {"_export": "xlsx", **purpose}).content
    paper = client.post(url, {"_export": "print", **purpose}).content.decode()

    headings, *rows = list(load_workbook(BytesIO(content)).active.values)
    row = dict(zip(headings, rows[0], strict=True))
    assert len(rows) == 1
    assert (row["訪問先"], row["訪問日"].date()) == (visit.organization.name, visit.visited_on)
    assert (row["結果"], row["候補者"], row["面談者"]) == ("前向きに検討", 1, "職長 青森 一郎")
    assert (row["次の対応"], row["次の対応の期日"].date()) == ("電話", TODAY)
    assert visit.organization.name in paper


@pytest.mark.parametrize("tab", ["overview", "candidates", "history"])
def test_the_page_shows_each_tab(client, tanto, tab):
    visit = VisitFactory(planned=True, next_action="電話")
    candidate = CandidateFactory(visit=visit)

    answer = client.get(visit.get_absolute_url(), {"tab": tab})

    assert answer.status_code == 200
    assert (candidate.name in answer.content.decode()) == (tab != "history")


def test_a_contact_with_a_candidate_is_noted_between_the_steps(client, tanto):
    candidate = CandidateFactory(owner=tanto, next_contact_on=TODAY)
    url = reverse("meisters:candidate_contact", args=(candidate.pk,))

    refused = client.post(url, {"note": "", "next_contact_on": "2025-08-19"})
    client.post(url, {"note": "電話した。来週返事がある。", "next_contact_on": "2025-08-27"})

    candidate.refresh_from_db()
    step = candidate.steps.get()
    assert set(refused.context["form"].errors) == {"note", "next_contact_on"}
    assert (candidate.next_contact_on, candidate.state) == (date(2025, 8, 27), "open")
    assert (step.label, step.comment, step.by) == ("連絡", "電話した。来週返事がある。", tanto)
