"""A contact of the client who isn't registered yet, typed in the form of a request."""

from django import forms
from django.utils import timezone

from aomori_skills.base.fields import JapanesePhoneField, PlainTextField
from aomori_skills.office.models import Contact

NEW_CONTACT = ("contact_name", ("contact_title", "contact_phone"))
LABEL = "一覧にない担当者の"
BOTH = "担当者を選択したときは、空けておいてください。"
NAMELESS = "職名や電話番号を入力したときは、氏名も入力してください。"


class NewContactMixin(forms.Form):
    """For a form with ``client`` and ``contact``; ``new_contact`` is registered on saving."""

    contact_name = PlainTextField(
        label=f"{LABEL}氏名",
        required=False,
        max_length=60,
        help_text="ここに入力すると、依頼元の担当者にも登録します。",
    )
    contact_title = PlainTextField(label=f"{LABEL}職名", required=False, max_length=50)
    contact_phone = JapanesePhoneField(label=f"{LABEL}電話番号", required=False, max_length=20)

    def clean(self):
        cleaned = super().clean()
        name = cleaned.get("contact_name")
        if name and cleaned.get("contact"):
            self.add_error("contact_name", BOTH)
        elif name and cleaned.get("client"):
            known = cleaned["client"].contacts.staying(timezone.localdate())
            cleaned["contact"] = known.filter(name=name).first()
        more = cleaned.get("contact_title") or cleaned.get("contact_phone")
        if more and not name and "contact_name" not in self.errors:
            self.add_error("contact_name", NAMELESS)
        return cleaned

    @property
    def new_contact(self) -> Contact | None:
        """None too if the one who was typed is registered already."""
        data = self.cleaned_data
        if not data["contact_name"] or data["contact"]:
            return None
        return Contact(
            name=data["contact_name"],
            title=data["contact_title"],
            phone=data["contact_phone"],
            department=data["department"],
        )
