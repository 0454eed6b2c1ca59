from django.db import migrations
from django.db.models import OuterRef, Subquery

TOLD = ("held_on", "starts_at", "ends_at", "place", "municipality")


def copy_days(apps, schema_editor):
    """Who was asked before days were kept was asked for the sessions as they lie now."""
    asked = apps.get_model("dispatch", "AskedSession").objects
    sessions = apps.get_model("dispatch", "Session").objects.filter(pk=OuterRef("session"))
    now = {name: Subquery(sessions.values(name)[:1]) for name in TOLD}
    asked.filter(ask__asked_on__isnull=False).update(**now)


class Migration(migrations.Migration):
    dependencies = [("dispatch", "0006_days_as_asked")]

    operations = [migrations.RunPython(copy_days, migrations.RunPython.noop)]
