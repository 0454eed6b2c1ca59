"""A generated column can't be altered: it goes and comes back with the new expression."""

import django.contrib.postgres.indexes
from django.db import migrations, models
from django.db.models.functions import Concat

import aomori_skills.base.kana

MODELS = (
    ("candidate", "candidate_search"),
    ("certificationapplication", "application_search"),
    ("meister", "meister_search"),
)


def search_text():
    return models.GeneratedField(
        db_persist=True,
        expression=aomori_skills.base.kana.FoldedText(
            Concat("family_name", "given_name"), Concat("family_kana", "given_kana")
        ),
        output_field=models.TextField(),
    )


def search_index(name):
    return django.contrib.postgres.indexes.GinIndex(
        fields=["search_text"], name=name, opclasses=["gin_trgm_ops"]
    )


class Migration(migrations.Migration):
    dependencies = [("meisters", "0004_register_import")]

    operations = [
        operation
        for model, index in MODELS
        for operation in (
            migrations.RemoveIndex(model, index),
            migrations.RemoveField(model, "search_text"),
            migrations.AddField(model, "search_text", search_text()),
            migrations.AddIndex(model, search_index(index)),
        )
    ]
