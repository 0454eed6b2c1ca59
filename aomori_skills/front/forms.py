"""Forms of the frame."""

from django import forms
from django.contrib.auth.password_validation import (
    password_validators_help_texts,
    validate_password,
)
from django.utils.html import format_html_join

from aomori_skills.base.forms import Group, StaffForm
from aomori_skills.office.choices import FeedScope


class OwnPasswordForm(StaffForm):
    """The old password, and the new one twice."""

    old_password = forms.CharField(
        label="現在のパスワード",
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
    )
    new_password = forms.CharField(
        label="新しいパスワード",
        strip=False,
        max_length=128,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label="新しいパスワード（確認）",
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )
    groups = (Group("パスワード", "old_password", "new_password", "again"),)

    def __init__(self, user, *args, **kwargs):
        self.user = user
        super().__init__(*args, **kwargs)
        self.fields["new_password"].help_text = format_html_join(
            "", "<span>{}</span> ", ((text,) for text in password_validators_help_texts())
        )

    def clean_old_password(self):
        if not self.user.check_password(self.cleaned_data["old_password"]):
            raise forms.ValidationError("現在のパスワードが違います。入力し直してください。")
        return self.cleaned_data["old_password"]

    def clean_new_password(self):
        password = self.cleaned_data["new_password"]
        validate_password(password, self.user)
        if self.user.check_password(password):
            raise forms.ValidationError("今までと違うパスワードを入力してください。")
        return password

    def clean(self):
        cleaned = super().clean()
        first, again = cleaned.get("new_password"), cleaned.get("again")
        if first and again and first != again:
            self.add_error("again", "新しいパスワードと同じものをもう一度入力してください。")
        return cleaned


class FeedForm(StaffForm):
    """Whose calendar the address gives."""

    scope = forms.ChoiceField(
        label="購読する予定",
        choices=FeedScope,
        initial=FeedScope.OWN,
        widget=forms.RadioSelect,
    )
    groups = (Group("購読用アドレスの発行", "scope"),)
