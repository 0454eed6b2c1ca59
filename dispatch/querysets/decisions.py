"""Questions about decided plans, in the office's words."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Case, Count, Exists, F, Func, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Cast, Coalesce, Concat

from aomori_skills.paperwork.choices import MessageState
from dispatch.choices import RequestState, SessionState
from dispatch.rules.plan_content import CLIENT

VALID = Q(message__document__voided_at=None)
SENT = VALID & Q(message__state=MessageState.SENT)
DRAFTED = VALID & ~Q(message__state=MessageState.CANCELLED)
"""Notices that have left, and those that are on their way at least."""


class PlanVersionQuerySet(models.QuerySet):
    def latest_of_each(self):
        """The newest version of each request."""
        newer = self.model._base_manager.filter(
            request=models.OuterRef("request"), number__gt=models.OuterRef("number")
        )
        return self.filter(~models.Exists(newer))

    def in_force(self, year: int):
        """The newest versions of the year's requests: in force until the next one, or 取消."""
        rows = self.filter(request__fiscal_year=year)
        return rows.exclude(request__state=RequestState.CANCELLED).latest_of_each()

    def with_cancelled(self):
        """In ``cancelled`` the keys of the days cancelled by now."""
        from dispatch.models import Session  # models import this module

        gone = Session.objects.filter(request=OuterRef("request"), state=SessionState.CANCELLED)
        name = Concat(Value("session-"), Cast("pk", models.CharField()))
        keys = gone.order_by().values_list(name)
        return self.annotate(cancelled=ArraySubquery(keys))

    def lacking(self, notices: Q):
        """Somebody whom the version concerns has none of such ``notices``."""
        key = Case(When(person="", then=Value(CLIENT)), default=F("person"))
        concerned = Func(
            OuterRef("content__notify"),
            key,
            function="jsonb_exists",
            output_field=models.BooleanField(),
        )
        of_notices = self.model._meta.get_field("notices").related_model._base_manager
        standing = of_notices.filter(notices, superseded=False)
        told = standing.filter(concerned, version=OuterRef("pk")).order_by()
        told = told.values("version").annotate(number=Count("person", distinct=True))
        due = Func(
            F("content__notify"),
            function="jsonb_array_length",
            output_field=models.IntegerField(),
        )
        again = standing.filter(
            version=OuterRef(OuterRef("pk")), person=OuterRef("person"), pk__gt=OuterRef("pk")
        )
        overtaken = of_notices.filter(
            ~Exists(again), version__request=OuterRef("request"), superseded=True
        )
        rows = self.annotate(due=due, told=Coalesce(Subquery(told.values("number")), 0))
        return rows.filter(Q(told__lt=F("due")) | Exists(overtaken))

    def for_page(self):
        return self.select_related("approved_by", "approved_for").order_by("-number")
