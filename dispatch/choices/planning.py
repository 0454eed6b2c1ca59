"""Closed lists of the plan of a dispatch and of the days before it."""

from django.db.models import TextChoices


class MeetingWay(TextChoices):
    """How the 事前打合せ was held."""

    VISIT = "visit", "訪問"
    PHONE = "phone", "電話"
    ONLINE = "online", "オンライン"
    EMAIL = "email", "メール"


class DayItem(TextChoices):
    """What has to be settled before the day."""

    VENUE = "venue", "会場・控室"
    TOOLS = "tools", "工具・機械"
    POWER = "power", "電源・動力"
    MATERIALS = "materials", "材料の手配"
    CLOTHING = "clothing", "服装・保護具"
    INSURANCE = "insurance", "受講者の保険"
    PHOTO = "photo", "写真の同意"
    CONTACT = "contact", "当日の連絡先"


class Readiness(TextChoices):
    """Unknown is never ready."""

    READY = "ready", "済"
    NOT_NEEDED = "not_needed", "不要"
    OPEN = "open", "未確認"


class NoticeTo(TextChoices):
    """To whom a decision is told."""

    CLIENT = "client", "依頼元"
    INSTRUCTOR = "instructor", "指導者"
