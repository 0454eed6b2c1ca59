"""What the checklist judges: code and name of each item, each written once."""

from django.db.models import TextChoices


class CheckItem(TextChoices):
    """要件チェック: what is judged, in the order of the checklist."""

    CRITERIA = "criteria", "認定基準"
    GROUND = "ground", "資格要件"
    TRADE = "trade", "認定対象職種"
    PRACTICE = "practice", "実務経験"
    INSTRUCTION = "instruction", "実技指導経験"
    HEAD_JUDGEMENT = "head_judgement", "コーナー長の判断"
    RECOMMENDATION = "recommendation", "第三者の推薦"
    PUBLICATION = "publication", "公表への同意"
    WILLING = "willing", "活動する意欲・能力"
    BASICS = "basics", "本人の情報"
    APPLIED_ON = "applied_on", "申請日"
    JURISDICTION = "jurisdiction", "申請先の都道府県"
    PAPERS = "papers", "申請書類"
    LICENCE = "licence", "職業訓練指導員免許"
    TEXTS = "texts", "公表用の文章"
    DOUBLES = "doubles", "重複の確認"

    @property
    def named(self) -> tuple[str, str]:
        """Code and name, as a Verdict begins."""
        return self.value, str(self.label)
