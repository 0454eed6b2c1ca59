"""Groups and lines of fields, laid out by crispy."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Fieldset, Layout
from django.template.loader import render_to_string

ADDED_BY_FORMSETS = ("DELETE", "ORDER")


class Group:
    """A legend with its fields; a tuple of names stands on one line; ``note`` explains it all.

    Without a legend (in a row of a formset) the group only arranges the lines.
    """

    def __init__(self, legend: str, *fields: str | tuple[str, ...], note: str = ""):
        self.legend, self.fields, self.note = legend, fields, note

    def names(self) -> list[str]:
        return [name for entry in self.fields for name in _line(entry)]


class RowsHere:
    """The place of a part of the form between its groups: the ``RowSet`` of this relation."""

    def __init__(self, relation: str):
        self.relation = relation

    def names(self) -> list[str]:
        return []


class _Rows:
    """A row set as crispy lays it out."""

    template = "components/formset.html"

    def __init__(self, rows):
        self.rows = rows

    def render(self, form, context, template_pack=None, **kwargs):
        rows = self.rows
        words = {name: getattr(rows, name) for name in ("legend", "note", "row_label", "add_label")}
        return render_to_string(self.template, {"formset": rows, **words})


class _FieldGroup(Fieldset):
    template = "components/group.html"

    def __init__(self, legend, note, *fields):
        super().__init__("", *fields)
        self.title, self.note = legend, note


def helper(form, groups: tuple[Group | RowsHere, ...]) -> FormHelper:
    """The crispy helper of ``form``: its groups, then every field that no group names."""
    made = FormHelper()
    made.form_tag = False
    made.disable_csrf = True
    made.include_media = False
    made.template = "components/fields.html"
    made.field_template = "components/field.html"
    named = {name for group in groups for name in group.names()}
    rest = [name for name in form.fields if name not in named and name not in ADDED_BY_FORMSETS]
    made.layout = Layout(*filter(None, (_group(form, group) for group in groups)), *rest)
    return made


def _group(form, group: Group | RowsHere):
    if isinstance(group, RowsHere):
        found = (part for part in form.parts if part.relation == group.relation)
        return next(map(_Rows, found), None)
    rows = []
    for entry in group.fields:
        present = [name for name in _line(entry) if name in form.fields]
        if len(present) > 1:
            rows.append(Div(*present, css_class="field-line"))
        else:
            rows += present
    if not rows:
        return None
    return _FieldGroup(group.legend, group.note, *rows) if group.legend else Div(*rows)


def _line(entry) -> tuple[str, ...]:
    return (entry,) if isinstance(entry, str) else entry
