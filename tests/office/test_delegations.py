"""代理承認: from the first to the last day, given by the manager in person or by 管理者."""

from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse

from aomori_skills.base.roles import Role
from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.office.models import ApproverDelegation, User
from aomori_skills.office.services import delegations
from meisters.services import approvals
from tests.factories.meisters import ApplicationFactory
from tests.factories.office import UserFactory

pytestmark = pytest.mark.django_db

TODAY = date(2025, 11, 10)
APPROVE = "meisters.approve_applications"


@pytest.fixture
def shonin():
    return UserFactory(shonin=True)


@pytest.fixture
def tanto():
    return UserFactory(tanto=True)


def given(manager, delegate, first=TODAY, last=TODAY + timedelta(days=4)):
    return ApproverDelegation(
        manager=manager, delegate=delegate, starts_on=first, ends_on=last, reason="出張のため"
    )


def may_approve(user, day):
    with time_machine.travel(f"{day} 12:00+09:00"):
        return User.objects.get(pk=user.pk).has_perm(APPROVE)


def test_it_holds_from_the_first_to_the_last_day(shonin, tanto):
    delegations.grant(given(shonin, tanto), by=shonin, today=TODAY)

    days = [TODAY + timedelta(days=count) for count in range(-1, 6)]
    assert [may_approve(tanto, day) for day in days] == [False, *[True] * 5, False]


def test_it_ends_with_the_manager_who_gave_it(shonin, tanto):
    delegations.grant(given(shonin, tanto), by=shonin, today=TODAY)
    shonin.is_active = False
    shonin.save()

    assert may_approve(tanto, TODAY) is False


def test_it_ends_with_the_role_of_the_manager_who_gave_it(shonin, tanto):
    delegations.grant(given(shonin, tanto), by=shonin, today=TODAY)
    shonin.roles = [Role.STAFF.value]
    shonin.save()

    assert may_approve(tanto, TODAY) is False
    with time_machine.travel(f"{TODAY} 12:00+09:00"):
        application = ApplicationFactory(author=UserFactory())
        assert approvals.approvers_of(application, requester=application.author) == []


def test_the_administrator_may_give_it_for_the_manager(shonin, tanto):
    kanri = UserFactory(kanri=True)

    delegations.grant(given(shonin, tanto), by=kanri, today=TODAY)

    assert may_approve(tanto, TODAY) is True


def test_a_delegate_can_not_pass_it_on(shonin, tanto):
    delegations.grant(given(shonin, tanto), by=shonin, today=TODAY)
    other = UserFactory()

    with time_machine.travel(f"{TODAY} 12:00+09:00"):
        delegate = User.objects.get(pk=tanto.pk)
        for manager in (shonin, delegate):
            with pytest.raises(TransitionDenied):
                delegations.grant(given(manager, other), by=delegate, today=TODAY)


def test_it_is_refused_where_it_makes_no_sense(shonin, tanto):
    second = UserFactory(username="shonin2", roles=["approver"])
    left = UserFactory(is_active=False)
    refused = (
        given(second, tanto),  # somebody else's to give
        given(shonin, second),  # 承認者 already
        given(shonin, left),
        given(shonin, tanto, TODAY - timedelta(days=9), TODAY - timedelta(days=1)),
    )

    for delegation in refused:
        with pytest.raises(TransitionDenied):
            delegations.grant(delegation, by=shonin, today=TODAY)

    assert ApproverDelegation.objects.count() == 0


@pytest.mark.parametrize(
    ("first", "last_after", "still_today"),
    [(-3, -1, False), (0, 0, True)],
)
def test_it_can_be_ended_early(shonin, tanto, first, last_after, still_today):
    delegation = given(shonin, tanto, TODAY + timedelta(days=first))
    delegation.save()

    delegations.end(delegation.pk, by=shonin, today=TODAY)

    delegation.refresh_from_db()
    assert delegation.ends_on == TODAY + timedelta(days=last_after)
    assert may_approve(tanto, TODAY) is still_today


def test_one_that_has_not_begun_is_taken_back(shonin, tanto):
    delegation = given(shonin, tanto, TODAY + timedelta(days=1))
    delegation.save()

    delegations.end(delegation.pk, by=shonin, today=TODAY)

    assert ApproverDelegation.objects.count() == 0


def test_one_that_is_over_stays_as_it_was(shonin, tanto):
    delegation = given(shonin, tanto, TODAY - timedelta(days=5), TODAY - timedelta(days=1))
    delegation.save()

    with pytest.raises(TransitionDenied):
        delegations.end(delegation.pk, by=shonin, today=TODAY)


@time_machine.travel(f"{TODAY} 12:00+09:00")
def test_the_pages_give_and_end_it(client, shonin, tanto):
    client.force_login(shonin)
    form = {
        "manager": shonin.pk,
        "delegate": tanto.pk,
        "starts_on": "R7.11.12",
        "ends_on": "R7.11.14",
        "reason": "出張のため",
    }

    client.post(reverse("office:delegation_create"), form)
    delegation = ApproverDelegation.objects.get()
    assert (delegation.starts_on, delegation.ends_on) == (date(2025, 11, 12), date(2025, 11, 14))

    client.post(reverse("office:delegation_end", args=(delegation.pk,)))
    assert ApproverDelegation.objects.count() == 0


@time_machine.travel(f"{TODAY} 12:00+09:00")
def test_a_manager_is_offered_only_the_own_name(client, shonin):
    second = UserFactory(username="shonin2", roles=["approver"])
    url = reverse("office:delegation_create")

    def offered(user):
        client.force_login(user)
        return set(client.get(url).context["form"].fields["manager"].queryset)

    assert offered(shonin) == {shonin}
    assert offered(UserFactory(kanri=True)) == {shonin, second}


@pytest.mark.django_db
@pytest.mark.parametrize("trait", ["kaikei", "etsuran", "kanri"])
def test_only_those_who_do_the_work_stand_in(shonin, trait):
    other = UserFactory(**{trait: True})

    with pytest.raises(TransitionDenied, match="担当ではないため"):
        delegations.grant(given(shonin, other), by=shonin, today=TODAY)
    assert list(User.objects.possible_delegates().filter(pk=other.pk)) == []
