"""Forms of users and delegations."""

from django import forms
from django.utils import timezone

from aomori_skills.base.conflict import VersionedFormMixin
from aomori_skills.base.fields import KanaField, WarekiDateField
from aomori_skills.base.forms import Group, StaffModelForm
from aomori_skills.base.roles import Role
from aomori_skills.office.models import ApproverDelegation, User


class UserForm(VersionedFormMixin, StaffModelForm):
    family_kana = KanaField(label="姓（カナ）", max_length=50)
    given_kana = KanaField(label="名（カナ）", max_length=50)
    roles = forms.MultipleChoiceField(
        label="役割", choices=Role, widget=forms.CheckboxSelectMultiple
    )
    groups = (
        Group("利用者", "username"),
        Group(
            "氏名",
            ("family_name", "given_name"),
            ("family_kana", "given_kana"),
            "email",
        ),
        Group(
            "権限", "roles", "is_active", note="役割を変えると、次に開いた画面から反映されます。"
        ),
    )

    class Meta:
        model = User
        fields = (
            "username",
            "family_name",
            "given_name",
            "family_kana",
            "given_kana",
            "email",
            "roles",
            "is_active",
        )
        help_texts = {"is_active": "外すと、サインインできなくなります。記録の氏名は残ります。"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["username"]
        else:
            del self.fields["is_active"]


class DelegationForm(StaffModelForm):
    """``manager`` is offered to 管理者; 承認者 speak for themselves."""

    starts_on = WarekiDateField(label="開始日", min_date=timezone.localdate)
    ends_on = WarekiDateField(label="終了日", min_date=timezone.localdate)
    groups = (Group("代理承認", "manager", "delegate", ("starts_on", "ends_on"), "reason"),)

    class Meta:
        model = ApproverDelegation
        fields = ("manager", "delegate", "starts_on", "ends_on", "reason")

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        managers = User.objects.managers()
        self.fields["manager"].queryset = managers
        self.fields["delegate"].queryset = User.objects.possible_delegates()
        if Role.ADMINISTRATOR not in by.roles:
            self.fields["manager"].queryset = managers.filter(pk=by.pk)
            self.fields["manager"].initial = by.pk
