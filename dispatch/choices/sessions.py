"""Closed lists of 指導日, 打診 and the people who go."""

from django.db.models import TextChoices


class SessionState(TextChoices):
    PLANNED = "planned", "予定"
    CANCELLED = "cancelled", "中止"


PASSED = "passed", "実施日を過ぎました"
"""What the state of a planned session reads once its day is over: nobody knows yet how it went."""


class InstructorRole(TextChoices):
    """役割: whose work the rates and the papers depend on."""

    LEAD = "lead", "主たる指導者"
    FURTHER = "further", "指導者"
    ASSISTANT = "assistant", "補助員"


INSTRUCTORS = (InstructorRole.LEAD, InstructorRole.FURTHER)
"""Who teaches: all but the helpers."""


class AssignmentState(TextChoices):
    """仮 holds a place in the plan; only 確定 keeps the person from other places."""

    TENTATIVE = "tentative", "仮"
    CONFIRMED = "confirmed", "確定"
    RELEASED = "released", "解除"


class AskState(TextChoices):
    """打診."""

    PREPARED = "prepared", "打診前"
    ASKED = "asked", "打診中"
    ACCEPTED = "accepted", "承諾"
    DECLINED = "declined", "辞退"
    WITHDRAWN = "withdrawn", "取りやめ"


class Ground(TextChoices):
    """What makes a 熟練技能者 eligible where no meister is."""

    TRADE_TEST = "trade_test", "技能検定（特級・1級・単一等級）"
    PRACTICE = "practice", "実務経験"
    CONTEST = "contest", "全国大会等の成績"


class SoftConflict(TextChoices):
    """What does not forbid a booking but has to be acknowledged with a reason."""

    TRAVEL = "travel", "移動時間"
    CLOSED_DAY = "closed_day", "休業日"
    AVAILABILITY = "availability", "都合"
    COURSE = "course", "指導技法等講習"
    ELIGIBILITY = "eligibility", "熟練技能者の資格"
    YEARLY_CAP = "yearly_cap", "年間の派遣回数"
