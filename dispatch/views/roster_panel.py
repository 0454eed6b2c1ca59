"""名簿: how many are on the roster of a request; who they are is for few."""

from collections import Counter

from django.urls import reverse

from aomori_skills.base.page import Action, allowed
from dispatch.rules import plans as rules
from meisters.choices import Answer


def roster_context(request, row) -> dict:
    may_see = request.user.has_perm(rules.VIEW_TRAINEES)
    people = list(row.trainees.all())
    consents = Counter(one.photo_consent for one in people)
    editable = rules.allows(rules.check_can_list, row, by=request.user)
    return {
        "trainees": people if may_see else [],
        "trainee_count": len(people),
        "may_see_trainees": may_see,
        "roster_sentence": rules.roster_sentence(len(people), row.people),
        "roster_differs": bool(people) and row.people is not None and len(people) != row.people,
        "consents": [(answer.label, consents[answer]) for answer in Answer],
        "edit_roster": _edit(row, people) if editable else None,
        "roster_papers": allowed(_papers(row, people), request.user),
    }


def _edit(row, people) -> Action:
    label = "名簿を編集する" if people else "名簿を入力する"
    return Action(label, reverse("dispatch:request_trainees", args=(row.pk,)))


def _papers(row, people) -> list[Action]:
    form = Action(
        "様式を取り出す（Excel）",
        reverse("dispatch:request_trainee_form", args=(row.pk,)),
        permission=rules.VIEW_TRAINEES,
    )
    papers = [
        Action(
            label,
            reverse("dispatch:request_trainee_paper", args=(row.pk, name)),
            post=True,
            download=True,
            permission=rules.VIEW_TRAINEES,
        )
        for name, label in (("pdf", "名簿を印刷する（PDF）"), ("book", "名簿をExcelに出力する"))
    ]
    return [form, *(papers if people else [])]
