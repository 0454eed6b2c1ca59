"""What is written into an application."""

from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from aomori_skills.front.demo.rows import Rows, day
from aomori_skills.front.demo.trades import trade_and_operation
from meisters.choices import Answer, Consent, Employment, Licence, PublicItem, Relation
from meisters.models import ApplicationRound, InstructionRecord, PracticePeriod, Qualification
from meisters.services import applications

SHORT_PRACTICE = relativedelta(years=14, months=2)
"""For the applicant without periods in the table: less than the year's minimum."""
LICENCE_AGE = relativedelta(years=12)
LAST_INSTRUCTION = relativedelta(months=7)


def fill(
    application_id: int,
    row: dict[str, str],
    round_: ApplicationRound,
    written_on: date,
    *,
    by,
    whole: bool,
) -> None:
    """Save the sections of the form; what is not ``whole`` lacks all but the qualification."""
    application = applications.locked(application_id)
    application.round = round_
    parts = [_qualifications(row)]
    if whole:
        _answer(application, row, written_on)
        _recommend(application, row, written_on)
        _introduce(application, row)
        parts += [_practice(row, written_on), _instruction(row, written_on)]
        parts.append(_consents(application, row, written_on))
    application.full_clean()
    applications.save_content(application, by=by, parts=parts)


def _answer(application, row, written_on) -> None:
    application.applied_on = written_on
    application.willing = Answer.YES
    application.licence = row["licence"]
    if row["licence"] == Licence.HELD:
        application.licence_trade = row["licence_trade"]
        application.licence_number = f"青第{application.serial + 100}号"
        application.licence_on = written_on - LICENCE_AGE


def _recommend(application, row, written_on) -> None:
    application.recommender_name = row["recommender"]
    application.recommender_title = row["recommender_title"]
    application.recommender_relation = row["relation"]
    application.recommended_on = written_on - timedelta(days=3)
    bodies = {
        Relation.EMPLOYER_HEAD: row["employer"],
        Relation.TRADE_BODY: row["trade_body"],
    }
    application.recommender_body = bodies[Relation(row["relation"])]


def _introduce(application, row) -> None:
    trade, _ = trade_and_operation(row["trades"].split()[0])
    application.profile_message = (
        f"{trade}の仕事のおもしろさを、手を動かしながら伝えます。分かるまで一緒に作業します。"
    )
    application.profile_teaching = f"{row['teaching']}。学校や企業の希望に合わせて内容を決めます。"
    application.profile_career = f"{row['detail']}。{row['place']}での実技指導の経験があります。"


def _qualifications(row) -> Rows:
    rows = []
    for text in row["trades"].split():
        trade, operation = trade_and_operation(text)
        rows.append(
            Qualification(
                trade=trade,
                operation=operation,
                ground=row["ground"],
                detail=row["detail"],
                number=row["certificate"],
                acquired_on=day(row["acquired_on"]),
            )
        )
    return Rows("application", rows)


def _practice(row, written_on) -> Rows:
    trade, _ = trade_and_operation(row["trades"].split()[0])
    periods = [period.split(":") for period in row["practice"].split()] or [
        [row["employer"], (written_on - SHORT_PRACTICE).isoformat(), ""]
    ]
    rows = [
        PracticePeriod(
            employer_name=employer,
            starts_on=day(first),
            ends_on=day(last),
            duties=f"{trade}の作業と若手の指導",
        )
        for employer, first, last in periods
    ]
    return Rows("application", rows)


def _instruction(row, written_on) -> Rows:
    ended_on = written_on - LAST_INSTRUCTION
    record = InstructionRecord(
        starts_on=ended_on - relativedelta(months=4),
        ends_on=ended_on,
        times=int(row["times"]),
        place=row["place"],
        learners=row["learners"],
        content=row["teaching"],
    )
    return Rows("application", [record])


def _consents(application, row, written_on) -> Rows:
    rows = list(application.consents.all())
    for consent in rows:
        is_photo = consent.item == PublicItem.PHOTO
        consent.answer = row["photo"] if is_photo else Consent.AGREED
        if consent.item == PublicItem.EMPLOYER and application.employment != Employment.EMPLOYED:
            consent.answer = Consent.REFUSED
        consent.answered_on = written_on
    return Rows("application", rows)
