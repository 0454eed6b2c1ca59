"""派遣希望調査: the letter and the reminder; to whom it goes and what it can say."""

from datetime import date

from aomori_skills.base import fiscal_year, wareki
from aomori_skills.paperwork.choices import Channel, DocumentKind
from aomori_skills.paperwork.rules.placeholders import Placeholder, Template
from aomori_skills.paperwork.services.outbox import Addressee
from dispatch.choices import Sending
from dispatch.papers.enclosing import enclosed

ASKING, REMINDER = "demand-survey", "demand-survey-reminder"


def how(code: str, *, channel: Channel | str = Channel.LETTER) -> str:
    """How to answer: on paper one form is enclosed, to a mail both are attached."""
    book = (
        "添付のExcelの回答票に入力し、そのまま返信していただいても構いません。"
        if channel == Channel.EMAIL
        else ""
    )
    return (
        f"{enclosed(channel)}の回答票（整理番号{code}）に記入し、"
        f"FAX、郵送又はメールでお送りください。{book}"
    )


PLACEHOLDERS = (
    Placeholder("調査先", "調査先の名称", "株式会社ねぶた木工"),
    Placeholder("年度", "調査の対象年度", "令和8年度"),
    Placeholder("調査名", "調査の名称", "ものづくりマイスター派遣希望調査"),
    Placeholder("回答期限", "回答の期限", "令和8年5月29日（金）"),
    Placeholder("整理番号", "回答票の右上に印刷する番号", "調査R8-00012"),
    Placeholder("回答方法", "回答票を同封するか添付するかに合わせた説明", how("調査R8-00012")),
)
ITEMS = """回答期限：{{回答期限}}
回答方法：{{回答方法}}
回答事項：派遣の希望の有無、希望する職種・内容・時期、ものづくりマイスターの候補となる方
留意事項：この調査への回答は、派遣のお申込みではありません。希望のある方には、後日、当コーナーの担当者から御連絡します。"""

TEMPLATES = (
    Template(
        code=ASKING,
        name="派遣希望調査（依頼）",
        kind=DocumentKind.INQUIRY,
        subject="{{年度}}ものづくりマイスターの派遣希望調査について（依頼）",
        body="""日頃から、若年技能者の育成に御理解と御協力をいただき、厚くお礼申し上げます。
当コーナーでは、優れた技能と経験を持つ「ものづくりマイスター」を企業、業界団体、学校等に派遣し、若年技能者への実技指導や、ものづくりの魅力を伝える授業等を行っています。
このたび、{{年度}}の派遣の希望を把握するため、調査を行うことといたしました。
つきましては、御多用のところ恐れ入りますが、下記により御回答くださいますようお願いいたします。""",
        items=ITEMS,
        placeholders=PLACEHOLDERS,
    ),
    Template(
        code=REMINDER,
        name="派遣希望調査（回答のお願い）",
        kind=DocumentKind.INQUIRY,
        subject="{{年度}}ものづくりマイスターの派遣希望調査について（回答のお願い）",
        body="""日頃から、若年技能者の育成に御理解と御協力をいただき、厚くお礼申し上げます。
さきにお願いしました標記の調査について、本日までに御回答を確認できておりません。回答期限を過ぎておりますが、引き続き回答を受け付けております。
つきましては、重ねてのお願いで恐れ入りますが、下記により御回答くださいますようお願いいたします。なお、この文書と行き違いに御回答をいただいている場合は、御容赦ください。""",
        items=ITEMS,
        placeholders=PLACEHOLDERS,
    ),
)


def addressee_of(row) -> Addressee:
    return place_addressee(row.organization, row.contact)


def place_addressee(place, person) -> Addressee:
    """The contact if one is chosen, else the organization (御中)."""
    name = f"{place}　御中"
    if person:
        words = (str(place), str(person.department or ""), person.title, f"{person.name}　様")
        name = "　".join(filter(None, words))
    prefix = "" if place.address.startswith(place.prefecture) else place.prefecture
    return Addressee(
        name,
        email=(person.email if person else "") or place.email,
        postcode=place.postcode,
        address=f"{prefix}{place.address}" if place.address else "",
    )


def email_of(row) -> str:
    return (row.contact.email if row.contact else "") or row.organization.email


def channel_of(row, sending: str) -> str:
    """By mail to those who have an address, unless all shall get a letter."""
    by_mail = email_of(row) and sending != Sending.LETTERS
    return Channel.EMAIL if by_mail else Channel.LETTER


def values_of(row, day: date, channel: str) -> dict[str, str]:
    """Values for the placeholders; ``day`` is that of the letter."""
    survey = row.survey
    return {
        "調査先": str(row.organization),
        "年度": fiscal_year.label(survey.fiscal_year),
        "調査名": survey.name,
        "回答期限": wareki.format_day(survey.reply_by)
        + ("" if day <= survey.reply_by else "（過ぎても受け付けます）"),
        "整理番号": row.code,
        "回答方法": how(row.code, channel=channel),
    }
