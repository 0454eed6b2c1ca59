"""文例: taken in as shipped, edited by 承認者, put back to how they were shipped."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from aomori_skills.paperwork.models import MessageTemplate, OutgoingMessage
from aomori_skills.paperwork.rules import outgoing as rules
from aomori_skills.paperwork.rules.placeholders import Template, fill


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


@transaction.atomic
def update(template: MessageTemplate, *, by) -> MessageTemplate:
    """Save an edited template whose row the caller has locked; drafts keep their words."""
    rules.check_may_edit_templates(by)
    template.edited_at = timezone.now()
    template.save_version()
    return template


@transaction.atomic
def restore_shipped(template_id: int, *, by) -> MessageTemplate:
    """The wording with which the office began."""
    rules.check_may_edit_templates(by)
    template = MessageTemplate.objects.select_for_update().get(pk=template_id)
    for name, text in template.shipped.items():
        setattr(template, name, text)
    template.edited_at = None
    template.save_version()
    return template


def sample_of(template: MessageTemplate, *, by) -> OutgoingMessage:
    """A message that is never saved, filled with the examples."""
    values = {one["name"]: one["sample"] for one in template.placeholders}
    return OutgoingMessage(
        kind=template.kind,
        numbered=template.numbered,
        addressee="岩木　太郎　様",
        dated_on=timezone.localdate(),
        author=by,
        **{name: fill(getattr(template, name), values) for name in template.shipped},
    )
