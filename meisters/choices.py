"""Closed lists of plan area 1."""

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


class PlanState(TextChoices):
    """How a planned visit stands; computed, never stored."""

    PLANNED = "planned", "予定"
    VISITED = "visited", "実施"
    CANCELLED = "cancelled", "取りやめ"


class VisitWay(TextChoices):
    """How the office was in touch with an organization; only 訪問 counts as a visit."""

    VISIT = "visit", "訪問"
    CAME = "came", "来所"
    PHONE = "phone", "電話"
    ONLINE = "online", "オンライン"
    EMAIL = "email", "メール"


class Explained(TextChoices):
    """What was explained on a visit."""

    PURPOSE = "purpose", "制度の趣旨"
    CRITERIA = "criteria", "認定の要件"
    PROCEDURE = "procedure", "申請の手続"
    ACTIVITY = "activity", "活動の条件・謝金"
    DISPATCH = "dispatch", "マイスターの派遣の利用"
    OTHER = "other", "その他"


class VisitOutcome(TextChoices):
    """結果, as the visitor saw it."""

    CANDIDATE = "candidate", "候補者の紹介を受けた"
    POSITIVE = "positive", "前向きに検討"
    LATER = "later", "後日あらためて"
    NONE = "none", "該当者なし"
    DECLINED = "declined", "協力は難しい"
    ABSENT = "absent", "担当者不在"


ELSEWHERE = "県外・未確認"
"""圏域 of whom neither workplace nor home is known to lie in the prefecture."""


class BriefingWay(TextChoices):
    GROUP = "group", "集合説明会"
    MEETING = "meeting", "面談"
    PHONE = "phone", "電話"
    POST = "post", "郵送"
    EMAIL = "email", "メール"


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
