"""Invitations to courses and reminders: their wording, and one person's values for it."""

from aomori_skills.base import wareki
from aomori_skills.paperwork.choices import DocumentKind
from aomori_skills.paperwork.rules.placeholders import Placeholder, Template
from meisters.choices import Obligation

PLACEHOLDERS = (
    Placeholder("氏名", "マイスターの氏名", "岩木　太郎"),
    Placeholder("講習名", "講習・研修の名称", "指導技法等講習"),
    Placeholder("日時", "開催日と時刻", "令和8年12月14日（月）13時から16時まで"),
    Placeholder(
        "場所",
        "会場と所在地、次の行に駐車場・交通",
        "青森県職業能力開発会館（青森市架空町1-2-3）\n　会場の駐車場を御利用ください。",
    ),
    Placeholder("内容", "名称、次の行から講師・教材", "指導技法等講習\n　講師　浪岡　林檎"),
    Placeholder("対象", "受講の要否", "職業訓練指導員免許をお持ちでない方（受講が必要です）"),
    Placeholder("受講料・旅費", "受講料と旅費の扱い", "受講料は無料です。旅費は支給しません。"),
    Placeholder("回答期限", "回答票の提出期限", "令和8年12月4日（金）"),
)
OURS_ONLY = ("対象", "受講料・旅費")
GREETING = "日頃より、若年技能者の育成に御尽力をいただき、厚くお礼申し上げます。"
ANSWERING = (
    "回答方法：別添の回答票に記入し、FAX、郵送又はメールでお送りください。電話での回答も承ります。"
)
INVITATION = Template(
    code="course-invitation",
    name="指導技法等講習の案内",
    kind=DocumentKind.INVITATION,
    subject="{{講習名}}の受講について（御案内）",
    body=(
        f"{GREETING}\n"
        "このたび、若年技能者への指導に必要な技法等を学んでいただくため、下記のとおり"
        "{{講習名}}を開催します。\n"
        "つきましては、御多用のところ恐れ入りますが、出欠を別添の回答票により御回答くださいますよう"
        "お願いいたします。"
    ),
    items=(
        "日時：{{日時}}\n場所：{{場所}}\n内容：{{内容}}\n対象：{{対象}}\n"
        "受講料・旅費：{{受講料・旅費}}\n持ち物：筆記用具及びこの案内\n"
        f"回答期限：{{{{回答期限}}}}\n{ANSWERING}"
    ),
    placeholders=PLACEHOLDERS,
)
CENTER_INVITATION = Template(
    code="course-center-invitation",
    name="センター主催の研修の案内",
    kind=DocumentKind.INVITATION,
    subject="センター主催{{講習名}}への参加について（御案内）",
    body=(
        f"{GREETING}\n"
        "このたび、中央技能振興センターの主催により、下記のとおり{{講習名}}が開催されます。\n"
        "つきましては、御多用のところ恐れ入りますが、参加の可否を別添の回答票により御回答"
        "くださいますようお願いいたします。"
    ),
    items=(
        "日時：{{日時}}\n場所：{{場所}}\n内容：{{内容}}\n"
        "交通・宿泊・旅費：参加される方に、担当から別途御案内します。\n"
        f"回答期限：{{{{回答期限}}}}\n{ANSWERING}"
    ),
    placeholders=tuple(one for one in PLACEHOLDERS if one.name not in OURS_ONLY),
)
REMINDER = Template(
    code="course-reminder",
    name="講習・研修の回答のお願い",
    kind=DocumentKind.MEMO,
    subject="{{講習名}}の出欠の回答について（お願い）",
    body=(
        "さきに御案内した{{講習名}}の出欠について、本日までに御回答を確認できておりません。\n"
        "つきましては、重ねてのお願いで恐れ入りますが、下記により御回答くださいますようお願い"
        "いたします。なお、この文書と行き違いに御回答をいただいている場合は、御容赦ください。"
    ),
    items=f"日時：{{{{日時}}}}\n場所：{{{{場所}}}}\n当初の回答期限：{{{{回答期限}}}}\n{ANSWERING}",
    placeholders=tuple(one for one in PLACEHOLDERS if one.name not in (*OURS_ONLY, "内容")),
    numbered=False,
)
TEMPLATES = (INVITATION, CENTER_INVITATION, REMINDER)

TARGETS = {
    Obligation.REQUIRED: "職業訓練指導員免許をお持ちでない方（受講が必要です）",
    Obligation.OPTIONAL: "希望される方（受講は任意です）",
    Obligation.UNKNOWN: "職業訓練指導員免許をお持ちでない方は、受講が必要です",
}


def template_for(course, *, reminder: bool) -> Template:
    if reminder:
        return REMINDER
    return INVITATION if course.is_ours else CENTER_INVITATION


def full_name(meister) -> str:
    return f"{meister.family_name}　{meister.given_name}"


def values(participation) -> dict[str, str | None]:
    """What is filled in; the office has to set what is None before the letter can leave."""
    return course_values(participation.course) | {
        "氏名": full_name(participation.meister),
        "対象": TARGETS[Obligation(participation.obligation)],
    }


def course_values(course) -> dict[str, str | None]:
    """What is the same for everybody."""
    place = place_text(course)
    return {
        "講習名": str(course),
        "日時": time_text(course),
        "場所": _lines(place, course.access) if place else None,
        "内容": _content(course),
        "受講料・旅費": course.expenses or None,
        "回答期限": course.reply_by and wareki.format_day(course.reply_by),
    }


def unset(course, *, reminder: bool) -> list[str]:
    """What the letter needs and the course does not say yet."""
    asked = {one.name for one in template_for(course, reminder=reminder).placeholders}
    return [name for name, value in course_values(course).items() if name in asked and not value]


def time_text(course) -> str:
    """令和8年12月14日（月）13時から16時30分まで; the hours as far as they are set."""
    days = wareki.format_day(course.starts_on)
    if course.last_day != course.starts_on:
        days += f"から{wareki.format_day(course.last_day)}まで　各日"
    begins = f"{_hour(course.starts_at)}から" if course.starts_at else ""
    return f"{days}{begins}{_hour(course.ends_at)}まで" if course.ends_at else f"{days}{begins}"


def place_text(course) -> str:
    if course.place and course.place_address:
        return f"{course.place}（{course.place_address}）"
    return course.place or course.place_address


def _content(course) -> str:
    return _lines(
        str(course),
        course.instructor and f"講師　{course.instructor}",
        course.material and f"教材　{course.material}",
    )


def _lines(*lines: str) -> str:
    """An entry whose further lines go on below its first."""
    return "\n　".join(filter(None, lines))


def _hour(time) -> str:
    return f"{time.hour}時{time.minute}分" if time.minute else f"{time.hour}時"
