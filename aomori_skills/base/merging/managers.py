"""The manager that leaves merged rows out."""

from django.db import models


def kept_rows(queryset: type[models.QuerySet], owner: str = "") -> models.Manager:
    """A manager with the methods of ``queryset``, over rows that were not merged into another.

    With ``owner``, the field of the record that a row is part of: over rows of such records.
    """
    merged = f"{owner}__merged_into" if owner else "merged_into"

    class KeptManager(models.Manager.from_queryset(queryset)):
        def get_queryset(self):
            return super().get_queryset().filter(**{f"{merged}__isnull": True})

    return KeptManager()
