"""申請者一覧: the Excel sheet about the applications of one bundle, for people at the center."""

from aomori_skills.base.workbook import Column, people_table
from meisters.choices import Consent
from meisters.rules.experience import clipped, length
from meisters.rules.package import filing_prefecture

TITLE = "ものづくりマイスター認定申請者一覧"
FILE_NAME = f"{TITLE}.xlsx"


def render_list(applications, application_round, *, issued_on) -> bytes:
    """The sheet, one application a row; ``applications`` are loaded by ``whole()``."""
    return people_table(
        TITLE,
        str(application_round),
        COLUMNS,
        applications,
        totals={"氏名": f"{len(applications)}件"},
        issued_on=issued_on,
        name="申請者一覧",
    )


def practice_years(application) -> int:
    """Whole years of practice until the application date, overlaps counted once."""
    periods = application.practice_periods.all()
    return length(clipped(periods, until=application.applied_on)).years


def instruction_times(application, *, until) -> int:
    """Times of instruction until the day ``until``."""
    return sum(
        record.times
        for record in application.instruction_records.all()
        if record.starts_on <= until
    )


def consent_text(application) -> str:
    """「すべて同意」, or the items that are not agreed to, by name."""
    rows = application.consents.all()
    refused = [row.get_item_display() for row in rows if row.answer == Consent.REFUSED]
    unknown = [row.get_item_display() for row in rows if row.answer == Consent.UNKNOWN]
    parts = [
        f"{words}：{'、'.join(items)}"
        for words, items in (("同意しない", refused), ("未確認", unknown))
        if items
    ]
    return "／".join(parts) or "すべて同意"


def _joined(read):
    """A column value that joins something of each qualification, each text once."""

    def value(application) -> str:
        texts = [str(read(row) or "") for row in application.qualifications.all()]
        return "、".join(dict.fromkeys(filter(None, texts)))

    return value


def _first_acquired_on(application):
    days = [row.acquired_on for row in application.qualifications.all() if row.acquired_on]
    return min(days, default=None)


COLUMNS = [
    Column("申請番号", "number"),
    Column("氏名", "name"),
    Column("氏名（カナ）", "kana"),
    Column("生年月日", "birth_date", "date"),
    Column("職種", _joined(lambda row: row.trade)),
    Column("作業", _joined(lambda row: row.operation)),
    Column("資格要件", _joined(lambda row: row.get_ground_display())),
    Column("証書番号", _joined(lambda row: row.number)),
    Column("取得日", _first_acquired_on, "date"),
    Column("勤務先", lambda row: row.employer.name if row.employer else ""),
    Column("申請先の都道府県", lambda row: filing_prefecture(row)[0]),
    Column("実務経験（年）", practice_years, "number"),
    Column("実技指導（回）", lambda row: instruction_times(row, until=row.applied_on), "number"),
    Column("指導員免許", "get_licence_display"),
    Column("推薦者", lambda row: f"{row.recommender_body}　{row.recommender_name}".strip("　")),
    Column("公表の同意", consent_text),
    Column("申請日", "applied_on", "date"),
]
