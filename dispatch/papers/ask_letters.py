"""打診: the letter that asks somebody to go, and the one that asks for the written consent."""

from datetime import date

from aomori_skills.base import wareki
from aomori_skills.paperwork.choices import DocumentKind
from aomori_skills.paperwork.rules.placeholders import Placeholder, Template
from aomori_skills.paperwork.services.outbox import Addressee
from dispatch.choices import AskState, SessionState
from dispatch.models.session import hours_of, where
from dispatch.papers.enclosing import enclosed
from dispatch.rules.person_keys import kind_word

ASKING, AGREED = "dispatch-ask", "dispatch-consent"
INSTRUCTOR_KINDS = {"マイスター": "ものづくりマイスター"}
PLACEHOLDERS = (
    Placeholder("氏名", "依頼する人の氏名", "岩木 太郎"),
    Placeholder("区分", "依頼する人の区分", "ものづくりマイスター"),
    Placeholder("依頼元", "派遣を依頼した企業・学校など", "青森県立りんご工業高等学校"),
    Placeholder("職種", "指導する職種", "建築大工"),
    Placeholder("役割", "当日の役割", "主たる指導者"),
    Placeholder(
        "日程",
        "指導日ごとの日時と場所（1行に1日）",
        "・令和8年9月10日（木）13:00～15:00　実習室（青森市）",
    ),
    Placeholder("受講者", "受講者の学年・人数", "建築科2年生　12人"),
    Placeholder("内容", "指導の内容", "墨付けと刻み"),
    Placeholder("回答期限", "回答の期限", "令和8年8月7日（金）"),
    Placeholder("整理番号", "派遣承諾書の右上に印刷する番号", "打診R8-00012"),
    Placeholder("同封", "郵送なら「同封」、メールなら「添付」", "同封"),
)
WHAT = """派遣先：{{依頼元}}
職種：{{職種}}
役割：{{役割}}
日時及び場所：次のとおり
{{日程}}
受講者：{{受講者}}
内容：{{内容}}"""

TEMPLATES = (
    Template(
        code=ASKING,
        name="派遣の依頼状（派遣承諾書つき）",
        kind=DocumentKind.REQUEST,
        subject="{{区分}}としての派遣について（依頼）",
        body="""日頃から、若年技能者の育成に御尽力をいただき、厚くお礼申し上げます。
このたび、{{依頼元}}から、{{職種}}の指導者の派遣について依頼がありました。
つきましては、御多用のところ恐れ入りますが、下記により{{区分}}として御協力くださいますようお願いいたします。
お引き受けいただけるかどうかを、{{同封}}の「派遣承諾書」により御回答ください。""",
        items=f"""{WHAT}
回答期限：{{{{回答期限}}}}
回答方法：派遣承諾書（整理番号{{{{整理番号}}}}）に記入し、郵送、FAX又はメールでお送りください。お引き受けいただけない場合は、電話でも承ります。
謝金及び旅費：当コーナーの規定によりお支払いします。""",
        placeholders=PLACEHOLDERS,
    ),
    Template(
        code=AGREED,
        name="派遣承諾書の提出の依頼（承諾をいただいた後）",
        kind=DocumentKind.REQUEST,
        subject="{{区分}}としての派遣に係る派遣承諾書の提出について（依頼）",
        body="""日頃から、若年技能者の育成に御尽力をいただき、厚くお礼申し上げます。
このたびは、{{依頼元}}への派遣について、御内諾をいただき、誠にありがとうございます。
つきましては、下記の内容を御確認のうえ、{{同封}}の「派遣承諾書」を御提出くださいますようお願いいたします。""",
        items=f"""{WHAT}
提出期限：{{{{回答期限}}}}
提出方法：派遣承諾書（整理番号{{{{整理番号}}}}）に記入し、郵送、FAX又はメールでお送りください。
謝金及び旅費：当コーナーの規定によりお支払いします。""",
        placeholders=PLACEHOLDERS,
    ),
)


def template_of(ask) -> str:
    """Who has said yes already is asked for the paper alone."""
    return AGREED if ask.state == AskState.ACCEPTED else ASKING


def addressee_of(person) -> Addressee:
    """At home, whoever it is."""
    prefix = "" if person.address.startswith(person.prefecture) else person.prefecture
    return Addressee(
        f"{person.family_name}　{person.given_name}　様",
        email=person.email,
        postcode=person.postcode,
        address=f"{prefix}{person.address}" if person.address else "",
    )


def values_of(ask, reply_by: date | None, channel: str) -> dict[str, str | None]:
    """Values for the placeholders; wants ``asked`` (rows with session and trade) on the ask."""
    sessions = sessions_of(ask)
    return {
        "氏名": ask.person.name,
        "区分": kind_of(ask.person),
        "依頼元": str(ask.request.client),
        "職種": trades_of(ask, sessions),
        "役割": ask.get_role_display(),
        "日程": "\n".join(f"・{line_of(one)}" for one in sessions),
        "受講者": trainees_of(ask.request),
        "内容": content_of(ask, sessions),
        "回答期限": wareki.format_day(reply_by) if reply_by else None,
        "整理番号": ask.code,
        "同封": enclosed(channel),
    }


def sessions_of(ask) -> list:
    return [one.session for one in rows_of(ask)]


def rows_of(ask) -> list:
    """What the person is asked for; once they said yes, where they go."""
    standing = [one for one in ask.asked if one.session.state != SessionState.CANCELLED]
    if ask.state == AskState.ACCEPTED:
        standing = [one for one in standing if one.is_agreed]
    return standing


def kind_of(person) -> str:
    word = kind_word(person)
    return INSTRUCTOR_KINDS.get(word, word)


def trades_of(ask, sessions) -> str:
    trades = dict.fromkeys(str(one.trade) for one in sessions)
    return "・".join(trades) or str(ask.request.trade)


def line_of(session) -> str:
    """令和7年9月10日（水）13:00～15:00　実習室（青森市）."""
    return f"{wareki.format_day(session.held_on)}{hours_of(session)}　{where(session)}"


def trainees_of(request) -> str:
    people = f"{request.people}人" if request.people else ""
    return "　".join(filter(None, (request.grade, people))) or "調整中"


def content_of(ask, sessions) -> str:
    """On one line, for it stands behind its heading."""
    told = dict.fromkeys(one.content.strip() for one in sessions if one.content.strip())
    text = "、".join(told) or ask.request.content.strip() or "打合せのうえ決定します。"
    return " ".join(text.split())
