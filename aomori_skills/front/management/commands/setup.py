"""``manage.py setup``: masters and the first account, as often as you like."""

from django.conf import settings
from django.core.management.base import BaseCommand

from aomori_skills.front import wording
from aomori_skills.office.services import masters, people


class Command(BaseCommand):
    help = "マスタを登録し、最初の管理者を作ります。何度実行しても同じ結果になります。"

    def handle(self, **options):
        loaded = masters.load_masters() | {"文例": wording.load()}
        added = {name: count for name, count in loaded.items() if count}
        if added:
            words = "、".join(f"{name}{count}件" for name, count in added.items())
            self.stdout.write(f"マスタを登録しました（{words}）。")
        if settings.DEMO:
            return  # the demo brings its own people
        password = people.create_first_administrator()
        if password:
            self.stdout.write(
                "最初の管理者を登録しました。この表示は一度だけです。\n"
                f"  利用者ID: {people.FIRST_ADMINISTRATOR}\n"
                f"  仮パスワード: {password}\n"
                "サインインするとパスワードの変更画面が開きます。"
            )
