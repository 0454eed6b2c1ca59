"""One spelling for search: widths, kana, letter case and name variants folded together.

``fold`` works in Python, ``FoldedText`` computes exactly the same inside PostgreSQL. A change of
the tables below needs a migration that rewrites every generated column built on ``FoldedText``.
"""

import re
import unicodedata

from django.db.models import Func, TextField

BOUNDARY = "\x1f"
"""Stands between the fields of one ``FoldedText``; the only thing that folds to a space."""

_KATAKANA = "".join(map(chr, range(ord("ァ"), ord("ヶ") + 1))) + "ヽヾ"
_HIRAGANA = "".join(map(chr, range(ord("ぁ"), ord("ゖ") + 1))) + "ゝゞ"
_TO_KATAKANA = str.maketrans(_HIRAGANA, _KATAKANA)
_VARIANTS = (
    "万萬 与與 会會 内內 円圓 台臺 吉𠮷 呉吳 国國圀 園薗 団團 塩鹽 増增 学學 実實 寿壽 将將"
    " 尭堯 島嶋嶌 峰峯 崎﨑嵜 巌巖 広廣 弥彌 徳德 応應 恵惠 戸戶 教敎 斉齊斎齋 晋晉 曽曾 来來"
    " 条條 柳栁 栃杤 栄榮 桑桒 桜櫻 桧檜 槙槇 横橫 橋𣘺 民⺠ 沢澤 浜濱濵 淵渕 清淸 滝瀧 瀬瀨"
    " 真眞 礼禮 禄祿 穂穗 竜龍 篭籠 絵繪 総總 緑綠 県縣 芦蘆 荘莊 葉枼 蔵藏 西⻄ 角⻆ 豊豐 辺邊邉"
    " 遥遙 郎郞 郷鄕 鉄鐵 長⻑ 関關 青靑⻘ 静靜 頼賴 顕顯 館舘 高髙 鯵鰺 黄黃⻩ 黒黑 亀龜⻲ 富冨"
    " けゖヶ かゕヵ -‐‑‒–—―− ~〜"
)
_ABBREVIATIONS = (
    ("(株)", "株式会社"),
    ("(有)", "有限会社"),
    ("(同)", "合同会社"),
    ("(一社)", "一般社団法人"),
    ("(公社)", "公益社団法人"),
    ("(一財)", "一般財団法人"),
    ("(公財)", "公益財団法人"),
)
_INVISIBLE = [
    *range(0x200B, 0x2010),
    0x2060,
    *range(0xFE00, 0xFE10),
    0xFEFF,
    *range(0xE0100, 0xE01F0),
]
_SPACES = [*range(0x09, 0x0E), 0x20, 0x85, 0xA0, 0x2028, 0x2029]


def _table() -> dict[str, str]:
    """Character → character, or "" for those that disappear; applied after NFKC."""
    table = dict(zip(_KATAKANA, _HIRAGANA, strict=True))
    table |= {chr(code): chr(code).lower() for code in range(ord("A"), ord("Z") + 1)}
    table |= {char: entry[0] for entry in _VARIANTS.split() for char in entry[1:]}
    table |= {chr(code): "" for code in (*_INVISIBLE, *_SPACES)}
    return table | {"・": "", BOUNDARY: " "}


_TABLE = _table()
_TRANSLATION = str.maketrans(_TABLE)
_KEPT = [char for char, to in _TABLE.items() if to]
_SQL_FROM = "".join(_KEPT + [char for char, to in _TABLE.items() if not to])
_SQL_TO = "".join(_TABLE[char] for char in _KEPT)


def fold(text: str) -> str:
    """ｱｵﾓﾘ, あおもり and アオモリ → あおもり; 髙﨑　㈱ → 高崎株式会社."""
    folded = unicodedata.normalize("NFKC", text).translate(_TRANSLATION)
    for short, full in _ABBREVIATIONS:
        folded = folded.replace(short, full)
    return folded


def words(text: str) -> list[str]:
    """The folded words of a search box, each of which a hit must contain."""
    return [folded for word in text.split() if (folded := fold(word))]


class FoldedText(Func):
    """``fold`` of one or more text fields, in immutable SQL for a GeneratedField.

    Null counts as empty; several fields are parted by a space, so that no hit runs over an edge.
    """

    output_field = TextField()

    def as_sql(self, compiler, connection, **extra_context):
        sources, params = [], []
        for source in self.get_source_expressions():
            sql, source_params = compiler.compile(source)
            sources.append(f"coalesce({sql}, '')")
            params += source_params
        sql = f"translate(normalize({' || chr(31) || '.join(sources)}, NFKC), %s, %s)"
        params += [_SQL_FROM, _SQL_TO]
        for pair in _ABBREVIATIONS:
            sql = f"replace({sql}, %s, %s)"
            params += pair
        return sql, params


def to_katakana(text: str) -> str:
    """Full-width katakana of a reading typed in hiragana or half-width; one space between words."""
    katakana = unicodedata.normalize("NFKC", text).translate(_TO_KATAKANA)
    katakana = re.sub(r"(?<=[ァ-ヺー])[-‐‑‒–—―−]", "ー", katakana)
    return "　".join(katakana.split())


def is_kana(text: str) -> bool:
    """True for full-width katakana with ー, ・ and spaces, and at least one letter."""
    return re.fullmatch(r"[ァ-ヺー・ヽヾ　 ]*[ァ-ヺ][ァ-ヺー・ヽヾ　 ]*", text) is not None


def digits(text: str) -> str:
    """Only the digits of a telephone number or postcode; +81 becomes 0."""
    tidy = unicodedata.normalize("NFKC", text).strip()
    only = re.sub(r"[^0-9]", "", tidy)
    return "0" + only.removeprefix("81").lstrip("0") if tidy.startswith("+81") else only
