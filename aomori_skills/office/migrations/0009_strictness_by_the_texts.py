from django.db import migrations
from django.db.models import Q

ROOM = "(?<!不)可|自己負担|目安|推奨|標準"
BOUNDED = "^[^（]*(以上|以内|以下|まで|未満)(（|$)"
NUMBERS = ("1回の時間", "受講者の年齢", "支援対象者の年齢")


def read_texts(apps, schema_editor):
    """As the checks of requests have read the texts until now; a number without a bound guides."""
    rules = apps.get_model("office", "YearRule").objects
    without_bound = Q(rule__in=NUMBERS) & ~Q(unit__regex=BOUNDED)
    requests = rules.filter(area__in=("実技指導", "魅力発信"))
    requests.filter(Q(unit__regex=ROOM) | without_bound).update(strictness="guide")


class Migration(migrations.Migration):
    dependencies = [("office", "0008_year_rule_strictness")]

    operations = [migrations.RunPython(read_texts, migrations.RunPython.noop)]
