"""Acts that may take long: module-level functions that the worker finds by their path."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.module_loading import import_string

from aomori_skills.base.excel_input import WorkbookError
from aomori_skills.base.pdf import MissingValues
from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.paperwork.models import FileDamaged
from aomori_skills.paperwork.rules.refusal import AttachmentRefused

REFUSALS = (TransitionDenied, AttachmentRefused, FileDamaged, MissingValues, WorkbookError)
"""Refusals whose text is a sentence for the user; an act may name more of its own."""


@dataclass(frozen=True)
class LongAct:
    """A function of (progress, **params); ``refusals`` are those with a sentence for the user."""

    work: Callable
    refusals: tuple[type[Exception], ...] = REFUSALS

    @property
    def path(self) -> str:
        return f"{self.work.__module__}.{self.work.__qualname__}"

    def __call__(self, progress, **params):
        return self.work(progress, **params)


def long_act(*refusals: type[Exception]):
    """Decorate the function of a long act; name further refusals with sentences for the user."""

    def decorate(work: Callable) -> LongAct:
        return LongAct(work, (*REFUSALS, *refusals))

    return decorate


def act_at(path: str) -> LongAct:
    """The act that a row names."""
    act = import_string(path)
    if not isinstance(act, LongAct):
        raise ImportError(f"{path} is no long act.")
    return act
