"""Lists of what came in by the survey: wishes and proposed persons."""

from django.urls import reverse
from django.utils.html import format_html

from aomori_skills.base.listing import ListTable, NumberColumn, TextColumn, WarekiColumn
from aomori_skills.base.page import chip
from dispatch.choices import ProposalState
from dispatch.models import SurveyProposal, SurveyWish
from dispatch.rules.surveys import EDIT
from dispatch.rules.workflows import EDIT as EDIT_REQUESTS

CANDIDATES = "meisters.edit_candidates"


class OutcomeColumn(TextColumn):
    """対応 as a word chip."""

    def render(self, value, record):
        return chip(record.outcome, ProposalState(record.outcome).label)

    def plain(self, value, record) -> tuple:
        return (ProposalState(record.outcome).label,)


class AnswerTable(ListTable):
    """The last column leads on, on the screen only."""

    organization = TextColumn(
        "調査先",
        accessor="addressee__organization",
        linkify=lambda record: record.addressee.get_absolute_url(),
        order_by=("addressee__organization__kana", "pk"),
    )
    survey = TextColumn("調査", accessor="addressee__survey", on_screen=False)
    group = TextColumn("区分", accessor="addressee__group", on_screen=False)
    region = TextColumn(
        "圏域", accessor="addressee__organization__municipality__region", on_screen=False
    )
    trade = TextColumn("職種", order_by=("trade__order", "pk"))
    replied_on = WarekiColumn("回答日", accessor="addressee__replied_on", short=True)
    outcome = OutcomeColumn("対応", narrow=True)
    drop_reason = TextColumn("見送りの理由", on_screen=False)
    after = TextColumn("次の手続", accessor="pk", orderable=False, exclude_from_export=True)

    def as_html_for_print(self, request) -> str:
        self.columns.hide("after")
        return super().as_html_for_print(request)

    def _ways(self, record, taken, words: str, url: str, permission: str, name: str):
        if taken:
            return format_html('<a href="{}">{}</a>', taken.get_absolute_url(), taken)
        user = self.request.user
        if record.dropped_on or not user.has_perm(EDIT):
            return record.drop_reason or "－"
        drop = link(reverse(f"dispatch:{name}_drop", args=(record.pk,)), "見送る", record)
        if not user.has_perm(permission):
            return drop
        return format_html("{}<br>{}", link(url, words, record), drop)


def link(url: str, words: str, record):
    about = f"{record.addressee.organization}　{record}"
    return format_html(
        '<a href="{}">{}<span class="visually-hidden">（{}）</span></a>', url, words, about
    )


class WishTable(AnswerTable):
    kind = TextColumn("派遣の区分")
    operation = TextColumn("作業", on_screen=False)
    people = NumberColumn("人数", unit="人")
    sessions = NumberColumn("回数", unit="回")
    when = TextColumn("希望時期")
    content = TextColumn("希望する内容", on_screen=False)
    request_number = TextColumn(
        "派遣依頼の番号", accessor="request__number", orderable=False, on_screen=False
    )

    class Meta:
        model = SurveyWish
        fields = (
            "organization",
            "kind",
            "trade",
            "people",
            "sessions",
            "when",
            "replied_on",
            "outcome",
            "after",
        )

    def render_after(self, record):
        taken = getattr(record, "request", None)
        if taken:
            return format_html('<a href="{}">{}</a>', taken.get_absolute_url(), taken.number)
        url = f"{reverse('dispatch:request_new')}?wish={record.pk}"
        return self._ways(record, None, "派遣依頼にする", url, EDIT_REQUESTS, "wish")


class ProposalTable(AnswerTable):
    name = TextColumn("氏名", order_by=("name", "pk"), narrow=True)
    position = TextColumn("役職・部署")
    note = TextColumn("備考", on_screen=False)

    class Meta:
        model = SurveyProposal
        fields = (
            "name",
            "organization",
            "trade",
            "position",
            "replied_on",
            "outcome",
            "after",
        )

    def render_after(self, record):
        url = reverse("dispatch:proposal_candidate", args=(record.pk,))
        return self._ways(record, record.candidate, "候補者にする", url, CANDIDATES, "proposal")
