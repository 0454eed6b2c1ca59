"""The migration that makes an app's tables: all at once instead of one change at a time.

Django draws every related model anew after each operation of a migration. An app's first migration
has hundreds of them, and with history tables that took most of a minute, at the first start and in
every test database. The tables are the same in the end: this class draws the models once, as they
are after the whole migration, and creates each table whole.
"""

from django.db import migrations
from django.db.migrations import operations

PARTS_OF_A_TABLE = (operations.AddField, operations.AddConstraint, operations.AddIndex)


class FirstMigration(migrations.Migration):
    """For migrations that create; one that changes or moves data is a plain ``Migration``."""

    def apply(self, project_state, schema_editor, collect_sql=False):
        project_state.__dict__.pop("apps", None)  # drawn models would be drawn again at each step
        before = project_state.clone()
        for operation in self.operations:
            operation.state_forwards(self.app_label, project_state)
        created = {
            each.name_lower for each in self.operations if isinstance(each, operations.CreateModel)
        }
        for operation in self.operations:
            comes_with_its_table = (
                isinstance(operation, PARTS_OF_A_TABLE) and operation.model_name_lower in created
            )
            if not comes_with_its_table:
                operation.database_forwards(self.app_label, schema_editor, before, project_state)
        return project_state
