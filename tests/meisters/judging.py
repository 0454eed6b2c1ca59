"""An application judged: its verdicts by their rule."""

from aomori_skills.base.verdict import Outcome
from meisters.models import CertificationApplication
from meisters.services.facts import verdicts_of

YES, NO, UNKNOWN = Outcome.YES, Outcome.NO, Outcome.UNKNOWN
R7_RULES = [
    "ground",
    "trade",
    "practice",
    "instruction",
    "head_judgement",
    "recommendation",
    "publication",
    "willing",
    "basics",
    "applied_on",
    "jurisdiction",
    "papers",
    "licence",
    "texts",
    "doubles",
]


def judged(application) -> dict:
    whole = CertificationApplication.objects.whole().get(pk=application.pk)
    return {verdict.rule: verdict for verdict in verdicts_of(whole)}


def outcome(application, rule) -> tuple[Outcome, str]:
    verdict = judged(application)[rule]
    return verdict.outcome, verdict.text
