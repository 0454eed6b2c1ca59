"""Rows that come with the product, known again whatever the office has made of them."""

from django.db import models


class ShippedModel(models.Model):
    """A master of which rows are shipped; ``shipped_key`` is the name under which one was."""

    shipped_key = models.CharField(
        "出荷時の名称", max_length=250, null=True, blank=True, unique=True, editable=False
    )

    class Meta:
        abstract = True
