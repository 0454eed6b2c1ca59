"""Names of what a request is checked against."""

from django.db.models import TextChoices


class RequestItem(TextChoices):
    """項目 of the year's rules for a dispatch, in the order of the check."""

    RULES = "rules", "年度の基準"
    KIND = "kind", "派遣の区分と依頼元"
    TRADE = "trade", "対象職種"
    DEADLINE = "deadline", "申込みの期限"
    SESSIONS = "sessions", "年間の指導回数"
    YEAR_HOURS = "year_hours", "年間の指導時間"
    YEAR_PEOPLE = "year_people", "年間の受講者数"
    YEAR_MATERIALS = "year_materials", "年間の材料費"
    HOURS = "hours", "1回の時間"
    AGES = "ages", "受講者の年齢"
    MATERIALS = "materials", "材料費"
    FIRM_SIZE = "firm_size", "中小企業"
    SUBSIDY = "subsidy", "他の補助金等との重複"
    PHOTO = "photo", "写真の同意"
    INSURANCE = "insurance", "受講者の保険"

    @property
    def named(self) -> tuple[str, str]:
        """Code and name, as a Verdict begins."""
        return self.value, str(self.label)
