"""What uploaded reply forms would change: each compared with the answer as it stands."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256

from django.utils import timezone

from aomori_skills.base.excel_input import SheetRow, WorkbookError, read_sheet
from aomori_skills.base.kana import fold
from aomori_skills.base.workflow import TransitionDenied
from dispatch.choices import AddresseeState, DispatchKind, Standing
from dispatch.models import SurveyAddressee
from dispatch.papers import survey_reply_book as book
from dispatch.rules import surveys as rules
from dispatch.services.reply_lines import Answer, read
from meisters.services.register_masters import Masters
from meisters.services.register_plan import Change

MOST_ROWS = 200
WISH = ("kind", "trade", "people", "sessions", "when", "content")
PERSON = ("name", "trade", "position")
LABELS = {"replied_by": book.ANSWERER, "demand": book.DEMAND, "note": book.NOTE}


@dataclass(frozen=True)
class CellError:
    """What is wrong in one file; ``cell`` says where (3行目の「職種」)."""

    file: str
    cell: str
    text: str


@dataclass
class FilePlan:
    """One file; ``addressee`` is None while its code is not known."""

    name: str
    replied_on: date
    addressee: SurveyAddressee | None = None
    answer: Answer | None = None
    new: dict[str, list[dict]] = field(default_factory=dict)
    gone: list = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    errors: list[CellError] = field(default_factory=list)

    def refuse(self, cell: str, text: str) -> None:
        self.errors.append(CellError(self.name, cell, text))

    def refuse_cell(self, row: int, heading: str, text: str) -> None:
        self.refuse(f"{row}行目の「{heading}」", text)


def fingerprint(plans: list[FilePlan]) -> str:
    """The same for the same files over the same answers."""
    told = [
        (plan.addressee.pk, plan.addressee.version, plan.replied_on, plan.changes)
        for plan in plans
        if plan.addressee
    ]
    return sha256(repr(told).encode()).hexdigest()


def plan_files(files) -> list[FilePlan]:
    """``files`` are (name, stream, 回答日); no addressee may come twice."""
    masters = Masters()
    plans = [_plan(name, stream, day, masters) for name, stream, day in files]
    seen = {}
    for plan in plans:
        if plan.addressee is None:
            continue
        first = seen.setdefault(plan.addressee.pk, plan)
        if first is not plan:
            plan.refuse(
                f"「{book.CODE}」",
                f"「{first.name}」と同じ調査先の回答です。どちらか1つを選択してください。",
            )
    return plans


def _plan(name: str, stream, day: date, masters: Masters) -> FilePlan:
    plan = FilePlan(name, day)
    try:
        rows = read_sheet(stream, book.HEADINGS, max_rows=MOST_ROWS)
    except WorkbookError as error:
        plan.refuse("ファイル", str(error))
        return plan
    plan.addressee = _addressee(plan, rows)
    masters.notices = plan.notices
    filled = [row for row in rows if any(row[one] != "" for one in book.HEADINGS[2:])]
    answer = read(filled, masters, plan.refuse_cell)
    if plan.addressee is None or plan.errors:
        return plan
    _check(plan)
    if not plan.errors:
        plan.answer = answer
        _compare(plan)
    return plan


def _addressee(plan: FilePlan, rows: list[SheetRow]) -> SurveyAddressee | None:
    codes = {str(row[book.CODE]): row.number for row in rows if row[book.CODE] != ""}
    if len(codes) != 1:
        said = "書かれていません" if not codes else "2種類以上書かれています"
        plan.refuse(
            f"「{book.CODE}」", f"整理番号が{said}。送付した回答票の整理番号を入力してください。"
        )
        return None
    (code, number), *_ = codes.items()
    key = rules.key_of(code)
    found = SurveyAddressee.objects.with_standing(timezone.localdate()).for_letters()
    row = found.filter(pk=key).first() if key else None
    if row is None or not _is_same(row, code):
        text = f"「{code}」の調査先はありません。送付した回答票の整理番号を確認してください。"
        plan.refuse_cell(number, book.CODE, text)
        return None
    place = next((str(one[book.PLACE]) for one in rows if one[book.PLACE] != ""), "")
    if place and fold(place) != fold(str(row.organization)):
        plan.notices.append(
            f"「{book.PLACE}」の「{place}」は、登録されている「{row.organization}」と違います。"
            f"整理番号（{row.code}）の調査先の回答として取り込みます。"
        )
    return row


def _is_same(row: SurveyAddressee, code: str) -> bool:
    """A code with its year must be that of the wave; a bare number is taken as it is."""
    short = fold(row.code).partition("-")[0]
    return "-" not in fold(code) or fold(code).partition("-")[0] in (short, short[2:])


def _check(plan: FilePlan) -> None:
    row = plan.addressee
    try:
        rules.check_is_open(row.survey)
        rules.check_can_reply(row, row.left_on, plan.replied_on)
    except TransitionDenied as denied:
        plan.refuse("ファイル", str(denied))


def _compare(plan: FilePlan) -> None:
    """Fill in the changes, the new rows, and the old ones that nothing came of."""
    row, head = plan.addressee, plan.answer.head
    if row.state != AddresseeState.REPLIED:
        plan.changes.append(Change("状態", Standing(row.standing).label, "回答"))
    for name, label in LABELS.items():
        before, after = _words(getattr(row, name)), _words(head[name])
        if before != after:
            plan.changes.append(Change(label, before, after))
    wishes = list(row.wishes.select_related("trade", "request"))
    persons = list(row.proposals.select_related("trade"))
    for label, names, stored, given in (
        ("希望する派遣", WISH, wishes, plan.answer.wishes),
        ("候補者の推薦", PERSON, persons, plan.answer.persons),
    ):
        plan.new[label] = _rows(plan, label, names, stored, given)


def _rows(plan: FilePlan, label: str, names, stored, given) -> list[dict]:
    left = Counter(_key(line, names) for line in given)
    for row in stored:
        key = _key({name: getattr(row, name) for name in names}, names)
        if left[key]:
            left[key] -= 1
        elif row.dropped_on or getattr(row, "candidate_id", None) or hasattr(row, "request"):
            plan.notices.append(f"{label}「{row}」は、対応済みのため残します。")
        else:
            plan.gone.append(row)
            plan.changes.append(Change(label, _line(key), ""))
    new = []
    for line in given:
        key = _key(line, names)
        if left[key]:
            left[key] -= 1
            new.append(line)
            plan.changes.append(Change(label, "", _line(key)))
    return new


def _key(line: dict, names) -> tuple:
    return tuple(line[name] if line[name] is not None else "" for name in names)


def _line(key: tuple) -> str:
    kinds = dict(DispatchKind.choices)
    return "　".join(str(kinds.get(value, value)) for value in key if value != "")


def _words(value) -> str:
    if isinstance(value, bool):
        return book.YES if value else book.NO
    return str(value or "")
