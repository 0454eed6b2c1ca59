"""Questions to the shared masters, in the office's words."""

from datetime import date

from django.contrib.auth.models import BaseUserManager
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery

from aomori_skills.base import fiscal_year
from aomori_skills.base.kana import FoldedText, digits, words
from aomori_skills.base.roles import Role
from aomori_skills.office.rules import Rulebook


class SearchableQuerySet(models.QuerySet):
    """For models with a generated ``search_text`` column (and perhaps ``phone_digits``)."""

    def search(self, text: str):
        """Rows holding every word of ``text``; width, kana and old characters don't matter."""
        rows = self
        for word in words(text):
            rows = rows.filter(self._holds(word))
        return rows

    def _holds(self, word: str) -> Q:
        condition = Q(search_text__contains=word)
        number = digits(word)
        if len(number) >= 4 and hasattr(self.model, "phone_digits"):
            condition |= Q(phone_digits__contains=number)
        return condition


def fold_and_search(rows, text: str, *fields: str):
    """``SearchableQuerySet.search`` for small tables that keep no ``search_text``."""
    rows = rows.alias(folded=FoldedText(*fields))
    for word in words(text):
        rows = rows.filter(folded__contains=word)
    return rows


class UserQuerySet(models.QuerySet):
    def search(self, text: str):
        names = ("family_name", "given_name", "family_kana", "given_kana", "username")
        return fold_and_search(self, text, *names)

    def in_service(self):
        return self.filter(is_active=True)

    def managers(self):
        """承認者 in their own right, still in service."""
        return self.in_service().filter(roles__contains=[Role.APPROVER])

    def possible_delegates(self):
        """担当 who may stand in for a manager; a manager needs no delegation."""
        staff = self.in_service().filter(roles__contains=[Role.STAFF])
        return staff.exclude(roles__contains=[Role.APPROVER])


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):
    def create_user(self, username, password=None, **fields):
        user = self.model(username=self.model.normalize_username(username), **fields)
        user.set_password(password)
        user.full_clean()
        user.save()
        return user

    def get_by_natural_key(self, username):
        return self.get(username=username)


class DatedQuerySet(SearchableQuerySet):
    """For rows with ``starts_on`` and ``ends_on`` (inclusive, open if empty)."""

    def on(self, day: date):
        return self.filter(
            Q(starts_on__isnull=True) | Q(starts_on__lte=day),
            Q(ends_on__isnull=True) | Q(ends_on__gte=day),
        )


class ContactQuerySet(DatedQuerySet):
    def staying(self, day: date):
        """Those who have not left before ``day``, the coming ones among them."""
        return self.exclude(ends_on__lt=day)


class DelegationQuerySet(DatedQuerySet):
    def for_listing(self):
        return self.select_related("manager", "delegate")

    def in_force(self, day: date):
        """Of managers who are still in service as 承認者: what they can't do, nobody does."""
        return self.on(day).filter(
            manager__is_active=True, manager__roles__contains=[Role.APPROVER]
        )

    def in_force_for(self, user, day: date):
        return self.in_force(day).filter(delegate=user)


class TradeQuerySet(SearchableQuerySet):
    """``search`` finds a trade by its former names too."""

    def _holds(self, word: str) -> Q:
        former = self.model._meta.get_field("former_names").related_model
        known_as = former.objects.filter(trade=OuterRef("pk"), search_text__contains=word)
        return super()._holds(word) | Q(Exists(known_as))

    def for_listing(self):
        return self.prefetch_related("former_names", "operations")

    def certifiable_on(self, day: date):
        """Trades in which a person may be certified on ``day``."""
        return self.filter(
            Q(certifiable_from__isnull=True) | Q(certifiable_from__lte=day),
            Q(certifiable_to__isnull=True) | Q(certifiable_to__gte=day),
        )


class OrganizationQuerySet(SearchableQuerySet):
    """``search`` finds an organization by its municipality and by the people there too."""

    def _holds(self, word: str) -> Q:
        contact = self.model._meta.get_field("contacts").related_model
        people = contact.objects.filter(organization=OuterRef("pk"), search_text__contains=word)
        in_place = Q(municipality__search_text__contains=word)
        return super()._holds(word) | in_place | Q(Exists(people))

    def current(self):
        return self.filter(ended_on__isnull=True)

    def for_listing(self):
        return self.select_related("municipality")


class ClosedDayQuerySet(models.QuerySet):
    def search(self, text: str):
        return fold_and_search(self, text, "reason")

    def reasons(self, first: date, last: date) -> dict[date, str]:
        """The office's own closed days from ``first`` to ``last``."""
        return dict(self.filter(day__range=(first, last)).values_list("day", "reason"))


class FeedQuerySet(models.QuerySet):
    def open(self):
        """Not taken back."""
        return self.filter(revoked_at__isnull=True)


class ProfileQuerySet(models.QuerySet):
    def on(self, day: date):
        """The office's name, address and head as of ``day``; None before the first row."""
        return self.filter(effective_from__lte=day).order_by("-effective_from").first()


class YearRuleQuerySet(models.QuerySet):
    def search(self, text: str):
        return fold_and_search(self, text, "rule", "area", "applies_to", "unit", "source")

    def in_fiscal_year(self, year: int):
        return self.filter(fiscal_year=year)

    def rulebook(self, area: str, day: date) -> Rulebook:
        """The rules of ``area`` in the version that judges ``day`` (one query)."""
        return self.rulebooks(area, day=day)[0]

    def rulebooks(self, *areas: str, day: date) -> list[Rulebook]:
        """The rules of each of ``areas``, in its own version that judges ``day`` (one query)."""
        year = fiscal_year.of(day)
        rows = list(
            self.filter(area__in=areas, fiscal_year__lte=year).order_by(
                "fiscal_year", "order", "pk"
            )
        )
        books = []
        for area in areas:
            version = max((row.fiscal_year for row in rows if row.area == area), default=None)
            own = (row for row in rows if row.area == area and row.fiscal_year == version)
            books.append(Rulebook(area, year, version, tuple(own)))
        return books

    def judging(self, area, year: str):
        """Within a subquery: the rows of ``area`` in the version that ``rulebook`` finds.

        ``area`` is a name or an ``OuterRef``; ``year`` names the column of the outer row.
        """
        versions = self.filter(
            area=OuterRef("area"), fiscal_year__lte=OuterRef(OuterRef(year))
        ).order_by("-fiscal_year")
        return self.filter(area=area, fiscal_year=Subquery(versions.values("fiscal_year")[:1]))

    def for_listing(self):
        return self.order_by(F("fiscal_year").desc(), "order", "pk")
