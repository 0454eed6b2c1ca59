"""派遣 after the receipt: days, who is asked, plan, decision, letters, and how it goes on."""

from collections.abc import Callable, Iterator
from datetime import date, time

from aomori_skills.front.demo import groundwork, rosters
from aomori_skills.front.demo.rows import table
from aomori_skills.front.demo.workdays import Workdays, coming, past
from aomori_skills.office.models import User
from aomori_skills.paperwork.services import outbox
from dispatch.choices import Sending
from dispatch.models import DecisionNotice, DispatchRequest
from dispatch.rules import workflows
from dispatch.services import (
    day_checks,
    decision_notices,
    decisions,
    request_progress,
    requests,
    sessions,
)

Act = tuple[date, User, Callable[[int], object]]
SENT_BACK = "2回目の指導内容が1回目と同じです。段階が分かるように直してください。"
WHY_CHANGED = "2回目の日に学校行事が入り、開始を1時間遅らせるため。"
SETTLED = "謝金・旅費・材料費の支払を確認した。"
COMPLETED = "結果報告を確認し、書類を綴じた。"
CHECKS = {
    "venue": ("ready", "準備室を控室に使う"),
    "tools": ("ready", "指導者が持参し、足りない分は依頼元が用意する"),
    "clothing": ("ready", "作業しやすい服、上履き"),
}


def acts(row, workdays: Workdays, users) -> Iterator[Act]:
    """What the row of dispatches.csv tells of the request that ``row`` has made."""
    told = table_of_dispatches().get(row["dispatch"])
    if told is None:
        return
    by, manager = users[row["owner"]], users["shonin"]
    days = coming(row["days"], workdays)
    helper = users[told["attendant"]] if told["attendant"] else None

    def on(name: str) -> date:
        return past(told[name], workdays)

    yield (
        past(row["adjusted"], workdays),
        by,
        lambda key: groundwork.lay(key, told, days, helper, by),
    )
    if told["asked"]:
        day = on("asked")
        yield day, by, lambda key: groundwork.ask(key, told, day, by)
    if told["answered"]:
        answered = on("answered")
        yield answered, by, lambda key: groundwork.answer(key, told, answered, by)
    if told["roster"]:
        yield on("answered"), by, lambda key: rosters.fill(key, told["roster"], by)
    if told["approval"]:
        yield on("approval"), by, lambda key: decisions.request_approval(key, by=by)
    if told["sent_back"]:
        yield (
            on("sent_back"),
            manager,
            lambda key: decisions.send_back(key, by=manager, comment=SENT_BACK),
        )
    if told["decided"]:
        yield on("decided"), manager, lambda key: decisions.approve(key, by=manager)
    if told["told"]:
        day_told = on("told")
        yield day_told, by, lambda key: _draft(key, day_told, by)
        yield day_told, by, lambda key: _issue(key, day_told, by)
        yield day_told, by, lambda key: day_checks.record(key, CHECKS, by=by)
    if told["changed"]:
        yield on("changed"), by, lambda key: decisions.revise(key, by=by, comment=WHY_CHANGED)
        yield on("changed"), by, lambda key: _move_last(key, by)
        yield on("changed"), by, lambda key: decisions.request_approval(key, by=by)
        yield on("changed"), manager, lambda key: decisions.approve(key, by=manager)
    if told["decided"] and not row["cancelled"]:
        yield from _held(told, days, workdays, by)


def _held(told, days: list[date], workdays: Workdays, by: User) -> Iterator[Act]:
    """From the first day on, as far as the days are past."""
    if days[0] < workdays.today:
        yield days[0], by, lambda key: request_progress.start(key, by=by)
    if days[-1] < workdays.today:
        yield days[-1], by, lambda key: request_progress.finish(key, by=by)
    for name, step, comment in (
        ("settled", workflows.SETTLE.name, SETTLED),
        ("completed", workflows.COMPLETE.name, COMPLETED),
    ):
        if told[name]:
            yield (
                past(told[name], workdays),
                by,
                lambda key, step=step, comment=comment: request_progress.go_on(
                    key, step, by=by, comment=comment
                ),
            )


def table_of_dispatches() -> dict[str, dict[str, str]]:
    return {row["dispatch"]: row for row in table("dispatches.csv")}


def _draft(request_id: int, day: date, by: User) -> None:
    """Letters to everybody whom the decision concerns."""
    request = DispatchRequest.objects.get(pk=request_id)
    offers = decision_notices.offers(request, list(request.versions.for_page()))
    due = [one.key for one in offers if one.due]
    decision_notices.draft(request_id, due, by=by, dated_on=day, sending=Sending.LETTERS)


def _issue(request_id: int, day: date, by: User) -> None:
    """They are numbered and leave."""
    rows = DecisionNotice.objects.filter(version__request=request_id)
    letters = [outbox.locked(key) for key in rows.values_list("message", flat=True)]
    outbox.issue_all(letters, by=by, issued_on=day)


def _move_last(request_id: int, by: User) -> None:
    """The last day begins an hour later."""
    session = requests.locked(request_id).sessions.standing().last()
    later = {"starts_at": time(10), "ends_at": time(12)}
    sessions.move(
        session.pk, later, version=session.version, by=by, acknowledged=groundwork.REASONS
    )
