"""``manage.py work``: do the long acts that people start, until it is stopped."""

from django.core.management.base import BaseCommand

from aomori_skills.paperwork.services.worker import OfficeWorker


class Command(BaseCommand):
    help = "時間のかかる処理（一括発行や取込み）を、受け付けた順に、止めるまで行い続けます。"

    def add_arguments(self, parser):
        parser.add_argument(
            "--parent", type=int, help="この番号のプロセスが終わったら、一緒に終わります。"
        )

    def handle(self, *, parent=None, **options):
        OfficeWorker(parent=parent).work()
