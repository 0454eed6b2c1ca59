"""公表: consents with their papers, a sheet that went out last month, and what changed since."""

from datetime import date

from aomori_skills.base import fiscal_year
from aomori_skills.front.demo.agenda import Story
from aomori_skills.front.demo.attachments import scan
from aomori_skills.front.demo.workdays import Workdays
from aomori_skills.office.choices import SourceStatus
from aomori_skills.office.models import YearRule
from aomori_skills.office.services import year_rules
from aomori_skills.paperwork.choices import Purpose
from meisters.choices import Consent, PublicItem, Way
from meisters.models import Meister
from meisters.services import consents, public_sheets, registration

SHORT_TEXT = "指導できる内容"
LIMIT_CONFIRMED = "公表用データベースの入力様式で確認（デモ用の仮の値）"
SIGNED, TALKATIVE, WITHDRAWING, SHY, BUSY = (
    "02-00103",
    "02-00104",
    "02-00102",
    "02-00107",
    "02-00101",
)
LONG_TEXT = (
    "旋盤の段取り、精密測定、ものづくりコンテストの課題を、材料の選び方から順に指導します。"
    "初めての人には、機械の止め方と安全な服装の確認から始め、端面、外径、段付き、ねじ切りの順に、"
    "1回に1つずつできることを増やします。技能検定の受検を目指す人には、過去の課題を使い、"
    "時間の配り方と測り方を一緒に考えます。測定は、ノギスとマイクロメーターの持ち方、温度による狂い、"
    "読み取りの癖までを扱い、同じ品物を全員で測って差を比べます。学校では、生徒の作業を見ながら、"
    "なぜその順番で削るのかを問いかけ、自分の言葉で説明できるまで待ちます。企業では、実際の図面を預かり、"
    "工程の組み方と治具の工夫を若手と一緒に試します。指導の後には、次に練習することを1枚にまとめて渡します。"
)


def stories(days: Workdays, users) -> list[Story]:
    by, colleague = users["tanto"], users["tanto2"]
    return [
        _confirm_limit(days, users["shonin"]),
        _sign(days, by),
        _write_much(days, colleague),
        _send_out(days, by),
        _withdraw(days, colleague),
        _ask(days, by),
    ]


def _confirm_limit(days: Workdays, manager) -> Story:
    """The center's form is at hand for one of the texts."""
    day = days.back(58)
    yield day, manager
    row = YearRule.objects.get(fiscal_year=fiscal_year.of(day), area="公表", applies_to=SHORT_TEXT)
    row.status, row.source = SourceStatus.CONFIRMED, LIMIT_CONFIRMED
    year_rules.update(row, by=manager)


def _sign(days: Workdays, by) -> Story:
    day = days.back(54)
    yield day, by
    meister = Meister.objects.get(number=SIGNED)
    _record(meister, list(PublicItem.values), Consent.AGREED, day, Way.POST, by, paper=True)


def _write_much(days: Workdays, by) -> Story:
    yield days.back(50), by
    meister = Meister.objects.get(number=TALKATIVE)
    meister.profile_teaching = LONG_TEXT
    meister.full_clean()
    registration.save_content(meister, by=by)


def _send_out(days: Workdays, by) -> Story:
    yield days.back(33), by
    public_sheets.export(by=by, purpose=Purpose.CENTER.label)


def _withdraw(days: Workdays, by) -> Story:
    """One takes back the area and the texts, on paper; another doesn't want to be named."""
    day = days.back(16)
    yield day, by
    meister = Meister.objects.get(number=WITHDRAWING)
    consents.withdraw(
        meister.pk,
        items=[PublicItem.AREA, PublicItem.PROFILE],
        withdrawn_on=day,
        way=Way.FAX,
        by=by,
        upload=scan("公表同意の撤回書", meister.name, day),
    )
    day = days.back(11)
    yield day, by
    meister = Meister.objects.get(number=SHY)
    consents.withdraw(meister.pk, items=[PublicItem.NAME], withdrawn_on=day, way=Way.PHONE, by=by)


def _ask(days: Workdays, by) -> Story:
    """By telephone: the photograph may not be shown."""
    day = days.back(7)
    yield day, by
    meister = Meister.objects.get(number=BUSY)
    _record(meister, [PublicItem.PHOTO], Consent.REFUSED, day, Way.PHONE, by)


def _record(meister, items, answer: str, day: date, way: str, by, *, paper=False) -> None:
    consents.record(
        meister.pk,
        items=items,
        answer=answer,
        answered_on=day,
        way=way,
        by=by,
        upload=scan("公表同意書", meister.name, day) if paper else None,
    )
