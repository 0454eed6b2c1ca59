"""Closed lists of 相談・援助."""

from django.db.models import TextChoices


class ConsultationWay(TextChoices):
    """How the question came."""

    PHONE = "phone", "電話"
    CAME = "came", "来所"
    VISIT = "visit", "訪問"
    EMAIL = "email", "メール"
    FAX = "fax", "FAX"
    ONLINE = "online", "オンライン"


class NextState(TextChoices):
    """How far what was promised has come."""

    WAITING = "waiting", "対応待ち"
    DONE = "done", "済み"


class Theme(TextChoices):
    """What somebody asked the corner about."""

    DISPATCH = "dispatch", "マイスターの派遣"
    TRADE_TEST = "trade_test", "技能検定の受検指導"
    TRAINING = "training", "若手の育成・研修"
    CERTIFICATION = "certification", "マイスターの認定"
    EVENT = "event", "ものづくり体験・催し"
    COMPETITION = "competition", "技能競技大会"
    SUBSIDY = "subsidy", "助成制度"
    OTHER = "other", "その他"
