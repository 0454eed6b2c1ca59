"""Papers, files and the log of what left the system."""

from aomori_skills.paperwork.models.attachments import Attachment
from aomori_skills.paperwork.models.disclosures import DisclosureLog
from aomori_skills.paperwork.models.documents import NumberSeries, OfficialDocument
from aomori_skills.paperwork.models.stored_file import FileDamaged, StoredFile

__all__ = [
    "Attachment",
    "DisclosureLog",
    "FileDamaged",
    "NumberSeries",
    "OfficialDocument",
    "StoredFile",
]
