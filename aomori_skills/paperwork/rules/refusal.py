"""The refusal of a file."""


class AttachmentRefused(Exception):
    """A file that can't come in; its text is a sentence that says what to do."""
