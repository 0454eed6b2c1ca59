"""Closed lists of the shared masters."""

from django.db.models import TextChoices


class Region(TextChoices):
    """圏域: the six areas into which the prefecture's work is divided."""

    TOSEI = "東青", "東青"
    CHUNAN = "中南", "中南"
    SANPACHI = "三八", "三八"
    SEIHOKU = "西北", "西北"
    KAMIKITA = "上北", "上北"
    SHIMOKITA = "下北", "下北"


class OrganizationKind(TextChoices):
    COMPANY = "company", "企業"
    TRADE_BODY = "trade_body", "業界団体・技能士会"
    TECHNICAL_HIGH = "technical_high", "工業高校"
    AGRICULTURAL_HIGH = "agricultural_high", "農業高校"
    OTHER_HIGH = "other_high", "その他高校"
    TRAINING_FACILITY = "training_facility", "公共職業能力開発施設"
    VOCATIONAL_SCHOOL = "vocational_school", "専修学校・認定訓練校"
    COMPULSORY_SCHOOL = "compulsory_school", "小中学校等"
    SUPPORT_STATION = "support_station", "地域若者サポートステーション"
    PUBLIC_FACILITY = "public_facility", "公共施設"
    PRIVATE_FACILITY = "private_facility", "民間施設"
    PUBLIC_OFFICE = "public_office", "行政機関"
    ECONOMIC_BODY = "economic_body", "経済団体"
    OTHER = "other", "その他"


class Industry(TextChoices):
    """Groups of the Small and Medium-sized Enterprise Basic Act, article 2."""

    MANUFACTURING = "manufacturing", "製造業・建設業・運輸業その他"
    WHOLESALE = "wholesale", "卸売業"
    SERVICE = "service", "サービス業"
    RETAIL = "retail", "小売業"


class SourceStatus(TextChoices):
    """How certain a master value is."""

    CONFIRMED = "confirmed", "確認済"
    UNCONFIRMED = "unconfirmed", "要確認"
    ESTIMATED = "estimated", "推定"
    UNSET = "unset", "未定"


class Strictness(TextChoices):
    """What it means that a rule is not kept: an exception of the manager, or only a warning."""

    STRICT = "strict", "必ず守る"
    GUIDE = "guide", "目安"


class FeedScope(TextChoices):
    """Whose calendar a program is given."""

    OWN = "own", "自分の予定（立会・担当）"
    OFFICE = "office", "コーナー全体の予定"


class Prefecture(TextChoices):
    """都道府県, in the order of the national code."""

    HOKKAIDO = "北海道", "北海道"
    AOMORI = "青森県", "青森県"
    IWATE = "岩手県", "岩手県"
    MIYAGI = "宮城県", "宮城県"
    AKITA = "秋田県", "秋田県"
    YAMAGATA = "山形県", "山形県"
    FUKUSHIMA = "福島県", "福島県"
    IBARAKI = "茨城県", "茨城県"
    TOCHIGI = "栃木県", "栃木県"
    GUNMA = "群馬県", "群馬県"
    SAITAMA = "埼玉県", "埼玉県"
    CHIBA = "千葉県", "千葉県"
    TOKYO = "東京都", "東京都"
    KANAGAWA = "神奈川県", "神奈川県"
    NIIGATA = "新潟県", "新潟県"
    TOYAMA = "富山県", "富山県"
    ISHIKAWA = "石川県", "石川県"
    FUKUI = "福井県", "福井県"
    YAMANASHI = "山梨県", "山梨県"
    NAGANO = "長野県", "長野県"
    GIFU = "岐阜県", "岐阜県"
    SHIZUOKA = "静岡県", "静岡県"
    AICHI = "愛知県", "愛知県"
    MIE = "三重県", "三重県"
    SHIGA = "滋賀県", "滋賀県"
    KYOTO = "京都府", "京都府"
    OSAKA = "大阪府", "大阪府"
    HYOGO = "兵庫県", "兵庫県"
    NARA = "奈良県", "奈良県"
    WAKAYAMA = "和歌山県", "和歌山県"
    TOTTORI = "鳥取県", "鳥取県"
    SHIMANE = "島根県", "島根県"
    OKAYAMA = "岡山県", "岡山県"
    HIROSHIMA = "広島県", "広島県"
    YAMAGUCHI = "山口県", "山口県"
    TOKUSHIMA = "徳島県", "徳島県"
    KAGAWA = "香川県", "香川県"
    EHIME = "愛媛県", "愛媛県"
    KOCHI = "高知県", "高知県"
    FUKUOKA = "福岡県", "福岡県"
    SAGA = "佐賀県", "佐賀県"
    NAGASAKI = "長崎県", "長崎県"
    KUMAMOTO = "熊本県", "熊本県"
    OITA = "大分県", "大分県"
    MIYAZAKI = "宮崎県", "宮崎県"
    KAGOSHIMA = "鹿児島県", "鹿児島県"
    OKINAWA = "沖縄県", "沖縄県"
