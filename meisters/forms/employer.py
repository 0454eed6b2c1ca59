"""勤務先: chosen from the master, or entered there by the way."""

from django import forms

from aomori_skills.base.fields import PlainTextField
from aomori_skills.base.forms import Group, StaffModelForm
from aomori_skills.base.kana import fold
from aomori_skills.office.choices import OrganizationKind, Prefecture
from aomori_skills.office.models import Organization
from meisters.forms.fields import OrganizationField

EMPLOYER_GROUP = Group(
    "勤務先",
    "employment",
    "employer",
    ("new_employer", "new_employer_prefecture"),
    "position",
)


class EmployerForm(StaffModelForm):
    """Base of forms of tables with ``employer``; ``new_firm`` is to be registered before."""

    employer = OrganizationField("勤務先", required=False)
    new_employer = PlainTextField(
        label="一覧にない勤務先の名称",
        required=False,
        max_length=100,
        help_text="ここに入力すると、企業・団体にも登録します。",
    )
    new_employer_prefecture = forms.ChoiceField(
        label="その都道府県", required=False, choices=Prefecture, initial=Prefecture.AOMORI
    )

    new_firm: Organization | None = None

    def clean(self):
        cleaned = super().clean()
        name = cleaned.get("new_employer")
        if name and cleaned.get("employer"):
            self.add_error(
                "new_employer",
                "勤務先は、一覧から選択するか、名称を入力するか、どちらか一方にしてください。",
            )
        elif name:
            self._find_or_prepare(name, cleaned)
        return cleaned

    def _find_or_prepare(self, name, cleaned) -> None:
        try:
            firm = known_or_new(
                name,
                kind=OrganizationKind.COMPANY,
                prefecture=cleaned.get("new_employer_prefecture"),
            )
        except forms.ValidationError as error:
            self.add_error("new_employer", error)
            return
        if firm.pk:
            cleaned["employer"] = firm
        else:
            self.new_firm = firm


def known_or_new(name: str, *, kind: str, prefecture: str) -> Organization:
    """The organization of this name, in whatever writing; else a new one, not saved yet."""
    known = [
        place
        for place in Organization.objects.current().search(name)[:50]
        if fold(place.name) == fold(name)
    ]
    if len(known) > 1:
        raise forms.ValidationError(f"「{name}」は複数登録されています。一覧から選択してください。")
    if known:
        return known[0]
    return Organization(name=name, kind=kind, prefecture=prefecture or Prefecture.AOMORI)
