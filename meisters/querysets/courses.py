"""Questions about courses and who attends them, in the office's words."""

from django.db import models

from aomori_skills.base import fiscal_year
from meisters.choices import CourseKind, CourseState


class CourseQuerySet(models.QuerySet):
    def in_fiscal_year(self, year: int):
        return self.filter(starts_on__range=fiscal_year.days(year))

    def ours(self):
        return self.filter(kind=CourseKind.TEACHING)

    def held(self):
        return self.filter(state=CourseState.HELD)


class ParticipationQuerySet(models.QuerySet):
    def completed(self):
        return self.filter(completed_on__isnull=False)
