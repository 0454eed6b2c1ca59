"""Of visits recorded so far nobody knows whether their 復命書 was printed."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("meisters", "0012_withdrawn_consents"),
    ]

    operations = [
        migrations.AddField(
            model_name="visit",
            name="report_known",
            field=models.BooleanField(
                default=False, editable=False, verbose_name="復命書の印刷を記録している"
            ),
        ),
        migrations.AlterField(
            model_name="visit",
            name="report_known",
            field=models.BooleanField(
                default=True, editable=False, verbose_name="復命書の印刷を記録している"
            ),
        ),
    ]
