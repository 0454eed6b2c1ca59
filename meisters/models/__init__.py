"""Tables of plan area 1: recruiting and certification."""

from meisters.models.application import ApplicationStep, CertificationApplication, RuleOverride
from meisters.models.application_parts import (
    ApplicationDocument,
    InstructionRecord,
    PracticePeriod,
    PublicationConsent,
    Qualification,
)
from meisters.models.batch import ApplicationRound, BatchFile, BatchItem, BatchStep, SubmissionBatch
from meisters.models.briefing import BriefedMeister, Briefing
from meisters.models.candidate import Candidate, CandidateStep
from meisters.models.closed_year import ClosedYear
from meisters.models.confirmation import Confirmation, ConfirmationCall, ConfirmationRound
from meisters.models.course import Course, CourseStep, Participation
from meisters.models.deleted import DeletedApplication
from meisters.models.meister import Meister, MeisterStep, MeisterTrade
from meisters.models.meister_parts import (
    BankAccount,
    DateAvailability,
    MeisterConsent,
    OtherTitle,
    WeekdayAvailability,
)
from meisters.models.planned_visit import PlannedVisit
from meisters.models.publication import ConsentPaper, PublicSheetExport
from meisters.models.register_import import RegisterImport
from meisters.models.visit import Visit, VisitStaff, VisitTrade
from meisters.models.visit_person import VisitPerson

__all__ = [
    "ApplicationDocument",
    "ApplicationRound",
    "ApplicationStep",
    "BankAccount",
    "BatchFile",
    "BatchItem",
    "BatchStep",
    "BriefedMeister",
    "Briefing",
    "Candidate",
    "CandidateStep",
    "CertificationApplication",
    "ClosedYear",
    "Confirmation",
    "ConfirmationCall",
    "ConfirmationRound",
    "ConsentPaper",
    "Course",
    "CourseStep",
    "DateAvailability",
    "DeletedApplication",
    "InstructionRecord",
    "Meister",
    "MeisterConsent",
    "MeisterStep",
    "MeisterTrade",
    "OtherTitle",
    "Participation",
    "PlannedVisit",
    "PracticePeriod",
    "PublicSheetExport",
    "PublicationConsent",
    "Qualification",
    "RegisterImport",
    "RuleOverride",
    "SubmissionBatch",
    "Visit",
    "VisitPerson",
    "VisitStaff",
    "VisitTrade",
    "WeekdayAvailability",
]
