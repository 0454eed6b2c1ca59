"""Organizations among which the addressees of a wave are chosen."""

from django.db.models import Exists, OuterRef, Q, Subquery
from django.db.models.functions import Greatest
from django.utils import timezone

from aomori_skills.office.models import Contact, Organization
from dispatch.models import Consultation, DemandSurvey, SurveyAddressee
from meisters.models import Visit

NOWHERE = Q(email="", has_contact_mail=False, address="")
"""Of ``places_for``: nothing can be sent there."""


def places_for(survey: DemandSurvey):
    """Those not closed, with the newest contact, whether they are in the wave and have a mail."""
    visits = Visit.objects.filter(organization=OuterRef("pk")).order_by("-visited_on")
    talks = Consultation.objects.filter(organization=OuterRef("pk")).order_by("-consulted_on")
    known = SurveyAddressee.with_merged.filter(survey=survey, organization=OuterRef("pk"))
    people = Contact.objects.on(timezone.localdate()).filter(organization=OuterRef("pk"))
    return (
        Organization.objects.current()
        .for_listing()
        .annotate(
            last_contact=Greatest(
                Subquery(visits.values("visited_on")[:1]),
                Subquery(talks.values("consulted_on")[:1]),
            ),
            is_taken=Exists(known),
            has_contact_mail=Exists(people.exclude(email="")),
        )
        .order_by("kana", "name", "pk")
    )
