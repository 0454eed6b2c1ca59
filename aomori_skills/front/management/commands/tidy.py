"""``manage.py tidy``: forget what nobody can reach any more."""

from django.core.management.base import BaseCommand

from aomori_skills.office.services import submissions
from aomori_skills.paperwork.services import files


class Command(BaseCommand):
    help = "どの記録からも使われていないファイルと、古い送信の控えを削除します。"

    def handle(self, **options):
        swept, forgotten = files.sweep(), submissions.forget_old()
        if swept or forgotten:
            self.stdout.write(
                f"使われていないファイル{swept}件と、古い送信の控え{forgotten}件を削除しました。"
            )
