"""Applications that were deleted as drafts: what the history kept of them."""

from meisters.models.application import CertificationApplication

_Event = CertificationApplication.events.rel.related_model


class DeletedApplication(_Event):
    """An event of the history as a record with a Japanese name."""

    class Meta:
        proxy = True
        verbose_name = "削除された認定申請"
        verbose_name_plural = "削除された認定申請"
        ordering = ("-pgh_id",)
