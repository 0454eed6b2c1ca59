"""Rows that a link names in its query: ``?organization=12``."""

LONGEST_KEY = 18


def wanted_row(request, name: str, rows):
    """The row among ``rows`` that the address names, or None."""
    key = request.GET.get(name, "")
    if not (key.isascii() and key.isdecimal() and len(key) <= LONGEST_KEY):
        return None
    return rows.filter(pk=int(key)).first()
