"""A constraint that waits for the end of the transaction is added to a table, not made with it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dispatch", "0001_initial")]

    operations = [
        migrations.AddConstraint(
            model_name="wisheddate",
            constraint=models.UniqueConstraint(
                deferrable=models.Deferrable.DEFERRED,
                fields=("request", "day", "starts_at"),
                name="wished_date_once",
                nulls_distinct=False,
                violation_error_message="同じ希望日が重複しています。",
            ),
        ),
    ]
