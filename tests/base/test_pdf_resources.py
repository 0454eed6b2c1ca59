"""Papers: what they may fetch, and that a refusal harms no other paper."""

import pytest
from PIL import ImageFile

from aomori_skills.base import pdf
from aomori_skills.base.pdf import engine
from tests.base.papers import LETTER


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "FILE:///etc/passwd",
        "http://127.0.0.1:1/x.png",
        "https://example.com/x.png",
        "ftp://example.com/x.png",
        "data:image/png;base64,iVBORw0KGgo=",
        "static:../manage.py",
        "static:css/../../aomori_skills/settings.py",
        "static:/etc/passwd.png",
        "static:",
        "static:nothing.css",
        "font:/etc/passwd.otf",
        "font:../NotoSerifJP-Regular.otf",
        "font:Other.otf",
        "javascript:alert(1)",
    ],
)
def test_everything_but_own_files_is_refused(url):
    with pytest.raises(pdf.ResourceRefused) as refusal:
        engine.OwnFilesFetcher().fetch(url)
    assert str(refusal.value) == f"PDFで使えないファイルです：{url}"


def test_own_files_are_served():
    css = engine.OwnFilesFetcher().fetch("static:css/pdf.css")
    font = engine.OwnFilesFetcher().fetch("font:NotoSansJP-Regular.otf")
    assert css.content_type == "text/css"
    assert b"Paper Serif" in css.read()
    assert font.read()[:4] == b"OTTO"


@pytest.mark.parametrize(
    "html",
    [
        '<img src="http://127.0.0.1:1/x.png">',
        '<img src="file:///etc/hostname">',
        '<link rel="stylesheet" href="file:///etc/passwd">',
        '<link rel="attachment" href="file:///etc/passwd">',
        '<a rel="attachment" href="file:///etc/passwd">x</a>',
        "<style>@import url(http://127.0.0.1:1/x.css);</style>",
        "<style>@font-face { font-family: X; src: url(file:///etc/passwd) }</style>",
        '<p style="background: url(http://127.0.0.1:1/x.png)">x</p>',
        '<svg width="9" height="9"><image href="file:///etc/passwd" width="9" height="9"/></svg>',
        '<object data="http://127.0.0.1:1/x.svg"></object>',
        '<embed src="data:image/svg+xml,<svg/>">',
    ],
)
def test_a_page_that_asks_for_a_foreign_file_is_not_printed(html):
    with pytest.raises(pdf.ResourceRefused):
        engine.write(f"<html><body>{html}</body></html>")


def test_after_a_refusal_the_next_paper_prints():
    with pytest.raises(pdf.ResourceRefused):
        engine.write('<img src="file:///etc/passwd">')
    assert pdf.letter(LETTER).pages == 1


def test_printing_does_not_make_damaged_uploads_acceptable():
    pdf.letter(LETTER)
    assert ImageFile.LOAD_TRUNCATED_IMAGES is False
