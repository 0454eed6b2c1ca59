"""Closed lists of 開拓."""

from django.db.models import TextChoices


class PlanState(TextChoices):
    """How a planned visit stands; computed, never stored."""

    PLANNED = "planned", "予定"
    VISITED = "visited", "実施"
    CANCELLED = "cancelled", "取りやめ"


class VisitWay(TextChoices):
    """How the office was in touch with an organization; only 訪問 counts as a visit."""

    VISIT = "visit", "訪問"
    CAME = "came", "来所"
    PHONE = "phone", "電話"
    ONLINE = "online", "オンライン"
    EMAIL = "email", "メール"


class Explained(TextChoices):
    """What was explained on a visit."""

    PURPOSE = "purpose", "制度の趣旨"
    CRITERIA = "criteria", "認定の要件"
    PROCEDURE = "procedure", "申請の手続"
    ACTIVITY = "activity", "活動の条件・謝金"
    DISPATCH = "dispatch", "マイスターの派遣の利用"
    OTHER = "other", "その他"


class VisitOutcome(TextChoices):
    """結果, as the visitor saw it."""

    CANDIDATE = "candidate", "候補者の紹介を受けた"
    POSITIVE = "positive", "前向きに検討"
    LATER = "later", "後日あらためて"
    NONE = "none", "該当者なし"
    DECLINED = "declined", "協力は難しい"
    ABSENT = "absent", "担当者不在"


ELSEWHERE = "県外・未確認"
"""圏域 of whom neither workplace nor home is known to lie in the prefecture."""
