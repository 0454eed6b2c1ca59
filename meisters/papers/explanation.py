"""説明文書: the letter that tells a meister the conditions of activity."""

from aomori_skills.paperwork.choices import DocumentKind
from aomori_skills.paperwork.rules.placeholders import Placeholder, Template
from meisters.choices import BriefingTopic

PLAIN, WITH_COURSE = "explanation", "explanation-course"
TITLE = "ものづくりマイスターの活動条件等の説明"

PLACEHOLDERS = (
    Placeholder("氏名", "マイスターの氏名", "岩木 太郎"),
    Placeholder("認定番号", "マイスターの認定番号", "02-00101"),
    Placeholder("認定日", "認定された日", "令和7年10月1日"),
    Placeholder("認定職種", "認定された職種と作業", "建築大工（大工工事作業）"),
    Placeholder("年度", "文書の日付の年度", "令和7年度"),
)
SUBJECT = "ものづくりマイスターの活動条件等について（お知らせ）"
BODY = """日頃より、若年技能者の育成に御尽力をいただき、厚くお礼申し上げます。
このことについて、ものづくりマイスター（認定番号{{認定番号}}）としての活動に当たり御承知いただきたい事項を、下記のとおりお知らせします。"""
CONDITIONS = """活動条件：当コーナーの依頼による実技指導等は、次の条件によります。
・派遣の依頼は、日時、場所及び内容を示し、御都合を確認したうえで行います。
・謝金、旅費及び材料費の額と支払の方法は、別に定めるところによります。
・受講者の安全を第一とし、知り得た個人情報等を他に漏らさないでください。
・連絡先、勤務先等の変更や、休止又は辞退の御希望は、速やかにお知らせください。"""
REPORTING = """指導実施後の報告：指導を終えたときは、次により当コーナーへ報告してください。
・ものづくりマイスター活動報告書及び講師謝金等請求書を提出してください。
・提出の期限は依頼の際にお知らせします。事故等は、直ちに電話で御連絡ください。"""
COURSE = """指導技法等講習：職業訓練指導員免許をお持ちでない方は、講習の受講が必要です。
・当コーナーが実施し、開催の日時及び会場は別途御案内します。
・免許をお持ちの方の受講は任意です。免許証の写しが未提出の方は、お知らせください。"""

TEMPLATES = (
    Template(
        code=PLAIN,
        name="活動条件等の説明（講習の説明なし）",
        kind=DocumentKind.NOTICE,
        subject=SUBJECT,
        body=BODY,
        items=f"{CONDITIONS}\n{REPORTING}",
        placeholders=PLACEHOLDERS,
    ),
    Template(
        code=WITH_COURSE,
        name="活動条件等の説明（講習の説明あり）",
        kind=DocumentKind.NOTICE,
        subject=SUBJECT,
        body=BODY,
        items=f"{CONDITIONS}\n{REPORTING}\n{COURSE}",
        placeholders=PLACEHOLDERS,
    ),
)


def template_for(topics) -> str:
    """Which of the two letters a person with these topics gets."""
    return WITH_COURSE if BriefingTopic.COURSE in topics else PLAIN
