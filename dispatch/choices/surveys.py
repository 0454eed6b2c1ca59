"""Closed lists of the 派遣希望調査."""

from django.db.models import TextChoices


class AddresseeGroup(TextChoices):
    """調査先: the three groups of the plan, 2(1)."""

    EDUCATION = "education", "教育訓練機関"
    TRADE_BODY = "trade_body", "職種別団体"
    FIRM = "firm", "事業所"


class AddresseeState(TextChoices):
    """What is stored about one addressee; how it stands with it follows (``Standing``)."""

    UNSENT = "unsent", "未送付"
    SENT = "sent", "送付"
    UNDELIVERABLE = "undeliverable", "宛先不明"
    REPLIED = "replied", "回答"
    DECLINED = "declined", "辞退"


class Standing(TextChoices):
    """How it stands today, with the letter or mail that has left; computed, never stored."""

    UNSENT = "unsent", "未送付"
    SENT = "sent", "送付"
    UNANSWERED = "unanswered", "未回答"
    UNDELIVERABLE = "undeliverable", "宛先不明"
    REPLIED = "replied", "回答"
    DECLINED = "declined", "辞退"


class ProposalState(TextChoices):
    """What became of a wish or of a proposed person; computed, never stored."""

    OPEN = "open", "未対応"
    TAKEN_UP = "taken_up", "対応済"
    DROPPED = "dropped", "見送り"
