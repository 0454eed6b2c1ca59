"""熟練技能者 and 補助員: who may change their records, and when a registration may end."""

from collections.abc import Iterable
from datetime import date

from aomori_skills.base import wareki
from aomori_skills.base.workflow import TransitionDenied
from dispatch.choices import Ground

VIEW, EDIT = "dispatch.view_instructors", "dispatch.edit_instructors"


def check_can_edit(by) -> None:
    if not by.has_perm(EDIT):
        raise TransitionDenied(
            "熟練技能者・補助員を編集する権限がありません。担当に依頼してください。"
        )


def check_can_end(person, day: date, later: Iterable, *, by) -> None:
    """``later``: the person's standing sessions from that day on."""
    check_can_edit(by)
    if person.ended_on:
        raise TransitionDenied(
            f"{person}さんの登録は、{wareki.format_date(person.ended_on)}に終了しています。"
        )
    told = "、".join(f"{one}（{one.request.client}）" for one in later)
    if told:
        raise TransitionDenied(
            f"{person}さんは、{wareki.format_date(day)}以後の指導日に割り当てられています：{told}。"
            "先に交代させるか、登録終了日を後の日付にしてください。"
        )


def check_can_reopen(person, *, by) -> None:
    check_can_edit(by)
    if not person.ended_on:
        raise TransitionDenied(f"{person}さんの登録は終了していません。")


def missing_of_ground(ground: str, practice_years: int | None, place_won: int | None) -> str:
    """The field that the chosen ground needs and that is still empty; "" if none is."""
    if ground == Ground.PRACTICE and practice_years is None:
        return "practice_years"
    if ground == Ground.CONTEST and place_won is None:
        return "place_won"
    return ""
