"""取りやめのお知らせ: to whom a dispatch was promised, or who was asked, when all is called off."""

from aomori_skills.office.choices import OrganizationKind
from aomori_skills.paperwork.choices import DocumentKind
from aomori_skills.paperwork.rules.placeholders import Placeholder, Template
from dispatch.choices import NoticeTo, Side
from dispatch.papers.ask_letters import kind_of
from dispatch.papers.decision_letters import FOR_INSTRUCTOR, GREETING, OF_BOTH

CLIENT, INSTRUCTOR = "dispatch-cancelled", "dispatch-cancelled-instructor"
REASONS = {
    Side.CLIENT: "派遣先の御都合により、実施できなくなったため",
    Side.MEISTER: "派遣する指導者の都合がつかなくなったため",
    Side.CORNER: "当コーナーの都合により、派遣できなくなったため",
    Side.WEATHER: "天候・災害等の影響により、実施できなくなったため",
}
"""What the letter gives as the reason unless the office says it better."""

CAUSES = {
    NoticeTo.CLIENT: {
        Side.CLIENT: "お申出",
        Side.MEISTER: "派遣する指導者の都合",
        Side.CORNER: "当コーナーの都合",
        Side.WEATHER: "天候・災害等の影響",
    },
    NoticeTo.INSTRUCTOR: {
        Side.CLIENT: "派遣先の都合",
        Side.MEISTER: "指導者の都合",
        Side.CORNER: "当コーナーの都合",
        Side.WEATHER: "天候・災害等の影響",
    },
}
SORRY, PLEASE = "誠に申し訳ありません。", "何とぞ御理解くださいますようお願いいたします。"
_TROUBLE = f"御準備をいただいていたところ、御迷惑をおかけし、{SORRY}深くお詫び申し上げます。"
_PLANS = "御予定をいただいていたところ"
CLOSINGS = {
    NoticeTo.CLIENT: {
        Side.CLIENT: "あらためて派遣を希望されるときは、下記の連絡先まで御相談ください。",
        Side.MEISTER: _TROUBLE,
        Side.CORNER: _TROUBLE,
        Side.WEATHER: f"御準備をいただいていたところ恐れ入りますが、{PLEASE}",
    },
    NoticeTo.INSTRUCTOR: {
        Side.CLIENT: f"{_PLANS}恐れ入りますが、{PLEASE}",
        Side.MEISTER: f"{_PLANS}、御迷惑をおかけし、{SORRY}",
        Side.CORNER: f"{_PLANS}、御迷惑をおかけし、{SORRY}",
        Side.WEATHER: f"{_PLANS}恐れ入りますが、{PLEASE}",
    },
}
TOLD, ADJUSTED = "さきに通知した派遣", "お申込みをいただき、日程等を調整しておりました派遣"

OF_ALL = (
    *OF_BOTH[:4],
    Placeholder("事由", "誰の都合か", "当コーナーの都合"),
    Placeholder("理由", "お知らせに書く理由", REASONS[Side.CORNER]),
    Placeholder("結び", "お詫びなどの言葉", CLOSINGS[NoticeTo.CLIENT][Side.CORNER]),
)
TEMPLATES = (
    Template(
        code=CLIENT,
        name="派遣の取りやめの通知（依頼元）",
        kind=DocumentKind.NOTICE,
        subject="ものづくりマイスター等の派遣の取りやめについて（通知）",
        body=f"""{GREETING}
{{{{経過}}}}（整理番号{{{{整理番号}}}}）について、{{{{事由}}}}により、下記のとおり取りやめることとしましたので、通知します。
{{{{結び}}}}""",
        items="取りやめる日時及び場所：次のとおり\n{{日程}}\n職種：{{職種}}\n取りやめの理由：{{理由}}",
        placeholders=(*OF_ALL, Placeholder("経過", "どこまで進んでいた派遣か", TOLD)),
    ),
    Template(
        code=INSTRUCTOR,
        name="派遣依頼の取消による取りやめの通知（指導者・補助員）",
        kind=DocumentKind.NOTICE,
        subject="{{区分}}としての派遣の取りやめについて（通知）",
        body="""日頃から、若年技能者の育成に御尽力をいただき、厚くお礼申し上げます。
お願いしておりました{{依頼元}}への派遣（整理番号{{整理番号}}）について、{{事由}}により、下記のとおり取りやめることとしましたので、通知します。
{{結び}}""",
        items="""派遣先：{{依頼元}}
取りやめる日時及び場所：次のとおり
{{日程}}
職種：{{職種}}
取りやめの理由：{{理由}}
その他：さきにお送りした書類による手続（派遣承諾書の提出など）は、必要ありません。""",
        placeholders=(*OF_ALL, *FOR_INSTRUCTOR[5:7]),
    ),
)


CLIENT_TOLD = "{}の御都合により、実施できなくなったため"
"""The same to the client itself."""

YOURS = {
    "貴社": (OrganizationKind.COMPANY, OrganizationKind.PRIVATE_FACILITY),
    "貴校": (
        OrganizationKind.TECHNICAL_HIGH,
        OrganizationKind.AGRICULTURAL_HIGH,
        OrganizationKind.OTHER_HIGH,
        OrganizationKind.TRAINING_FACILITY,
        OrganizationKind.VOCATIONAL_SCHOOL,
        OrganizationKind.COMPULSORY_SCHOOL,
    ),
    "貴所": (
        OrganizationKind.SUPPORT_STATION,
        OrganizationKind.PUBLIC_FACILITY,
        OrganizationKind.PUBLIC_OFFICE,
    ),
}


def code_of(notice) -> str:
    return CLIENT if notice.to == NoticeTo.CLIENT else INSTRUCTOR


def values_of(notice, person, reason: str) -> dict[str, str | None]:
    """Values for one notice; ``person`` is None for the client."""
    request, to = notice.request, NoticeTo(notice.to)
    side = Side(request.cancel_side)
    return {
        "依頼元": str(request.client),
        "整理番号": request.number,
        "職種": notice.trades,
        "日程": notice.days,
        "事由": CAUSES[to][side],
        "理由": _reason(notice, " ".join(reason.split())),
        "結び": CLOSINGS[to][side],
        "経過": TOLD if notice.decided else ADJUSTED,
        "氏名": person.name if person else None,
        "区分": kind_of(person) if person else None,
    }


def _reason(notice, typed: str) -> str:
    """As typed; left as it was, the client reads of itself."""
    request, usual = notice.request, REASONS[Side(notice.request.cancel_side)]
    own = notice.to == NoticeTo.CLIENT and request.cancel_side == Side.CLIENT
    if own and typed in ("", usual):
        return CLIENT_TOLD.format(_yours(request.client.kind))
    return typed or usual


def _yours(kind: str) -> str:
    return next((word for word, kinds in YOURS.items() if kind in kinds), "貴団体")
