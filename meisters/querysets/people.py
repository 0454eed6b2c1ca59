"""Questions about candidates and meisters, in the office's words."""

from datetime import date

from django.db.models import Q

from aomori_skills.base.kana import digits
from aomori_skills.office.querysets import SearchableQuerySet
from meisters.choices import CandidateState, MeisterState


class PersonQuerySet(SearchableQuerySet):
    """For tables with the person's columns."""

    def same_person(self, person):
        """Rows with the same kana and birth date, or the same telephone number."""
        condition = Q(pk__in=())
        if person.birth_date and person.family_kana:
            condition |= Q(
                birth_date=person.birth_date,
                family_kana=person.family_kana,
                given_kana=person.given_kana,
            )
        for number in {digits(person.phone), digits(person.mobile)} - {""}:
            condition |= Q(phone_digits__contains=number)
        return self.filter(condition)


class CandidateQuerySet(PersonQuerySet):
    def for_listing(self):
        return self.select_related("employer", "trade", "met_at", "owner")

    def open(self):
        return self.filter(state=CandidateState.OPEN)

    def to_contact(self, *, by: date):
        """Open candidates whose next contact is due by the day ``by``."""
        return self.open().filter(next_contact_on__lte=by)


class MeisterQuerySet(PersonQuerySet):
    def active(self):
        return self.filter(state=MeisterState.ACTIVE)

    def in_trade(self, trade):
        return self.filter(trades__trade=trade).distinct()

    def in_region(self, region: str):
        """Who works in the region, as far as they have said."""
        return self.filter(regions__contains=[region])

    def for_listing(self):
        return self.select_related("employer").prefetch_related(
            "trades__trade", "trades__operation"
        )

    def for_page(self):
        return self.select_related("municipality", "employer__municipality", "application")

    def for_register(self):
        """With everything that the register's workbook holds."""
        return self.select_related("municipality", "employer__municipality").prefetch_related(
            "trades__trade", "trades__operation", "weekdays", "consents", "titles"
        )

    def _holds(self, word: str) -> Q:
        return super()._holds(word) | Q(number__icontains=word)
