"""Forms that were sent, so that a double click saves once."""

from django.db import models

from aomori_skills.office.models.people import User


class SubmittedForm(models.Model):
    """One shown form, by the token it carried, and the page to which its first sending led."""

    token = models.UUIDField("送信番号", unique=True)
    by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+", verbose_name="利用者")
    at = models.DateTimeField("日時", auto_now_add=True, db_index=True)
    location = models.CharField("移動先", max_length=500, blank=True)

    class Meta:
        verbose_name = "送信済みの入力"
        verbose_name_plural = "送信済みの入力"

    def __str__(self):
        return str(self.token)
