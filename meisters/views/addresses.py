"""Rows that a link names in its query: ``?organization=12``."""

from meisters.forms.keys import is_key


def wanted_row(request, name: str, rows):
    """The row among ``rows`` that the address names, or None."""
    key = request.GET.get(name, "")
    if not is_key(key):
        return None
    return rows.filter(pk=int(key)).first()
