"""Whether it went by mail or by letter is known to the message alone."""

from django.db import migrations, models
from django.db.models import Exists, OuterRef

WAYS = [
    ("group", "集合説明会"),
    ("meeting", "面談"),
    ("phone", "電話"),
    ("post", "郵送"),
    ("email", "メール"),
    ("letters", "説明文書"),
]


def forget_copies(apps, schema_editor):
    calls = apps.get_model("meisters", "ConfirmationCall").objects
    calls.filter(message__isnull=False).update(way="")
    people = apps.get_model("meisters", "BriefedMeister").objects.filter(message__isnull=False)
    briefings = apps.get_model("meisters", "Briefing").objects
    briefings.filter(Exists(people.filter(briefing=OuterRef("pk")))).update(way="letters")


class Migration(migrations.Migration):
    dependencies = [("meisters", "0008_inquiry_reply_due")]

    operations = [
        migrations.RemoveConstraint(model_name="briefing", name="briefing_way_known"),
        migrations.AlterField(
            model_name="briefing",
            name="way",
            field=models.CharField(choices=WAYS, max_length=10, verbose_name="方法"),
        ),
        migrations.AlterField(
            model_name="briefingevent",
            name="way",
            field=models.CharField(choices=WAYS, max_length=10, verbose_name="方法"),
        ),
        migrations.RunPython(forget_copies, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="briefing",
            constraint=models.CheckConstraint(
                condition=models.Q(("way__in", [way for way, _ in WAYS])),
                name="briefing_way_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="confirmationcall",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("message__isnull", True), models.Q(("way", ""), _negated=True)),
                    models.Q(("message__isnull", False), ("way", "")),
                    _connector="OR",
                ),
                name="call_way_or_message",
            ),
        ),
    ]
