"""文例: taken in as shipped, edited by 承認者, put back to how they were shipped."""

from collections.abc import Iterable

from aomori_skills.paperwork.models import MessageTemplate
from aomori_skills.paperwork.rules.placeholders import Template


def load(templates: Iterable[Template]) -> int:
    """Take in what the areas declare; return the number of new ones.

    Placeholders and the shipped wording follow the declaration; wording that somebody has edited
    is left alone.
    """
    known = MessageTemplate.objects.in_bulk(field_name="code")
    new = [_new(template) for template in templates if template.code not in known]
    MessageTemplate.objects.bulk_create(new)
    for template in templates:
        if template.code in known:
            _refresh(known[template.code], template)
    return len(new)


def _new(template: Template) -> MessageTemplate:
    return MessageTemplate(code=template.code, **_declared(template), **template.wording)


def _refresh(row: MessageTemplate, template: Template) -> None:
    wanted = _declared(template)
    if row.edited_at is None:
        wanted |= template.wording
    changed = [name for name, value in wanted.items() if getattr(row, name) != value]
    if changed:
        for name in changed:
            setattr(row, name, wanted[name])
        row.save_version(update_fields=tuple(changed))


def _declared(template: Template) -> dict:
    return {
        "name": template.name,
        "kind": template.kind,
        "numbered": template.numbered,
        "placeholders": template.declaration,
        "shipped": template.wording,
    }
