"""Closed lists of people, applications and the register."""

from django.db.models import TextChoices


class CandidateState(TextChoices):
    OPEN = "open", "候補"
    APPLYING = "applying", "申請手続中"
    CERTIFIED = "certified", "認定済"
    DECLINED = "declined", "見送り"


class ApplicationState(TextChoices):
    DRAFT = "draft", "作成中"
    RECEIVED = "received", "受付"
    CHECKED = "checked", "要件確認済"
    AWAITING = "awaiting", "承認待ち"
    APPROVED = "approved", "承認"
    SUBMITTED = "submitted", "センター提出済"
    INQUIRY = "inquiry", "照会・補正"
    CERTIFIED = "certified", "認定"
    REJECTED = "rejected", "不認定"
    WITHDRAWN = "withdrawn", "取下げ"


class MeisterState(TextChoices):
    ACTIVE = "active", "活動可"
    PAUSED = "paused", "休止"
    RESIGNED = "resigned", "辞退"
    REVOKED = "revoked", "取消"
    MOVED = "moved", "転出"
    DECEASED = "deceased", "死亡"


class BatchState(TextChoices):
    SENT = "sent", "提出済"
    ANSWERED = "answered", "結果入力済"
    CANCELLED = "cancelled", "提出取消"


class Result(TextChoices):
    """The center's answer for one application of a batch."""

    PENDING = "pending", "回答待ち"
    CERTIFIED = "certified", "認定"
    REJECTED = "rejected", "不認定"
    INQUIRY = "inquiry", "照会"


class Answer(TextChoices):
    """Unknown is never "no"."""

    YES = "yes", "はい"
    NO = "no", "いいえ"
    UNKNOWN = "unknown", "未確認"


class Licence(TextChoices):
    HELD = "held", "あり"
    NOT_HELD = "not_held", "なし"
    UNKNOWN = "unknown", "未確認"


class Employment(TextChoices):
    EMPLOYED = "employed", "事業所に勤務している"
    SELF_EMPLOYED = "self_employed", "自営（事業主・一人親方）"
    RETIRED = "retired", "退職した・勤務先がない"
    UNKNOWN = "unknown", "未確認"


class Ground(TextChoices):
    """資格要件: why a person's skill is taken as proven."""

    SPECIAL_GRADE = "special_grade", "特級技能士"
    FIRST_GRADE = "first_grade", "1級技能士"
    SINGLE_GRADE = "single_grade", "単一等級技能士"
    HIGHLY_SKILLED = "highly_skilled", "高度熟練技能者"
    MASTER_CRAFTSPERSON = "master_craftsperson", "現代の名工（卓越した技能者）"
    ZENGIREN_MEISTER = "zengiren_meister", "全技連マイスター"
    SKILLS_MEDAL = "skills_medal", "技能五輪全国大会 銅賞以上"
    PREFECTURAL_AWARD = "prefectural_award", "県の表彰・認定（1級相当）"
    PRACTICAL_EXEMPT = "practical_exempt", "技能検定の実技試験免除者"
    SPECIAL_TABLE = "special_table", "別表の資格（電気溶接・電工・自動車工）"


class Relation(TextChoices):
    EMPLOYER_HEAD = "employer_head", "勤務先の代表者"
    TRADE_BODY = "trade_body", "業界団体・技能士会の代表者"
    THIRD_PARTY = "third_party", "その他の第三者（二親等以内の親族でない）"
    RELATIVE = "relative", "二親等以内の親族"
    UNKNOWN = "unknown", "未確認"


class PublicItem(TextChoices):
    """Items of the public database, each with its own consent."""

    NAME = "name", "氏名"
    TRADE = "trade", "認定職種"
    AREA = "area", "活動地域"
    EMPLOYER = "employer", "勤務先"
    QUALIFICATION = "qualification", "資格・受賞歴"
    PROFILE = "profile", "自己紹介・指導できる内容"
    PHOTO = "photo", "写真"


class Consent(TextChoices):
    AGREED = "agreed", "同意する"
    REFUSED = "refused", "同意しない"
    UNKNOWN = "unknown", "未確認"


class ConsentState(TextChoices):
    """How an item stands with a meister, who can also take a consent back."""

    AGREED = Consent.AGREED.value, Consent.AGREED.label
    REFUSED = Consent.REFUSED.value, Consent.REFUSED.label
    WITHDRAWN = "withdrawn", "撤回"
    UNKNOWN = Consent.UNKNOWN.value, Consent.UNKNOWN.label


class PaperKind(TextChoices):
    """What proves an answer about publication."""

    CONSENT = "consent", "同意書"
    WITHDRAWAL = "withdrawal", "撤回書"


class DocumentKind(TextChoices):
    """The papers of an application package."""

    SIGNED_FORM = "signed_form", "申請書（本人の署名済み）"
    RECOMMENDATION = "recommendation", "推薦書"
    CERTIFICATE = "certificate", "合格証書等の写し"
    EXPERIENCE_PROOF = "experience_proof", "実務・指導経験の証明"
    LICENCE_COPY = "licence_copy", "職業訓練指導員免許の写し"
    CONSENT_FORM = "consent_form", "公表同意書"
    PHOTO = "photo", "写真"
    OTHER = "other", "その他"


class Way(TextChoices):
    """How a paper or an answer reached the office."""

    BROUGHT = "brought", "持参"
    POST = "post", "郵送"
    FAX = "fax", "FAX"
    EMAIL = "email", "メール"
    PHONE = "phone", "電話"
    VISIT = "visit", "訪問時に受領"


class Category(TextChoices):
    """区分 as it was called on the day of certification; older ones stay as they were."""

    MEISTER = "meister", "ものづくりマイスター"
    MONOZUKURI = "monozukuri", "ものづくり分野（R6まで）"
    IT = "it", "IT分野（R6まで）"
    TECH = "tech", "テックマイスター（R6まで）"
    UNKNOWN = "unknown", "未確認"


class Mark(TextChoices):
    """Availability of a half day; no row means unknown."""

    FREE = "free", "○"
    MAYBE = "maybe", "△"
    BUSY = "busy", "×"


class HalfDay(TextChoices):
    MORNING = "am", "午前"
    AFTERNOON = "pm", "午後"


class Title(TextChoices):
    """Other titles, noted beside the person and never mixed with the certification."""

    ZENGIREN = "zengiren", "全技連マイスター"
    AOMORI = "aomori", "あおもりマイスター"
    HIROSAKI = "hirosaki", "弘前マイスター"
    MASTER_CRAFTSPERSON = "master_craftsperson", "現代の名工"
    OTHER = "other", "その他"
