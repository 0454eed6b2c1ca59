"""Papers, files and the log of what left the system."""

from aomori_skills.paperwork.models.attachments import Attachment
from aomori_skills.paperwork.models.disclosures import DisclosureLog
from aomori_skills.paperwork.models.documents import NumberSeries, OfficialDocument
from aomori_skills.paperwork.models.jobs import Job
from aomori_skills.paperwork.models.outgoing import (
    MessageAttachment,
    MessageBatch,
    MessageStep,
    OutgoingMessage,
)
from aomori_skills.paperwork.models.stored_file import FileDamaged, StoredFile
from aomori_skills.paperwork.models.templates import MessageTemplate

__all__ = [
    "Attachment",
    "DisclosureLog",
    "FileDamaged",
    "Job",
    "MessageAttachment",
    "MessageBatch",
    "MessageStep",
    "MessageTemplate",
    "NumberSeries",
    "OfficialDocument",
    "OutgoingMessage",
    "StoredFile",
]
