"""Tables of plan area 2: consultation, survey, request."""

from dispatch.models.consultation import Consultation
from dispatch.models.request import DispatchRequest, RequestStep
from dispatch.models.request_parts import RequestMaterial, RequestOverride, WishedDate
from dispatch.models.survey import DemandSurvey
from dispatch.models.survey_addressee import SurveyAddressee
from dispatch.models.survey_answer import SurveyProposal, SurveyWish
from dispatch.models.survey_reply import ReplyFile

__all__ = [
    "Consultation",
    "DemandSurvey",
    "DispatchRequest",
    "ReplyFile",
    "RequestMaterial",
    "RequestOverride",
    "RequestStep",
    "SurveyAddressee",
    "SurveyProposal",
    "SurveyWish",
    "WishedDate",
]
