"""What the manager had in view: a decision holds for that and for nothing else."""

import json
from collections.abc import Iterable, Mapping
from hashlib import sha256

from aomori_skills.base.verdict import Verdict
from aomori_skills.base.workflow import TransitionDenied

SHOWN = ("sections", "sessions", "cost")


def fingerprint(content: Mapping, checks: Iterable[Verdict]) -> str:
    """The same for the same content under the same answers."""
    told = [[content[name] for name in SHOWN], [one.as_dict() for one in checks]]
    return sha256(json.dumps(told, default=str, sort_keys=True).encode()).hexdigest()


def check_seen(seen: str | None, now: str) -> None:
    """``seen`` is what the page showed; None: the decision comes from no page."""
    if seen is not None and seen != now:
        raise TransitionDenied(
            "画面を開いた後に計画または確認の結果が変わったため、決定しませんでした。"
            "下の内容は今のものです。もう一度確認してから決定してください。"
        )
