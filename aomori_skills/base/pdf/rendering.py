"""From a template to the bytes of a PDF."""

from collections.abc import Mapping
from types import MappingProxyType

from django.template.loader import render_to_string

from aomori_skills.base.pdf.missing import Missing, missing_in_html, missing_values, unique

CONTENT_TYPE = "application/pdf"


class ResourceRefused(Exception):
    """A paper asked for a file that is not the project's own: a mistake in a template."""


class Pdf(bytes):
    """A finished PDF; knows its number of pages and which values are missing on it."""

    pages: int
    missing: tuple[Missing, ...]

    def __new__(cls, content: bytes, *, pages: int, missing: tuple[Missing, ...] = ()):
        pdf = super().__new__(cls, content)
        pdf.pages, pdf.missing = pages, missing
        return pdf


def render(
    template: str,
    context: dict,
    *,
    always_numbered: bool = False,
    long: bool = False,
    numbered: bool = True,
    pictures: Mapping[str, bytes] = MappingProxyType({}),
) -> Pdf:
    """The PDF of ``template``; the same context always gives the same bytes.

    Pages are numbered when there are two or more; ``always_numbered`` numbers a single page too.
    ``long`` says that two or more are likely, which saves laying the paper out twice; sheets that
    are handed out one by one are not ``numbered``. The template shows one of the ``pictures``
    (name → JPEG) as ``<img src="picture:name">``.
    """
    # weasyprint takes a second to import
    from aomori_skills.base.pdf import engine

    html = render_to_string(template, context)
    missing = unique((*missing_values(context), *missing_in_html(html)))
    content, pages = engine.write(
        html,
        always_numbered=always_numbered,
        long=long,
        numbered=numbered,
        pictures=pictures,
    )
    return Pdf(content, pages=pages, missing=missing)
