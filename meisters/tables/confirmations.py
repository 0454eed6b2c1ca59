"""Lists of the yearly confirmation: its rounds, and the people of a round."""

from django.urls import reverse
from django.utils.html import format_html

from aomori_skills.base import fiscal_year
from aomori_skills.base.listing import (
    ListTable,
    NumberColumn,
    StateColumn,
    TextColumn,
    WarekiColumn,
)
from aomori_skills.base.page import chip
from meisters.models import Confirmation, ConfirmationRound
from meisters.rules import confirmations as rules
from meisters.rules.workflows import MEISTERS


class RoundTable(ListTable):
    fiscal_year = TextColumn("年度", linkify=True)
    opened_on = WarekiColumn("開始日", short=True)
    reply_by = WarekiColumn("回答期限", short=True)
    asked = NumberColumn("対象", unit="人")
    answered = NumberColumn("回答済み", unit="人")
    count_continue = NumberColumn("続ける", unit="人")
    count_pause = NumberColumn("休止したい", unit="人")
    count_resign = NumberColumn("辞退したい", unit="人")
    count_pending = NumberColumn("未回答", unit="人")
    closed_on = WarekiColumn("終了日", short=True)
    owner = TextColumn("担当者", on_screen=False)

    class Meta:
        model = ConfirmationRound
        fields = (
            "fiscal_year",
            "opened_on",
            "reply_by",
            "asked",
            "answered",
            "count_continue",
            "count_pause",
            "count_resign",
            "count_pending",
            "closed_on",
            "owner",
        )

    def render_fiscal_year(self, value):
        return fiscal_year.label(value)

    def value_fiscal_year(self, value):
        return fiscal_year.label(value)


class PeopleTable(ListTable):
    name = TextColumn(
        "氏名",
        accessor="meister__name",
        linkify=True,
        order_by=("meister__family_kana", "meister__given_kana", "pk"),
    )
    number = TextColumn("認定番号", accessor="meister__number", on_screen=False)
    year = TextColumn("年度", accessor="round__fiscal_year", on_screen=False)
    trades = TextColumn("職種", accessor="meister__trades", orderable=False)
    phone_numbers = TextColumn(
        "電話番号", accessor="meister__phone_numbers", orderable=False, narrow=True
    )
    answer = StateColumn("回答", accessor="answer")
    answered_on = WarekiColumn("回答日", short=True)
    answered_way = TextColumn("回答方法", narrow=True)
    message = TextColumn("確認文書", orderable=False, narrow=True)
    last_called_on = WarekiColumn("最後の連絡", short=True)
    calls_made = NumberColumn("連絡の回数", unit="回", on_screen=False)
    step = TextColumn("登録の手続", empty_values=(), orderable=False, narrow=True)
    note = TextColumn("備考", on_screen=False)

    class Meta:
        model = Confirmation
        fields = (
            "name",
            "number",
            "trades",
            "phone_numbers",
            "answer",
            "answered_on",
            "answered_way",
            "message",
            "last_called_on",
            "step",
            "note",
        )

    def render_year(self, value):
        return fiscal_year.label(value)

    def value_year(self, value):
        return fiscal_year.label(value)

    def render_message(self, value):
        return chip(value.state, value.get_state_display())

    def value_message(self, value):
        return value.get_state_display()

    def render_step(self, record):
        if not rules.step_of(record.answer, record.meister.state):
            return "－"
        words = rules.STEP_WORDS[record.answer]
        if not self.request.user.has_perm(MEISTERS):
            return words
        return format_html('<a href="{}">{}</a>', step_url(record), words)

    def value_step(self, record):
        needed = rules.step_of(record.answer, record.meister.state)
        return rules.STEP_WORDS[record.answer] if needed else ""


def step_url(confirmation) -> str:
    """The register's step that the answer asks for, on which its reason is already written."""
    name = rules.step_of(confirmation.answer, confirmation.meister.state)
    url = reverse("meisters:meister_step", args=(confirmation.meister_id, name))
    return f"{url}?confirmation={confirmation.pk}"
