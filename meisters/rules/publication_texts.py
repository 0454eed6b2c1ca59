"""公表: what is wrong with the texts that would be shown."""

from dataclasses import dataclass

from meisters.choices import PublicItem
from meisters.rules.publication import PublicProfile, agreed_items, photo_files

LIMIT_RULE = "文字数の上限"
TEXTS = {
    "message": "自己紹介・抱負",
    "teaching": "指導できる内容",
    "career": "主な経歴・実績",
}


@dataclass(frozen=True)
class TextWarning:
    """A sentence about one text; ``lost`` is what the database would not show."""

    label: str
    sentence: str
    lost: str = ""


def unset_limits(limits) -> list[str]:
    """The texts for which the rulebook 公表 has no limit: nothing is cut or guessed."""
    return [label for label in TEXTS.values() if limits.value(LIMIT_RULE, label) is None]


def warnings(meister, profile: PublicProfile, limits) -> list[TextWarning]:
    """Texts over their limit, and texts that name what the person doesn't want to be shown."""
    return [*_cuts(profile, limits), *_slips(meister, profile), *_no_photo(meister, profile)]


def _cuts(profile, limits):
    for name, label in TEXTS.items():
        text, most = getattr(profile, name), limits.value(LIMIT_RULE, label)
        if most is not None and len(text) > most:
            kept = int(most)
            yield TextWarning(
                label,
                f"{label}は{kept}字までのため、後ろの{len(text) - kept}字が表示されません。",
                text[kept:],
            )


def _slips(meister, profile):
    for name, label in TEXTS.items():
        for item, word in _hidden_words(meister):
            if word in getattr(profile, name):
                yield TextWarning(
                    label,
                    f"{label}の文章に、公表の同意がない{item.label}「{word}」が書かれています。",
                )


def _hidden_words(meister):
    agreed = agreed_items(meister)
    if PublicItem.EMPLOYER not in agreed and meister.employer_id:
        yield PublicItem.EMPLOYER, meister.employer.name
    if PublicItem.TRADE not in agreed:
        for name in dict.fromkeys(row.trade.name for row in meister.trades.all()):
            yield PublicItem.TRADE, name


def _no_photo(meister, profile):
    if profile.has_photo is False and photo_files(meister):
        yield TextWarning(
            "写真",
            "写真のファイルがJPEG・PNGではないため、公表プロフィールに写真が入りません。",
        )
