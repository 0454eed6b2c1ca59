"""The order of the candidates explains itself; what only warns is no refusal."""

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from dispatch.rules.matching import ranked
from dispatch.rules.matching_order import reasons
from tests.dispatch.matching_cases import HACHINOHE, judged, person, slot, wanted
from tests.dispatch.request_situations import masters
from tests.dispatch.session_situations import free_meister
from tests.factories.office import UserFactory
from tests.factories.requests import RequestFactory

COURSE = "必須・未修了（職業訓練指導員免許がありません）。派遣はできます。"


def order(*people) -> list[str]:
    one = wanted(slot())
    return reasons(ranked(map(one.candidate, people))[0])


def test_the_difference_of_the_points_is_told():
    near = person(1, bookings_this_year=10)
    far = person(2, name="白神 花子", kana="シラカミ ハナコ", place=HACHINOHE)

    assert order(near, far) == [
        "次の白神 花子さんより1.4点高いためです（距離で2.9点が上、年度内の負担で1.5点は下）。",
        "",
    ]


def test_equal_points_go_by_kana():
    second = person(2, name="白神 花子", kana="シラカミ ハナコ")
    assert order(second, person(1)) == [
        "次の白神 花子さんと評点が同じため、氏名のカナの順です。",
        "",
    ]


def test_nobody_has_nothing_to_explain():
    assert order() == []


@given(st.lists(st.integers(0, 19), max_size=6))
def test_every_place_but_the_last_is_explained(loads):
    people = [person(pk, bookings_this_year=load) for pk, load in enumerate(loads, start=1)]
    found = order(*people)

    assert len(found) == len(people)
    for sentence, load, after in zip(found, sorted(loads), sorted(loads)[1:], strict=False):
        assert ("評点が同じ" in sentence) == (load == after)
        assert ("年度内の負担で" in sentence) == (load < after)
    assert found[-1:] in ([], [""])


@pytest.mark.parametrize(
    ("licence", "step"),
    [("not_held", "確定するときに理由を入力してください。"), ("unknown", "本人に確認して")],
)
def test_the_course_says_what_to_do(licence, step):
    found = judged(slot(), licence=licence)

    (caution,) = found.cautions
    assert (caution.hard, step in caution.text) == (False, True)


@pytest.mark.django_db
def test_the_page_marks_a_warning_and_tells_why_the_first_is_first(client):
    masters()
    client.force_login(UserFactory(tanto=True))
    free_meister(family_name="岩木", licence="not_held")
    free_meister(family_name="白神", family_kana="シラカミ", licence="held")
    row = RequestFactory(state="adjusting")

    page = client.get(f"{reverse('dispatch:request_detail', args=(row.pk,))}?tab=matching")

    text = page.content.decode()
    assert '<span class="verdict-mark">△</span>指導技法等講習（注意）' in text
    assert '<span class="verdict-mark">×</span>' not in text
    assert COURSE in text
    assert "1番目の理由：次の白神" in text
