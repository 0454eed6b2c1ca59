"""統合: which record of a person or organization went into which, and which two stay two."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from aomori_skills.base import history, wareki


@history.tracked()
class Merger(models.Model):
    """The one entry that the history of the kept record shows.

    ``moved`` is a list of ``{"label": 訪問, "count": 3}``; each moved row has its own history.
    ``taken`` is a list of ``{"label": 電話番号, "before": "", "after": 017-…}``: what the kept
    record took over from the lost one.
    """

    model = models.CharField("種類", max_length=60)
    kept_id = models.PositiveBigIntegerField("残した記録の番号")
    lost_id = models.PositiveBigIntegerField("統合した記録の番号")
    kept_words = models.CharField("残した記録", max_length=200)
    lost_words = models.CharField("統合した記録", max_length=200)
    moved = models.JSONField("移した内容", default=list)
    taken = models.JSONField("変わった項目", default=list)
    reason = models.CharField("理由", max_length=200)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="統合した人",
    )
    at = models.DateTimeField("日時", default=timezone.now)

    class Meta:
        verbose_name = "統合の記録"
        verbose_name_plural = "統合の記録"
        ordering = ("-at", "-pk")
        indexes = [models.Index(fields=("model", "kept_id"), name="merger_kept")]
        constraints = [
            models.UniqueConstraint(fields=("model", "lost_id"), name="merged_once"),
            models.CheckConstraint(condition=~Q(kept_id=F("lost_id")), name="merger_of_two"),
            models.CheckConstraint(condition=~Q(reason=""), name="merger_has_reason"),
        ]

    def __str__(self):
        return f"{self.lost_words}を{self.kept_words}に統合"


@history.tracked()
class ToldApart(models.Model):
    """Two records that look double and are not: 重複の疑い leaves them out.

    The older key stands first. What is taken back is deleted; its history remains.
    """

    model = models.CharField("種類", max_length=60)
    first_id = models.PositiveBigIntegerField("先に登録した記録の番号")
    second_id = models.PositiveBigIntegerField("後に登録した記録の番号")
    reason = models.CharField("理由", max_length=200)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="確認した人",
    )
    at = models.DateTimeField("日時", default=timezone.now)

    class Meta:
        verbose_name = "別人・別の団体の確認"
        verbose_name_plural = "別人・別の団体の確認"
        ordering = ("-at", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=("model", "first_id", "second_id"), name="told_apart_once"
            ),
            models.CheckConstraint(
                condition=Q(first_id__lt=F("second_id")), name="told_apart_in_order"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="told_apart_has_reason"),
        ]

    def __str__(self):
        day = wareki.format_date(timezone.localdate(self.at))
        return f"{day} {self.by}：{self.reason}"
