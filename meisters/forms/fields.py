"""Choices among the shared masters, as the forms of plan area 1 offer them."""

from django import forms
from django.contrib.auth import get_user_model

from aomori_skills.base import wareki
from aomori_skills.base.forms import RemoteSelect, SearchSelect
from aomori_skills.base.roles import WORKERS
from aomori_skills.office.models import Organization, Trade
from meisters.models import ApplicationRound, Meister


class OrganizationField(forms.ModelChoiceField):
    """One of the organizations, found by typing."""

    def __init__(self, label: str, **kwargs):
        super().__init__(
            Organization.objects.all(),
            label=label,
            widget=RemoteSelect("office:organization_options"),
            **kwargs,
        )


class TradeField(forms.ModelChoiceField):
    """One of the trades, found by typing its name or reading."""

    def __init__(self, label: str, **kwargs):
        super().__init__(Trade.objects.all(), label=label, widget=SearchSelect, **kwargs)


class OwnerField(forms.ModelChoiceField):
    """A member of the staff who does the work."""

    def __init__(self, label: str = "担当者", **kwargs):
        super().__init__(owners(), label=label, **kwargs)


def owners():
    """Those who can be given work; one who has left stays only where already chosen."""
    users = get_user_model().objects
    return users.filter(is_active=True, roles__overlap=[role.value for role in WORKERS])


class MeisterField(forms.ModelChoiceField):
    """One of the meisters, found by typing; ``known`` ones are not asked of the database again."""

    def __init__(self, label: str = "マイスター", **kwargs):
        super().__init__(
            Meister.objects.all(),
            label=label,
            widget=RemoteSelect("meisters:meister_options"),
            **kwargs,
        )
        self.known: dict[str, Meister] = {}

    def offer(self, known: dict[str, Meister], chosen) -> None:
        """Show the ``chosen`` one of ``known`` (by key as text); for rows of a formset."""
        self.known = known
        meister = known.get(str(chosen))
        named = [(str(meister.pk), self.label_from_instance(meister))] if meister else []
        self.choices = [("", self.empty_label), *named]

    def to_python(self, value):
        return self.known.get(str(value)) or super().to_python(value)

    def label_from_instance(self, row) -> str:
        return f"{row}（{row.number}）"


class RoundField(forms.ModelChoiceField):
    """A round with the deadline that decides which one it is; the form says which are offered."""

    def __init__(self, deadline: str, **options):
        self.deadline = deadline
        super().__init__(ApplicationRound.objects.none(), label="申請回", **options)

    def label_from_instance(self, row) -> str:
        label = row._meta.get_field(self.deadline).verbose_name
        return f"{row}（{label}：{wareki.format_day(getattr(row, self.deadline))}）"
