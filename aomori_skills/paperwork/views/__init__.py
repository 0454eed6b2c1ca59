"""Pages of the papers, and the answer that hands a stored file over."""

from aomori_skills.paperwork.views.downloads import send_attachment

__all__ = ["send_attachment"]
