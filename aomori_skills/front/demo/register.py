"""The register as the office carried it over from its workbook, and what happened to it since."""

from datetime import date, timedelta

from aomori_skills.front.demo.agenda import Story
from aomori_skills.front.demo.people import person_fields
from aomori_skills.front.demo.rows import day, table
from aomori_skills.front.demo.trades import trade_and_operation
from aomori_skills.front.demo.workdays import Workdays
from aomori_skills.office.models import Municipality, Organization
from meisters.choices import Consent, HalfDay, Mark, MeisterState, PublicItem, Way
from meisters.models import BankAccount, Meister
from meisters.services import registration

FIRST_NUMBER = 3000
WEEKDAYS = "月火水木金土日"
MARKS = {mark.label: mark for mark in Mark}
BANK = "架空りんご銀行"
BRANCHES = ("りんご台支店", "ねぶた通支店", "八甲田支店")
EXCEPTIONS = (
    (4, HalfDay.MORNING, Mark.BUSY, "通院"),
    (9, HalfDay.AFTERNOON, Mark.BUSY, "現場の引渡し"),
    (16, HalfDay.MORNING, Mark.FREE, "指導できる"),
)


def carry_over(users) -> Story:
    """22 people certified up to R6, entered in the first days of R7."""
    yield date(2025, 4, 7), users["tanto"]
    for number, row in enumerate(table("meisters.csv"), FIRST_NUMBER):
        _register(row, number, by=users["tanto"])


def live_on(row: dict[str, str], users) -> Story:
    """The event of a row of the register: 休止, 転出, 死亡 or 辞退."""
    name, when, reason = row["event"].split(":")
    yield day(when), users["tanto"]
    meister = Meister.objects.get(number=row["number"])
    registration.take_step(meister.pk, name, by=users["tanto"], comment=reason)


def events() -> list[dict[str, str]]:
    return [row for row in table("meisters.csv") if row["event"]]


def enter_accounts(users) -> Story:
    """会計 enters the bank accounts of those who were paid last year."""
    yield date(2025, 5, 15), users["kaikei"]
    for number, meister in enumerate(Meister.objects.order_by("number")[:9]):
        account = BankAccount(
            meister=meister,
            bank=BANK,
            branch=BRANCHES[number % len(BRANCHES)],
            number=f"{number + 1:07d}",
            holder_kana=meister.kana,
        )
        account.full_clean()
        registration.save_bank_account(account, by=users["kaikei"])


def ask_for_dates(workdays: Workdays, users) -> Story:
    """The staff asks some of the active for the days to come."""
    yield workdays.back(6), users["tanto2"]
    active = (
        Meister.objects.active().filter(weekdays__isnull=False).distinct().order_by("number")[:6]
    )
    for place, meister in enumerate(active):
        dates = [
            {
                "day": workdays.today + timedelta(days=after + place),
                "half": half,
                "mark": mark,
                "note": note,
            }
            for after, half, mark, note in EXCEPTIONS
        ]
        registration.save_content(meister, by=users["tanto2"], rows={"dates": dates})


def _register(row, number: int, *, by) -> None:
    place = Municipality.objects.get(name=row["municipality"])
    meister = Meister(
        number=row["number"],
        certified_on=day(row["certified_on"]),
        state=MeisterState.ACTIVE,
        **person_fields(row, place, number),
        employment=row["employment"],
        employer=Organization.objects.filter(name=row["employer"]).first(),
        position=row["position"],
        licence=row["licence"],
        regions=row["regions"].split(),
        last_dispatched_on=day(row["last_dispatched_on"]),
        profile_teaching=row["teaching"],
    )
    meister.full_clean()
    rows = {
        "trades": _trades(row),
        "weekdays": _weekdays(row["weekdays"]),
        "titles": _titles(row["titles"]),
        "consents": _consents(number, day(row["certified_on"])),
    }
    registration.register(meister, by=by, rows=rows, comment="Excelの名簿からの移行")


def _trades(row) -> list[dict]:
    found = []
    for text in row["trades"].split():
        trade, operation = trade_and_operation(text)
        found.append(
            {
                "trade": trade,
                "operation": operation,
                "category": row["category"],
                "certified_on": day(row["certified_on"]),
            }
        )
    return found


def _weekdays(text: str) -> list[dict]:
    """「月am○ 火pm△」; what is not named stays unknown."""
    return [
        {"weekday": WEEKDAYS.index(word[0]), "half": word[1:3], "mark": MARKS[word[3]]}
        for word in text.split()
    ]


def _titles(text: str) -> list[dict]:
    pairs = (word.split(":") for word in text.split())
    return [{"title": title, "detail": "", "awarded_on": day(when)} for title, when in pairs]


def _consents(number: int, agreed_on: date) -> list[dict]:
    """Most agreed to everything; every fourth has not been asked about the photograph."""
    agreed = {"answer": Consent.AGREED, "answered_on": agreed_on, "way": Way.POST}
    return [
        {"item": item, "answer": Consent.UNKNOWN}
        if item == PublicItem.PHOTO and number % 4 == 0
        else {"item": item, **agreed}
        for item in PublicItem
    ]
