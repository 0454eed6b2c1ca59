"""名簿: how many are on the roster of a request; who they are is for few."""

from collections import Counter

from django.urls import reverse

from aomori_skills.base.page import Action, allowed
from dispatch.rules import plans as rules
from dispatch.rules.roster_groups import by_group
from dispatch.rules.roster_people import check_can_follow, way_on
from dispatch.rules.workflows import EDIT
from meisters.choices import Answer

WHOLE = (("pdf", "名簿を印刷する（PDF）"), ("book", "名簿をExcelに出力する"))
GROUPED = (
    ("groups-pdf", "組・部署ごとに印刷する（PDF）"),
    ("groups-book", "組・部署ごとにExcelに出力する"),
)


def roster_context(request, row) -> dict:
    may_see = request.user.has_perm(rules.VIEW_TRAINEES)
    people = list(row.trainees.all())
    consents = Counter(one.photo_consent for one in people)
    differs = bool(people) and len(people) != row.people
    editable = rules.allows(rules.check_can_list, row, by=request.user)
    return {
        "trainees": people if may_see else [],
        "trainee_count": len(people),
        "may_see_trainees": may_see,
        "roster_sentence": rules.roster_sentence(len(people), row.people),
        "roster_differs": differs,
        "follow": _follow(row, len(people), request.user) if differs else None,
        "first": way_on(row) if differs and request.user.has_perm(EDIT) else "",
        "consents": [(answer.label, consents[answer]) for answer in Answer],
        "edit_roster": edit_roster(row, people) if editable else None,
        "roster_papers": allowed(
            [
                roster_form(row),
                *(roster_papers(row) if people else []),
                *(group_papers(row) if len(by_group(people)) > 1 else []),
            ],
            request.user,
        ),
    }


def _follow(row, count: int, user) -> Action | None:
    """One button for the number that the client told; its fields say what the page showed."""
    if not rules.allows(check_can_follow, row, by=user):
        return None
    return Action(
        f"受講者数を名簿に合わせて{count}人にする",
        reverse("dispatch:request_roster_people", args=(row.pk,)),
        post=True,
        fields=(("version", str(row.version)), ("seen", str(count))),
    )


def edit_roster(row, people) -> Action:
    label = "名簿を編集する" if people else "名簿を入力する"
    return Action(label, reverse("dispatch:request_trainees", args=(row.pk,)))


def roster_papers(row) -> list[Action]:
    """The papers that name the people of the roster."""
    return _papers(row, WHOLE)


def group_papers(row) -> list[Action]:
    """The same people, each group by itself."""
    return _papers(row, GROUPED)


def _papers(row, names) -> list[Action]:
    return [
        Action(
            label,
            reverse("dispatch:request_trainee_paper", args=(row.pk, name)),
            post=True,
            download=True,
            permission=rules.VIEW_TRAINEES,
        )
        for name, label in names
    ]


def roster_form(row) -> Action:
    return Action(
        "様式を取り出す（Excel）",
        reverse("dispatch:request_trainee_form", args=(row.pk,)),
        permission=rules.VIEW_TRAINEES,
    )
