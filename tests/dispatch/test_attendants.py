"""立会職員: named until the dispatch is over, without a new decision."""

import pytest
import time_machine
from django.urls import reverse

from aomori_skills.base.workflow import TransitionDenied
from dispatch.choices import RequestState as R
from dispatch.rules.decision_checks import decision_checks
from dispatch.rules.plan_versions import changes, session_lines
from dispatch.services import attendants, decisions
from dispatch.services.decision_case import decision_case
from tests.dispatch.decision_situations import decided, ready
from tests.dispatch.request_situations import TODAY, masters, whole
from tests.factories.office import UserFactory
from tests.factories.requests import RequestFactory
from tests.factories.sessions import SessionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def tanto(client):
    with time_machine.travel(TODAY, tick=False):
        user = UserFactory(tanto=True)
        client.force_login(user)
        yield user


@pytest.mark.parametrize("state", [R.ADJUSTING, R.AWAITING])
def test_somebody_of_the_staff_is_named_and_taken_back(tanto, state):
    session, other = SessionFactory(), UserFactory(shonin=True)
    session.request.state = state
    session.request.save()

    for who in (other, None):
        attendants.name_attendant(session.request_id, [session.pk], who, by=tanto)
        session.refresh_from_db()
        assert session.attendant == who

    assert [step.comment for step in session.request.steps.order_by("pk")] == [
        f"{session}　未定 → {other}\n連絡する相手：{other}さん（立会職員）",
        f"{session}　{other} → 未定\n連絡する相手：{other}さん（立会職員）",
    ]
    assert attendants.name_attendant(session.request_id, [session.pk], None, by=tanto) == []
    assert session.request.steps.count() == 2


def test_nobody_is_named_before_or_after(tanto):
    row = RequestFactory()
    session = SessionFactory(request=row)
    with pytest.raises(TransitionDenied, match="「受付」のため、立会職員を変更できません"):
        attendants.name_attendant(row.pk, [session.pk], tanto, by=tanto)
    with pytest.raises(TransitionDenied, match="権限がありません"):
        attendants.name_attendant(row.pk, [session.pk], tanto, by=UserFactory(etsuran=True))


def test_not_of_another_request_nor_cancelled(tanto):
    session, strange = SessionFactory(), SessionFactory()
    with pytest.raises(TransitionDenied, match="画面を開き直して"):
        attendants.name_attendant(session.request_id, [session.pk, strange.pk], tanto, by=tanto)


def test_after_the_decision_no_second_version_is_needed_or_told(client, tanto):
    masters()
    row = decided(UserFactory(shonin=True))
    session = row.sessions.first()
    page = client.get(f"{row.get_absolute_url()}?tab=day").content.decode()
    url = reverse("dispatch:session_attendant", args=(session.pk,))
    assert f'<a href="{url}">立会職員を決める</a>' in page

    chosen = client.get(url).context["form"].initial
    assert chosen == {"attendant": row.owner.pk, "sessions": [session.pk]}
    every = [one.pk for one in row.sessions.all()]
    page = client.post(url, {"attendant": tanto.pk, "sessions": every}, follow=True)

    assert f"指導日2件の立会職員を{tanto}さんにしました。" in page.content.decode()
    row.refresh_from_db()
    assert (row.state, {one.attendant for one in row.sessions.all()}) == (R.DECIDED, {tanto})
    before = row.versions.get().content
    after = {**before, "sessions": [{**one, "attendant": "誰か"} for one in before["sessions"]]}
    assert changes(before, after) == []
    assert session_lines(after["sessions"][0])[-1] == ("立会職員", "誰か")


def test_the_check_before_a_decision_warns(tanto):
    masters()
    row = ready()
    assert warning(row) == (
        "？",
        False,
        "R7.9.10 13:00～15:00、R7.9.17 13:00～15:00の立会職員が"
        "決まっていません。決定の後でも決められます。",
    )
    row.sessions.update(attendant=tanto)
    assert warning(row) == ("○", False, "決まっていない指導日はありません。")
    assert decisions.request_approval(row.pk, by=row.author).state == R.AWAITING


def warning(row):
    found = decision_checks(decision_case(whole(row)))
    one = next(one for one in found if one.rule == "attendants")
    return one.outcome.value, one.blocks, one.text


def test_the_page_refuses_with_a_sentence(client, tanto):
    session = SessionFactory(request=RequestFactory())
    url = reverse("dispatch:session_attendant", args=(session.pk,))
    page = client.get(url, follow=True)
    assert "立会職員を変更できません" in page.content.decode()
