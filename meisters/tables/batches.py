"""Lists of rounds and submissions."""

from aomori_skills.base.listing import (
    ListTable,
    NumberColumn,
    StateColumn,
    TextColumn,
    WarekiColumn,
)
from aomori_skills.base.listing.columns import ListColumn
from meisters.models import ApplicationRound, BatchItem, SubmissionBatch
from meisters.rules import workflows


def _edit_url(record, table) -> str | None:
    """A round has no page but the one to edit it."""
    may_edit = table.request.user.has_perm(workflows.BATCHES)
    return record.get_absolute_url() if may_edit else None


class RoundTable(ListTable):
    name = TextColumn("申請回", order_by=("fiscal_year", "number"), linkify=_edit_url)
    size = NumberColumn("申請の件数", unit="件")
    ready = NumberColumn("うち承認済み・未提出", unit="件")

    class Meta:
        model = ApplicationRound
        fields = ("name", "corner_deadline", "center_deadline", "size", "ready", "note")


class BatchTable(ListTable):
    number = TextColumn("番号", order_by=("fiscal_year", "serial"), linkify=True)
    round = TextColumn("申請回")
    submitted_on = WarekiColumn("提出日")
    size = NumberColumn("件数", unit="件")
    pending = NumberColumn("回答待ち・照会中", unit="件")
    letter = TextColumn("送付文書", accessor="letter__number", order_by=("letter__serial",))
    submitted_by = TextColumn("提出者")
    state = StateColumn("状態")

    class Meta:
        model = SubmissionBatch
        fields = (
            "number",
            "round",
            "submitted_on",
            "size",
            "pending",
            "letter",
            "submitted_by",
            "state",
        )


class TradesColumn(ListColumn):
    """Trades of the applications, read from what ``whole()`` has loaded."""

    def render(self, value):
        return self.value(value)

    def value(self, value):
        return "、".join(dict.fromkeys(str(row.trade) for row in value.all()))


class ItemTable(ListTable):
    """The applications of one bundle, for the print."""

    number = TextColumn("申請番号", accessor="application__number", orderable=False)
    name = TextColumn("氏名", accessor="application__name", orderable=False)
    trades = TradesColumn("職種", accessor="application__qualifications", orderable=False)
    employer = TextColumn("勤務先", accessor="application__employer")
    result = StateColumn("結果")
    result_on = WarekiColumn("結果の日付", weekday=False)
    meister_number = TextColumn("認定番号")
    comment = TextColumn("照会・不認定の内容")
    reply_due_on = WarekiColumn("回答期限", short=True, weekday=False)

    class Meta:
        model = BatchItem
        fields = (
            "number",
            "name",
            "trades",
            "employer",
            "result",
            "result_on",
            "meister_number",
            "comment",
            "reply_due_on",
        )
