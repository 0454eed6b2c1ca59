"""Who may do what: the one table of roles and permissions.

A permission is ``area.verb_noun``. Everything that asks for permission (views, admin, rules,
navigation) asks this table; there are no permission rows in the database.
"""

from django.db.models import TextChoices


class Role(TextChoices):
    STAFF = "staff", "担当"
    APPROVER = "approver", "承認者"
    ACCOUNTANT = "accountant", "会計"
    VIEWER = "viewer", "閲覧"
    ADMINISTRATOR = "administrator", "管理者"


EVERYONE = frozenset(Role.values)
WORKERS = frozenset({Role.STAFF, Role.APPROVER})
STAFF = frozenset({Role.STAFF})
APPROVER = frozenset({Role.APPROVER})
ACCOUNTANT = frozenset({Role.ACCOUNTANT})
ADMINISTRATOR = frozenset({Role.ADMINISTRATOR})

PERMISSIONS: dict[str, frozenset[str]] = {
    # office: shared masters
    "office.view_home": EVERYONE,
    "office.view_masters": EVERYONE,
    "office.edit_organizations": WORKERS,
    "office.merge_organizations": WORKERS,
    "office.edit_rules": APPROVER,
    "office.edit_masters": ADMINISTRATOR,
    "office.edit_profile": frozenset({Role.APPROVER, Role.ADMINISTRATOR}),
    "office.manage_users": ADMINISTRATOR,
    "office.manage_delegations": frozenset({Role.APPROVER, Role.ADMINISTRATOR}),
    "office.use_admin": frozenset({Role.APPROVER, Role.ADMINISTRATOR}),
    # paperwork: papers and their logs
    "paperwork.view_documents": EVERYONE,
    "paperwork.issue_documents": WORKERS,
    "paperwork.manage_jobs": frozenset({Role.APPROVER, Role.ADMINISTRATOR}),
    "paperwork.view_messages": frozenset({Role.STAFF, Role.APPROVER, Role.ADMINISTRATOR}),
    "paperwork.send_messages": WORKERS,
    "paperwork.export_personal": WORKERS,
    "paperwork.edit_templates": APPROVER,
    "paperwork.view_disclosures": frozenset({Role.APPROVER, Role.ADMINISTRATOR}),
    # meisters: plan area 1
    "meisters.view_candidates": EVERYONE,
    "meisters.edit_candidates": WORKERS,
    "meisters.view_visits": EVERYONE,
    "meisters.edit_visits": WORKERS,
    "meisters.view_applications": EVERYONE,
    "meisters.edit_applications": WORKERS,
    "meisters.approve_applications": APPROVER,
    "meisters.override_rules": APPROVER,
    "meisters.view_batches": EVERYONE,
    "meisters.edit_batches": WORKERS,
    "meisters.view_meisters": EVERYONE,
    "meisters.edit_meisters": WORKERS,
    "meisters.import_meisters": WORKERS,
    "meisters.view_briefings": EVERYONE,
    "meisters.edit_briefings": WORKERS,
    "meisters.view_courses": EVERYONE,
    "meisters.edit_courses": WORKERS,
    "meisters.view_confirmations": EVERYONE,
    "meisters.edit_confirmations": WORKERS,
    "meisters.close_years": APPROVER,
    "meisters.merge_people": WORKERS,
    "meisters.export_personal": frozenset({Role.STAFF, Role.APPROVER, Role.ACCOUNTANT}),
    "meisters.view_bank_accounts": ACCOUNTANT,
    "meisters.edit_bank_accounts": ACCOUNTANT,
    # dispatch: plan area 2
    "dispatch.view_consultations": EVERYONE,
    "dispatch.edit_consultations": WORKERS,
    "dispatch.delete_consultations": APPROVER,
    "dispatch.view_surveys": EVERYONE,
    "dispatch.edit_surveys": WORKERS,
    "dispatch.view_requests": EVERYONE,
    "dispatch.edit_requests": WORKERS,
    "dispatch.approve_requests": APPROVER,
    "dispatch.override_rules": APPROVER,
    "dispatch.view_trainees": WORKERS,
    "dispatch.edit_trainees": WORKERS,
    "dispatch.view_instructors": EVERYONE,
    "dispatch.edit_instructors": WORKERS,
    "dispatch.view_calendar": EVERYONE,
}


class UnknownPermission(KeyError):
    """A permission that the table does not list: a spelling mistake, never a refusal."""


def allows(roles, permission: str) -> bool:
    """True if any of ``roles`` has ``permission``; raises UnknownPermission for a wrong name."""
    try:
        holders = PERMISSIONS[permission]
    except KeyError:
        raise UnknownPermission(permission) from None
    return not holders.isdisjoint(roles)
