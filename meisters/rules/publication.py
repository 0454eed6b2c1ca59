"""公表: what may be shown of a person outside the house; every public output asks here."""

from dataclasses import dataclass
from datetime import date

from aomori_skills.base import wareki
from aomori_skills.base.workflow import TransitionDenied
from meisters.choices import Category, ConsentState, DocumentKind, MeisterState, PublicItem, Title

MARKS = {
    ConsentState.AGREED: "○",
    ConsentState.REFUSED: "×",
    ConsentState.WITHDRAWN: "▲",
    ConsentState.UNKNOWN: "？",
}
SHEET, ROSTER, PROFILE = "公表シート", "公表用名簿", "公表プロフィール"
OUTPUTS = {
    PublicItem.NAME: (
        f"{SHEET}・{ROSTER}・{PROFILE}のすべて（氏名の同意がない人は、ほかの項目も載せません）",
    ),
    PublicItem.TRADE: (
        f"{SHEET}（認定職種・作業・区分・認定年月日、資格・受賞の名称のうち職種が分かるもの）",
        f"{ROSTER}（認定職種・認定年月日、Excelの区分、職種での絞り込み）",
        f"{PROFILE}（認定職種）",
    ),
    PublicItem.AREA: (f"{SHEET}（活動地域）", f"{ROSTER}（活動地域）", f"{PROFILE}（活動地域）"),
    PublicItem.EMPLOYER: (f"{SHEET}（勤務先）", f"{ROSTER}（勤務先）", f"{PROFILE}（勤務先）"),
    PublicItem.QUALIFICATION: (
        f"{SHEET}（資格・受賞歴）",
        f"{ROSTER}（資格・受賞歴）",
        f"{PROFILE}（資格・受賞歴）",
    ),
    PublicItem.PROFILE: (
        f"{SHEET}（自己紹介・抱負、指導できる内容、主な経歴・実績）",
        f"{ROSTER}のExcel（同じ3つの文章）",
        f"{PROFILE}（同じ3つの文章）",
    ),
    PublicItem.PHOTO: (
        f"{SHEET}（写真の有無）",
        f"{ROSTER}（写真の有無）",
        f"{PROFILE}（写真）",
    ),
}
"""From where an item disappears when its consent is withdrawn."""

PICTURES = ("image/jpeg", "image/png")


@dataclass(frozen=True)
class PublicTrade:
    """A certified trade as it is shown; what isn't known is empty."""

    trade: str
    operation: str
    category: str
    certified_on: date

    def __str__(self):
        return f"{self.trade}（{self.operation}）" if self.operation else self.trade


@dataclass(frozen=True)
class PublicProfile:
    """What may be shown: only what the person has agreed to, all else is empty.

    Of somebody with ``left_out`` (a sentence for the staff) nothing is shown at all.
    """

    left_out: str = ""
    number: str = ""
    name: str = ""
    kana: str = ""
    trades: tuple[PublicTrade, ...] = ()
    regions: tuple[str, ...] = ()
    employer: str = ""
    qualifications: tuple[str, ...] = ()
    message: str = ""
    teaching: str = ""
    career: str = ""
    photo: object | None = None
    has_photo: bool | None = None
    withheld: tuple[str, ...] = ()
    """The items that are left empty for lack of consent."""

    @property
    def category(self) -> str:
        """The categories of all trades."""
        return "、".join(dict.fromkeys(row.category for row in self.trades if row.category))

    @property
    def certified_on(self) -> date | None:
        """The first day among those of the trades."""
        return min((row.certified_on for row in self.trades), default=None)

    @property
    def photo_word(self) -> str:
        return {True: "あり", False: "なし", None: ""}[self.has_photo]


def public_profile(meister) -> PublicProfile:
    """The one rule; load the meister by ``Meister.objects.for_publication()``."""
    agreed = agreed_items(meister)
    reason = left_out(meister)
    if reason:
        return PublicProfile(left_out=reason)

    def if_agreed(item, value, empty=""):
        return value if item in agreed else empty

    photo = if_agreed(PublicItem.PHOTO, photo_of(meister), None)
    return PublicProfile(
        number=meister.number,
        name=meister.name,
        kana=meister.kana,
        trades=if_agreed(PublicItem.TRADE, _trades(meister), ()),
        regions=if_agreed(PublicItem.AREA, tuple(meister.regions), ()),
        employer=if_agreed(PublicItem.EMPLOYER, str(meister.employer or "")),
        qualifications=if_agreed(
            PublicItem.QUALIFICATION,
            _qualifications(meister, names_trade=PublicItem.TRADE in agreed),
            (),
        ),
        message=if_agreed(PublicItem.PROFILE, meister.profile_message),
        teaching=if_agreed(PublicItem.PROFILE, meister.profile_teaching),
        career=if_agreed(PublicItem.PROFILE, meister.profile_career),
        photo=photo,
        has_photo=if_agreed(PublicItem.PHOTO, photo is not None, None),
        withheld=tuple(item.label for item in PublicItem if item not in agreed),
    )


def agreed_items(meister) -> frozenset[str]:
    """The items with a yes; no row, 未確認, 同意しない and 撤回 are all no yes."""
    return frozenset(
        row.item for row in meister.consents.all() if row.answer == ConsentState.AGREED
    )


def ground_words(row) -> str:
    """What an answer rests on: the way it came, and whether there is a paper."""
    paper = "書面" if row.evidence_id else ""
    return "・".join(filter(None, [row.get_way_display(), paper])) or "根拠なし"


def left_out(meister) -> str:
    """Why nothing of the person is shown; empty if something is."""
    if meister.merged_into_id:
        return "ほかの記録に統合されているため、載りません。"
    if meister.state != MeisterState.ACTIVE:
        return f"状態が「{meister.get_state_display()}」のため、載りません。"
    answers = {row.item: row for row in meister.consents.all()}
    row = answers.get(PublicItem.NAME)
    answer = row.answer if row else ConsentState.UNKNOWN
    if answer == ConsentState.AGREED:
        return ""
    if answer == ConsentState.WITHDRAWN:
        day = wareki.format_date(row.answered_on)
        return f"{day}に氏名の公表の同意が撤回されたため、載りません。"
    if answer == ConsentState.REFUSED:
        return "氏名の公表に同意していないため、載りません。"
    return "氏名の公表について本人の回答が未確認のため、載りません。"


def photo_of(meister):
    """The newest photograph of the application that can be printed, or None."""
    found = [file for file in photo_files(meister) if file.content_type in PICTURES]
    return found[-1] if found else None


def photo_files(meister) -> list:
    """The files that came as photographs, also those that can't be printed."""
    documents = meister.application.documents.all() if meister.application_id else ()
    rows = sorted(documents, key=lambda row: row.pk)
    files = [row.attachment for row in rows if row.kind == DocumentKind.PHOTO]
    return [file for file in files if not file.is_removed]


def is_withdrawn_here(before: str, after: str) -> bool:
    """Whether a correction would withdraw; 撤回 has a door of its own and here only stays."""
    return after == ConsentState.WITHDRAWN and before != ConsentState.WITHDRAWN


def check_not_older(rows, answered_on: date) -> None:
    """An older paper that turns up late never takes the place of the later answer."""
    later = [row for row in rows if row.answered_on and row.answered_on > answered_on]
    if later:
        words = "、".join(
            f"{row.get_item_display()}（{row.get_answer_display()}、"
            f"{wareki.format_date(row.answered_on)}）"
            for row in later
        )
        raise TransitionDenied(
            f"{wareki.format_date(answered_on)}より後の回答が記録されている項目は、記録できません。"
            f"{words}を外して記録してください。"
            "今の記録が誤っているときは、「公表同意を編集する」で直してください。"
        )


def _trades(meister) -> tuple[PublicTrade, ...]:
    return tuple(
        PublicTrade(
            str(row.trade),
            str(row.operation or ""),
            _category(row),
            row.certified_on or meister.certified_on,
        )
        for row in meister.trades.all()
    )


def _category(row) -> str:
    """区分 as it was called; until when it was given is a remark of the office."""
    known = row.category != Category.UNKNOWN
    return row.get_category_display().partition("（")[0] if known else ""


def _qualifications(meister, *, names_trade: bool) -> tuple[str, ...]:
    """Grounds of the application and other titles; free words may name the trade."""
    rows = meister.application.qualifications.all() if meister.application_id else ()
    words = []
    for row in rows:
        ground = row.get_ground_display()
        words.append((row.detail or f"{ground}（{row.trade}）") if names_trade else ground)
    for row in meister.titles.all():
        detail = row.detail if names_trade else ""
        if row.title == Title.OTHER:
            words.append(detail)
        else:
            label = row.get_title_display()
            words.append(f"{label}（{detail}）" if detail else label)
    return tuple(dict.fromkeys(filter(None, words)))
