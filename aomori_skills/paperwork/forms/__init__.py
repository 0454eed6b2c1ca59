"""Forms of the papers, and the field through which every file comes in."""

from aomori_skills.paperwork.forms.files import AttachmentField

__all__ = ["AttachmentField"]
