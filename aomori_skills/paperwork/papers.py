"""The wording for what no other area writes: a cover letter, and a mail in one's own words."""

from aomori_skills.paperwork.choices import DocumentKind
from aomori_skills.paperwork.rules.placeholders import Placeholder, Template

ADDRESSEE = Placeholder(
    "宛名", "相手の氏名または団体名（敬称を含む）", "株式会社りんご工務店　御中"
)

COVER_LETTER = Template(
    code="cover-letter",
    name="書類の送付",
    kind=DocumentKind.TRANSMITTAL,
    subject="書類の送付について",
    body=(
        "日頃から当コーナーの業務に御協力いただき、厚く御礼申し上げます。\n"
        "下記の書類をお送りしますので、御確認くださいますようお願いいたします。\n"
        "御不明な点がありましたら、下記の連絡先までお問い合わせください。"
    ),
    items="送付書類：（書類名と部数を入力してください）",
    placeholders=(ADDRESSEE,),
)
NOTE = Template(
    code="general-note",
    name="連絡（自由な文面）",
    kind=DocumentKind.MEMO,
    subject="御連絡",
    body="いつもお世話になっております。\n（用件を入力してください）\nよろしくお願いいたします。",
    placeholders=(ADDRESSEE,),
    numbered=False,
)
TEMPLATES = (COVER_LETTER, NOTE)
