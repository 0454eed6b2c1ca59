"""WeasyPrint behind one door: own fonts, own style sheet, and no file but our own.

Import it only where a PDF is made: WeasyPrint is heavy.
"""

import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from threading import Lock
from types import MappingProxyType

import pylopdf_fonts_jp
from django.contrib.staticfiles import finders
from PIL import ImageFile
from weasyprint import CSS, HTML, images
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from aomori_skills.base.pdf.rendering import ResourceRefused

FONTS = {path.name: path for path in (pylopdf_fonts_jp.sans_path(), pylopdf_fonts_jp.serif_path())}
CONTENT_TYPES = {
    ".css": "text/css",
    ".jpg": "image/jpeg",
    ".otf": "font/otf",
    ".png": "image/png",
    ".svg": "image/svg+xml",
}
PAGE_NUMBERS = '@page { @bottom-center { content: counter(page) " / " counter(pages) } }'

# Importing ``images`` tells Pillow to pass over damage in every picture of the process, uploads
# included; take that back.
assert images
ImageFile.LOAD_TRUNCATED_IMAGES = False

# Pango's font map is shared by all papers of a process and must not be used by two threads at once.
_one_at_a_time = Lock()


class OwnFilesFetcher(URLFetcher):
    """Answers ``static:css/pdf.css`` and ``font:NotoSansJP-Regular.otf``; refuses everything else.

    ``picture:name`` is one of the ``pictures`` (name → JPEG) that the paper was given. A refusal
    stops the rendering, so a paper is never printed with a hole in it.
    """

    def __init__(self, pictures: Mapping[str, bytes] = MappingProxyType({})):
        super().__init__(allowed_protocols=(), allow_redirects=False, fail_on_errors=True)
        self.pictures = pictures
        self.refused: list[str] = []

    def fetch(self, url, headers=None):
        scheme, _, name = url.partition(":")
        if scheme == "picture" and name in self.pictures:
            kind = {"Content-Type": "image/jpeg"}
            return URLFetcherResponse(url, self.pictures[name], kind)
        path = _own_file(url)
        if path is None or path.suffix not in CONTENT_TYPES:
            self.refused.append(url)
            raise ResourceRefused(refusal(url))
        kind = {"Content-Type": CONTENT_TYPES[path.suffix]}
        return URLFetcherResponse(url, path.read_bytes(), kind)


def write(
    html: str,
    *,
    always_numbered: bool = False,
    long: bool = False,
    numbered: bool = True,
    pictures: Mapping[str, bytes] = MappingProxyType({}),
) -> tuple[bytes, int]:
    """The PDF of ``html`` and its number of pages.

    Pages are numbered if there are two or more, unless ``numbered`` says that they never are.
    """
    fetcher = OwnFilesFetcher(pictures)
    try:
        with _one_at_a_time:
            if numbered:
                written = _write(html, fetcher, always_numbered, long)
            else:
                document = _layout(html, fetcher, numbered=False)
                written = document.write_pdf(), len(document.pages)
    except FatalURLFetchingError as error:
        raise ResourceRefused(refusal(fetcher.refused[0])) from error
    if fetcher.refused:  # WeasyPrint passes over what fails inside an SVG
        raise ResourceRefused(refusal(fetcher.refused[0]))
    return written


def refusal(url: str) -> str:
    """Why the paper is not printed, for the log."""
    return f"PDFで使えないファイルです：{url[:200]}"


def _write(html, fetcher, always_numbered, long):
    numbered = always_numbered or long
    document = _layout(html, fetcher, numbered=numbered)
    if not always_numbered and numbered != (len(document.pages) > 1):
        document = _layout(html, fetcher, numbered=not numbered)
    return document.write_pdf(), len(document.pages)


def _layout(html, fetcher, *, numbered):
    source = HTML(string=html, url_fetcher=fetcher)
    return source.render(stylesheets=_sheets(numbered=numbered), font_config=_fonts(os.getpid()))


class Fonts(FontConfiguration):
    """Fonts in a folder of their own, which only the process that made it takes away.

    Without this, a forked worker that ends would take the fonts from those that go on.
    """

    def __init__(self):
        super().__init__()
        self._process = os.getpid()

    def __del__(self):
        if os.getpid() == self._process:
            super().__del__()


def _sheets(*, numbered: bool) -> list[CSS]:
    fonts = _fonts(os.getpid())
    own = _css(Path(finders.find("css/pdf.css")).read_text("utf-8"), fonts)
    return [own, _css(PAGE_NUMBERS, fonts)] if numbered else [own]


@cache
def _fonts(process: int) -> Fonts:
    return Fonts()


@cache
def _css(text: str, fonts: Fonts) -> CSS:
    return CSS(string=text, font_config=fonts, url_fetcher=OwnFilesFetcher())


def _own_file(url: str) -> Path | None:
    scheme, _, name = url.partition(":")
    if scheme == "font":
        return FONTS.get(name)
    if scheme == "static" and name and ".." not in name and not name.startswith("/"):
        found = finders.find(name)
        return Path(found) if found else None
    return None
