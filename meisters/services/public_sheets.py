"""公表シート: who is in it, and each export kept for the next one to be compared with."""

from dataclasses import dataclass
from functools import cached_property

from django.db import transaction
from django.utils import timezone

from aomori_skills.base.workbook import CONTENT_TYPE
from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.office.models import OfficeProfile, YearRule
from aomori_skills.office.rules import Rulebook
from aomori_skills.paperwork.services import attachments
from meisters.models import Meister, PublicSheetExport
from meisters.papers.public_sheet import NAME, as_text, sheet_book, sheet_rows
from meisters.rules.publication_changes import PersonChange, changed_people
from meisters.rules.publication_texts import TextWarning, unset_limits, warnings

EXPORT = "meisters.export_personal"
CORNER_PREFECTURE = "青森県"


@dataclass(frozen=True)
class Listed:
    """A meister on the sheet, with what is to be said about the texts."""

    meister: Meister
    withheld: tuple[str, ...]
    warnings: tuple[TextWarning, ...]


@dataclass
class Sheet:
    """The sheet as it would go out now."""

    shown: list[Meister]
    left_out: list[tuple[Meister, str]]
    prefecture: str

    @cached_property
    def limits(self) -> Rulebook:
        return YearRule.objects.rulebook("公表", timezone.localdate())

    @cached_property
    def rows(self) -> list[dict[str, object]]:
        return sheet_rows((one.public for one in self.shown), self.prefecture)

    @cached_property
    def told(self) -> dict[str, dict[str, str]]:
        """The rows as they are kept for comparing."""
        return {str(one.pk): as_text(row) for one, row in zip(self.shown, self.rows, strict=True)}

    @cached_property
    def people(self) -> list[Listed]:
        return [
            Listed(one, profile.withheld, tuple(warnings(one, profile, self.limits)))
            for one in self.shown
            for profile in [one.public]
        ]

    @property
    def unset_limits(self) -> list[str]:
        return unset_limits(self.limits)

    def changes_since(self, export: PublicSheetExport | None) -> list[PersonChange]:
        return changed_people(export.rows, self.told) if export else []


def sheet_now() -> Sheet:
    """Everybody active: those on the sheet, and those left out with the reason."""
    return _sheet(OfficeProfile.objects.on(timezone.localdate()))


def _sheet(office: OfficeProfile | None) -> Sheet:
    shown, left_out = [], []
    for meister in Meister.objects.active().for_publication().order_by("number", "pk"):
        reason = meister.public.left_out
        if reason:
            left_out.append((meister, reason))
        else:
            shown.append(meister)
    return Sheet(shown, left_out, office.prefecture if office else CORNER_PREFECTURE)


def changes_since_last(office: OfficeProfile | None) -> list[PersonChange]:
    """Who came, went or reads differently since the last sheet; without one, nobody.

    ``office`` is the profile of today.
    """
    last = PublicSheetExport.objects.first()
    return _sheet(office).changes_since(last) if last else []


@transaction.atomic
def export(*, by, purpose: str) -> PublicSheetExport:
    """Make the file and keep it; handing it out is written down at the download."""
    if not by.has_perm(EXPORT):
        raise TransitionDenied("公表シートを出力する権限がありません。担当に依頼してください。")
    sheet = sheet_now()
    if not sheet.shown:
        raise TransitionDenied(
            "公表シートに載る人がいません。「公表同意の状況」で氏名の同意を確認してください。"
        )
    file = attachments.keep(
        sheet_book(sheet.rows),
        name=f"{NAME}_{timezone.localdate():%Y%m%d}.xlsx",
        content_type=CONTENT_TYPE,
        by=by,
    )
    return PublicSheetExport.objects.create(
        by=by, purpose=purpose, count=len(sheet.shown), file=file, rows=sheet.told
    )
