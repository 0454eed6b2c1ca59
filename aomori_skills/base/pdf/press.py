"""Many letters at once: two processes lay them out while the caller keeps what is finished."""

import contextlib
import multiprocessing
import os
import stat
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from io import BytesIO

from aomori_skills.base.pdf.letters import Letter, letter
from aomori_skills.base.pdf.rendering import Pdf

FEW = 20
"""So many are laid out one after the other, also by a process with threads, which must not fork."""

PROCESSES = 2
AT_A_TIME = 5
PAUSE = 1.0


def letters(all_of_them: Sequence[Letter], *, draft: bool = False) -> Iterator[Pdf]:
    """The PDF of each letter, in their order, each as ``letter`` gives it."""
    if len(all_of_them) <= FEW:
        yield from (letter(one, draft=draft) for one in all_of_them)
        return
    # a forked process has fonts, templates and settings at hand; it never asks the database
    context = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(
        PROCESSES, mp_context=context, initializer=_stand_alone, initargs=(os.getpid(),)
    ) as pool:
        sheets = [(one, draft) for one in all_of_them]
        for content, pages, missing in pool.map(_written, sheets, chunksize=AT_A_TIME):
            yield Pdf(content, pages=pages, missing=missing)


def merged(papers: Iterable[bytes]) -> bytes:
    """One PDF of all ``papers``, in their order."""
    from pypdf import PdfWriter  # takes a while to import

    writer = PdfWriter()
    for paper in papers:
        writer.append(BytesIO(paper), import_outline=False)
    joined = BytesIO()
    writer.write(joined)
    return joined.getvalue()


def pages_of(paper: bytes) -> list[bytes]:
    """Each page of ``paper`` as a PDF of its own."""
    from pypdf import PdfReader, PdfWriter  # takes a while to import

    sheets = []
    for page in PdfReader(BytesIO(paper)).pages:
        writer, stream = PdfWriter(), BytesIO()
        writer.add_page(page)
        writer.write(stream)
        sheets.append(stream.getvalue())
    return sheets


def can_be_merged(paper: bytes) -> bool:
    """Whether ``merged`` can take it: neither damaged nor behind a password."""
    from pypdf import PdfReader  # takes a while to import
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(BytesIO(paper))
        return not reader.is_encrypted and len(reader.pages) > 0
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return False


def _written(sheet: tuple[Letter, bool]) -> tuple[bytes, int, tuple]:
    one, draft = sheet
    made = letter(one, draft=draft)
    return bytes(made), made.pages, made.missing


def _stand_alone(parent: int) -> None:
    """Hold nothing of the parent's open, and end with it, however it ends.

    Otherwise the database would go on believing that a killed parent lives.
    """
    for name in os.listdir("/proc/self/fd"):
        with contextlib.suppress(OSError):
            if stat.S_ISSOCK(os.fstat(int(name)).st_mode):
                os.close(int(name))
    threading.Thread(target=_watch, args=(parent,), daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(PAUSE)
    os._exit(1)
