"""文例: the wording of the office's letters and mails, with placeholders for what differs."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from aomori_skills.base import history
from aomori_skills.base.conflict import VersionedModel
from aomori_skills.paperwork.choices import DocumentKind


@history.tracked(exclude=("placeholders", "shipped"))
class MessageTemplate(VersionedModel):
    """Wording that 承認者 edits; an area declares the template and what it may hold.

    ``placeholders`` is the area's declaration, refreshed by ``setup``: a list of
    ``{"name": 氏名, "note": what it is, "sample": an example}``. ``shipped`` is the wording with
    which the office began, to which it can return.
    """

    code = models.SlugField("コード", max_length=40, unique=True, editable=False)
    name = models.CharField("名称", max_length=60)
    kind = models.CharField("文書の種類", max_length=20, choices=DocumentKind)
    numbered = models.BooleanField("文書番号を付ける", default=True)
    subject = models.CharField("件名", max_length=200)
    body = models.TextField("本文", max_length=5000)
    items = models.TextField("記書き", blank=True, max_length=3000)
    placeholders = models.JSONField("差し込む項目", default=list, editable=False)
    shipped = models.JSONField("元の文例", default=dict, editable=False)
    edited_at = models.DateTimeField("編集日時", null=True, blank=True, editable=False)

    class Meta:
        verbose_name = "文例"
        verbose_name_plural = "文例"
        ordering = ("name", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(numbered=False) | ~Q(kind=DocumentKind.MEMO),
                name="template_memo_has_no_number",
                violation_error_message="事務連絡には文書番号を付けられません。",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("paperwork:template_detail", args=(self.pk,))

    @property
    def is_as_shipped(self) -> bool:
        return all(getattr(self, name) == text for name, text in self.shipped.items())
