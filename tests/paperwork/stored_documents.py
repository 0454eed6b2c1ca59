"""The files of documents as they lie on the disk."""

from aomori_skills.paperwork.models import OfficialDocument
from aomori_skills.paperwork.services import files


def stored_files() -> set[str]:
    return set(files._files_below(OfficialDocument.FOLDER))
