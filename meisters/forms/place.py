"""訪問先: chosen from the master, or entered there by the way."""

from django import forms

from aomori_skills.base.fields import PlainTextField
from aomori_skills.base.forms import Group, StaffModelForm
from aomori_skills.office.choices import OrganizationKind, Prefecture
from aomori_skills.office.models import Organization
from meisters.forms.employer import known_or_new
from meisters.forms.fields import OrganizationField

NEW_PLACE = ("new_place", "new_place_kind", "new_place_prefecture")
PLACE_GROUP = Group("訪問先", "organization", NEW_PLACE, "place")


class PlaceForm(StaffModelForm):
    """Base of forms of tables with ``organization``; ``new_row`` is to be registered before.

    ``place_noun`` is what the form calls it.
    """

    organization = OrganizationField("訪問先", required=False)
    new_place = PlainTextField(
        label="一覧にない訪問先の名称",
        required=False,
        max_length=100,
        help_text="ここに入力すると、企業・団体にも登録します。",
    )
    new_place_kind = forms.ChoiceField(
        label="その種別",
        required=False,
        choices=OrganizationKind,
        initial=OrganizationKind.COMPANY,
    )
    new_place_prefecture = forms.ChoiceField(
        label="その都道府県", required=False, choices=Prefecture, initial=Prefecture.AOMORI
    )

    place_noun = "訪問先"
    place_required = True
    new_row: Organization | None = None

    def clean(self):
        cleaned = super().clean()
        name = cleaned.get("new_place")
        if name and cleaned.get("organization"):
            self.add_error(
                "new_place",
                f"{self.place_noun}は、一覧から選択するか、名称を入力するか、"
                "どちらか一方にしてください。",
            )
        elif name:
            self._find_or_prepare(name, cleaned)
        elif self.place_required and not (
            cleaned.get("organization") or {"organization", "new_place"} & set(self.errors)
        ):
            self.add_error(
                "organization",
                f"{self.place_noun}を選択するか、一覧にない{self.place_noun}の名称を"
                "入力してください。",
            )
        return cleaned

    def _find_or_prepare(self, name, cleaned) -> None:
        try:
            place = known_or_new(
                name,
                kind=cleaned.get("new_place_kind") or OrganizationKind.COMPANY,
                prefecture=cleaned.get("new_place_prefecture"),
            )
        except forms.ValidationError as error:
            self.add_error("new_place", error)
            return
        if place.pk:
            cleaned["organization"] = place
        else:
            self.new_row = place
