"""``manage.py tidy``: forget what nobody can reach any more."""

from django.core.management.base import BaseCommand

from aomori_skills.office.services import submissions
from aomori_skills.paperwork.services import files, jobs


class Command(BaseCommand):
    help = "古い処理の結果、どの記録からも使われていないファイル、古い送信の控えを削除します。"

    def handle(self, **options):
        results, swept, forgotten = jobs.forget_old(), files.sweep(), submissions.forget_old()
        if results or swept or forgotten:
            self.stdout.write(
                f"古い処理の結果{results}件、使われていないファイル{swept}件、"
                f"古い送信の控え{forgotten}件を削除しました。"
            )
