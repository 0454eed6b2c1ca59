"""The people of the fictional office who sign in."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from aomori_skills.base.roles import Role
from aomori_skills.front.demo import clock
from aomori_skills.office.models import User
from aomori_skills.office.services import people

OPENED = datetime(2025, 4, 1, 8, 30)


@dataclass(frozen=True)
class Account:
    username: str
    family_name: str
    given_name: str
    family_kana: str
    given_kana: str
    role: Role

    def __str__(self):
        return f"{self.username}（{self.role.label}　{self.family_name} {self.given_name}）"

    def fields(self) -> dict:
        names = ("family_name", "given_name", "family_kana", "given_kana")
        return {name: getattr(self, name) for name in names} | {
            "email": f"{self.username}@example.jp",
            "roles": [self.role.value],
        }


ADMINISTRATOR = Account("kanri", "西北野", "旭", "セイホクノ", "アサヒ", Role.ADMINISTRATOR)
ACCOUNTS = (
    Account("tanto", "津軽野", "ふじ子", "ツガルノ", "フジコ", Role.STAFF),
    Account("shonin", "青森野", "王林", "アオモリノ", "オウリン", Role.APPROVER),
    Account("kaikei", "上北野", "千秋", "カミキタノ", "チアキ", Role.ACCOUNTANT),
    Account("etsuran", "三八野", "紅", "サンパチノ", "ベニ", Role.VIEWER),
    ADMINISTRATOR,
    Account("tanto2", "南部野", "つがる", "ナンブノ", "ツガル", Role.STAFF),
    Account("shonin2", "下北野", "北斗", "シモキタノ", "ホクト", Role.APPROVER),
)
USERNAMES = tuple(account.username for account in ACCOUNTS)


def create(password: str) -> dict[str, User]:
    """Register everybody with ``password``; return them by username."""
    with clock.at(timezone.make_aware(OPENED)):
        people.create_first_administrator()
        administrator = User.objects.get(username=ADMINISTRATOR.username)
        users = {ADMINISTRATOR.username: administrator}
        for name, value in ADMINISTRATOR.fields().items():
            setattr(administrator, name, value)
        people.update(administrator, by=administrator)
        for account in ACCOUNTS:
            if account is not ADMINISTRATOR:
                user = User(username=account.username, **account.fields())
                user.full_clean(exclude=("password",))
                people.register(user, by=administrator)
                users[account.username] = user
        for user in users.values():
            people.change_own_password(user, password)
    return users


def renew_passwords(password: str) -> None:
    """Give the accounts ``password`` where they have another one."""
    for user in User.objects.filter(username__in=USERNAMES):
        if not user.check_password(password):
            people.change_own_password(user, password)
