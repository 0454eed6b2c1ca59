"""送信箱: the text of a draft, when it leaves, and what goes along."""

from datetime import datetime, timedelta

from django import forms
from django.utils import timezone

from aomori_skills.base.conflict import VersionedFormMixin
from aomori_skills.base.fields import PlainTextField, PostcodeField, WarekiDateField
from aomori_skills.base.forms import Group, PostcodeInput, StaffForm, StaffModelForm
from aomori_skills.paperwork.choices import Channel
from aomori_skills.paperwork.forms.files import AttachmentField
from aomori_skills.paperwork.forms.shown import ShownField
from aomori_skills.paperwork.models import MessageTemplate, OutgoingMessage
from aomori_skills.paperwork.services import documents

NOW, LATER = "now", "later"
AHEAD = timedelta(days=366)
DATED_AHEAD = timedelta(days=31)
ITEMS_HELP = (
    "「記」の下に並びます。1行に1項目を「日時：12月1日（火）13:30」の形で入力します。"
    "「・」で始まる行は小項目、全角の空白で始まる行は前の行の続きになります。"
)
TO = ("channel", "addressee", "email", ("postcode", "address"))


class AddressedForm(StaffModelForm):
    """Whoever gets a mail has an address for it."""

    postcode = PostcodeField(
        label="郵便番号",
        required=False,
        widget=PostcodeInput(fills={"address": ["prefecture", "city", "town"]}),
    )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("channel") == Channel.EMAIL and cleaned.get("email") == "":
            self.add_error(
                "email",
                "メールアドレスを入力してください。分からないときは、送り方を文書にしてください。",
            )
        return cleaned


class MessageForm(VersionedFormMixin, AddressedForm):
    """A draft: to whom, and in which words."""

    groups = (
        Group("宛先", *TO),
        Group("文面", "dated_on", "subject", "body", "items"),
    )

    class Meta:
        model = OutgoingMessage
        fields = (
            "channel",
            "addressee",
            "email",
            "postcode",
            "address",
            "dated_on",
            "subject",
            "body",
            "items",
        )
        widgets = {
            "body": forms.Textarea(attrs={"rows": 12}),
            "items": forms.Textarea(attrs={"rows": 6}),
        }
        help_texts = {
            "addressee": "敬称まで入力します。例：「岩木　太郎　様」「株式会社りんご工務店　御中」",
            "body": "1行が1段落になります。段落の初めの1字下げは、文書では自動で付きます。",
            "items": ITEMS_HELP,
        }

    def _get_validation_exclusions(self):
        """The constraint of the channel is told at its field, not twice."""
        return super()._get_validation_exclusions() | {"channel"}


class NewMessageForm(AddressedForm):
    """To whom, and with which template one begins."""

    template = forms.ModelChoiceField(MessageTemplate.objects.none(), label="文例")
    groups = (Group("文例", "template"), Group("宛先", *TO))

    class Meta:
        model = OutgoingMessage
        fields = ("channel", "addressee", "email", "postcode", "address")
        help_texts = MessageForm.Meta.help_texts

    def __init__(self, *args, codes, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["template"].queryset = MessageTemplate.objects.filter(code__in=codes)

    def _get_validation_exclusions(self):
        return super()._get_validation_exclusions() | {"channel", "template"}


class ShownForm(StaffForm):
    """Carries what its page shows, so that nothing else leaves."""

    carries = "version"
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def show_now(self, value) -> None:
        """The page shows something newer now: the next press means that."""
        self.data = self.data.copy()
        self.data[self.carries] = self.fields[self.carries].prepare_value(value)

    @property
    def shown(self) -> int:
        return self.cleaned_data["version"] or 0


class SendForm(ShownForm):
    """When the mail leaves."""

    when = forms.ChoiceField(
        label="送信する時",
        choices=((NOW, "すぐに送信する"), (LATER, "日時を指定して送信する")),
        initial=NOW,
        widget=forms.RadioSelect,
    )
    send_on = WarekiDateField(label="送信する日", required=False, min_date=timezone.localdate)
    send_time = forms.TimeField(
        label="送信する時刻",
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": "送信する時刻は「13:30」のように入力してください。"},
    )
    groups = (Group("", "when", ("send_on", "send_time")),)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("when") == LATER:
            for name in ("send_on", "send_time"):
                if name in cleaned and cleaned[name] is None:
                    self.add_error(name, f"{self.fields[name].label}を入力してください。")
            if not self.errors:
                self._check_moment()
        return cleaned

    @property
    def send_at(self) -> datetime | None:
        """None for now."""
        data = self.cleaned_data
        if data["when"] == NOW:
            return None
        return timezone.make_aware(datetime.combine(data["send_on"], data["send_time"]))

    def _check_moment(self) -> None:
        now = timezone.now()
        if self.send_at <= now:
            self.add_error("send_time", "これからの時刻を入力してください。")
        elif self.send_at > now + AHEAD:
            self.add_error("send_on", "1年以内の日付を入力してください。")


class DatedForm(StaffForm):
    """The day that stands on a letter."""

    issued_on = WarekiDateField(
        label="文書の日付",
        help_text="この日付の年度の文書番号が付きます。",
        min_date=documents.earliest_day,
        max_date=lambda: timezone.localdate() + DATED_AHEAD,
    )


class IssueForm(ShownForm, DatedForm):
    """The day of the letter that the page shows."""


class BatchForm(ShownForm, DatedForm):
    """The day of the letters, and which messages the page shows."""

    carries = "messages"
    version = None
    messages = ShownField(required=False)

    @property
    def shown(self) -> dict[int, int]:
        return self.cleaned_data["messages"]


class EnclosureForm(StaffForm):
    """A file that goes along."""

    upload = AttachmentField(label="ファイル")


class StepForm(StaffForm):
    """A remark on a step."""

    comment = PlainTextField(
        label="連絡事項",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="入力すると、経過に残ります。",
    )
