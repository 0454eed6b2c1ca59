"""A first migration makes the very tables that a plain migration makes."""

from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection, migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState

from aomori_skills.base.first_migration import FirstMigration

OPERATIONS = [
    migrations.CreateModel("Workshop", [("id", models.BigAutoField(primary_key=True))]),
    migrations.CreateModel(
        "Craftsman",
        [
            ("id", models.BigAutoField(primary_key=True)),
            ("age", models.PositiveIntegerField()),
            ("workshop", models.ForeignKey("crafts.Workshop", models.PROTECT)),
        ],
    ),
    migrations.AddField(
        "workshop", "head", models.ForeignKey("crafts.Craftsman", models.PROTECT, null=True)
    ),
    migrations.AddField("craftsman", "name", models.CharField(max_length=40, unique=True)),
    migrations.AddIndex("craftsman", models.Index(fields=["age", "name"], name="by_age")),
    migrations.AddConstraint(
        "craftsman",
        models.CheckConstraint(condition=models.Q(age__gte=15), name="craftsman_is_grown"),
    ),
]


def tables_made_by(kind) -> dict:
    """The two tables as PostgreSQL describes them; made, read and taken back."""
    migration = type("Migration", (kind,), {"operations": OPERATIONS})("0001_initial", "crafts")
    with connection.schema_editor() as editor:
        state = migration.apply(ProjectState(), editor)
    assert set(state.models) == {("crafts", "workshop"), ("crafts", "craftsman")}
    with connection.cursor() as cursor:
        described = {
            table: (
                sorted(connection.introspection.get_table_description(cursor, table)),
                connection.introspection.get_constraints(cursor, table),
            )
            for table in ("crafts_workshop", "crafts_craftsman")
        }
        cursor.execute("drop table crafts_workshop, crafts_craftsman cascade")
    return described


@pytest.mark.django_db(transaction=True)
def test_the_tables_are_the_same():
    plain = tables_made_by(migrations.Migration)
    columns, constraints = plain["crafts_craftsman"]
    assert [column.name for column in columns] == ["age", "id", "name", "workshop_id"]
    assert constraints["craftsman_is_grown"]["check"]
    assert constraints["by_age"]["columns"] == ["age", "name"]
    assert tables_made_by(FirstMigration) == plain


def test_every_first_migration_is_one():
    ours = {
        app.label
        for app in apps.get_app_configs()
        if settings.BASE_DIR in Path(app.path).parents and ".venv" not in app.path
    }
    assert {"office", "paperwork", "meisters"} <= ours
    plain = [
        str(migration)
        for (label, _), migration in MigrationLoader(None).disk_migrations.items()
        if label in ours and migration.initial and not isinstance(migration, FirstMigration)
    ]
    assert plain == []
