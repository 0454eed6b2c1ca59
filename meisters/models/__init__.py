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
from meisters.models.candidate import Candidate, CandidateStep
from meisters.models.deleted import DeletedApplication
from meisters.models.meister import Meister, MeisterStep, MeisterTrade
from meisters.models.meister_parts import (
    BankAccount,
    DateAvailability,
    MeisterConsent,
    OtherTitle,
    WeekdayAvailability,
)
from meisters.models.register_import import RegisterImport

__all__ = [
    "ApplicationDocument",
    "ApplicationRound",
    "ApplicationStep",
    "BankAccount",
    "BatchFile",
    "BatchItem",
    "BatchStep",
    "Candidate",
    "CandidateStep",
    "CertificationApplication",
    "DateAvailability",
    "DeletedApplication",
    "InstructionRecord",
    "Meister",
    "MeisterConsent",
    "MeisterStep",
    "MeisterTrade",
    "OtherTitle",
    "PracticePeriod",
    "PublicationConsent",
    "Qualification",
    "RegisterImport",
    "RuleOverride",
    "SubmissionBatch",
    "WeekdayAvailability",
]
