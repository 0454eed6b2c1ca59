"""全体から探す: every room at once, whatever the writing."""

from datetime import date

import pytest
from django.urls import reverse

from aomori_skills.front.highlight import highlight
from tests.factories.meisters import ApplicationFactory, CandidateFactory, MeisterFactory
from tests.factories.office import OrganizationFactory, UserFactory
from tests.factories.sessions import AssignmentFactory, SessionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def tanto(client):
    user = UserFactory(tanto=True)
    client.force_login(user)
    return user


def found(client, text):
    """Room → (count, addresses of the rows shown)."""
    groups = client.get(reverse("search"), {"q": text}).context["found"]
    return {one.label: (one.number.count, [hit.url for hit in one.hits]) for one in groups}


@pytest.mark.parametrize("text", ["髙﨑", "高崎", "タカサキ", "ﾀｶｻｷ", "たかさき 健"])
def test_a_person_is_found_in_every_writing_and_room(client, tanto, text):
    names = {
        "family_name": "髙﨑",
        "given_name": "健",
        "family_kana": "タカサキ",
        "given_kana": "ケン",
    }
    candidate = CandidateFactory(**names)
    application = ApplicationFactory(candidate=candidate, **names)
    meister = MeisterFactory(**names)
    CandidateFactory(family_name="山崎", family_kana="ヤマザキ")

    assert found(client, text) == {
        "マイスター": (1, [reverse("meisters:meister_detail", args=(meister.pk,))]),
        "認定申請": (1, [reverse("meisters:application_detail", args=(application.pk,))]),
        "候補者": (1, [reverse("meisters:candidate_detail", args=(candidate.pk,))]),
    }


def test_numbers_find_what_bears_them(client, tanto):
    application = ApplicationFactory(fiscal_year=2025, serial=7, applied_on=date(2025, 7, 1))
    ApplicationFactory(fiscal_year=2024, serial=7, applied_on=date(2024, 7, 1))
    meister = MeisterFactory(number="02-00123")

    assert found(client, "Ｒ７-007") == {
        "認定申請": (1, [reverse("meisters:application_detail", args=(application.pk,))])
    }
    assert found(client, "02-00123") == {
        "マイスター": (1, [reverse("meisters:meister_detail", args=(meister.pk,))])
    }


def test_a_full_room_shows_five_and_leads_to_all(client, tanto):
    for number in range(7):
        OrganizationFactory(name=f"岩木鉄工{number}", kana="イワキテッコウ", municipality=None)

    page = client.get(reverse("search"), {"q": "いわきてっこう"})

    (group,) = page.context["found"]
    assert (group.number.count, len(group.hits)) == (7, 5)
    assert client.get(group.number.url).context["table"].paginator.count == 7


def test_past_years_and_closed_firms_are_found_too(client, tanto):
    ApplicationFactory(
        family_name="浪岡", family_kana="ナミオカ", applied_on=date(2023, 7, 1), fiscal_year=2023
    )
    OrganizationFactory(name="浪岡鉄工", ended_on=date(2020, 3, 31))

    groups = client.get(reverse("search"), {"q": "浪岡"}).context["found"]

    behind = [client.get(one.number.url).context["table"].paginator.count for one in groups]
    assert [one.label for one in groups] == ["認定申請", "候補者", "企業・学校・団体"]
    assert behind == [1, 1, 1]


@pytest.mark.parametrize("text", ["", "　", "・", "\x00"])
def test_nothing_asked_is_nothing_found(client, tanto, text):
    CandidateFactory()

    assert found(client, text) == {}


@pytest.mark.parametrize("text", ["'\"<script>", "%", "あ" * 100_000, "😀", "R7-99999"])
def test_odd_words_do_no_harm(client, tanto, text):
    CandidateFactory()

    page = client.get(reverse("search"), {"q": text})

    assert page.status_code == 200
    assert "見つかりませんでした" in page.content.decode()
    assert "<script>" not in page.context["title"] or "&lt;script&gt;" in page.content.decode()


def test_the_search_takes_few_queries(client, tanto, django_assert_num_queries):
    for _ in range(3):
        CandidateFactory()
        MeisterFactory()
        ApplicationFactory()

    with django_assert_num_queries(15):
        client.get(reverse("search"), {"q": "岩木"})


@pytest.mark.parametrize(
    ("text", "searched", "marked"),
    [
        ("株式会社岩木鉄工", "岩木", "株式会社<mark>岩木</mark>鉄工"),
        ("イワキ テッコウ", "いわき", "<mark>イワキ</mark> テッコウ"),
        ("髙﨑 健", "高崎", "<mark>髙﨑</mark> 健"),
        ("ﾀｶｻｷｶﾞﾗｽ", "がらす", "ﾀｶｻｷ<mark>ｶﾞﾗｽ</mark>"),
        ("青森 太郎", "青森太郎", "<mark>青森 太郎</mark>"),
        ("<b>青森</b>", "青森", "&lt;b&gt;<mark>青森</mark>&lt;/b&gt;"),
        ("弘前", "青森", "弘前"),
        ("青森・弘前", "弘前 青森", "<mark>青森</mark>・<mark>弘前</mark>"),
        ("", "青森", ""),
    ],
)
def test_what_was_searched_is_marked_as_it_is_written(text, searched, marked):
    assert highlight(text, searched) == marked


@pytest.mark.parametrize("text", ["工藤", "くどう", "ｸﾄﾞｳ 一郎"])
def test_a_contact_leads_to_the_organization(client, tanto, text):
    school = OrganizationFactory(name="青森県立岩木高等学校", kana="イワキコウコウ")
    contact = {"title": "教頭", "name": "工藤 一郎", "kana": "クドウ イチロウ"}
    school.contacts.create(**contact)
    OrganizationFactory().contacts.create(name="成田 花子", kana="ナリタ ハナコ")

    page = client.get(reverse("search"), {"q": text})
    listed = client.get(reverse("office:organization_list"), {"q": text})

    (group,) = page.context["found"]
    assert (group.label, [hit.name for hit in group.hits]) == ("企業・学校・団体", [school.name])
    assert "教頭" in group.hits[0].about
    assert [row.record for row in listed.context["table"].rows] == [school]


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("12/10", {2025, 2026}),
        ("１２／１０", {2025, 2026}),
        ("12月10日", {2025, 2026}),
        ("R8.12.10", {2026}),
        ("令和8年12月10日", {2026}),
        ("2025-12-10", {2025}),
        ("13/45", set()),
        ("99月99日", set()),
    ],
)
def test_a_day_finds_its_sessions(client, tanto, text, years):
    rows = {year: SessionFactory(held_on=date(year, 12, 10)) for year in (2025, 2026)}
    SessionFactory(held_on=date(2026, 12, 11))
    shown = found(client, text).get("指導日", (0, []))
    assert (shown[0], set(shown[1])) == (
        len(years),
        {rows[year].get_absolute_url() for year in years},
    )


def test_sessions_are_found_by_client_and_by_who_goes(client, tanto):
    session = AssignmentFactory(
        session__request__client=OrganizationFactory(name="株式会社青空工務店"),
        meister=MeisterFactory(family_name="岩木", family_kana="イワキ"),
    ).session
    SessionFactory()
    for text in ("青空工務店", "いわき"):
        assert found(client, text)["指導日"] == (1, [session.get_absolute_url()])
