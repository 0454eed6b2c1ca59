"""指導日 as a list."""

from aomori_skills.base.listing import (
    ListTable,
    NumberColumn,
    StateColumn,
    TextColumn,
    WarekiColumn,
)
from aomori_skills.base.page import chip
from dispatch.choices import AssignmentState, InstructorRole
from dispatch.models import Session

ROLES = list(InstructorRole)


class SessionTable(ListTable):
    held_on = WarekiColumn(
        "実施日", short=True, linkify=True, order_by=("held_on", "starts_at", "pk")
    )
    time = TextColumn("時刻", empty_values=(), order_by=("starts_at", "held_on", "pk"), narrow=True)
    client = TextColumn(
        "依頼元", accessor="request__client", order_by=("request__client__kana", "pk")
    )
    trade = TextColumn("職種", order_by=("trade__order", "pk"), narrow=True)
    place = TextColumn("実施場所", order_by=("municipality__order", "place", "pk"))
    going = TextColumn("従事者", empty_values=(), orderable=False)
    attendant = TextColumn(
        "立会職員",
        order_by=("attendant__family_kana", "attendant__given_kana", "pk"),
        narrow=True,
    )
    state = StateColumn("状態", accessor="state")
    number = TextColumn(
        "派遣依頼",
        accessor="request__number",
        linkify=lambda record: record.request.get_absolute_url(),
        order_by=("request__fiscal_year", "request__serial", "pk"),
        narrow=True,
    )
    ends_at = TextColumn("終了時刻", on_screen=False)
    break_minutes = NumberColumn("休憩", unit="分", on_screen=False)
    municipality = TextColumn("実施場所の市町村", on_screen=False)
    kind = TextColumn("派遣の区分", accessor="request__get_kind_display", on_screen=False)
    operation = TextColumn("作業", on_screen=False)
    people = NumberColumn("受講予定人数", unit="人", on_screen=False)
    content = TextColumn("指導内容", on_screen=False)
    request_state = TextColumn(
        "派遣依頼の状態", accessor="request__get_state_display", on_screen=False
    )
    cancel_side = TextColumn("中止の事由", on_screen=False)
    cancel_reason = TextColumn("中止の理由", on_screen=False)

    class Meta:
        model = Session
        fields = (
            "held_on",
            "time",
            "client",
            "trade",
            "place",
            "going",
            "attendant",
            "state",
            "number",
        )

    def render_state(self, record):
        return chip(*record.state_now)

    def value_state(self, record):
        return record.state_now[1]

    def render_time(self, record):
        return f"{record.starts_at:%H:%M}～{record.ends_at:%H:%M}"

    def value_time(self, record):
        """The start alone, for Excel; the end has its own column."""
        return f"{record.starts_at:%H:%M}"

    def value_ends_at(self, value):
        return f"{value:%H:%M}"

    def render_going(self, record):
        return "、".join(_words(record)) or ("未定" if record.is_planned else "－")

    def value_going(self, record):
        return "、".join(_words(record))


def _words(session) -> list[str]:
    """Who goes, the lead first; those who have not agreed yet say so."""
    return [
        f"{row}（仮）" if row.state == AssignmentState.TENTATIVE else str(row)
        for row in sorted(session.assignments.all(), key=lambda row: ROLES.index(row.role))
        if row.is_standing
    ]
