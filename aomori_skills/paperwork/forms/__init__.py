"""Forms of the papers, and the field through which every file comes in."""

from aomori_skills.paperwork.forms.files import AttachmentField, ReasonForm

__all__ = ["AttachmentField", "ReasonForm"]
