"""Pages of the papers, and the answers that lead to a long act or hand a stored file over."""

from aomori_skills.paperwork.views.downloads import send_attachment, send_pdf
from aomori_skills.paperwork.views.job_steps import lead_to

__all__ = ["lead_to", "send_attachment", "send_pdf"]
