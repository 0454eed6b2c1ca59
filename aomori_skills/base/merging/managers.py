"""The manager that leaves merged rows out."""

from django.db import models


def kept_rows(queryset: type[models.QuerySet]) -> models.Manager:
    """A manager with the methods of ``queryset``, over rows that were not merged into another."""

    class KeptManager(models.Manager.from_queryset(queryset)):
        def get_queryset(self):
            return super().get_queryset().filter(merged_into__isnull=True)

    return KeptManager()
