"""人数を名簿に合わせる: when the number of a request may follow its roster, and what to do else."""

from aomori_skills.base.workflow import TransitionDenied
from dispatch.choices import RequestState
from dispatch.rules.workflows import EDIT, EDITABLE_STATES, PULL_BACK, REVISE

CHANGED = (
    "画面を開いた後に、派遣依頼の内容か名簿が変わったため、受講者数を変えませんでした。"
    "人数を確認して、もう一度選んでください。"
)
_FIRST = {state: step.label for step in (PULL_BACK, REVISE) for state in step.sources}


def check_can_follow(request, *, by) -> None:
    if not by.has_perm(EDIT):
        raise TransitionDenied("派遣依頼を編集する権限がありません。担当に依頼してください。")
    if request.state not in EDITABLE_STATES:
        state = RequestState(request.state).label
        raise TransitionDenied(
            f"{request}の派遣依頼は「{state}」のため、受講者数を変えられません。{way_on(request)}"
        )


def check_as_seen(request, count: int, *, version: int, seen: int) -> None:
    """The page showed the ``version`` of the request and ``seen`` people on its roster."""
    if not count or (request.version, count) != (version, seen):
        raise TransitionDenied(CHANGED)


def way_on(request) -> str:
    """What has to come first; empty where the number stays for good."""
    step = _FIRST.get(request.state)
    return f"先に「{step}」を選んでから、人数を直してください。" if step else ""
