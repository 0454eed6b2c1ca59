"""People who instruct or help, by the name that addresses and forms carry."""

from collections.abc import Iterable

from aomori_skills.base.workflow import TransitionDenied
from dispatch.models import Assistant, SkilledWorker
from dispatch.rules.person_keys import parts_of, person_key
from meisters.models import Meister

MODELS = {"meister": Meister, "skilled": SkilledWorker, "assistant": Assistant}


def person_of(key: str):
    """The person named "meister-12"; refused in words if there is none."""
    parts = parts_of(key)
    person = parts and MODELS[parts[0]].objects.filter(pk=parts[1]).first()
    if person is None:
        raise TransitionDenied("選んだ人が見つかりません。画面を開き直して選んでください。")
    return person


def people_of(keys: Iterable[str]) -> dict:
    """key → person for those of ``keys`` that exist (at most three queries)."""
    wanted: dict[str, set[int]] = {}
    for kind, pk in filter(None, map(parts_of, keys)):
        wanted.setdefault(kind, set()).add(pk)
    return {
        person_key(person): person
        for kind, pks in wanted.items()
        for person in MODELS[kind].objects.filter(pk__in=pks)
    }
