"""``manage.py restore FILE``: an archive of ``backup`` into an empty database."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from aomori_skills.front import backup


class Command(BaseCommand):
    help = "退避したファイルを、空のデータベースと空のファイル置き場に戻します。"
    requires_migrations_checks = False
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("archive", type=Path, help="backup で作ったファイル")

    def handle(self, *, archive: Path, **options):
        try:
            backup.restore(archive)
        except backup.BackupProblem as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write("退避したデータを戻しました。「manage.py migrate」を実行してください。")
