"""Lists of personal data: whoever takes one out says why, and it is written down."""

from functools import partial

from aomori_skills.base.listing import list_page
from aomori_skills.paperwork import list_exports
from aomori_skills.paperwork.choices import Purpose
from aomori_skills.paperwork.services import disclosures

disclosed_list_page = partial(
    list_page,
    personal=True,
    purposes=tuple(Purpose.labels),
    record=disclosures.record,
    later=list_exports.later,
)
"""``base.listing.list_page`` for a list of personal data; the same arguments otherwise."""
