"""The nouns that every area shares."""

from aomori_skills.office.models.feeds import CalendarFeed
from aomori_skills.office.models.mergers import Merger, ToldApart
from aomori_skills.office.models.organizations import Contact, Department, Organization
from aomori_skills.office.models.people import ApproverDelegation, User
from aomori_skills.office.models.places import ClosedDay, Municipality
from aomori_skills.office.models.profile import OfficeProfile
from aomori_skills.office.models.submissions import SubmittedForm
from aomori_skills.office.models.trades import FormerTradeName, Operation, Trade
from aomori_skills.office.models.year_rules import YearRule

__all__ = [
    "ApproverDelegation",
    "CalendarFeed",
    "ClosedDay",
    "Contact",
    "Department",
    "FormerTradeName",
    "Merger",
    "Municipality",
    "OfficeProfile",
    "Operation",
    "Organization",
    "SubmittedForm",
    "ToldApart",
    "Trade",
    "User",
    "YearRule",
]
