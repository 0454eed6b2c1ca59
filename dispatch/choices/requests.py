"""Closed lists of 派遣依頼."""

from decimal import Decimal

from django.db.models import TextChoices


class DispatchKind(TextChoices):
    """派遣の区分, in the order of the plan, 2(3) ア and イ."""

    PRACTICAL_FIRM = "practical_firm", "実技指導（中小企業・業界団体）"
    PRACTICAL_SCHOOL = "practical_school", "実技指導（工業高校等）"
    APPEAL_STATION = "appeal_station", "魅力発信（地域若者サポートステーション）"
    APPEAL_SCHOOL = "appeal_school", "魅力発信（小中学校等）"
    APPEAL_FACILITY = "appeal_facility", "魅力発信（公共施設・民間施設）"


class Purpose(TextChoices):
    TRADE_TEST = "trade_test", "技能検定の受検"
    COMPETITION = "competition", "技能競技大会"
    CLASS = "class", "授業・実習"
    NEW_STAFF = "new_staff", "新人の育成"
    IMPROVEMENT = "improvement", "技能の向上"
    EXPERIENCE = "experience", "ものづくり体験"


class RequestState(TextChoices):
    RECEIVED = "received", "受付"
    ADJUSTING = "adjusting", "調整中"
    AWAITING = "awaiting", "承認待ち"
    DECIDED = "decided", "決定"
    UNDERWAY = "underway", "実施中"
    HELD = "held", "実施済"
    SETTLED = "settled", "精算済"
    COMPLETED = "completed", "完了"
    CANCELLED = "cancelled", "取消"


class Side(TextChoices):
    """Whose doing a cancellation was."""

    CLIENT = "client", "依頼元の都合"
    MEISTER = "meister", "マイスターの都合"
    CORNER = "corner", "コーナーの都合"
    WEATHER = "weather", "天候・災害"


class ArrivedPaper(TextChoices):
    """Papers that came in and are kept with their request."""

    REQUEST = "request", "派遣依頼書"
    CONSENT = "consent", "派遣承諾書"
    ROSTER = "roster", "受講者名簿・写真の同意書"
    INSURANCE = "insurance", "保険の書類"
    OTHER = "other", "その他"


class TaxRate(TextChoices):
    """消費税率 of a material."""

    STANDARD = "10", "10％"
    REDUCED = "8", "8％（軽減）"
    NONE = "0", "対象外"

    @property
    def rate(self) -> Decimal:
        """As a factor (0.10)."""
        return Decimal(self.value) / 100
