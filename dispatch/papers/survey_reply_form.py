"""回答票 of the survey on paper: a page for each addressee, its code in the corner."""

from datetime import date

from aomori_skills.base import fiscal_year, wareki
from aomori_skills.base.pdf import FormField as Box
from aomori_skills.base.pdf import FormSection, Pdf, pages_of, render, tick
from aomori_skills.base.workbook import Column
from aomori_skills.paperwork.services.letterhead import Letterhead
from dispatch.choices import DispatchKind
from dispatch.papers.survey_reply_book import TITLE
from meisters.papers.archive import safe_name
from meisters.papers.reply_ways import reply_ways

TEMPLATE = "pdf/survey_replies.html"
WISHES, PROPOSALS = 4, 2
"""Empty rows to write in."""

MARKS = [(True, "希望する"), (False, "希望しない")]
WISH_COLUMNS = (
    Column("区分番号", lambda row: ""),
    Column("職種・作業", lambda row: ""),
    Column("人数", lambda row: ""),
    Column("回数", lambda row: ""),
    Column("希望時期", lambda row: ""),
    Column("希望する内容（できるだけ具体的に）", lambda row: ""),
)
PERSON_COLUMNS = (
    Column("氏名", lambda row: ""),
    Column("職種", lambda row: ""),
    Column("部署・役職", lambda row: ""),
    Column("連絡事項", lambda row: ""),
)
KINDS = "　".join(f"{place} {kind.label}" for place, kind in enumerate(DispatchKind, start=1))

GUIDE = (
    (
        "入力する場所",
        "「回答票」のシートに入力してください。整理番号と調査先は変えないでください。",
    ),
    ("派遣の希望", "1行目の「派遣の希望」で「あり」か「なし」を選択してください。"),
    (
        "希望する派遣",
        "「あり」のときは、職種ごとに1行を使い、派遣の区分・職種・受講予定人数・希望回数・"
        "希望時期・希望する内容を入力してください。",
    ),
    (
        "候補者の推薦",
        "ものづくりマイスターの候補となる方がおられるときは、氏名・職種・役職を入力してください。",
    ),
    ("留意事項", "この調査への回答は、派遣のお申込みではありません。"),
)


def render_forms(rows, day: date) -> Pdf:
    """Forms in the order of ``rows`` (``for_letters()``), a page each."""
    head = Letterhead(day)
    office = head.contact()
    context = {
        "title": TITLE,
        "addressee": f"{office.name}　行",
        "fax": dict(office.lines).get("FAX", ""),
        "forms": [(row.code, _sections(row, office, day)) for row in rows],
    }
    return render(TEMPLATE, context, long=len(context["forms"]) > 1)


def single_forms(rows, day: date) -> list[bytes]:
    """The same pages as a PDF each; laid out in one go, which is many times quicker."""
    rows = list(rows)
    whole = render_forms(rows, day) if rows else None
    if whole is None or whole.pages != len(rows):
        return [bytes(render_forms([row], day)) for row in rows]
    return pages_of(whole)


def file_name(row, suffix: str = ".pdf") -> str:
    """回答票_調査R8-00012_株式会社ねぶた木工.pdf."""
    return f"回答票_{row.code}_{safe_name(str(row.organization))}{suffix}"


def guide_lines(survey, day: date) -> tuple[tuple[str, str], ...]:
    """What the form in Excel says about itself on a sheet of its own."""
    office = Letterhead(day).contact()
    due = wareki.format_day(survey.reply_by)
    late = "" if day <= survey.reply_by else "（過ぎましたので、早めにお送りください）"
    return (
        ("回答期限", f"{due}{late}"),
        ("返送の方法", "このファイルに入力して保存し、メールに添付してお送りください。"),
        ("返送先", f"{office.name}\n{reply_ways(office)}"),
        *GUIDE,
    )


def _sections(row, office, day: date) -> tuple[FormSection, ...]:
    return (
        FormSection(
            "1　回答する方",
            (
                (Box("名称", str(row.organization)),),
                (Box("部署・氏名", ""), Box("電話番号", "")),
                (Box("記入日", "令和　　年　　月　　日"), Box("メール", "")),
            ),
        ),
        FormSection(
            f"2　{fiscal_year.label(row.survey.fiscal_year)}の派遣の希望"
            "（該当する□に印を付けてください）",
            ((Box("派遣の希望", tick(MARKS, None)),),),
        ),
        FormSection(
            "3　希望する内容（「希望する」の場合）",
            columns=WISH_COLUMNS,
            blank_rows=WISHES,
            note=f"区分番号：{KINDS}",
        ),
        FormSection(
            "4　ものづくりマイスターの候補となる方（おられる場合）",
            columns=PERSON_COLUMNS,
            blank_rows=PROPOSALS,
        ),
        FormSection(
            "5　御意見・連絡事項",
            ((Box("御意見・\n連絡事項", "", lines=2),),),
            note=_return(row.survey, office, day),
        ),
    )


def _return(survey, office, day: date) -> str:
    due = wareki.format_day(survey.reply_by)
    by = f"{due}まで" if day <= survey.reply_by else f"回答期限（{due}）を過ぎましたので、早め"
    return f"{by}に、FAX、郵送又はメールでお送りください。\n{reply_ways(office)}"
