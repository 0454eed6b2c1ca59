"""Closed lists of 説明, 講習 and 活動継続の確認."""

from django.db.models import TextChoices


class BriefingWay(TextChoices):
    """How it was told; of 説明文書 each message says itself whether it is a letter or a mail."""

    GROUP = "group", "集合説明会"
    MEETING = "meeting", "面談"
    PHONE = "phone", "電話"
    POST = "post", "郵送"
    EMAIL = "email", "メール"
    LETTERS = "letters", "説明文書"


class BriefingTopic(TextChoices):
    """説明事項 of plan item 1(2)."""

    CONDITIONS = "conditions", "活動条件"
    REPORTING = "reporting", "指導実施後の報告"
    COURSE = "course", "指導技法等講習の受講"


class Confirming(TextChoices):
    """How a person confirmed that the explanation was understood."""

    SIGNED = "signed", "確認書に署名"
    ORAL = "oral", "口頭で確認"
    REPLIED = "replied", "返信で確認"


class CourseKind(TextChoices):
    """講習・研修; the first is run by the corner, the others by the center."""

    TEACHING = "teaching", "指導技法等講習"
    TRAINER = "trainer", "講師養成研修"
    EXCHANGE = "exchange", "事例発表・意見交換会"


class CourseState(TextChoices):
    PLANNED = "planned", "予定"
    HELD = "held", "実施済"
    CANCELLED = "cancelled", "中止"


class Obligation(TextChoices):
    """受講区分: both are recorded; unknown while nobody has asked for the licence."""

    REQUIRED = "required", "必須"
    OPTIONAL = "optional", "任意"
    UNKNOWN = "unknown", "未確認"


class CourseReply(TextChoices):
    PENDING = "pending", "未回答"
    COMING = "coming", "出席"
    NOT_COMING = "not_coming", "欠席"


class Attendance(TextChoices):
    UNKNOWN = "unknown", "未入力"
    ATTENDED = "attended", "出席"
    PARTLY = "partly", "一部出席"
    ABSENT = "absent", "欠席"


class StillActive(TextChoices):
    """活動継続の確認: the answer of one year."""

    PENDING = "pending", "未回答"
    CONTINUE = "continue", "活動を続ける"
    PAUSE = "pause", "休止したい"
    RESIGN = "resign", "辞退したい"
