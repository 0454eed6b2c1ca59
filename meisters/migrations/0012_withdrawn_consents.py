"""A consent that was taken back is no longer written down like one that was never given."""

import re

from django.db import migrations, models

from aomori_skills.base import wareki

ANSWERS = [
    ("agreed", "同意する"),
    ("refused", "同意しない"),
    ("withdrawn", "撤回"),
    ("unknown", "未確認"),
]
ITEMS = {
    "name": "氏名",
    "trade": "認定職種",
    "area": "活動地域",
    "employer": "勤務先",
    "qualification": "資格・受賞歴",
    "profile": "自己紹介・指導できる内容",
    "photo": "写真",
}


def tell_withdrawn(apps, schema_editor):
    """The step of a withdrawal names items and day: 「氏名、写真（令和7年9月1日、電話）」.

    The items of earlier steps are joined by 「・」, which also stands inside of some names.
    """
    consents = apps.get_model("meisters", "MeisterConsent").objects.filter(answer="refused")
    steps = apps.get_model("meisters", "MeisterStep").objects
    for meister, comment in steps.filter(transition="withdraw_consent").values_list(
        "subject_id", "comment"
    ):
        words, _, rest = comment.rpartition("（")
        for row in consents.filter(meister_id=meister, answered_on__isnull=False):
            on_the_day = rest.startswith(f"{wareki.format_date(row.answered_on)}、")
            if on_the_day and re.search(rf"(^|[、・]){ITEMS[row.item]}($|[、・])", words):
                row.answer = "withdrawn"
                row.save(update_fields=["answer"])


class Migration(migrations.Migration):
    dependencies = [("meisters", "0011_report_printed_and_people_met")]

    operations = [
        migrations.AlterField(
            model_name="meisterconsent",
            name="answer",
            field=models.CharField(
                choices=ANSWERS, default="unknown", max_length=10, verbose_name="回答"
            ),
        ),
        migrations.AlterField(
            model_name="meisterconsentevent",
            name="answer",
            field=models.CharField(
                choices=ANSWERS, default="unknown", max_length=10, verbose_name="回答"
            ),
        ),
        migrations.RunPython(tell_withdrawn, migrations.RunPython.noop),
    ]
