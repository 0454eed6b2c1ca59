"""A first migration makes the very tables that a plain migration makes."""

import pytest
from django.db import connection, migrations, models
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
