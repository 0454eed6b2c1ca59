"""面談者: the people met on a visit, some of whom become candidates."""

from django.db import models

from aomori_skills.base import history
from aomori_skills.office.models import Contact
from meisters.models.candidate import Candidate
from meisters.models.visit import Visit


@history.tracked()
class VisitPerson(models.Model):
    """面談者: as they were called on the day; ``contact`` if the master has them."""

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="people")
    contact = models.ForeignKey(
        Contact,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="登録済みの担当者",
    )
    candidate = models.ForeignKey(
        Candidate,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="met_as",
        verbose_name="登録した候補者",
        editable=False,
    )
    title = models.CharField("職名", max_length=50, blank=True)
    name = models.CharField("氏名", max_length=60)

    class Meta:
        verbose_name = "面談者"
        verbose_name_plural = "面談者"
        ordering = ("pk",)

    def __str__(self):
        return f"{self.title} {self.name}".strip()
