"""Invitations to courses and reminders: their wording, and one person's values for it."""

from aomori_skills.base import wareki
from aomori_skills.paperwork.choices import DocumentKind
from aomori_skills.paperwork.rules.placeholders import Placeholder, Template
from meisters.choices import Obligation

PLACEHOLDERS = (
    Placeholder("氏名", "マイスターの氏名", "岩木　太郎"),
    Placeholder("講習名", "講習・研修の名称", "指導技法等講習"),
    Placeholder("日時", "開催日と時刻", "令和8年12月14日（月）13時から16時まで"),
    Placeholder("場所", "会場と所在地", "青森県職業能力開発会館（青森市架空町1-2-3）"),
    Placeholder("内容", "名称・講師・教材のうち決まっているもの", "講師：浪岡　林檎"),
    Placeholder("対象", "受講の要否", "職業訓練指導員免許をお持ちでない方（受講が必要です）"),
    Placeholder("回答期限", "回答票の提出期限", "令和8年12月4日（金）"),
)
REPLY = "\n".join(
    (
        "回答期限：{{回答期限}}",
        "回答方法：別添の回答票に記入し、郵送、FAX又はメールでお送りください。",
        "　電話での回答も受け付けます。",
    )
)
INVITATION = Template(
    code="course-invitation",
    name="指導技法等講習の案内",
    kind=DocumentKind.INVITATION,
    subject="{{講習名}}の受講について（ご案内）",
    body=(
        "日頃から、ものづくりマイスターの活動に御協力いただき、厚くお礼申し上げます。\n"
        "このたび、指導に役立つ技法等を学んでいただくため、下記のとおり{{講習名}}を開催します。\n"
        "つきましては、御多忙のところ恐縮ですが、出欠を回答票によりお知らせくださいますよう"
        "お願いいたします。"
    ),
    items=(
        "日時：{{日時}}\n場所：{{場所}}\n内容：{{内容}}\n対象：{{対象}}\n"
        f"持ち物：筆記用具、この案内\n{REPLY}"
    ),
    placeholders=PLACEHOLDERS,
)
CENTER_INVITATION = Template(
    code="course-center-invitation",
    name="センター主催の研修の案内",
    kind=DocumentKind.INVITATION,
    subject="センター主催{{講習名}}への参加について（ご案内）",
    body=(
        "日頃から、ものづくりマイスターの活動に御協力いただき、厚くお礼申し上げます。\n"
        "このたび、中央技能振興センターが主催する{{講習名}}が、下記のとおり開催されます。\n"
        "つきましては、参加の可否を回答票によりお知らせくださいますようお願いいたします。"
    ),
    items=(
        "日時：{{日時}}\n場所：{{場所}}\n内容：{{内容}}\n"
        "交通・宿泊：参加が決まった方に、担当から御連絡します。\n"
        f"{REPLY}"
    ),
    placeholders=tuple(one for one in PLACEHOLDERS if one.name != "対象"),
)
REMINDER = Template(
    code="course-reminder",
    name="講習・研修の回答のお願い",
    kind=DocumentKind.MEMO,
    subject="{{講習名}}の出欠の回答について（お願い）",
    body=(
        "先に御案内しました{{講習名}}について、まだ御回答をいただいておりません。\n"
        "行き違いの場合は御容赦ください。お手数ですが、出欠を回答票又は電話でお知らせください。"
    ),
    items="日時：{{日時}}\n場所：{{場所}}\n当初の回答期限：{{回答期限}}",
    placeholders=tuple(one for one in PLACEHOLDERS if one.name not in ("対象", "内容")),
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
    course = participation.course
    return {
        "氏名": full_name(participation.meister),
        "講習名": str(course),
        "日時": time_text(course),
        "場所": place_text(course) or None,
        "内容": _content(course),
        "対象": TARGETS[Obligation(participation.obligation)],
        "回答期限": course.reply_by and wareki.format_day(course.reply_by),
    }


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
    parts = [
        f"講師：{course.instructor}" if course.instructor else "",
        f"教材：{course.material}" if course.material else "",
    ]
    known = "、".join(filter(None, parts))
    return f"{course}（{known}）" if known else str(course)


def _hour(time) -> str:
    return f"{time.hour}時{time.minute}分" if time.minute else f"{time.hour}時"
