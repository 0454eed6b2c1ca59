"""The corner's own name, address, head and letter symbol."""

from django.db import transaction

from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.office.models import OfficeProfile


@transaction.atomic
def save(profile: OfficeProfile, *, by) -> OfficeProfile:
    """Save a new row, or an edited one that the caller has locked; earlier letters stay."""
    if not by.has_perm("office.edit_profile"):
        raise TransitionDenied(
            "コーナーの設定を変更する権限がありません。承認者に依頼してください。"
        )
    if profile.pk is None:
        profile.save()
    else:
        profile.save_version()
    return profile
