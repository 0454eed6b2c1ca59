"""Closed lists of the papers."""

from django.db.models import TextChoices


class DocumentKind(TextChoices):
    """What an official document does; a 事務連絡 has neither number nor seal."""

    SUBMISSION = "submission", "提出"
    NOTICE = "notice", "通知"
    REQUEST = "request", "依頼"
    TRANSMITTAL = "transmittal", "送付"
    REPLY = "reply", "回答"
    INQUIRY = "inquiry", "照会"
    REPORT = "report", "報告"
    INVITATION = "invitation", "案内"
    DECISION = "decision", "決定"
    ACCEPTANCE = "acceptance", "承諾"
    APPOINTMENT = "appointment", "委嘱"
    MEMO = "memo", "事務連絡"
    CERTIFICATE = "certificate", "修了証"
    OTHER = "other", "その他"


class Medium(TextChoices):
    """In which form personal data left the system."""

    EXCEL = "excel", "Excel"
    PRINT = "print", "印刷"
    PDF = "pdf", "PDF"
    ZIP = "zip", "ZIP"
    SCREEN = "screen", "画面"
    FILE = "file", "添付ファイル"


class Purpose(TextChoices):
    """Why personal data left the system; その他 is explained in words."""

    CENTER = "center", "センターへの提出・報告"
    ARRANGEMENT = "arrangement", "派遣の調整・連絡"
    MEETING = "meeting", "会議・打合せの資料"
    REVIEW = "review", "内部での確認・点検"
    PERSON = "person", "本人への交付"
    PAYMENT = "payment", "支払の事務"
    AUDIT = "audit", "監査・検査への対応"
    OTHER = "other", "その他"


class JobState(TextChoices):
    """How far a long act has come."""

    WAITING = "waiting", "待機中"
    RUNNING = "running", "処理中"
    DONE = "done", "完了"
    FAILED = "failed", "失敗"
    CANCELLED = "cancelled", "取消"


class Channel(TextChoices):
    """How a message reaches its addressee."""

    EMAIL = "email", "メール"
    LETTER = "letter", "文書（郵送・手渡し）"


class MessageState(TextChoices):
    DRAFT = "draft", "下書き"
    SCHEDULED = "scheduled", "予約"
    SENT = "sent", "送信済"
    FAILED = "failed", "失敗"
    CANCELLED = "cancelled", "取消"
