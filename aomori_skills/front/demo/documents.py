"""Letters besides those of the bundles: sent, sent again and taken back."""

from datetime import date

from aomori_skills.base import pdf
from aomori_skills.front.demo.agenda import Story
from aomori_skills.front.demo.workdays import Workdays
from aomori_skills.office.models import User
from aomori_skills.paperwork.choices import DocumentKind, Medium, Purpose
from aomori_skills.paperwork.services import disclosures, documents, letters

VISIT = "ものづくりマイスター制度の説明のための訪問について（依頼）"
MEMO = "ものづくりマイスター名簿の確認のお願い"
VISIT_TEXT = (
    "若年技能者の人材育成につきまして、日ごろから御理解と御協力をいただき、お礼申し上げます。",
    "このたび、ものづくりマイスター制度の趣旨を御説明し、候補となる方を御紹介いただきたいので、"
    "下記のとおり訪問いたします。御多忙のところ恐縮ですが、御対応くださいますようお願いいたします。",
)
MEMO_TEXT = (
    "名簿の内容に変わりがないか確認しています。同封の用紙に御記入のうえ、FAXまたは郵送で御返送ください。",
)


def stories(days: Workdays, users: dict[str, User]) -> list[Story]:
    return [
        _last_year(users["tanto"], users["shonin"]),
        _this_year(days, users["tanto"], users["tanto2"]),
    ]


def _last_year(by: User, manager: User) -> Story:
    yield date(2025, 4, 10), by
    _ask_for_visit(
        by, date(2025, 4, 10), "りんごの里建築技能士会　会長　様", "4月16日（水）午前10時"
    )
    yield date(2025, 5, 1), by
    written = _ask_for_visit(
        by, date(2025, 5, 1), "はまなす機械技能士会　様", "5月7日（水）午後1時30分"
    )
    yield date(2025, 5, 2), by
    documents.reissue(written, by=by, reason="先方で紛失したため")
    yield date(2025, 10, 20), by
    wrong = _ask_for_visit(
        by, date(2025, 10, 20), "まさかり板金業組合　組合長　様", "11月5日（水）"
    )
    yield date(2025, 10, 21), manager
    documents.void(wrong.pk, by=manager, reason="訪問の中止による")


def _this_year(days: Workdays, by: User, colleague: User) -> Story:
    day = days.back(45)
    yield day, by
    _ask_for_visit(by, day, "岩木川左官業組合　事務局長　様", "来週の御都合のよい日時")
    day = days.back(13)
    yield day, colleague
    memo = letters.compose(
        subject=MEMO,
        addressees=("ものづくりマイスター　各位",),
        issued_on=day,
        paragraphs=MEMO_TEXT,
        contact=colleague,
        seal=pdf.Seal.NONE,
    )
    letters.issue(memo, kind=DocumentKind.MEMO, by=colleague, numbered=False)
    disclosures.record(
        colleague,
        what="マイスター名簿（宛名）",
        count=22,
        medium=Medium.EXCEL,
        purpose=Purpose.ARRANGEMENT,
        detail="状態：活動可",
    )


def _ask_for_visit(by: User, day: date, addressee: str, time: str):
    letter = letters.compose(
        subject=VISIT,
        addressees=(addressee,),
        issued_on=day,
        paragraphs=VISIT_TEXT,
        items=(
            pdf.Item(time, "日時"),
            pdf.Item("貴所内", "場所"),
            pdf.Item("ものづくりマイスター制度の趣旨及び申請の手続について", "内容"),
        ),
        contact=by,
    )
    return letters.issue(letter, kind=DocumentKind.REQUEST, by=by)
