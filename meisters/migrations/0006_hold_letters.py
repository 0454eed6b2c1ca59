"""The letters of the bundles that are not cancelled are in use."""

from django.db import migrations

HOLD = """
    UPDATE paperwork_officialdocument SET held = true
    WHERE voided_at IS NULL
      AND id IN (SELECT letter_id FROM meisters_submissionbatch WHERE state <> 'cancelled')
"""


class Migration(migrations.Migration):
    dependencies = [
        ("meisters", "0005_search_by_full_name"),
        ("paperwork", "0004_held_documents"),
    ]
    operations = [migrations.RunSQL(HOLD, migrations.RunSQL.noop)]
