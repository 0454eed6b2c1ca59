"""What the page of a wave shows: the 回収率 with links to its rows, the letters, the next step."""

from collections import Counter
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone

from aomori_skills.base import history, page
from aomori_skills.base.page import Action, allowed
from aomori_skills.paperwork.models import MessageBatch
from dispatch.choices import AddresseeGroup, ProposalState, Standing
from dispatch.figures.surveys import rates_of, whole
from dispatch.filters.surveys import REACHED, SENT
from dispatch.models import SurveyProposal, SurveyWish
from dispatch.rules.surveys import EDIT, Rate

EXPORT = "meisters.export_personal"
TABS = (("overview", "概要"), ("history", "履歴"))


@dataclass(frozen=True)
class Line:
    """A group or the whole; each number leads to its rows."""

    label: str
    rate: Rate
    cells: list[tuple[str, int, str]]


def crumbs(survey=None):
    first = (("派遣希望調査", reverse("dispatch:survey_list")),)
    return (*first, (str(survey), survey.get_absolute_url())) if survey else first


def rates(survey) -> dict[str, Rate]:
    return rates_of(survey.addressees.all()).get(survey.pk, {})


def detail_context(request, survey) -> dict:
    tabs = page.tabs(request, *TABS)
    tab = page.current_tab(tabs)
    found = rates(survey)
    total = whole(found.values())
    actions = _actions(survey, request.user, total)
    return {
        "kind": "派遣希望調査",
        "title": str(survey),
        "subject": survey,
        "due": survey.reply_by if survey.is_open else None,
        "ball": survey.owner if survey.is_open else None,
        "tabs": tabs,
        "tab": tab,
        "primary": actions[0] if actions else None,
        "others": actions[1:],
        "breadcrumbs": crumbs(),
        **(_overview(survey, found, total) if tab == "overview" else {}),
        "entries": history.entries(survey) if tab == "history" else (),
    }


def addressees_url(survey, **conditions) -> str:
    query = urlencode({"survey": survey.pk, **conditions})
    return f"{reverse('dispatch:addressee_list')}?{query}"


def _overview(survey, found, total: Rate) -> dict:
    lines = [
        _line(survey, group.label, found.get(group.value, Rate()), {"group": group.value})
        for group in AddresseeGroup
    ]
    return {
        "lines": [*lines, _line(survey, "合計", total, {})],
        "standings": _standings(survey),
        "came": _came(survey),
        "batches": MessageBatch.objects.filter(messages__in=_messages(survey)).distinct(),
    }


def _messages(survey) -> list[int]:
    pairs = survey.addressees.values_list("message", "reminder")
    return [key for pair in pairs for key in pair if key]


def _line(survey, label: str, rate: Rate, group: dict) -> Line:
    def cell(heading, number, **conditions):
        return heading, number, addressees_url(survey, **group, **conditions)

    return Line(
        label,
        rate,
        [
            cell("調査先", rate.addressees),
            cell("送付", rate.sent, scope=SENT),
            cell("宛先不明", rate.undeliverable, standing=Standing.UNDELIVERABLE.value),
            cell("送付−宛先不明", rate.reached, scope=REACHED),
            cell("回答", rate.replies, standing=Standing.REPLIED.value),
            cell("辞退", rate.declined, standing=Standing.DECLINED.value),
        ],
    )


def _standings(survey) -> list[tuple]:
    """Chips with how many stand so."""
    rows = survey.addressees.with_standing(timezone.localdate())
    counts = Counter(rows.values_list("standing", flat=True))
    return [
        (one, counts[one.value], addressees_url(survey, standing=one.value)) for one in Standing
    ]


def _came(survey) -> list[tuple]:
    """Wishes and proposed persons, and those to which nothing has been done yet."""
    lines = []
    for label, model, name in (
        ("派遣の希望", SurveyWish, "dispatch:wish_list"),
        ("候補者の推薦", SurveyProposal, "dispatch:proposal_list"),
    ):
        rows = model.objects.of_kept().filter(addressee__survey=survey)
        url = f"{reverse(name)}?survey={survey.pk}"
        waiting = f"{url}&outcome={ProposalState.OPEN.value}"
        lines.append((label, rows.count(), url, rows.open().count(), waiting))
    return lines


def _actions(survey, user, total: Rate) -> list[Action]:
    """The next step first."""

    def action(label, name, **more):
        url = reverse(f"dispatch:{name}", args=(survey.pk,))
        return Action(label, url, permission=more.pop("permission", EDIT), **more)

    if not survey.is_open:
        return allowed([action("調査を再開する", "survey_reopen")], user)
    choose = action("調査先を選ぶ", "survey_choose")
    letters = action("調査の文書を作る", "survey_letters")
    remind = action("未回答の調査先に催促する", "survey_remind")
    reply = Action("整理番号から回答を入力する", reverse("dispatch:reply_find"), permission=EDIT)
    upload = Action("Excelの回答票を取り込む", reverse("dispatch:reply_import"), permission=EDIT)
    forms = action(
        "回答票をまとめて出力する（PDF）",
        "survey_forms",
        post=True,
        permission=EXPORT,
        note="回答していない調査先の回答票です。文書には1件ずつ添付されています。",
    )
    first = [choose]
    if total.sent:
        first = [reply, upload, remind, letters, choose]
    elif total.addressees:
        first = [letters, choose, reply, upload]
    rest = [action("編集する", "survey_edit"), action("調査を終了する", "survey_close")]
    return allowed([*first, *([forms] if total.addressees else []), *rest], user)
