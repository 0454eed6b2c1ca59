"""派遣希望調査: last year's wave is closed; in this year's every state is found."""

from datetime import date

from aomori_skills.base import fiscal_year
from aomori_skills.front.demo.agenda import Story
from aomori_skills.front.demo.rows import Rows
from aomori_skills.front.demo.trades import trade_and_operation
from aomori_skills.front.demo.workdays import Workdays
from aomori_skills.office.choices import OrganizationKind as Kind
from aomori_skills.office.models import Organization
from dispatch.choices import AddresseeState, DispatchKind
from dispatch.models import DemandSurvey, SurveyAddressee, SurveyProposal, SurveyWish
from dispatch.rules.surveys import group_for
from dispatch.services import survey_addressees, survey_replies, surveys
from dispatch.services.survey_takeup import drop
from meisters.choices import Way

NAME = "ものづくりマイスター派遣希望調査"
KINDS = (Kind.TECHNICAL_HIGH, Kind.TRADE_BODY, Kind.COMPANY, Kind.COMPULSORY_SCHOOL)
OF_EACH, UNSENT = 4, 3
WAYS = (Way.FAX, Way.POST, Way.EMAIL, Way.PHONE)
WISHES = (
    ("建築大工", 8, 4, "2学期", "3級の実技課題に向けた指導"),
    ("造園", 5, 2, "9月ごろ", "竹垣の製作"),
    ("機械加工", 10, 3, "夏休み中", "普通旋盤の基本作業"),
)
NO_TIME = "希望の時期に行事と重なるため、来年度にあらためて相談する。"


def stories(days: Workdays, users) -> list[Story]:
    return [_last_year(users), _this_year(days, users)]


def _last_year(users) -> Story:
    """Nearly everybody answered."""
    by = users["tanto"]
    yield date(2025, 5, 12), by
    survey = _begin(2025, f"{NAME}（春）", date(2025, 5, 12), date(2025, 6, 13), by)
    rows = _addressees(survey, by)
    for row in rows:
        survey_addressees.mark_sent(row.pk, by=by, day=date(2025, 5, 12))
    yield date(2025, 6, 9), by
    for place, row in enumerate(rows[:-2]):
        wishes = [WISHES[place]] if place < 2 else []
        _answer(row, date(2025, 6, 9), WAYS[place % len(WAYS)], wishes, by)
    yield date(2025, 6, 20), by
    for wish in SurveyWish.objects.filter(addressee__survey=survey):
        drop(SurveyWish, wish.pk, by=by, reason=NO_TIME)
    surveys.close(survey.pk, by=by)


def _this_year(days: Workdays, users) -> Story:
    """Answered, declined, returned, unanswered; the last wait for their letters."""
    by, opened = users["tanto2"], days.back(40)
    yield opened, by
    survey = _begin(fiscal_year.of(opened), NAME, opened, days.back(8), by)
    rows = _addressees(survey, by)
    sent = rows[:-UNSENT]
    for row in sent:
        survey_addressees.mark_sent(row.pk, by=by, day=opened)
    yield days.back(33), by
    survey_addressees.mark_undeliverable(sent[-1].pk, by=by, day=days.back(33))
    yield days.back(20), by
    for place, row in enumerate(sent[:5]):
        wishes = [WISHES[place]] if place < len(WISHES) else []
        person = "八甲田 匠" if place == 1 else ""
        _answer(row, days.back(20), WAYS[place % len(WAYS)], wishes, by, person)
    survey_replies.decline(sent[5].pk, by=by, day=days.back(20), way=Way.PHONE)


def _begin(year: int, name: str, opened: date, reply_by: date, by) -> DemandSurvey:
    return surveys.open_survey(
        DemandSurvey(fiscal_year=year, name=name, opened_on=opened, reply_by=reply_by, owner=by),
        by=by,
    )


def _addressees(survey, by) -> list[SurveyAddressee]:
    places = [
        place
        for kind in KINDS
        for place in Organization.objects.current().filter(kind=kind).order_by("pk")[:OF_EACH]
    ]
    groups = {place.pk: group_for(place.kind).value for place in places}
    survey_addressees.add(survey.pk, groups, by=by)
    return list(survey.addressees.order_by("pk"))


def _answer(row, day: date, way: Way, wishes, by, person: str = "") -> None:
    row = survey_addressees.locked(row.pk)
    row.state, row.replied_on, row.replied_way = AddresseeState.REPLIED, day, way
    row.demand = bool(wishes)
    named = [SurveyProposal(name=person, position="工場長")] if person else []
    parts = (Rows("addressee", [_wish(row, *wish) for wish in wishes]), Rows("addressee", named))
    survey_replies.record(row, by=by, parts=parts)


def _wish(row, trade: str, people: int, sessions: int, when: str, content: str) -> SurveyWish:
    school = row.organization.kind == Kind.TECHNICAL_HIGH
    kind = DispatchKind.PRACTICAL_SCHOOL if school else DispatchKind.PRACTICAL_FIRM
    return SurveyWish(
        kind=kind,
        trade=trade_and_operation(trade)[0],
        people=people,
        sessions=sessions,
        when=when,
        content=content,
    )
