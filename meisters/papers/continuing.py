"""活動継続の確認: the yearly letter and the reminder."""

from aomori_skills.paperwork.choices import DocumentKind
from aomori_skills.paperwork.rules.placeholders import Placeholder, Template

ASKING, REMINDER = "confirmation", "confirmation-reminder"
PLACEHOLDERS = (
    Placeholder("氏名", "マイスターの氏名", "岩木 太郎"),
    Placeholder("認定番号", "マイスターの認定番号", "02-00101"),
    Placeholder("認定職種", "認定された職種と作業", "建築大工（大工工事作業）"),
    Placeholder("年度", "確認する年度", "令和8年度"),
    Placeholder("回答期限", "回答の期限", "令和8年6月30日（火）"),
    Placeholder("整理番号", "回答票の右上に印刷する番号", "継続R8-00012"),
)
ITEMS = """回答期限：{{回答期限}}
回答方法：添付又は同封の回答票（整理番号{{整理番号}}）を、郵送、FAX又はメールでお送りください。電話でも承ります。
回答事項：「活動を続ける」「休止したい」「辞退したい」のいずれか
変更の届出：住所、電話番号、勤務先等に変更があるときは、回答票に記入してください。"""

TEMPLATES = (
    Template(
        code=ASKING,
        name="活動継続の確認（依頼）",
        kind=DocumentKind.INQUIRY,
        subject="{{年度}}におけるものづくりマイスターの活動継続の確認について",
        body="""日頃より、若年技能者の育成に御尽力をいただき、厚くお礼申し上げます。
このことについて、当コーナーでは、ものづくりマイスターとして登録されている皆様に、毎年度、活動を続けられるかどうかを伺っています。
つきましては、御多用のところ恐れ入りますが、下記により御回答くださいますようお願いいたします。""",
        items=ITEMS,
        placeholders=PLACEHOLDERS,
    ),
    Template(
        code=REMINDER,
        name="活動継続の確認（再度の依頼）",
        kind=DocumentKind.INQUIRY,
        subject="{{年度}}におけるものづくりマイスターの活動継続の確認について（再度の依頼）",
        body="""日頃より、若年技能者の育成に御尽力をいただき、厚くお礼申し上げます。
さきに、ものづくりマイスターとしての活動を続けられるかどうかを伺いましたが、本日までに御回答を確認できておりません。
つきましては、重ねてのお願いで恐れ入りますが、下記により御回答くださいますようお願いいたします。なお、この文書と行き違いに御回答をいただいている場合は、御容赦ください。""",
        items=ITEMS,
        placeholders=PLACEHOLDERS,
    ),
)
