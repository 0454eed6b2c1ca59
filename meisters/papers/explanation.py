"""説明文書: the letter that tells a meister the conditions of activity."""

from aomori_skills.paperwork.choices import DocumentKind
from aomori_skills.paperwork.rules.placeholders import Placeholder, Template
from meisters.choices import BriefingTopic

PLAIN, WITH_COURSE = "explanation", "explanation-course"
TITLE = "ものづくりマイスターの活動に関する説明"

PLACEHOLDERS = (
    Placeholder("氏名", "マイスターの氏名", "岩木 太郎"),
    Placeholder("認定番号", "マイスターの認定番号", "02-00101"),
    Placeholder("認定日", "認定された日", "令和7年10月1日"),
    Placeholder("認定職種", "認定された職種と作業", "建築大工（大工工事作業）"),
    Placeholder("年度", "文書の日付の年度", "令和7年度"),
)
SUBJECT = "ものづくりマイスターの活動に関する説明について"
BODY = """日頃より、若年技能者の育成に御尽力をいただき、厚くお礼申し上げます。
このことについて、ものづくりマイスター（認定番号{{認定番号}}、認定職種：{{認定職種}}）として活動していただくに当たり、あらかじめ御承知いただきたい事項を下記のとおりお知らせします。
御不明な点がありましたら、末尾の担当まで御連絡くださいますようお願いいたします。"""
CONDITIONS = """活動条件：派遣先での実技指導等は、当コーナーからの依頼に基づき、次の条件で行っていただきます。
・派遣の依頼は、その都度、日時、場所及び内容をお示しし、御都合を確認したうえで行います。お引き受けになるかどうかは、御本人の判断によります。
・謝金、旅費及び材料費の額と支払の方法は、別に定めるところによります。
・指導に当たっては、受講者の安全を第一とし、知り得た個人情報や企業の情報を他に漏らさないでください。
・住所、連絡先、勤務先又は活動できる地域や日程に変更があったときは、速やかに当コーナーへお知らせください。
・活動を休止し、又は辞退することを希望されるときは、いつでもお申し出いただけます。"""
REPORTING = """指導実施後の報告：指導を終えたときは、次の書類を当コーナーへ提出してください。
・ものづくりマイスター活動報告書（指導の日時、場所、内容、受講者の人数及び所見）
・講師謝金等請求書
・提出の期限は、派遣の依頼の際にお知らせします。事故等があったときは、直ちに電話で御連絡ください。"""
COURSE = """指導技法等講習：職業訓練指導員免許をお持ちでない方は、当コーナーが実施する指導技法等講習を受講していただく必要があります。
・開催の日時及び会場は、別途御案内します。
・職業訓練指導員免許をお持ちの方で、まだ当コーナーへ免許証の写しを提出されていない方は、その旨をお知らせください。免許をお持ちの方の受講は任意です。"""

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
