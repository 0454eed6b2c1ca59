"""No row is newly tied to a record that was merged into another: the database refuses it.

A row that is written during a merger waits for its end and would then point at the record that
was given up, where nobody finds it any more.
"""

import pgtrigger
from django.db import IntegrityError, models

CONSTRAINT = "tied_to_merged"
SENTENCE = (
    "入力している間に、選択した相手の記録が別の記録に統合されました。"
    "送信された内容は保存していません。統合先の記録を選んで、入力し直してください。"
)


class KeptTarget(pgtrigger.Trigger):
    """Refuse a merged record as the new value of the foreign key ``field``."""

    when = pgtrigger.Before
    declare = [("merged", "bigint")]

    def __init__(self, field: str):
        self.field = field
        super().__init__(name=f"{field}_kept", operation=pgtrigger.Insert | pgtrigger.Update)

    def get_func(self, model) -> str:
        field = model._meta.get_field(self.field)
        target = field.remote_field.model._meta
        column = f'"{field.column}"'
        return (
            f"IF TG_OP = 'UPDATE' THEN IF NEW.{column} IS NOT DISTINCT FROM OLD.{column}"
            " THEN RETURN NEW; END IF; END IF;"
            f' SELECT merged_into_id INTO merged FROM "{target.db_table}"'
            f" WHERE id = NEW.{column} FOR KEY SHARE;"
            " IF merged IS NOT NULL THEN RAISE EXCEPTION 'the record was merged into another'"
            f" USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = '{CONSTRAINT}';"
            " END IF; RETURN NEW;"
        )


def guards(model: type[models.Model]) -> list[KeptTarget]:
    """A guard for each foreign key of ``model`` at records that can be merged."""
    keys = (field for field in model._meta.local_fields if isinstance(field, models.ForeignKey))
    return [KeptTarget(field.name) for field in keys if _can_be_merged(field.remote_field.model)]


def refused(error: IntegrityError) -> bool:
    """Whether a guard refused, and not any other constraint."""
    diagnosis = getattr(error.__cause__, "diag", None)
    return diagnosis is not None and diagnosis.constraint_name == CONSTRAINT


def _can_be_merged(target) -> bool:
    """What is named before it is loaded (the people of the office) can't."""
    fields = [] if isinstance(target, str) else target._meta.local_fields
    return any(field.name == "merged_into" for field in fields)
