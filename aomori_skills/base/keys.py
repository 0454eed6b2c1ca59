"""What counts as a key of a record among what a browser sends."""

LONGEST_KEY = 18


def is_key(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= LONGEST_KEY


def keys_of(texts) -> list[int]:
    """The keys among ``texts``; what is none is passed over."""
    return [int(text) for text in texts if is_key(text)]
