"""Who can be told of a decided plan, and of what: each by what they themselves were told last."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from aomori_skills.paperwork.choices import MessageState
from dispatch.models import DecisionNotice, DispatchRequest
from dispatch.papers import decision_letters as letters
from dispatch.rules.plan_content import CLIENT
from dispatch.rules.plan_versions import concerns, dropped, is_new, people, without
from dispatch.services.told_plans import cancelled_keys, key_of, told_plans

CLIENT_WORD, GOING, GONE = "依頼元", "指導者・補助員", "取りやめになった人"


@dataclass(frozen=True)
class Offer:
    """Somebody who can be told: ``due`` if something is new to them, ``notice`` once drafted.

    ``content`` is the plan of which the letter tells, ``before`` the one they know; ``left_out``
    are the decided days that are cancelled by now.
    """

    key: str
    name: str
    word: str
    code: str
    due: bool
    notice: DecisionNotice | None
    content: dict = field(repr=False)
    before: dict | None = field(repr=False)
    left_out: list[str]
    no_need = "変更なし"

    @property
    def gives_reason(self) -> bool:
        return self.code in (letters.CLIENT_CHANGED, letters.INSTRUCTOR_CHANGED)


def offers(request: DispatchRequest, versions: list | None = None) -> list[Offer]:
    """Of the newest of ``versions`` (newest first): the client, who goes, who goes no more."""
    versions = list(request.versions.for_page()) if versions is None else versions
    if not versions:
        return []
    decided = versions[0].content
    left_out = [one for one in cancelled_keys(request) if concerns(decided, CLIENT, one)]
    now, told, notices = without(decided, left_out), told_plans(request), _notices(versions[0])
    expected = dict.fromkeys(people(decided), decided) | told
    gone = dropped(now, expected)
    found = [(CLIENT, str(request.client), CLIENT_WORD, _code(CLIENT, told), True, now)]
    found += [
        (key, name, GOING, _code(key, told), is_new(now, key, told.get(key)), now)
        for key, name in people(now).items()
    ]
    found += [
        (key, name, GONE, letters.RELEASED, True, expected[key]) for key, name in gone.items()
    ]
    found += _told_of_release(versions, notices, {CLIENT, *people(now), *gone})
    return [
        Offer(key, name, word, code, due, notices.get(key), content, told.get(key), left_out)
        for key, name, word, code, due, content in found
    ]


def _told_of_release(versions, notices, listed: set[str]) -> Iterable[tuple]:
    """Those whom the letter of release has reached: they expect nothing any more."""
    names: dict[str, str] = {}
    for version in versions:
        names = people(version.content) | names
    return [
        (key, names[key], GONE, letters.RELEASED, False, versions[0].content)
        for key in notices
        if key not in listed
    ]


def _code(key: str, told: dict[str, dict]) -> str:
    """The first letter tells the decision, later ones the change."""
    if key == CLIENT:
        return letters.CLIENT_CHANGED if key in told else letters.CLIENT
    goes = key in told and key in people(told[key])
    return letters.INSTRUCTOR_CHANGED if goes else letters.INSTRUCTOR


def _notices(version) -> dict[str, DecisionNotice]:
    """Letters and mails about the version that are drafted or have left and still hold, by key."""
    rows = version.notices.select_related("message__document").order_by("pk")
    alive = rows.exclude(message__state=MessageState.CANCELLED).filter(
        message__document__voided_at=None, superseded=False
    )
    return {key_of(one): one for one in alive}
