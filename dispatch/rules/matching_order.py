"""Why a candidate stands where they do, in a sentence: the points tell it and nothing else."""

from collections.abc import Sequence
from itertools import zip_longest

from dispatch.rules.matching import Candidate
from dispatch.rules.year_rows import plain


def reasons(candidates: Sequence[Candidate]) -> list[str]:
    """For each of ``ranked`` candidates why they come before the next one; "" for the last."""
    return [_before(one, after) for one, after in zip_longest(candidates, candidates[1:])]


def _before(one: Candidate, after: Candidate | None) -> str:
    if after is None:
        return ""
    name, ahead = after.facts.name, one.total - after.total
    if not ahead:
        return f"次の{name}さんと評点が同じため、氏名のカナの順です。"
    gaps = [
        (mine.got - theirs.got, mine.title)
        for mine, theirs in zip(one.points, after.points, strict=True)
    ]
    gaps.sort(key=lambda gap: -gap[0])
    better, worse = (_told(gaps, sign) for sign in (1, -1))
    text = f"次の{name}さんより{plain(ahead)}点高いためです（{better}が上"
    return f"{text}、{worse}は下）。" if worse else f"{text}）。"


def _told(gaps, sign: int) -> str:
    return "、".join(f"{title}で{plain(gap * sign)}点" for gap, title in gaps if gap * sign > 0)
