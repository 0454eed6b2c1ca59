"""Many letters at once: two processes lay them out while the caller keeps what is finished."""

import multiprocessing
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor

from aomori_skills.base.pdf.letters import Letter, letter
from aomori_skills.base.pdf.rendering import Pdf

FEW = 20
"""So many are laid out one after the other, also by a process with threads, which must not fork."""

PROCESSES = 2
AT_A_TIME = 5


def letters(all_of_them: Sequence[Letter], *, draft: bool = False) -> Iterator[Pdf]:
    """The PDF of each letter, in their order, each as ``letter`` gives it."""
    if len(all_of_them) <= FEW:
        yield from (letter(one, draft=draft) for one in all_of_them)
        return
    # a forked process has fonts, templates and settings at hand; it never asks the database
    context = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(PROCESSES, mp_context=context) as pool:
        jobs = [(one, draft) for one in all_of_them]
        for content, pages, missing in pool.map(_written, jobs, chunksize=AT_A_TIME):
            yield Pdf(content, pages=pages, missing=missing)


def _written(job: tuple[Letter, bool]) -> tuple[bytes, int, tuple]:
    one, draft = job
    made = letter(one, draft=draft)
    return bytes(made), made.pages, made.missing
