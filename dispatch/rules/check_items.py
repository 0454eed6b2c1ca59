"""Names of what a request is checked against."""

from django.db.models import TextChoices


class RequestItem(TextChoices):
    """項目 of the year's rules for a dispatch."""

    DEADLINE = "deadline", "申込みの期限"
    SESSIONS = "sessions", "年間の指導回数"
    HOURS = "hours", "1回の時間"
    AGES = "ages", "受講者の年齢"
    MATERIALS = "materials", "材料費"
    FIRM_SIZE = "firm_size", "中小企業"
    SUBSIDY = "subsidy", "他の補助金等との重複"
    PHOTO = "photo", "写真の同意"
    INSURANCE = "insurance", "受講者の保険"
    TRADE = "trade", "対象職種"
