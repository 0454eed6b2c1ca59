"""The secret addresses of calendars: handed out once, taken back at any time."""

import secrets
from hashlib import sha256

from django.db import transaction
from django.utils import timezone

from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.office.models import CalendarFeed, User

BYTES = 32
PERMISSION = "dispatch.view_calendar"


@transaction.atomic
def issue(user: User, scope: str) -> str:
    """The token of a new address of ``user``; the address they had until now ends."""
    _check(user)
    _end(user.pk)
    token = secrets.token_urlsafe(BYTES)
    CalendarFeed.objects.create(user=user, scope=scope, token_hash=_sum(token))
    return token


@transaction.atomic
def revoke(user_id: int, *, by: User) -> bool:
    """End the address of a user: their own, or anybody's by who manages users."""
    if by.pk == user_id:
        _check(by)
    elif not by.has_perm("office.manage_users"):
        raise TransitionDenied("ほかの人の予定表の購読は停止できません。管理者に依頼してください。")
    return _end(user_id)


def feed_of(token: str) -> CalendarFeed | None:
    """The feed that ``token`` opens (one query): not ended, of somebody still in service."""
    feed = (
        CalendarFeed.objects.open()
        .filter(token_hash=_sum(token), user__is_active=True)
        .select_related("user")
        .first()
    )
    return feed if feed and feed.user.has_perm(PERMISSION) else None


def _end(user_id: int) -> bool:
    """True if there was one to end; two at once wait for each other at the user's row."""
    User.objects.select_for_update().get(pk=user_id)
    rows = CalendarFeed.objects.open().filter(user=user_id)
    return bool(rows.update(revoked_at=timezone.now()))


def _check(user: User) -> None:
    if not user.has_perm(PERMISSION):
        raise TransitionDenied("予定表を見る権限がありません。管理者に依頼してください。")


def _sum(token: str) -> str:
    return sha256(token.encode()).hexdigest()
