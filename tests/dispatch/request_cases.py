"""The case of a request in plain objects, with rules of its own: no database."""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace

from aomori_skills.office.choices import OrganizationKind, SourceStatus, Strictness
from aomori_skills.office.rules import Rulebook
from dispatch.rules.request_case import RequestCase
from dispatch.rules.request_checks import verdicts
from dispatch.rules.usage import Usage
from dispatch.rules.year_rows import plain

FIRST_DAY = date(2025, 9, 10)


def row(
    rule, value, unit, applies_to="全て", status=SourceStatus.CONFIRMED, source="岡山",
    strictness=Strictness.STRICT,
):  # fmt: skip
    number = None if value is None else Decimal(str(value))
    text = "" if number is None else plain(number)
    return SimpleNamespace(
        rule=rule, value=number, unit=unit, applies_to=applies_to, status=status, source=source,
        value_text=text, strictness=strictness,
    )  # fmt: skip


RULES = (
    row("年間の指導回数", 20, "回以内", "中小企業・業界団体"),
    row("年間の指導回数", 10, "回以内", "工業高校等の教育訓練機関"),
    row("1回の時間", 1, "時間以上"),
    row("1回の時間", 3, "時間以内", status=SourceStatus.UNCONFIRMED),
    row("受講者の年齢", 15, "歳以上"),
    row("受講者の年齢", 35, "歳未満（技能不足なら以上も可）", strictness=Strictness.GUIDE),
    row("材料費", 2000, "円／人／日（税抜）"),
    row("申込み期限", 30, "日前（暦日）"),
    row(
        "資本金または従業員数で中小企業",
        1,
        "必須（大企業は派遣経費自己負担）",
        "中小企業",
        strictness=Strictness.GUIDE,
    ),
    row("他の補助金等との重複", 0, "不可"),
)


APPEAL = (
    row("1回の時間", 2, "時間", "小中学校等・公共施設・民間施設", strictness=Strictness.GUIDE),
    row("材料費", 1500, "円／人（税抜）", "小中学校等・公共施設・民間施設"),
    row("支援対象者の年齢", 15, "歳以上", "地域若者サポートステーション"),
    row("支援対象者の年齢", 34, "歳以下", "地域若者サポートステーション"),
)
SKILLED = row("実務経験年数", 15, "年以上", "認定対象職種以外")


def material(price, quantity=1, tax="10"):
    return SimpleNamespace(unit_price=price, quantity=Decimal(str(quantity)), tax=tax)


class Trade:
    status = SourceStatus.CONFIRMED

    def __init__(self, first, last):
        self.certifiable_from, self.certifiable_to = first, last

    def __str__(self):
        return "建築大工"


def case(*, rules=RULES, year=2025, wished=(FIRST_DAY,), rows=(), used=None, excuses=(), **told):
    """A case of a small firm that keeps every rule, changed as told."""
    client = told.pop("client", {})
    facts = {
        "kind": "practical_firm",
        "fiscal_year": 2025,
        "received_on": date(2025, 6, 2),
        "sessions_wanted": 4,
        "hours_each": Decimal(2),
        "people": 5,
        "youngest": 18,
        "oldest": 25,
        "photo_consent": "yes",
        "insured": "yes",
        "no_other_subsidy": "yes",
    } | told
    firm = {
        "kind": "company", "industry": "manufacturing", "capital": 10_000_000, "employees": 20,
    } | client  # fmt: skip
    place = SimpleNamespace(**firm, get_kind_display=lambda: OrganizationKind(firm["kind"]).label)
    area = "実技指導" if facts["kind"].startswith("practical") else "魅力発信"
    trade = Trade(date(2020, 4, 1), None)
    return RequestCase(
        request=SimpleNamespace(**facts),
        client=place,
        trade=trade,
        wished=tuple(wished),
        materials=tuple(rows),
        book=Rulebook(area, 2025, year, tuple(rules)),
        skilled=Rulebook("熟練技能者", 2025, 2025, (SKILLED,)),
        used=used or Usage(),
        excuses=tuple(excuses),
    )


def told(one, item):
    return next(verdict for verdict in verdicts(one) if verdict.rule == item)
