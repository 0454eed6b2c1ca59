"""Tables of plan area 2: consultation, survey, request, sessions and who goes, plan, decision."""

from dispatch.models.ask import Ask, AskedSession
from dispatch.models.assignment import Acknowledgement, Assignment
from dispatch.models.cancel_notice import CancelNotice
from dispatch.models.consultation import Consultation
from dispatch.models.decision import DecisionNotice, PlanVersion
from dispatch.models.instructors import Assistant, SkilledWorker
from dispatch.models.planning import DayCheck, DispatchPlan, PriorMeeting, Trainee
from dispatch.models.request import DispatchRequest, RequestStep
from dispatch.models.request_file import RequestFile
from dispatch.models.request_parts import (
    RequestMaterial,
    RequestOverride,
    RequestTrade,
    WishedDate,
)
from dispatch.models.session import Session
from dispatch.models.survey import DemandSurvey
from dispatch.models.survey_addressee import SurveyAddressee
from dispatch.models.survey_answer import SurveyProposal, SurveyWish
from dispatch.models.survey_reply import ReplyFile

__all__ = [
    "Acknowledgement",
    "Ask",
    "AskedSession",
    "Assignment",
    "Assistant",
    "CancelNotice",
    "Consultation",
    "DayCheck",
    "DecisionNotice",
    "DemandSurvey",
    "DispatchPlan",
    "DispatchRequest",
    "PlanVersion",
    "PriorMeeting",
    "ReplyFile",
    "RequestFile",
    "RequestMaterial",
    "RequestOverride",
    "RequestStep",
    "RequestTrade",
    "Session",
    "SkilledWorker",
    "SurveyAddressee",
    "SurveyProposal",
    "SurveyWish",
    "Trainee",
    "WishedDate",
]
