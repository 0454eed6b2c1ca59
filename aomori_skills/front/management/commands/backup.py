"""``manage.py backup FOLDER``: database and files in one archive."""

from pathlib import Path

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.template.defaultfilters import filesizeformat
from django.utils import timezone

from aomori_skills.front import backup


class Command(BaseCommand):
    help = "データベースと添付ファイルを、1つのファイルに退避します。業務中でも実行できます。"

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path, help="退避先のフォルダー")

    def handle(self, *, folder: Path, **options):
        if not folder.is_dir():
            raise CommandError(f"{folder} というフォルダーがありません。")
        call_command("tidy", stdout=self.stdout)
        target = folder / f"aomori-skills-{timezone.localtime():%Y%m%d-%H%M%S}.tar.gz"
        try:
            size = backup.write(target)
        except backup.BackupProblem as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write(f"{target} に退避しました（{filesizeformat(size)}）。")
