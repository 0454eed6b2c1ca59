"""What is said of a file that is refused."""

import pytest

from aomori_skills.paperwork.rules import attachments as rules
from aomori_skills.paperwork.rules.refusal import AttachmentRefused
from tests.factories.paperwork import uploaded

EXE = b"MZ\x90\x00\x03\x00\x00\x00" + b"\x00" * 500


def refusal(name: str, content: bytes) -> str:
    """The sentence with which the file is refused."""
    with pytest.raises(AttachmentRefused) as refused:
        rules.accept(uploaded(name, content))
    return str(refused.value)
