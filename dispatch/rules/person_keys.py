"""One name for a person of any of the three kinds, for addresses, forms and letters."""

import re

KINDS = {"meister": "meister", "skilledworker": "skilled", "assistant": "assistant"}
"""Word of the key for each model."""
COLUMNS = {"meister": "meister", "skilled": "skilled_worker", "assistant": "assistant"}
"""Column of an assignment or ask for each word."""
PEOPLE = tuple(COLUMNS.values())
KIND_WORDS = {"meister": "マイスター", "skilled": "熟練技能者", "assistant": "補助員"}
KEY = re.compile(r"(meister|skilled|assistant)-([0-9]{1,9})")


def person_key(person) -> str:
    """meister-12, skilled-3 or assistant-5."""
    return f"{kind_of(person)}-{person.pk}"


def kind_of(person) -> str:
    """meister, skilled or assistant."""
    return KINDS[person._meta.model_name]


def kind_word(person) -> str:
    return KIND_WORDS[kind_of(person)]


def columns(person) -> dict:
    """The three columns of an assignment or ask: exactly one is set."""
    kind = kind_of(person)
    return {column: person if word == kind else None for word, column in COLUMNS.items()}


def who(row) -> tuple[str, int]:
    """The person of an assignment or ask without loading them: ("meister", 12)."""
    keys = ((column, getattr(row, f"{column}_id")) for column in PEOPLE)
    return next((column, key) for column, key in keys if key is not None)


def parts_of(key: str) -> tuple[str, int] | None:
    """("meister", 12) of "meister-12"; None for anything else."""
    found = KEY.fullmatch(key)
    return (found[1], int(found[2])) if found else None
