"""派遣希望調査: waves, the choice of addressees, their states, the 回収率."""

from datetime import date
from decimal import Decimal
from io import BytesIO
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook
from pypdf import PdfReader

from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.office.choices import OrganizationKind, Region
from aomori_skills.office.models import Organization
from aomori_skills.office.services import organizations
from dispatch import figures
from dispatch.choices import AddresseeGroup, AddresseeState, Standing
from dispatch.models import DemandSurvey, SurveyAddressee
from dispatch.rules import surveys as rules
from dispatch.services import survey_addressees, surveys
from tests.factories.office import MunicipalityFactory, OrganizationFactory, UserFactory
from tests.factories.surveys import AddresseeFactory, SurveyFactory, WishFactory
from tests.factories.visits import VisitFactory

pytestmark = pytest.mark.django_db
TODAY = date(2025, 6, 10)


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2025-06-10 10:00:00+09:00", tick=False):
        yield


@pytest.fixture
def tanto(client):
    user = UserFactory(tanto=True)
    client.force_login(user)
    return user


def page(name, *args) -> str:
    return reverse(f"dispatch:{name}", args=args)


def now(row) -> SurveyAddressee:
    return SurveyAddressee.objects.with_standing(TODAY).get(pk=row.pk)


def test_a_wave_is_started_edited_closed_and_reopened(client, tanto):
    sent = {
        "fiscal_year": "2025",
        "name": "派遣希望調査（秋）",
        "opened_on": "2025-06-10",
        "reply_by": "2025-07-11",
        "owner": tanto.pk,
        "form_token": str(uuid4()),
    }
    first = client.post(page("survey_new"), sent)
    again = client.post(page("survey_new"), sent)
    twin = client.post(page("survey_new"), sent | {"form_token": str(uuid4())})

    survey = DemandSurvey.objects.get()
    assert first.url == again.url == page("survey_choose", survey.pk)
    assert twin.status_code == 422
    client.post(page("survey_close", survey.pk))
    survey.refresh_from_db()
    assert survey.closed_on == TODAY
    with pytest.raises(TransitionDenied, match="すでに終了しています"):
        surveys.close(survey.pk, by=tanto)
    client.post(page("survey_reopen", survey.pk))
    survey.refresh_from_db()
    assert survey.is_open


def test_the_reply_day_is_not_before_the_beginning(client, tanto):
    sent = {"fiscal_year": "2025", "name": "調査", "opened_on": "R7.6.10", "reply_by": "R7.6.9"}
    answer = client.post(page("survey_new"), sent | {"owner": tanto.pk})

    assert answer.context["form"].errors["reply_by"] == [
        "回答期限は開始日以後の日付を入力してください。"
    ]


@pytest.mark.parametrize(
    ("kind", "group"),
    [
        (OrganizationKind.TECHNICAL_HIGH, AddresseeGroup.EDUCATION),
        (OrganizationKind.SUPPORT_STATION, AddresseeGroup.EDUCATION),
        (OrganizationKind.TRADE_BODY, AddresseeGroup.TRADE_BODY),
        (OrganizationKind.COMPANY, AddresseeGroup.FIRM),
        (OrganizationKind.PUBLIC_OFFICE, AddresseeGroup.FIRM),
    ],
)
def test_the_kind_proposes_the_group(kind, group):
    assert rules.group_for(kind) == group


def test_addressees_are_picked_into_groups(client, tanto):
    survey = SurveyFactory()
    school = OrganizationFactory(kind=OrganizationKind.TECHNICAL_HIGH)
    office = OrganizationFactory(kind=OrganizationKind.PUBLIC_OFFICE)
    sent = {
        "organization": [school.pk, office.pk],
        f"group_{school.pk}": "education",
        f"group_{office.pk}": "trade_body",
    }
    client.post(page("survey_choose", survey.pk), sent)

    found = set(survey.addressees.values_list("organization", "group", "state"))
    assert found == {
        (school.pk, "education", "unsent"),
        (office.pk, "trade_body", "unsent"),
    }


def test_those_in_the_wave_and_those_nothing_reaches_are_not_taken_unless_ticked(client, tanto):
    survey = SurveyFactory()
    known = AddresseeFactory(survey=survey).organization
    lost = OrganizationFactory(mail_returned_on=date(2025, 4, 20))
    OrganizationFactory(ended_on=date(2025, 4, 1))
    free = OrganizationFactory()
    url = page("survey_choose", survey.pk)

    shown = client.get(url)
    html = shown.content.decode()
    counts = [shown.context[name] for name in ("count", "free", "taken", "returned")]
    assert counts == [3, 1, 1, 1]
    assert "この調査の調査先です" in html
    assert "令和7年4月20日（日）に郵便物が返送されました" in html

    client.post(url, {"_all": "1"})
    assert set(survey.addressees.values_list("organization", flat=True)) == {known.pk, free.pk}
    client.post(url, {"organization": [lost.pk]})
    assert survey.addressees.count() == 3


def test_addressees_are_found_by_kind_region_and_last_contact(client, tanto):
    survey = SurveyFactory()
    hachinohe = MunicipalityFactory(name="八戸市", region=Region.SANPACHI)
    visited = OrganizationFactory(municipality=hachinohe)
    VisitFactory(organization=visited, visited_on=date(2025, 3, 3))
    OrganizationFactory(kind=OrganizationKind.TRADE_BODY)
    OrganizationFactory()

    def found(**asked):
        places = client.get(page("survey_choose", survey.pk), asked).context["places"]
        return [place for place, _ in places]

    assert found(region="三八") == [visited]
    assert found(contact="year") == [visited]
    assert found(contact="long_ago") == []
    assert len(found(contact="never")) == 2
    assert len(found(kind="trade_body")) == 1
    assert len(found(group="firm")) == 2
    assert found(last_contact_from="2025-03-01")[0].last_contact == date(2025, 3, 3)


def test_nothing_picked_is_refused_in_words(client, tanto):
    survey = SurveyFactory()
    OrganizationFactory()
    answer = client.post(page("survey_choose", survey.pk), {})

    assert answer.status_code == 422
    assert "加える調査先を1つ以上選択してください。" in answer.content.decode()


def test_who_was_not_written_to_can_be_taken_out(tanto):
    row = AddresseeFactory()
    survey_addressees.remove(row.pk, by=tanto)
    assert not SurveyAddressee.objects.exists()

    sent = AddresseeFactory(sent=True)
    with pytest.raises(TransitionDenied, match="調査先から外せません"):
        survey_addressees.remove(sent.pk, by=tanto)


def test_returned_mail_marks_the_organization_until_it_is_taken_back(client, tanto):
    row = AddresseeFactory(sent=True)
    client.post(page("addressee_undeliverable", row.pk), {"day": "2025-06-09"})

    row.refresh_from_db()
    row.organization.refresh_from_db()
    assert (row.state, row.undeliverable_on) == ("undeliverable", date(2025, 6, 9))
    assert row.organization.mail_returned_on == date(2025, 6, 9)
    shown = client.get(reverse("office:organization_detail", args=(row.organization_id,)))
    assert "令和7年6月9日（月）に郵便物が返送されています" in shown.content.decode()

    client.post(page("addressee_found", row.pk))
    row.refresh_from_db()
    row.organization.refresh_from_db()
    assert (row.state, row.sent_on) == ("sent", date(2025, 4, 8))
    assert row.organization.mail_returned_on is None


def test_a_new_address_clears_the_mark_and_another_change_does_not(tanto):
    place = OrganizationFactory(mail_returned_on=date(2025, 6, 9), address="青森市架空町1")
    place.note = "電話あり"
    organizations.update(place, by=tanto)
    assert Organization.objects.get().mail_returned_on == date(2025, 6, 9)

    place.address = "青森市架空町2"
    organizations.update(place, by=tanto)
    assert Organization.objects.get().mail_returned_on is None


def test_the_mark_is_cleared_by_hand(client, tanto):
    place = OrganizationFactory(mail_returned_on=date(2025, 6, 9))
    client.post(reverse("office:organization_mail_arrives", args=(place.pk,)))

    assert Organization.objects.get().mail_returned_on is None


@pytest.mark.parametrize(
    ("trait", "sentence"),
    [
        ("replied", "回答が届いているため"),
        ("undeliverable", "すでに宛先不明です"),
        (None, "まだ送付していません"),
    ],
)
def test_what_cannot_come_back_is_refused(tanto, trait, sentence):
    row = AddresseeFactory(**({trait: True} if trait else {}))

    with pytest.raises(TransitionDenied, match=sentence):
        survey_addressees.mark_undeliverable(row.pk, by=tanto, day=TODAY)


def test_a_closed_wave_takes_nothing(tanto):
    row = AddresseeFactory(sent=True, survey__closed_on=date(2025, 6, 2))

    with pytest.raises(TransitionDenied, match="終了しています"):
        survey_addressees.mark_undeliverable(row.pk, by=tanto, day=TODAY)


def everybody(survey) -> None:
    """Three replies, one decline, one returned, two silent, one unsent: 3 ÷ (7 − 1)."""
    for place, trait in enumerate(
        ("replied", "replied", "replied", "declined", "undeliverable", "sent", "sent", "")
    ):
        group = "education" if place < 2 else "firm"
        AddresseeFactory(survey=survey, group=group, **({trait: True} if trait else {}))


def test_the_rate_is_replies_by_what_has_arrived(tanto):
    survey = SurveyFactory()
    everybody(survey)

    found = figures.yearly(2025).surveys
    assert (found.surveys, found.whole) == (1, rules.Rate(8, 7, 1, 1, 3))
    assert (found.whole.reached, found.whole.percent) == (6, Decimal("50.0"))
    assert found.by_group == {
        "education": rules.Rate(2, 2, 0, 0, 2),
        "trade_body": rules.Rate(),
        "firm": rules.Rate(6, 5, 1, 1, 1),
    }
    assert found.by_group["firm"].percent == Decimal("25.0")
    assert found.by_group["trade_body"].words == "算出できません"


def test_each_number_of_the_page_opens_its_rows(client, tanto):
    survey = SurveyFactory()
    everybody(survey)
    SurveyFactory(name="別の調査")
    AddresseeFactory(survey=SurveyFactory(name="別の調査"), replied=True)
    shown = client.get(survey.get_absolute_url())

    assert "50.0％（3÷6）" in " ".join(shown.content.decode().split())
    links = [cell[1:] for line in shown.context["lines"] for cell in line.cells]
    links += [(number, url) for _, number, url in shown.context["standings"]]
    assert len(links) == 30
    for number, url in links:
        assert client.get(url).context["table"].paginator.count == number, url


def test_the_rates_in_excel_and_on_paper(client, tanto):
    survey = SurveyFactory()
    everybody(survey)
    book = client.get(page("survey_rates_excel", survey.pk)).content
    paper = client.get(page("survey_rates_paper", survey.pk)).content

    lines = list(load_workbook(BytesIO(book)).active.iter_rows(min_row=4, values_only=True))
    assert [line[1:] for line in lines] == [
        ("区分", "調査先", "送付", "宛先不明", "送付−宛先不明", "回答", "辞退", "回収率（％）"),
        ("教育訓練機関", 2, 2, 0, 2, 2, 0, 100),
        ("職種別団体", 0, 0, 0, 0, 0, 0, None),
        ("事業所", 6, 5, 1, 4, 1, 1, 25),
        ("合計", 8, 7, 1, 6, 3, 1, 50),
    ]
    text = PdfReader(BytesIO(paper)).pages[0].extract_text()
    assert "回収率＝回答÷（送付−宛先不明）" in text


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("name", "most"),
    [("survey_list", 8), ("addressee_list", 14), ("wish_list", 14), ("proposal_list", 14)],
)
def test_lists_ask_a_constant_number_of_questions(client, tanto, name, most, count):
    for place in range(count):
        survey = SurveyFactory(name=f"調査{place}")
        WishFactory(addressee__survey=survey)
    client.get(page(name))
    with CaptureQueriesContext(
        connection,
    ) as asked:
        answer = client.get(page(name))

    rows = {"proposal_list": 0}.get(name, count)
    assert answer.context["table"].paginator.count == rows
    assert len(asked) <= most


def test_the_list_of_addressees_in_excel_and_print(client, tanto):
    row = AddresseeFactory(replied=True, organization__name="株式会社ねぶた木工")
    sent = {"purpose": "本人への連絡", "_export": "xlsx"}
    url = page("addressee_list")
    purposes = client.get(url).context["purpose"].fields["purpose"].choices
    sent["purpose"] = purposes[1][0]
    book = client.post(url, sent).content
    paper = client.post(url, sent | {"_export": "print"}).content.decode()

    heading, line = load_workbook(BytesIO(book)).active.iter_rows(values_only=True)
    told = dict(zip(heading, line, strict=True))
    assert (told["調査先"], told["整理番号"]) == ("株式会社ねぶた木工", row.code)
    assert (told["状態"], told["派遣の希望"], told["回答方法"]) == ("回答", "あり", "FAX")
    assert "株式会社ねぶた木工" in paper


def test_home_counts_the_unanswered_and_the_open_wishes(client, tanto):
    AddresseeFactory(sent=True)
    AddresseeFactory(sent=True, survey=SurveyFactory(name="終了", closed_on=TODAY))
    WishFactory()
    WishFactory(dropped=True)
    lines = {line.task.name: line.everybody for line in client.get("/").context["lines"]}

    for name in ("surveys_unanswered", "wishes_open"):
        assert lines[name].count == 1
        assert client.get(lines[name].url).context["table"].paginator.count == 1


def test_standing_needs_no_clock_to_be_stored():
    row = AddresseeFactory(sent=True)
    assert (row.state, now(row).standing) == (AddresseeState.SENT, Standing.UNANSWERED)


@pytest.mark.parametrize("role", ["etsuran", "kaikei"])
def test_who_only_reads_changes_nothing(client, role):
    client.force_login(UserFactory(**{role: True}))
    row = AddresseeFactory(sent=True)

    assert client.get(row.get_absolute_url()).status_code == 200
    assert client.post(page("addressee_undeliverable", row.pk)).status_code == 403
