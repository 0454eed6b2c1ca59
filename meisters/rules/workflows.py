"""The arrows between states: candidate, application, bundle, meister."""

from aomori_skills.base.workflow import Transition, Workflow
from meisters.choices import ApplicationState as A
from meisters.choices import BatchState, CandidateState, CourseState, MeisterState

EDIT = "meisters.edit_applications"
APPROVE_PERMISSION = "meisters.approve_applications"
BATCHES = "meisters.edit_batches"

RECEIVE = Transition("receive", "受け付ける", "受付", (A.DRAFT,), A.RECEIVED, EDIT, primary=True)
CONFIRM = Transition(
    "confirm", "要件を確認済みにする", "要件確認", (A.RECEIVED,), A.CHECKED, EDIT, primary=True
)
REQUEST_APPROVAL = Transition(
    "request_approval", "承認を依頼する", "承認依頼", (A.CHECKED,), A.AWAITING, EDIT, primary=True
)
APPROVE = Transition(
    "approve", "承認する", "承認", (A.AWAITING,), A.APPROVED, APPROVE_PERMISSION, primary=True
)
SEND_BACK = Transition(
    "send_back",
    "差し戻す",
    "差戻し",
    (A.AWAITING,),
    A.DRAFT,
    APPROVE_PERMISSION,
    comment_required=True,
)
PULL_BACK = Transition("pull_back", "引き戻す", "引き戻し", (A.AWAITING,), A.DRAFT, EDIT)
REOPEN = Transition(
    "reopen",
    "作成中に戻して修正する",
    "修正のための戻し",
    (A.RECEIVED, A.CHECKED, A.APPROVED),
    A.DRAFT,
    EDIT,
    comment_required=True,
)
SUBMIT = Transition(
    "submit", "センターへ提出する", "センター提出", (A.APPROVED,), A.SUBMITTED, BATCHES
)
CANCEL_SUBMISSION = Transition(
    "cancel_submission",
    "提出を取り消す",
    "提出取消",
    (A.SUBMITTED,),
    A.APPROVED,
    BATCHES,
    comment_required=True,
)
INQUIRE = Transition(
    "inquire",
    "照会を記録する",
    "センターからの照会",
    (A.SUBMITTED,),
    A.INQUIRY,
    BATCHES,
    comment_required=True,
)
ANSWER_INQUIRY = Transition(
    "answer_inquiry",
    "補正を提出する",
    "補正の提出",
    (A.INQUIRY,),
    A.SUBMITTED,
    EDIT,
    comment_required=True,
    primary=True,
)
CERTIFY = Transition(
    "certify", "認定を記録する", "認定", (A.SUBMITTED, A.INQUIRY), A.CERTIFIED, BATCHES
)
REJECT = Transition(
    "reject",
    "不認定を記録する",
    "不認定",
    (A.SUBMITTED, A.INQUIRY),
    A.REJECTED,
    BATCHES,
    comment_required=True,
)
CORRECT_REJECTION = Transition(
    "correct_rejection",
    "不認定の記録を取り消す",
    "不認定の記録の取消",
    (A.REJECTED,),
    A.SUBMITTED,
    APPROVE_PERMISSION,
    comment_required=True,
)
WITHDRAW = Transition(
    "withdraw",
    "取り下げる",
    "取下げ",
    (A.DRAFT, A.RECEIVED, A.CHECKED, A.AWAITING, A.APPROVED, A.SUBMITTED, A.INQUIRY),
    A.WITHDRAWN,
    EDIT,
    comment_required=True,
)

APPLICATION_WORKFLOW = Workflow(
    A,
    (
        RECEIVE,
        CONFIRM,
        REQUEST_APPROVAL,
        APPROVE,
        SEND_BACK,
        PULL_BACK,
        REOPEN,
        SUBMIT,
        CANCEL_SUBMISSION,
        INQUIRE,
        ANSWER_INQUIRY,
        CERTIFY,
        REJECT,
        CORRECT_REJECTION,
        WITHDRAW,
    ),
)
COMMENTED_TRANSITIONS = tuple(
    name for name, step in APPLICATION_WORKFLOW.transitions.items() if step.comment_required
)
BY_HAND = (
    RECEIVE,
    CONFIRM,
    REQUEST_APPROVAL,
    PULL_BACK,
    REOPEN,
    ANSWER_INQUIRY,
    CORRECT_REJECTION,
    WITHDRAW,
)
"""Steps taken on the application's own page; the others belong to the admin and the bundles."""

UNAPPROVED_STATES = (A.DRAFT, A.RECEIVED, A.CHECKED, A.AWAITING)
APPROVED_STATES = (A.APPROVED, A.SUBMITTED, A.INQUIRY, A.CERTIFIED, A.REJECTED)
ENDED_STATES = (A.CERTIFIED, A.REJECTED, A.WITHDRAWN)
EDITABLE_STATES = (A.DRAFT, A.RECEIVED, A.INQUIRY)
STEPPER = (
    A.DRAFT,
    A.RECEIVED,
    A.CHECKED,
    A.AWAITING,
    A.APPROVED,
    A.SUBMITTED,
    A.CERTIFIED,
)

C = CandidateState
CANDIDATES = "meisters.edit_candidates"
START = Transition(
    "start", "申請を始める", "申請開始", (C.OPEN,), C.APPLYING, CANDIDATES, primary=True
)
RETURN = Transition("return", "候補に戻す", "候補に戻し", (C.APPLYING,), C.OPEN, CANDIDATES)
REACH = Transition("reach", "認定済にする", "認定", (C.APPLYING,), C.CERTIFIED, BATCHES)
DECLINE = Transition(
    "decline", "見送る", "見送り", (C.OPEN,), C.DECLINED, CANDIDATES, comment_required=True
)
RESUME = Transition("resume", "候補に戻す", "候補に復帰", (C.DECLINED,), C.OPEN, CANDIDATES)
CANDIDATE_WORKFLOW = Workflow(C, (START, RETURN, REACH, DECLINE, RESUME))

B = BatchState
CLOSE = Transition("close", "結果入力を終える", "結果入力", (B.SENT,), B.ANSWERED, BATCHES)
REOPEN_BATCH = Transition("reopen", "結果入力を再開する", "再開", (B.ANSWERED,), B.SENT, BATCHES)
CANCEL = Transition(
    "cancel", "提出を取り消す", "提出取消", (B.SENT,), B.CANCELLED, BATCHES, comment_required=True
)
BATCH_WORKFLOW = Workflow(B, (CLOSE, REOPEN_BATCH, CANCEL))

M = MeisterState
MEISTERS = "meisters.edit_meisters"
MEISTER_WORKFLOW = Workflow(
    M,
    (
        Transition(
            "pause", "休止にする", "休止", (M.ACTIVE,), M.PAUSED, MEISTERS, comment_required=True
        ),
        Transition(
            "resume", "活動可に戻す", "活動再開", (M.PAUSED,), M.ACTIVE, MEISTERS, primary=True
        ),
        Transition(
            "resign",
            "辞退を記録する",
            "辞退",
            (M.ACTIVE, M.PAUSED),
            M.RESIGNED,
            MEISTERS,
            comment_required=True,
        ),
        Transition(
            "move",
            "転出を記録する",
            "転出",
            (M.ACTIVE, M.PAUSED),
            M.MOVED,
            MEISTERS,
            comment_required=True,
        ),
        Transition(
            "die",
            "死亡を記録する",
            "死亡",
            (M.ACTIVE, M.PAUSED, M.RESIGNED, M.MOVED),
            M.DECEASED,
            MEISTERS,
        ),
        Transition(
            "revoke",
            "認定の取消を記録する",
            "認定取消",
            (M.ACTIVE, M.PAUSED, M.RESIGNED, M.MOVED),
            M.REVOKED,
            APPROVE_PERMISSION,
            comment_required=True,
        ),
        Transition(
            "restore",
            "活動可に訂正する",
            "状態の訂正",
            (M.RESIGNED, M.MOVED, M.DECEASED, M.REVOKED),
            M.ACTIVE,
            APPROVE_PERMISSION,
            comment_required=True,
        ),
    ),
)
MEISTER_COMMENTED_TRANSITIONS = tuple(
    name for name, step in MEISTER_WORKFLOW.transitions.items() if step.comment_required
)

K = CourseState
COURSES = "meisters.edit_courses"
HOLD = Transition("hold", "実施済みにする", "実施", (K.PLANNED,), K.HELD, COURSES, primary=True)
REOPEN_COURSE = Transition(
    "reopen",
    "予定に戻す",
    "予定に戻し",
    (K.HELD, K.CANCELLED),
    K.PLANNED,
    COURSES,
    comment_required=True,
)
CANCEL_COURSE = Transition(
    "cancel", "中止にする", "中止", (K.PLANNED,), K.CANCELLED, COURSES, comment_required=True
)
COURSE_WORKFLOW = Workflow(K, (HOLD, REOPEN_COURSE, CANCEL_COURSE))
COURSE_COMMENTED = (REOPEN_COURSE.name, CANCEL_COURSE.name)
