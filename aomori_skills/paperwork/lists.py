"""Lists of personal data: every Excel and print leaves a line in the log."""

from aomori_skills.base.listing import list_page
from aomori_skills.paperwork.choices import Purpose
from aomori_skills.paperwork.services import disclosures


def disclosed_list_page(request, **declaration):
    """``list_page`` for personal data: asks for the purpose and records what left the system."""
    return list_page(
        request,
        personal=True,
        record=disclosures.record,
        purposes=tuple(Purpose.labels),
        **declaration,
    )
