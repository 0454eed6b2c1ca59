"""The staff who sign in: accounts, roles and passwords."""

import secrets

from axes.utils import reset as unlock
from django.db import transaction
from django.db.models import Q

from aomori_skills.base.roles import Role
from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.office.models import User

FIRST_ADMINISTRATOR = "kanri"
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # nothing that is misread on paper


def one_time_password() -> str:
    """Three groups that can be read out over the telephone."""
    groups = ("".join(secrets.choice(LETTERS) for _ in range(5)) for _ in range(3))
    return "-".join(groups)


@transaction.atomic
def create_first_administrator() -> str | None:
    """Make the account 管理者 of a new office and return its password; None if people exist."""
    if User.objects.exists():
        return None
    password = one_time_password()
    User.objects.create_user(
        FIRST_ADMINISTRATOR,
        password,
        family_name="システム",
        given_name="管理者",
        family_kana="システム",
        given_kana="カンリシャ",
        roles=[Role.ADMINISTRATOR.value],
        must_change_password=True,
    )
    return password


@transaction.atomic
def register(user: User, *, by) -> str:
    """Save a new account; return the one-time password that its owner changes at first sign-in."""
    _check_permission(by)
    password = one_time_password()
    user.set_password(password)
    user.must_change_password = True
    user.save()
    return password


def locked(user_id: int) -> User:
    """The row to edit, locked in one order with those of all 管理者, whose number matters."""
    administrators = Q(roles__contains=[Role.ADMINISTRATOR])
    rows = User.objects.select_for_update().filter(Q(pk=user_id) | administrators).order_by("pk")
    return next(row for row in rows if row.pk == user_id)


@transaction.atomic
def update(user: User, *, by) -> User:
    """Save an edited account that came from ``locked``; the office never loses its last 管理者."""
    _check_permission(by)
    if user.pk == by.pk and (not user.is_active or Role.ADMINISTRATOR not in user.roles):
        raise TransitionDenied(
            "自分の管理者の役割と在職は外せません。ほかの管理者に依頼してください。"
        )
    if not _leaves_an_administrator(user):
        raise TransitionDenied(
            "在職中の管理者がいなくなるため、保存できません。先に、ほかの人を管理者にしてください。"
        )
    user.save_version()
    return user


@transaction.atomic
def reset_password(user_id: int, *, by) -> tuple[User, str]:
    """Give a new one-time password; open sessions of the user end and a lock-out is lifted."""
    _check_permission(by)
    user = User.objects.select_for_update().get(pk=user_id)
    if not user.is_active:
        raise TransitionDenied(f"{user}さんは在職していないため、パスワードを再設定できません。")
    password = one_time_password()
    user.set_password(password)
    user.must_change_password = True
    user.save(update_fields=("password", "must_change_password"))
    unlock(username=user.username)
    return user, password


@transaction.atomic
def change_own_password(user: User, password: str) -> None:
    user.set_password(password)
    user.must_change_password = False
    user.save(update_fields=("password", "must_change_password"))


def _leaves_an_administrator(user: User) -> bool:
    if user.is_active and Role.ADMINISTRATOR in user.roles:
        return True
    rows = User.objects.in_service().filter(roles__contains=[Role.ADMINISTRATOR])
    return rows.exclude(pk=user.pk).exists()


def _check_permission(by) -> None:
    if not by.has_perm("office.manage_users"):
        raise TransitionDenied("利用者を管理する権限がありません。管理者に依頼してください。")
