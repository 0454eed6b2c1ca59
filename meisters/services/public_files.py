"""Kept files of what is public: thrown away as soon as they show what may no longer be shown."""

from contextlib import contextmanager

from django.urls import reverse

from aomori_skills.paperwork.list_exports import export_list
from aomori_skills.paperwork.services import jobs
from meisters.models import Meister
from meisters.rules.publication import public_profile
from meisters.services.public_profiles import print_profiles


def forget() -> None:
    """Profiles and rosters that were made before a change may no longer be handed out."""
    jobs.discard_results(print_profiles)
    jobs.discard_results(export_list, path=_roster())


@contextmanager
def kept_true(meister_id: int):
    """Forget the files if what is shown of the person, whose row is locked, changes within."""
    if not _any():
        yield
        return
    before = _shown(meister_id)
    yield
    if _shown(meister_id) != before:
        forget()


def _any() -> bool:
    return jobs.has_results(print_profiles) or jobs.has_results(export_list, path=_roster())


def _shown(meister_id: int):
    return public_profile(Meister.objects.for_publication().get(pk=meister_id))


def _roster() -> str:
    return reverse("meisters:public_list")
