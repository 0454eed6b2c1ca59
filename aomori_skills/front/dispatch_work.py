"""What waits in plan area 2: its lists, and the tasks found in them."""

from aomori_skills.front.counting import Listed
from aomori_skills.front.task import Task
from dispatch.choices import ProposalState
from dispatch.filters import asks as of_asks
from dispatch.filters import consultations as of_consultations
from dispatch.filters import preparation as of_preparation
from dispatch.filters import requests as of_requests
from dispatch.filters import sessions as of_sessions
from dispatch.filters import surveys as of_surveys
from dispatch.models import (
    Ask,
    Consultation,
    DispatchRequest,
    Session,
    SurveyAddressee,
    SurveyProposal,
    SurveyWish,
)
from dispatch.querysets import preparation

CONSULTATIONS = Listed(
    "dispatch:consultation_list",
    of_consultations.ConsultationFilter,
    Consultation.objects.for_listing(),
    owner="author",
    permission="dispatch.view_consultations",
)
ADDRESSEES = Listed(
    "dispatch:addressee_list",
    of_surveys.AddresseeFilter,
    SurveyAddressee.objects.all(),
    owner="survey__owner",
    permission="dispatch.view_surveys",
)
WISHES = Listed(
    "dispatch:wish_list",
    of_surveys.WishFilter,
    SurveyWish.objects.of_kept(),
    owner="addressee__survey__owner",
    permission="dispatch.view_surveys",
)
PROPOSALS = Listed(
    "dispatch:proposal_list",
    of_surveys.ProposalFilter,
    SurveyProposal.objects.of_kept(),
    owner="addressee__survey__owner",
    permission="dispatch.view_surveys",
)
REQUESTS = Listed(
    "dispatch:request_list",
    of_requests.RequestFilter,
    DispatchRequest.objects.for_listing(),
    permission="dispatch.view_requests",
)
SESSIONS = Listed(
    "dispatch:session_list",
    of_sessions.SessionFilter,
    Session.objects.for_listing(),
    owner="request__owner",
    permission="dispatch.view_requests",
)
PREPARATION = Listed(
    "dispatch:preparation_list",
    of_preparation.PreparationFilter,
    preparation.preparing(),
    owner="staff",
    permission="dispatch.view_requests",
    whose=preparation.of_staff,
)
ASKS = Listed(
    "dispatch:ask_list",
    of_asks.AskFilter,
    Ask.objects.for_listing(),
    owner="request__owner",
    permission="dispatch.view_requests",
)
CONSULTATION_TASKS = (
    Task(
        "consultations_late",
        "次の対応の期日を過ぎた相談",
        {"scope": of_consultations.LATE},
        urgent=True,
    ),
    Task(
        "consultations_week",
        "次の対応が今日から7日以内の相談",
        {"scope": of_consultations.WEEK},
    ),
)
ADDRESSEE_TASKS = (
    Task(
        "surveys_unanswered",
        "回答期限を過ぎた派遣希望調査の未回答",
        {"scope": of_surveys.OVERDUE},
        urgent=True,
    ),
)
WISH_TASKS = (
    Task("wishes_open", "派遣依頼にしていない派遣の希望", {"scope": ProposalState.OPEN.value}),
)
PROPOSAL_TASKS = (
    Task("proposals_open", "候補者にしていない推薦", {"scope": ProposalState.OPEN.value}),
)
EXCEPTIONS = Task(
    "requests_exception",
    "承認者の例外を待つ派遣依頼",
    {"scope": of_requests.EXCEPTION},
    urgent=True,
)
AWAITING = Task(
    "requests_awaiting",
    "決定を待っている派遣依頼",
    {"scope": of_requests.RUNNING, "state": "awaiting"},
)
REQUEST_TASKS = (
    Task(
        "requests_late",
        "申込み期限を過ぎて受付のままの派遣依頼",
        {"scope": of_requests.LATE},
        urgent=True,
    ),
    EXCEPTIONS,
    AWAITING,
    Task(
        "requests_sent_back",
        "差し戻された派遣依頼",
        {"scope": of_requests.SENT_BACK},
        urgent=True,
    ),
    Task(
        "requests_notice",
        "決定通知を送っていない派遣依頼",
        {"scope": of_requests.NOTICE},
        urgent=True,
    ),
    Task(
        "requests_called_off",
        "取りやめのお知らせを送っていない派遣依頼",
        {"scope": of_requests.CALLED_OFF},
        urgent=True,
    ),
    Task(
        "requests_start",
        "最初の指導日が来て実施中にしていない派遣依頼",
        {"scope": of_requests.START},
    ),
    Task(
        "requests_finish",
        "最後の指導日が終わって実施済みにしていない派遣依頼",
        {"scope": of_requests.FINISH},
    ),
    Task(
        "requests_new",
        "調整を始めていない派遣依頼",
        {"scope": of_requests.RUNNING, "state": "received"},
    ),
)
SESSION_TASKS = (
    Task(
        "sessions_without_lead",
        "2週間以内で指導者が確定していない指導日",
        {"scope": of_sessions.SOON},
        urgent=True,
    ),
    Task(
        "sessions_unattended",
        "2週間以内で立会職員が決まっていない指導日",
        {"scope": of_sessions.UNATTENDED},
    ),
)
PREPARATION_TASKS = (
    Task(
        "days_to_prepare",
        "確認の期限が来て、準備が済んでいない指導日",
        {"scope": of_preparation.DUE},
        urgent=True,
    ),
)
ASK_TASKS = (
    Task("asks_overdue", "回答期限を過ぎた打診", {"scope": of_asks.OVERDUE}, urgent=True),
    Task("asks_no_consent", "派遣承諾書が届いていない承諾", {"scope": of_asks.NO_CONSENT}),
)
TASKS = (
    (CONSULTATIONS, CONSULTATION_TASKS),
    (ADDRESSEES, ADDRESSEE_TASKS),
    (WISHES, WISH_TASKS),
    (PROPOSALS, PROPOSAL_TASKS),
    (REQUESTS, REQUEST_TASKS),
    (SESSIONS, SESSION_TASKS),
    (ASKS, ASK_TASKS),
    (PREPARATION, PREPARATION_TASKS),
)
