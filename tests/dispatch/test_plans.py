"""実技指導計画書: written while a request is adjusted, its rows and totals from the sessions."""

from datetime import time
from threading import Thread

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from aomori_skills.base.workflow import TransitionDenied
from dispatch.choices import RequestState
from dispatch.models import DispatchPlan
from dispatch.rules import plans as rules
from dispatch.rules.plan_totals import totals
from dispatch.services import plans
from dispatch.views.plan_panel import plan_context
from dispatch.views.roster_panel import roster_context
from tests.dispatch.request_situations import TODAY, judged, masters, whole
from tests.factories.office import UserFactory
from tests.factories.plans import PlanFactory, PriorMeetingFactory, TraineeFactory
from tests.factories.requests import MaterialFactory, RequestFactory
from tests.factories.sessions import AssignmentFactory, SessionFactory

pytestmark = pytest.mark.django_db
EDITABLE = (RequestState.RECEIVED, RequestState.ADJUSTING)


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


def page_of(row) -> str:
    return reverse("dispatch:request_plan", args=(row.pk,))


def tab(client, row, name="plan"):
    return client.get(f"{row.get_absolute_url()}?tab={name}")


def sent(client, row, **changes):
    form = client.get(page_of(row)).context["form"]
    data = {name: form[name].value() or "" for name in form.fields}
    return client.post(page_of(row), data | changes)


def put(row, state) -> None:
    values = {"state": state}
    if state in ("decided", "underway", "held", "settled", "completed"):
        values |= {"approved_by": UserFactory(shonin=True), "approved_at": timezone.now()}
    if state == "cancelled":
        values["cancel_side"] = "client"
    type(row).objects.filter(pk=row.pk).update(**values)
    row.refresh_from_db()


def test_a_plan_is_made_and_changed(client, tanto):
    row = RequestFactory(state="adjusting")
    answer = sent(client, row, aim="課題を仕上げる。", method="1人ずつ指導する。")

    assert answer.url == f"{row.get_absolute_url()}?tab=plan"
    sent(client, row, aim="時間内に仕上げる。")
    plan = DispatchPlan.objects.get()
    assert (plan.request, plan.aim, plan.method) == (row, "時間内に仕上げる。", "1人ずつ指導する。")
    assert plan.version == 2
    shown = tab(client, row).content.decode()
    assert "時間内に仕上げる。" in shown
    assert "計画書を編集する" in shown


def test_a_second_writer_sees_both_texts_and_loses_nothing(client, tanto):
    plan = PlanFactory()
    old = client.get(page_of(plan.request)).context["form"]
    data = {name: old[name].value() or "" for name in old.fields}
    plan.aim = "別の目標"
    plan.save_version()
    answer = client.post(page_of(plan.request), data | {"aim": "わたしの目標"})

    assert answer.status_code == 422
    told = [(one.theirs, one.yours) for one in answer.context["form"].differences]
    assert told == [("別の目標", "わたしの目標")]


@pytest.mark.parametrize("state", RequestState)
def test_a_plan_changes_only_before_it_goes_to_the_manager(client, tanto, state):
    row = PlanFactory().request
    put(row, state)

    assert rules.allows(rules.check_can_plan, row, by=tanto) == (state in EDITABLE)
    assert client.get(page_of(row)).status_code == (200 if state in EDITABLE else 302)
    assert (tab(client, row).context["edit_plan"] is not None) == (state in EDITABLE)
    if state not in EDITABLE:
        with pytest.raises(TransitionDenied, match="計画書を編集できません。"):
            plans.save(plans.locked(row.pk), by=tanto)


def test_only_who_may_edit_requests_writes_a_plan(client):
    row = RequestFactory(state="adjusting")
    client.force_login(UserFactory(etsuran=True))

    assert client.get(page_of(row)).status_code == 403
    assert tab(client, row).context["edit_plan"] is None


def test_what_a_plan_still_lacks():
    row = RequestFactory(state="adjusting")
    assert rules.gaps(None, totals(row)) == (
        "実技指導計画書がまだ作られていません。",
        "指導日がまだありません。",
    )
    plan = PlanFactory(request=row, aim=" ")
    session = SessionFactory(request=row)
    assert rules.gaps(plan, totals(row)) == (
        "計画書の指導の目標が入力されていません。",
        "主たる指導者が確定していない指導日が1件あります。",
    )
    AssignmentFactory(session=session)
    plan.aim = "目標"
    assert rules.gaps(plan, totals(row)) == ()
    assert rules.doubts(totals(row)) == (
        "受講予定人数が分からない指導日が1件あり、延べ受講者数に入っていません。",
    )


@pytest.mark.parametrize(
    ("count", "people", "sentence"),
    [
        (0, 5, "受講者名簿はまだありません。"),
        (5, 5, "名簿は5人で、派遣依頼の受講者数と同じです。"),
        (5, None, "名簿は5人です。派遣依頼の受講者数は入力されていません。"),
        (3, 5, "名簿は3人で、派遣依頼の受講者数5人より2人少なくなっています。"),
        (6, 5, "名簿は6人で、派遣依頼の受講者数5人より1人多くなっています。"),
    ],
)
def test_the_roster_against_the_request(count, people, sentence):
    assert rules.roster_sentence(count, people).startswith(sentence)


@pytest.mark.parametrize("count", [1, 3])
def test_the_tabs_ask_few_questions(client, tanto, rf, django_assert_num_queries, count):
    row = PlanFactory().request
    for number in range(count):
        session = SessionFactory(request=row, starts_at=time(8 + 2 * number), ends_at=time(18))
        AssignmentFactory(session=session, state="tentative")
        AssignmentFactory(session=session, role="further", state="tentative")
        TraineeFactory(request=row)
        PriorMeetingFactory(request=row)
    judged(row)
    tanto.has_perm(rules.VIEW_TRAINEES)
    MaterialFactory.create_batch(count, request=row)
    for name, build, own in (("plan", plan_context, 5), ("roster", roster_context, 1)):
        request, loaded = rf.get("/"), whole(row)
        request.user = tanto
        with django_assert_num_queries(own):
            build(request, loaded)
        with CaptureQueriesContext(connection) as asked:
            tab(client, row, name)
        assert len(asked) <= 15


@pytest.mark.parametrize("state", ["adjusting", "decided"])
def test_the_tab_lists_the_materials_with_their_sum(client, tanto, state):
    row = RequestFactory(state="adjusting", people=5)
    MaterialFactory(request=row, item="杉角材", unit_price=1200, quantity=5)
    judged(row)
    put(row, state)

    answer = tab(client, row)

    shown = "".join(answer.content.decode().split())
    assert answer.context["materials"]["cost"].net == 6000
    assert ("杉角材" in shown, "6,000円" in shown) == (True, True)
    assert "材料の記載はありません" not in shown


@pytest.mark.django_db(transaction=True)
def test_two_first_saves_make_one_plan():
    row, user = RequestFactory(state="adjusting"), UserFactory(tanto=True)
    failed = []

    def write():
        try:
            with transaction.atomic():
                plan = plans.locked(row.pk)
                plan.aim = "目標"
                plans.save(plan, by=user)
        except IntegrityError as error:
            failed.append(error)
        finally:
            connection.close()

    threads = [Thread(target=write) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    plan = DispatchPlan.objects.get()
    assert (failed, plan.version) == ([], 5)
