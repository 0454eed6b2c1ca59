"""指導技法等講習: who must attend and who may."""

from aomori_skills.base.verdict import Outcome, Verdict
from meisters.choices import Licence

SOURCE = "推進計画1(2)・1(4)"


def course_obligation(licence: str) -> Verdict:
    """必須 without 職業訓練指導員免許, 任意 with it, unknown while nobody has asked."""
    texts = {
        Licence.HELD: (Outcome.NO, "任意（職業訓練指導員免許があります）"),
        Licence.NOT_HELD: (Outcome.YES, "必須（職業訓練指導員免許がありません）"),
        Licence.UNKNOWN: (Outcome.UNKNOWN, "未確認（免許の有無を確認してください）"),
    }
    outcome, text = texts[Licence(licence)]
    return Verdict("course", "指導技法等講習", outcome, text, SOURCE, hard=False)


def obligation_word(licence: str) -> str:
    """必須, 任意 or 未確認, for lists."""
    words = {Licence.HELD: "任意", Licence.NOT_HELD: "必須", Licence.UNKNOWN: "未確認"}
    return words[Licence(licence)]
