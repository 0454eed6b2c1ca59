"""Rows that a link names in its query: ``?organization=12``."""

from aomori_skills.base.keys import keys_of


def wanted_row(request, name: str, rows):
    """The row among ``rows`` that the address names, or None."""
    keys = keys_of([request.GET.get(name, "")])
    return rows.filter(pk__in=keys).first()
