"""Papers as PDF: official letters, tables and application forms, with the fonts inside.

``render`` turns any template that extends ``templates/pdf/paper.html`` into bytes; ``letter``,
``table`` and ``form`` do so from a declaration. A value the office has not set yet is a
``Missing``: it prints visibly, and what carries one can't be issued.
"""

from aomori_skills.base.pdf.forms import FormField, FormSection, form, tick
from aomori_skills.base.pdf.letters import Contact, Item, Letter, Seal, letter
from aomori_skills.base.pdf.missing import Missing, MissingValues, missing_values
from aomori_skills.base.pdf.press import can_be_merged, letters, merged, pages_of
from aomori_skills.base.pdf.rendering import CONTENT_TYPE, Pdf, ResourceRefused, render
from aomori_skills.base.pdf.tables import table

__all__ = [
    "CONTENT_TYPE",
    "Contact",
    "FormField",
    "FormSection",
    "Item",
    "Letter",
    "Missing",
    "MissingValues",
    "Pdf",
    "ResourceRefused",
    "Seal",
    "can_be_merged",
    "form",
    "letter",
    "letters",
    "merged",
    "missing_values",
    "pages_of",
    "render",
    "table",
    "tick",
]
