"""Marking in a text what was searched for, though it may be written in other letters."""

from django.utils.html import format_html, format_html_join

from aomori_skills.base.kana import fold, words


def highlight(text: str, searched: str):
    """``text`` with every hit of the words of ``searched`` in <mark>."""
    marked = [False] * len(text)
    for word in words(searched):
        for first, last in _hits(text, word):
            marked[first:last] = [True] * (last - first)
    return format_html_join("", "{}", ((piece,) for piece in _pieces(text, marked)))


def _hits(text: str, word: str):
    """Spans of ``text`` that fold to ``word``."""
    for first in range(len(text)):
        if not fold(text[first]):
            continue  # a space does not begin a hit
        for last in range(first + 1, len(text) + 1):
            folded = fold(text[first:last])
            if folded == word:
                yield first, last
            if len(folded) >= len(word):
                break


def _pieces(text: str, marked: list[bool]):
    start = 0
    for end in range(1, len(text) + 1):
        if end == len(text) or marked[end] != marked[start]:
            piece = text[start:end]
            yield format_html("<mark>{}</mark>", piece) if marked[start] else piece
            start = end
