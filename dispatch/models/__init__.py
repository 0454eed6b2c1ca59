"""Tables of plan area 2: consultation, survey, request."""

from dispatch.models.consultation import Consultation
from dispatch.models.request import DispatchRequest, RequestStep
from dispatch.models.request_parts import RequestMaterial, RequestOverride, WishedDate
from dispatch.models.survey import DemandSurvey, SurveyAddressee, SurveyProposal, SurveyWish

__all__ = [
    "Consultation",
    "DemandSurvey",
    "DispatchRequest",
    "RequestMaterial",
    "RequestOverride",
    "RequestStep",
    "SurveyAddressee",
    "SurveyProposal",
    "SurveyWish",
    "WishedDate",
]
