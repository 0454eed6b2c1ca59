"""What heads every paper of a day."""

from aomori_skills.base import wareki
from aomori_skills.base.pdf import FormField as Box
from dispatch.services.day_papers import DayCase
from meisters.papers.archive import safe_name

SHEET = "pdf/day_paper.html"
FIRST_MARK, MARKS = ord("①"), 20


def head(case: DayCase, *, marked: bool = False) -> tuple[tuple[Box, ...], ...]:
    """Day, client and place of the day's sessions; ``marked`` with their numbers."""
    request, sessions = case.request, case.sessions
    numbers = marks(case) if marked else dict.fromkeys((one.pk for one in sessions), "")
    lines = "\n".join(f"{numbers[one.pk]}{session_line(one)}" for one in sessions)
    return (
        (Box("依頼元", str(request.client)), Box("番号", request.number)),
        (Box("実施日", wareki.format_day(case.session.held_on)), Box("受講者数", people(case))),
        (Box("時間・場所", lines),),
    )


def marks(case: DayCase) -> dict[int, str]:
    """① and so on for each session of the day, if there are several."""
    rows = case.sessions if len(case.sessions) > 1 else ()
    return {case.session.pk: ""} | {
        one.pk: f"{chr(FIRST_MARK + place) if place < MARKS else f'({place + 1})'} "
        for place, one in enumerate(rows)
    }


def session_line(session) -> str:
    """13:00～15:00　建築大工　青森市　実習室."""
    trade = f"{session.trade}（{session.operation}）" if session.operation else str(session.trade)
    place = " ".join(filter(None, (str(session.municipality or ""), session.place)))
    return f"{hours(session)}　{trade}　{place}"


def hours(session) -> str:
    return f"{session.starts_at:%H:%M}～{session.ends_at:%H:%M}"


def people(case: DayCase) -> str:
    planned = case.request.people
    if planned is None:
        return "未定"
    return f"{planned}人"


def file_name(title: str, case: DayCase) -> str:
    """当日の確認票_派R8-012_20260910.pdf."""
    return f"{safe_name(title)}_{case.request.number}_{case.session.held_on:%Y%m%d}.pdf"
