"""Tables of plan area 2: consultation, survey, request, sessions and the people who go."""

from dispatch.models.ask import Ask, AskedSession
from dispatch.models.assignment import Acknowledgement, Assignment
from dispatch.models.consultation import Consultation
from dispatch.models.instructors import Assistant, SkilledWorker
from dispatch.models.request import DispatchRequest, RequestStep
from dispatch.models.request_parts import RequestMaterial, RequestOverride, WishedDate
from dispatch.models.session import Session
from dispatch.models.survey import DemandSurvey, SurveyAddressee, SurveyProposal, SurveyWish

__all__ = [
    "Acknowledgement",
    "Ask",
    "AskedSession",
    "Assignment",
    "Assistant",
    "Consultation",
    "DemandSurvey",
    "DispatchRequest",
    "RequestMaterial",
    "RequestOverride",
    "RequestStep",
    "Session",
    "SkilledWorker",
    "SurveyAddressee",
    "SurveyProposal",
    "SurveyWish",
    "WishedDate",
]
