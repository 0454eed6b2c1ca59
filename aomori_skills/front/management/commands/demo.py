"""``manage.py demo``: fill an empty office with fictional people and their work."""

from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import IntegrityError
from django.utils import timezone

from aomori_skills import kept_secrets
from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.front.demo import accounts, loading
from aomori_skills.paperwork.rules.documents import DocumentRefused
from aomori_skills.paperwork.rules.refusal import AttachmentRefused
from meisters.services.results import ResultErrors

REFUSALS = (
    TransitionDenied,
    AttachmentRefused,
    DocumentRefused,
    ResultErrors,
    ValidationError,
    IntegrityError,
)


class Command(BaseCommand):
    help = "架空のデモデータを読み込みます。読み込み済みのときは利用者だけを表示します。"

    def add_arguments(self, parser):
        parser.add_argument("--today", help="この日を今日として読み込みます（例：2026-11-24）。")

    def handle(self, *, today=None, **options):
        if settings.PRODUCTION:
            raise CommandError("本番の設定では、デモを読み込めません。")
        password = kept_secrets.demo_password(settings.VAR_DIR)
        if loading.is_loaded():
            accounts.renew_passwords(password)
            self.stdout.write("デモは読み込み済みです。")
        else:
            self._load(_day(today), password)
        self.stdout.write("デモの利用者（パスワードは全員同じです）")
        for account in accounts.ACCOUNTS:
            self.stdout.write(f"  {account}")
        self.stdout.write(f"パスワード: {password}")

    def _load(self, today: date, password: str) -> None:
        self.stdout.write("デモを読み込んでいます。")
        try:
            loading.load(today, password)
        except loading.CannotLoad as problem:
            raise CommandError(str(problem)) from problem
        except REFUSALS as refusal:
            raise CommandError(f"デモを読み込めません（{refusal}）。") from refusal


def _day(text: str | None) -> date:
    if text is None:
        return timezone.localdate()
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise CommandError(
            f"日付「{text}」を読み取れません。2026-11-24 のように指定してください。"
        ) from None
