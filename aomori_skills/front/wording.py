"""文例 of every area, taken in at ``setup``."""

from aomori_skills.paperwork import papers
from aomori_skills.paperwork.services import templates
from dispatch.papers.templates import TEMPLATES as DISPATCH
from meisters.papers.templates import TEMPLATES as MEISTERS

TEMPLATES = (*papers.TEMPLATES, *MEISTERS, *DISPATCH)


def load() -> int:
    """Take in what is declared; return the number of new ones."""
    return templates.load(TEMPLATES)
