"""別人・別の団体: told apart, hidden, shown again, taken back."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.front.merging import apart
from aomori_skills.front.merging.doubles import doubles
from aomori_skills.front.merging.subjects import CANDIDATES, ORGANIZATIONS
from aomori_skills.office.models import ToldApart
from tests.factories.meisters import CandidateFactory
from tests.factories.office import OrganizationFactory, UserFactory, told_apart
from tests.front.merging.acts import merge, refused
from tests.page_forms import forms_of

pytestmark = pytest.mark.django_db


def pairs(rows):
    return [(row.first_id, row.second_id) for row in rows]


def page_of(name, one, two, kind="organizations"):
    return reverse(name, args=(kind, one.pk, two.pk))


def test_a_pair_is_told_apart_and_taken_back_by_hand(client, tanto):
    client.force_login(tanto)
    one, two = (OrganizationFactory(phone="017-700-0001") for _ in range(2))
    url = page_of("merge_apart", two, one)
    (form,) = forms_of(client.get(url).content.decode())

    answers = [client.post(url, form.data | {"comment": ["代表者が違うため"]}) for _ in range(2)]

    assert {answer.url for answer in answers} == {reverse("merge_doubles")}
    (mark,) = ToldApart.objects.all()
    told = (mark.model, mark.first_id, mark.second_id, mark.by, mark.reason)
    assert told == ("office.organization", one.pk, two.pk, tanto, "代表者が違うため")
    choose = client.get(reverse("merge_choose", args=("organizations", one.pk)))
    assert choose.context["doubles"] == []
    shown = client.get(reverse("merge_doubles"), {"scope": "apart"}).content.decode()
    assert "令和8年4月15日 津軽 担当：代表者が違うため" in shown
    back = page_of("merge_rejoin", one, two)
    assert back in shown
    (form,) = forms_of(client.get(back).content.decode())
    client.post(back, form.data)
    assert ToldApart.objects.count() == 0
    deleted = ToldApart.pgh_event_model.objects.filter(pgh_label="delete").get()
    assert (deleted.first_id, deleted.reason) == (one.pk, "代表者が違うため")


def test_the_reason_is_asked(client, tanto):
    client.force_login(tanto)
    one, two = OrganizationFactory(), OrganizationFactory()
    url = page_of("merge_apart", one, two)
    (form,) = forms_of(client.get(url).content.decode())

    assert client.post(url, form.data).status_code == 422
    assert ToldApart.objects.count() == 0


def test_what_shares_nothing_any_more_can_still_be_taken_back(tanto):
    one, two = OrganizationFactory(name="甲", phone=""), OrganizationFactory(name="乙", phone="")
    mark = told_apart(one, two, by=tanto)

    (found,) = doubles(ORGANIZATIONS, apart.marks())

    assert (found.first, found.second, found.reasons, found.mark) == (one, two, (), mark)


def test_what_was_told_apart_is_not_merged_before_it_is_taken_back(tanto):
    one, two = CandidateFactory(), CandidateFactory()
    apart.tell_apart(CANDIDATES, two.pk, one.pk, by=tanto, reason="兄弟のため")

    sentence = refused(CANDIDATES, one, two, tanto)

    assert "別人として「重複の疑い」から除かれています" in sentence
    assert "津軽 担当：兄弟のため" in sentence
    apart.take_back(CANDIDATES, one.pk, two.pk, by=tanto)
    merge(CANDIDATES, one, two, tanto)


def test_who_was_told_apart_from_the_lost_record_is_so_from_the_kept(tanto):
    first, kept, lost, last = (OrganizationFactory() for _ in range(4))
    for other in (first, last):
        apart.tell_apart(ORGANIZATIONS, lost.pk, other.pk, by=tanto, reason="別の会社のため")

    merge(ORGANIZATIONS, kept, lost, tanto)

    marks = ToldApart.objects.order_by("first_id")
    assert pairs(marks) == [(first.pk, kept.pk), (kept.pk, last.pk)]


def test_a_mark_that_the_kept_record_has_already_is_not_doubled(tanto):
    third, kept, lost = (OrganizationFactory() for _ in range(3))
    mine = told_apart(third, kept, by=tanto)
    told_apart(third, lost, by=tanto)

    merge(ORGANIZATIONS, kept, lost, tanto)

    assert list(ToldApart.objects.filter(second_id=kept.pk)) == [mine]


@pytest.mark.parametrize("trait", ["kaikei", "etsuran", "kanri"])
def test_only_who_may_merge_tells_apart(tanto, trait):
    one, two = OrganizationFactory(), OrganizationFactory()
    outsider = UserFactory(**{trait: True})

    with pytest.raises(TransitionDenied, match="権限がありません"):
        apart.tell_apart(ORGANIZATIONS, one.pk, two.pk, by=outsider, reason="別の会社のため")
    mark = told_apart(one, two, by=tanto)
    with pytest.raises(TransitionDenied, match="権限がありません"):
        apart.take_back(ORGANIZATIONS, one.pk, two.pk, by=outsider)
    assert list(ToldApart.objects.all()) == [mark]


def test_a_pair_is_told_apart_once_and_only_if_both_still_stand(tanto):
    one, two, third = (OrganizationFactory() for _ in range(3))
    told_apart(one, two, by=tanto)
    with pytest.raises(TransitionDenied, match="すでに別の団体として除かれています"):
        apart.tell_apart(ORGANIZATIONS, two.pk, one.pk, by=tanto, reason="別の会社のため")
    with pytest.raises(TransitionDenied, match="除かれていません"):
        apart.take_back(ORGANIZATIONS, one.pk, third.pk, by=tanto)
    merge(ORGANIZATIONS, one, third, tanto)
    with pytest.raises(TransitionDenied, match="統合されています"):
        apart.tell_apart(ORGANIZATIONS, two.pk, third.pk, by=tanto, reason="別の会社のため")


def test_the_database_keeps_the_order_of_a_pair(tanto):
    one, two = OrganizationFactory(), OrganizationFactory()

    with pytest.raises(IntegrityError, match="told_apart_in_order"), transaction.atomic():
        told_apart(two, one, by=tanto)
