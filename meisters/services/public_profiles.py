"""公表プロフィール: the sheets of one person or of many."""

from io import BytesIO
from itertools import islice

from django.utils import timezone
from pypdf import PdfWriter

from aomori_skills.base.pdf import CONTENT_TYPE, Pdf
from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.office.models import OfficeProfile
from aomori_skills.paperwork.models import FileDamaged
from aomori_skills.paperwork.services.jobs import long_act
from meisters.models import Meister
from meisters.papers.public_profiles import profiles_pdf
from meisters.rules.publication import PROFILE, public_profile

AT_ONCE = 10
"""Sheets that are laid out in one go."""

CHANGED = (
    "作成の途中で公表同意などが変わりました。公表用名簿を開き直して、もう一度作成してください。"
)


def profile_of(meister_id: int) -> tuple[object, Pdf]:
    """(profile, its sheet); refused for somebody who is not shown outside."""
    meister = Meister.objects.for_publication().get(pk=meister_id)
    shown = public_profile(meister)
    if shown.left_out:
        raise TransitionDenied(f"{meister}さんは、{shown.left_out}")
    return shown, _sheets([shown])


@long_act(FileDamaged)
def print_profiles(progress, *, meister_ids):
    """The sheets of everybody in ``meister_ids`` who may be shown, in the register's order."""
    people = _people(meister_ids)
    shown = [one for one in people if not one.public.left_out]
    if not shown:
        raise TransitionDenied("公表できる人がいません。公表同意の状況を確認してください。")
    told = [one.public for one in shown]
    book, waiting = PdfWriter(), progress.each(shown)
    while some := list(islice(waiting, AT_ONCE)):
        book.append(BytesIO(_sheets([one.public for one in some])))
    _check_unchanged(meister_ids, told)
    stream = BytesIO()
    book.write(stream)
    progress.keep(
        stream.getvalue(),
        name=f"{PROFILE}_{timezone.localdate():%Y%m%d}.pdf",
        content_type=CONTENT_TYPE,
        note=f"公表プロフィールを{len(shown)}人分作成しました。ダウンロードしてください。",
    )


def _people(meister_ids) -> list[Meister]:
    rows = Meister.objects.for_publication().filter(pk__in=meister_ids)
    return list(rows.order_by("number", "pk"))


def _check_unchanged(meister_ids, told) -> None:
    """A withdrawal that came meanwhile is heeded; one that comes now waits for us to be done."""
    rows = Meister.objects.select_for_update(of=("self",)).filter(pk__in=meister_ids)
    list(rows.order_by("pk").values_list("pk", flat=True))
    now = [one.public for one in _people(meister_ids) if not one.public.left_out]
    if now != told:
        raise TransitionDenied(CHANGED)


def _sheets(people) -> Pdf:
    today = timezone.localdate()
    return profiles_pdf(people, office=OfficeProfile.objects.on(today), issued_on=today)
