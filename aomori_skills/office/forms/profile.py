"""Form of the corner's own settings from one day on."""

from aomori_skills.base.conflict import VersionedFormMixin
from aomori_skills.base.fields import JapanesePhoneField, PostcodeField
from aomori_skills.base.forms import Group, PostcodeInput, StaffModelForm
from aomori_skills.office.models import OfficeProfile


class ProfileForm(VersionedFormMixin, StaffModelForm):
    postcode = PostcodeField(
        label="郵便番号",
        required=False,
        widget=PostcodeInput(fills={"prefecture": ["prefecture"], "address": ["city", "town"]}),
    )
    phone = JapanesePhoneField(label="電話番号", required=False, max_length=20)
    fax = JapanesePhoneField(label="FAX番号", required=False, max_length=20)
    groups = (
        Group(
            "いつから",
            "effective_from",
            note="この日以後の公文書に使います。それより前の公文書の内容は変わりません。",
        ),
        Group("コーナー", "name", "postcode", "prefecture", "address", ("phone", "fax"), "email"),
        Group("差出人と番号", ("head_title", "head_name"), "letter_symbol"),
        Group("提出先", "center_name", "center_head"),
    )

    class Meta:
        model = OfficeProfile
        fields = (
            "effective_from",
            "name",
            "postcode",
            "prefecture",
            "address",
            "phone",
            "fax",
            "email",
            "head_title",
            "head_name",
            "letter_symbol",
            "center_name",
            "center_head",
        )
