"""打診 as a list."""

from django.utils.html import format_html_join
from django.utils.safestring import mark_safe

from aomori_skills.base.listing import ListTable, StateColumn, TextColumn, WarekiColumn
from dispatch.models import Ask
from dispatch.rules.person_keys import kind_word


class AskTable(ListTable):
    person = TextColumn("氏名", linkify=True, orderable=False, empty_values=(), narrow=True)
    kind = TextColumn("区分", accessor="pk", orderable=False, on_screen=False)
    number = TextColumn(
        "依頼番号",
        accessor="request__number",
        order_by=("request__fiscal_year", "request__serial", "order", "pk"),
        narrow=True,
    )
    client = TextColumn(
        "依頼元", accessor="request__client", order_by=("request__client__kana", "pk")
    )
    role = TextColumn("役割", narrow=True)
    days = TextColumn("打診した指導日", accessor="pk", orderable=False)
    state = StateColumn("状態", accessor="state")
    asked_on = WarekiColumn("打診日", short=True, weekday=False)
    reply_by = WarekiColumn("回答期限", short=True)
    answered_on = WarekiColumn("回答日", short=True, weekday=False)
    consent_on = WarekiColumn("承諾書", short=True, weekday=False)
    letter = StateColumn("依頼状", accessor="message__state", order_by=("message__state", "pk"))
    order = TextColumn("打診の順", on_screen=False)
    trade = TextColumn("職種", accessor="request__trade", on_screen=False)
    way = TextColumn("打診の方法", on_screen=False)
    reason = TextColumn("理由・備考", on_screen=False)
    by = TextColumn("打診者", on_screen=False)
    owner = TextColumn("派遣依頼の担当者", accessor="request__owner", on_screen=False)

    class Meta:
        model = Ask
        fields = (
            "person",
            "number",
            "client",
            "role",
            "days",
            "state",
            "asked_on",
            "reply_by",
            "answered_on",
            "consent_on",
            "letter",
        )

    def render_person(self, record):
        return record.person.name

    def value_person(self, record):
        return record.person.name

    def render_kind(self, record):
        return kind_word(record.person)

    def value_kind(self, record):
        return kind_word(record.person)

    def render_days(self, record):
        """As the person was asked, and what became of it."""
        return format_html_join(mark_safe("<br>"), "{}", ((one,) for one in _days(record))) or "－"

    def value_days(self, record):
        return "、".join(_days(record))


def _days(ask) -> list[str]:
    return [_day(one) for one in ask.sessions.all()]


def _day(one) -> str:
    told = one.became or one.moved_to
    return f"{one}（{told}）" if told else str(one)
