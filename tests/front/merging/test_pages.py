"""Pages of 統合: the way there, the lost record's addresses, double clicks, queries."""

from unittest.mock import patch

import pgtrigger
import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from aomori_skills.base.kept_targets import KeptTarget
from aomori_skills.base.merging import pointers
from aomori_skills.front.merging.subjects import CANDIDATES, MEISTERS, ORGANIZATIONS
from aomori_skills.office.models import Merger, Organization
from meisters.models import Candidate
from tests.factories.meisters import CandidateFactory, MeisterFactory
from tests.factories.office import OrganizationFactory, UserFactory
from tests.front.merging.acts import merge
from tests.meisters.register_books import exported, upload
from tests.page_forms import forms_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def tanto(client):
    user = UserFactory(tanto=True, roles=["staff", "approver"])
    client.force_login(user)
    return user


@pytest.mark.parametrize(
    ("page", "make", "kind"),
    [
        ("office:organization_detail", OrganizationFactory, "organizations"),
        ("meisters:candidate_detail", CandidateFactory, "candidates"),
        ("meisters:meister_detail", MeisterFactory, "meisters"),
    ],
)
def test_the_way_to_a_merger_is_in_the_menu_of_who_may(client, tanto, page, make, kind):
    row = make()
    way = reverse("merge_choose", args=(kind, row.pk))

    assert way in client.get(reverse(page, args=(row.pk,))).content.decode()
    client.force_login(UserFactory(etsuran=True))
    assert way not in client.get(reverse(page, args=(row.pk,))).content.decode()


@pytest.mark.parametrize(
    ("subject", "make", "pages"),
    [
        (
            ORGANIZATIONS,
            OrganizationFactory,
            ("office:organization_detail", "office:organization_edit", "office:organization_close"),
        ),
        (CANDIDATES, CandidateFactory, ("meisters:candidate_detail", "meisters:candidate_edit")),
        (MEISTERS, MeisterFactory, ("meisters:meister_detail", "meisters:meister_edit")),
    ],
)
def test_every_page_of_the_lost_record_leads_to_the_kept(client, tanto, subject, make, pages):
    kept, lost = make(), make()
    merge(subject, kept, lost, tanto)

    for page in pages:
        answer = client.get(reverse(page, args=(lost.pk,)))
        assert (answer.status_code, answer.url) == (302, reverse(subject.page, args=(kept.pk,)))
        (said, *_) = get_messages(answer.wsgi_request)
        assert "この記録に統合されています" in str(said)
    assert client.get(reverse(pages[0], args=(10**9,))).status_code == 404


def test_what_was_typed_for_the_lost_record_is_not_saved_and_said_so(client, tanto):
    kept, lost = CandidateFactory(), CandidateFactory()
    merge(CANDIDATES, kept, lost, tanto)

    answer = client.post(reverse("meisters:candidate_edit", args=(lost.pk,)), {}, follow=True)

    assert "送信された内容は保存していません" in answer.content.decode()


def confirm(client, kept, lost):
    url = reverse("merge_confirm", args=("organizations", kept.pk, lost.pk))
    (form,) = forms_of(client.get(url).content.decode())
    return url, form.data | {"reason": ["二重登録"]}


def test_a_second_click_changes_nothing(client, tanto):
    kept, lost = OrganizationFactory(), OrganizationFactory()
    url, data = confirm(client, kept, lost)

    answers = [client.post(url, data) for _ in range(2)]

    assert {answer.url for answer in answers} == {
        reverse("office:organization_detail", args=(kept.pk,))
    }
    assert Merger.objects.count() == 1


def test_a_record_that_changed_meanwhile_is_shown_again(client, tanto):
    kept, lost = OrganizationFactory(), OrganizationFactory(phone="")
    url, data = confirm(client, kept, lost)
    Organization.objects.filter(pk=lost.pk).update(phone="017-700-0001")

    answer = client.post(url, data)

    assert answer.status_code == 422
    assert "確認している間に記録が変わりました" in answer.content.decode()
    (form,) = forms_of(answer.content.decode())
    client.post(url, form.data)
    assert Organization.objects.get().phone == "017-700-0001"


def test_a_refusal_is_told_where_another_record_can_be_chosen(client, tanto):
    kept = OrganizationFactory()
    url = reverse("merge_confirm", args=("organizations", kept.pk, kept.pk))

    answer = client.get(url, follow=True)

    assert answer.redirect_chain[0][0] == reverse("merge_choose", args=("organizations", kept.pk))
    assert "同じ記録が選ばれています。" in answer.content.decode()


def test_of_two_notes_both_are_kept_unless_somebody_chooses(client, tanto):
    kept = OrganizationFactory(note="旧社名は青森工務店", fax="017-1")
    lost = OrganizationFactory(note="担当は総務", fax="017-2")
    url, data = confirm(client, kept, lost)

    client.post(url, data)

    row = Organization.objects.get()
    assert (row.note, row.fax) == ("旧社名は青森工務店\n担当は総務", "017-1")


def test_an_unknown_kind_is_nowhere(client, tanto):
    assert client.get(reverse("merge_choose", args=("trades", 1))).status_code == 404


def test_the_search_offers_everybody_else(client, tanto):
    kept, other = CandidateFactory(family_name="岩木"), CandidateFactory(family_name="岩木")
    url = reverse("merge_choose", args=("candidates", kept.pk))

    page = client.get(url, {"q": "岩木"})

    assert [one.row for one in page.context["found"]] == [other]
    assert "合う記録はありません" in client.get(url, {"q": "誰もいない"}).content.decode()


def test_a_file_with_the_number_of_a_merged_record_is_refused_in_words(client, tanto):
    kept, lost = MeisterFactory(number="02-1"), MeisterFactory(number="02-2")
    book = exported()
    merge(MEISTERS, kept, lost, tanto)

    page = client.post(reverse("meisters:meister_import"), {"file": upload(book)})

    assert f"認定番号02-2の記録は{kept}さん（02-1）に統合されています" in page.content.decode()


def test_a_form_sent_with_a_record_merged_meanwhile_is_told_so(client, tanto):
    """The choice was checked, and then the record was merged before the row was written."""
    kept, lost = OrganizationFactory(), OrganizationFactory(name="乙")
    candidate = CandidateFactory(employer=None)
    url = reverse("meisters:candidate_edit", args=(candidate.pk,))
    (form,) = [one for one in forms_of(client.get(url).content.decode()) if "employer" in one.data]
    save = Candidate.save_version

    def merged_before(row, **more):
        merge(ORGANIZATIONS, kept, lost, tanto)
        save(row, **more)

    with patch.object(Candidate, "save_version", merged_before):
        answer = client.post(url, form.data | {"employer": [lost.pk]}, follow=True)

    assert "選択した相手の記録が別の記録に統合されました" in answer.content.decode()
    candidate.refresh_from_db()
    assert candidate.employer is None


@pytest.mark.parametrize("subject", [ORGANIZATIONS, CANDIDATES, MEISTERS])
def test_every_table_that_points_at_a_record_refuses_a_merged_one(subject):
    guarded = {
        (model, trigger.field)
        for model, trigger in pgtrigger.registered()
        if isinstance(trigger, KeptTarget)
    }

    assert {(one.model, one.name) for one in pointers(subject.model)} - guarded == set()
