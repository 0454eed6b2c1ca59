"""Files that were made for a bundle, kept as they were sent."""

from aomori_skills.paperwork.services import attachments
from meisters.models import BatchFile


def keep(
    batch, kind, content: bytes, name: str, content_type: str, *, by, application=None, letter=None
) -> BatchFile:
    """Keep one file; ``letter`` is the 回答文書 that a reply to an inquiry went with."""
    attachment = attachments.keep(content, name=name, content_type=content_type, by=by)
    return BatchFile.objects.create(
        batch=batch, kind=kind, application=application, attachment=attachment, letter=letter
    )
