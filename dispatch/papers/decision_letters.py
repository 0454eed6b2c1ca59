"""決定通知: what a decided plan tells the client, and everybody who goes or goes no more."""

import re
from collections.abc import Iterable

from aomori_skills.base import wareki
from aomori_skills.paperwork.choices import DocumentKind
from aomori_skills.paperwork.rules.placeholders import Placeholder, Template
from dispatch.rules.plan_content import REQUEST, TOTALS, TOTALS_TITLE
from dispatch.rules.plan_versions import (
    DAY,
    NOTHING,
    WHEN,
    Change,
    own_sessions,
    people,
    what,
    when,
    where,
)

CLIENT, CLIENT_CHANGED = "dispatch-decision", "dispatch-decision-changed"
INSTRUCTOR, INSTRUCTOR_CHANGED = (
    "dispatch-decision-instructor",
    "dispatch-decision-instructor-changed",
)
RELEASED = "dispatch-decision-released"
LENGTH = re.compile(r"（[\d.]+時間）$")
MEISTER, FULL_WORD = "マイスター", "ものづくりマイスター"
DAYS = "・令和8年9月10日（木）13:00～15:00　実習室（青森市）"

OF_BOTH = (
    Placeholder("依頼元", "派遣先の企業・学校など", "青森県立りんご工業高等学校"),
    Placeholder("整理番号", "派遣依頼の番号", "派R8-012"),
    Placeholder("職種", "指導する職種", "建築大工（大工工事作業）"),
    Placeholder("日程", "指導日ごとの日時と場所（1行に1日）", DAYS),
    Placeholder("受講者", "受講者の学年・人数", "建築科2年　12人"),
)
FOR_CLIENT = (
    *OF_BOTH,
    Placeholder("受付日", "派遣依頼を受け付けた日", "令和8年6月1日"),
    Placeholder("指導者", "指導者と補助員（1行に1人）", "・岩木 太郎（ものづくりマイスター）"),
    Placeholder("材料費", "材料費", "税抜6,000円　税込6,600円"),
)
FOR_INSTRUCTOR = (
    *OF_BOTH,
    Placeholder("氏名", "通知する人の氏名", "岩木 太郎"),
    Placeholder("区分", "通知する人の区分", "ものづくりマイスター"),
    Placeholder("内容", "指導の内容", "墨付けと刻み"),
    Placeholder("立会職員", "当日に立ち会う職員", "津軽 花子"),
)
CHANGES = Placeholder(
    "変更内容", "変わったこと（1行に1件）", "・実施場所：実習室 → 体育館（令和8年9月10日（木））"
)
WHY = Placeholder("変更理由", "お知らせに書く変更の理由", "会場の都合により、日程を変更するため")
WHY_AT_LEAST = "派遣の計画を見直したため"
"""What the letter gives as the reason unless the office says it better."""

GREETING = "日頃から、若年技能者の育成に御理解と御協力をいただき、厚くお礼申し上げます。"
CLIENT_ITEMS = """日時及び場所：次のとおり
{{日程}}
職種：{{職種}}
指導者：次のとおり
{{指導者}}
受講者：{{受講者}}
材料費：{{材料費}}
その他：変更又は中止のときは、速やかに御連絡ください。実施後は、結果報告を御提出ください。"""
INSTRUCTOR_ITEMS = """派遣先：{{依頼元}}
日時、場所及び役割：次のとおり
{{日程}}
職種：{{職種}}
内容：{{内容}}
受講者：{{受講者}}
立会職員：{{立会職員}}
提出書類：実施後、活動報告書及び講師謝金等請求書を御提出ください。"""

TEMPLATES = (
    Template(
        code=CLIENT,
        name="派遣の決定通知（依頼元）",
        kind=DocumentKind.DECISION,
        subject="ものづくりマイスター等の派遣について（決定通知）",
        body=f"""{GREETING}
{{{{受付日}}}}に受け付けた派遣依頼（整理番号{{{{整理番号}}}}）について、下記のとおり派遣することを決定しましたので、通知します。""",
        items=CLIENT_ITEMS,
        placeholders=FOR_CLIENT,
    ),
    Template(
        code=CLIENT_CHANGED,
        name="派遣の変更決定通知（依頼元）",
        kind=DocumentKind.DECISION,
        subject="ものづくりマイスター等の派遣について（変更決定通知）",
        body=f"""{GREETING}
さきに通知した派遣（整理番号{{{{整理番号}}}}）について、下記のとおり変更することを決定しましたので、通知します。""",
        items=f"変更内容：次のとおり\n{{{{変更内容}}}}\n変更の理由：{{{{変更理由}}}}\n変更後の{CLIENT_ITEMS}",
        placeholders=(*FOR_CLIENT, CHANGES, WHY),
    ),
    Template(
        code=INSTRUCTOR,
        name="派遣の決定通知（指導者・補助員）",
        kind=DocumentKind.DECISION,
        subject="{{区分}}としての派遣について（決定通知）",
        body="""日頃から、若年技能者の育成に御尽力をいただき、厚くお礼申し上げます。
このたびは、{{依頼元}}への派遣をお引き受けいただき、誠にありがとうございます。下記のとおり派遣することを決定しましたので、通知します。""",
        items=INSTRUCTOR_ITEMS,
        placeholders=FOR_INSTRUCTOR,
    ),
    Template(
        code=INSTRUCTOR_CHANGED,
        name="派遣の変更決定通知（指導者・補助員）",
        kind=DocumentKind.DECISION,
        subject="{{区分}}としての派遣について（変更決定通知）",
        body="""日頃から、若年技能者の育成に御尽力をいただき、厚くお礼申し上げます。
さきに通知した{{依頼元}}への派遣（整理番号{{整理番号}}）について、下記のとおり変更することを決定しましたので、通知します。御確認くださいますようお願いいたします。""",
        items=INSTRUCTOR_ITEMS.replace(
            "日時、場所及び役割",
            "変更内容：次のとおり\n{{変更内容}}\n変更の理由：{{変更理由}}\n変更後の日時・場所・役割",
        ),
        placeholders=(*FOR_INSTRUCTOR, CHANGES, WHY),
    ),
    Template(
        code=RELEASED,
        name="派遣の取りやめの通知（指導者・補助員）",
        kind=DocumentKind.NOTICE,
        subject="{{区分}}としての派遣の取りやめについて（通知）",
        body="""日頃から、若年技能者の育成に御尽力をいただき、厚くお礼申し上げます。
お願いしておりました{{依頼元}}への派遣（整理番号{{整理番号}}）について、計画の変更により、下記の派遣を取りやめることとしましたので、通知します。御予定いただいていたところ、誠に申し訳ありません。""",
        items="派遣先：{{依頼元}}\n取りやめる日時及び場所：次のとおり\n{{日程}}\n職種：{{職種}}",
        placeholders=(*OF_BOTH, FOR_INSTRUCTOR[5], FOR_INSTRUCTOR[6]),
    ),
)


def with_reason(values: dict, reason: str) -> dict[str, str | None]:
    """``values`` of a change, for the ``reason`` that the office has typed."""
    return values | {WHY.name: " ".join(reason.split()) or WHY_AT_LEAST}


def for_client(request, content: dict, changed: list[Change]) -> dict[str, str | None]:
    """Values of the client's letter; ``content`` is the decided version."""
    people_text = _line(content, REQUEST, "people")
    return _common(request, content, content["sessions"], people_text) | {
        "日程": "\n".join(session_days(content["sessions"])) or "・なし",
        "受付日": wareki.format_date(request.received_on),
        "指導者": "\n".join(_instructors(content)) or "・なし",
        "材料費": _line(content, TOTALS, "materials") or "なし",
        "変更内容": _changes(one for one in changed if one.title != TOTALS_TITLE),
    }


def for_instructor(
    request, content: dict, key: str, changed: list[Change]
) -> dict[str, str | None]:
    """Values for one person, of whom ``content`` tells."""
    parts = own_sessions(content, key)
    sessions = [session for session, _ in parts]
    return _common(request, content, sessions, _people(content, sessions)) | {
        "日程": "\n".join(f"・{_place(one)}　{part['role_label']}" for one, part in parts),
        "氏名": parts[0][1]["name"],
        "区分": _kind(parts[0][1]),
        "内容": _joined(one["content"] for one in sessions) or "打合せのとおり",
        "立会職員": _joined(one["attendant"] for one in sessions) or "後日お知らせします。",
        "変更内容": _changes(changed),
    }


def _common(request, content, sessions: list[dict], people_text: str) -> dict[str, str | None]:
    grade = _line(content, REQUEST, "grade")
    return {
        "依頼元": str(request.client),
        "整理番号": request.number,
        "職種": _joined(what(one) for one in sessions),
        "受講者": "　".join(filter(None, (grade, people_text))) or "受講者名簿のとおり",
    }


def _people(content: dict, sessions: list[dict]) -> str:
    """How many one person teaches, by their own sessions as far as these tell it."""
    own = _joined(f"{one['people']}人" for one in sessions if one["people"])
    return own or _line(content, REQUEST, "people")


def session_days(sessions: list[dict]) -> list[str]:
    """A line for each session, with the trade, the number and the names where these differ."""
    further = [
        [what(one) for one in sessions],
        [f"{one['people']}人" if one["people"] else "" for one in sessions],
        [_names(one) for one in sessions],
    ]
    telling = [texts for texts in further if len(set(texts)) > 1]
    return [
        "・" + "　".join(filter(None, (_place(one), *more)))
        for one, *more in zip(sessions, *telling, strict=True)
    ]


def _names(session: dict) -> str:
    return "、".join(one["name"] for one in session["instructors"] if one["confirmed"])


def _place(session: dict) -> str:
    return f"{when(session)}　{where(session)}"


def _instructors(content: dict) -> list[str]:
    """One line for each person who is confirmed."""
    found = []
    for key, name in people(content).items():
        parts = [part for _, part in own_sessions(content, key)]
        roles = "、".join(dict.fromkeys(one["role_label"] for one in parts))
        kind = _kind(parts[0])
        found.append(f"・{name}（{kind}{'' if kind == roles else f'・{roles}'}）")
    return found


def _kind(part: dict) -> str:
    return FULL_WORD if part["kind"] == MEISTER else part["kind"]


def _changes(changed: Iterable[Change]) -> str:
    return "\n".join(f"・{_change(one)}" for one in changed) or "・変更はありません。"


def _change(one: Change) -> str:
    """From what to what; the day is named once."""
    if one.title == DAY:
        words = one.after if one.before == NOTHING else one.before
        return f"指導日の{one.label}：{words}"
    day = "" if one.label == WHEN else one.title.removeprefix(f"{DAY}　") + "　"
    if one.before == NOTHING:
        return f"{day}{one.label}：{one.after}"
    before, after = (LENGTH.sub("", words) for words in (one.before, one.after))
    if one.label != WHEN or before == after:
        before, after = one.before, one.after
    return f"{day}{one.label}：{before} → {after}"


def _line(content: dict, section: str, key: str) -> str:
    """What the frozen plan says there; "" for nothing."""
    lines = next((one["lines"] for one in content["sections"] if one["key"] == section), [])
    return next((line["value"] for line in lines if line["key"] == key), "")


def _joined(texts) -> str:
    """Different ones in order, on one line."""
    found = list(dict.fromkeys(" ".join(text.split()) for text in texts if text.strip()))
    return "、".join(one.rstrip("。") for one in found) if len(found) > 1 else "".join(found)
