"""What other records already say about the items of the day, and what to take along."""

from collections.abc import Iterable

from dispatch.choices import DayItem
from dispatch.rules.year_rows import plain
from meisters.choices import Answer


def hints(request, plan, sessions: Iterable, materials: Iterable) -> dict[str, str]:
    """Item → what request, plan and sessions say of it; ``plan`` may be None."""
    told = {
        DayItem.VENUE: dict.fromkeys(_place(session) for session in sessions),
        DayItem.TOOLS: (request.equipment, plan.tools if plan else ""),
        DayItem.POWER: (request.power,),
        DayItem.MATERIALS: (material_words(materials),),
        DayItem.CLOTHING: (plan.clothing if plan else "",),
    }
    return {item.value: "\n".join(filter(None, words)) for item, words in told.items()}


def material_words(materials: Iterable) -> str:
    """杉角材 5本、釘 1箱."""
    return "、".join(f"{row.item} {plain(row.quantity)}{row.unit}" for row in materials)


def to_carry(request, plan, trainees: int, materials: Iterable) -> tuple[str, ...]:
    """持ち物 of who attends, in the order in which the day needs them."""
    photographs = request.photo_consent != Answer.NO
    listed = material_words(materials)
    named = (
        "当日の確認票",
        "実技指導計画書",
        "受講者名簿" if trainees else "",
        "保険加入者名簿",
        "写真撮影の同意状況、カメラ" if photographs else "",
        "マイスター活動報告書・講師謝金等請求書の用紙",
        "依頼元の結果報告の用紙",
        f"材料のうちコーナーが持参する物（{listed}）" if listed else "",
        f"服装・持ち物：{plan.clothing}" if plan and plan.clothing else "",
    )
    return tuple(filter(None, named))


def _place(session) -> str:
    town = f"{session.municipality}　" if session.municipality else ""
    return f"{town}{session.place}"
