"""What plan area 1 counts, in the order of the plan."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Indicator:
    """One counted thing; each counts in the month of its own day.

    ``distinct`` marks 実: somebody met in two months counts in both, and once in the year.
    """

    name: str
    label: str
    unit: str
    item: str
    distinct: bool = False


RECRUITING = "1（1）開拓"
EXPLAINING = "1（2）説明"
COLLECTING = "1（3）申請の取りまとめ"
TRAINING = "1（4）研修・登録"

INDICATORS = (
    Indicator("visits", "開拓訪問", "回", RECRUITING),
    Indicator("explaining_visits", "うち制度を説明した訪問（延べ）", "回", RECRUITING),
    Indicator("organizations", "制度を説明した企業・団体（実）", "団体", RECRUITING, distinct=True),
    Indicator("candidates", "候補者の登録", "人", RECRUITING),
    Indicator("explained", "制度を説明した候補者", "人", RECRUITING),
    Indicator("briefings", "説明を受けたマイスター（延べ）", "人", EXPLAINING),
    Indicator("briefed", "説明を受けたマイスター（実）", "人", EXPLAINING, distinct=True),
    Indicator("applications", "認定申請", "件", COLLECTING),
    Indicator("withdrawn", "うち取下げ", "件", COLLECTING),
    Indicator("certified", "認定", "件", COLLECTING),
    Indicator("rejected", "不認定", "件", COLLECTING),
    Indicator("courses", "指導技法等講習の開催", "回", TRAINING),
    Indicator("required", "受講対象（必須）", "人", TRAINING),
    Indicator("required_attended", "出席（必須）", "人", TRAINING),
    Indicator("required_completed", "修了（必須）", "人", TRAINING),
    Indicator("optional", "受講対象（任意）", "人", TRAINING),
    Indicator("optional_attended", "出席（任意）", "人", TRAINING),
    Indicator("optional_completed", "修了（任意）", "人", TRAINING),
    Indicator("unclear", "受講対象（区分未確認）", "人", TRAINING),
    Indicator("unclear_attended", "出席（区分未確認）", "人", TRAINING),
    Indicator("unclear_completed", "修了（区分未確認）", "人", TRAINING),
    Indicator("center_courses", "センターの研修・発表会", "回", TRAINING),
    Indicator("asked", "活動継続の確認の依頼", "人", TRAINING),
    Indicator("answered", "活動継続の確認の回答", "人", TRAINING),
)
BY_NAME = {one.name: one for one in INDICATORS}

ACTIVE = Indicator("active", "活動可のマイスター（月末現在）", "人", TRAINING)
"""A number of people at a time, not of things done: it has no sum."""
