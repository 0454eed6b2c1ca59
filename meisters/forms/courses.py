"""Forms of courses: the plan, who is chosen, when letters are dated."""

from datetime import timedelta

from django import forms
from django.utils import timezone

from aomori_skills.base.conflict import VersionedFormMixin
from aomori_skills.base.fields import WarekiDateField
from aomori_skills.base.forms import Group, StaffForm, StaffModelForm
from aomori_skills.office.forms.open_days import OpenDaysMixin
from meisters.choices import CourseKind
from meisters.forms.fields import OwnerField
from meisters.models import Course, Meister, Participation

LONGEST = timedelta(days=31)
OURS = ("instructor", "material", "capacity", "expenses")


class CourseForm(OpenDaysMixin, VersionedFormMixin, StaffModelForm):
    """What the kind needs: our own course has an instructor and costs to tell."""

    owner = OwnerField()
    open_days = ("starts_on", "ends_on", "reply_by")
    groups = (
        Group(
            "名称・開催日",
            "title",
            ("starts_on", "ends_on"),
            ("starts_at", "ends_at"),
            note="1日で終わるときは、最終日を空けておきます。",
        ),
        Group("会場", "place", "place_address", "access"),
        Group("講習の内容", "instructor", "material", "capacity"),
        Group("案内・担当", "expenses", ("reply_by", "owner"), "note"),
    )

    class Meta:
        model = Course
        fields = (
            "title",
            "starts_on",
            "ends_on",
            "starts_at",
            "ends_at",
            "place",
            "place_address",
            "access",
            "instructor",
            "material",
            "capacity",
            "expenses",
            "reply_by",
            "owner",
            "note",
        )
        widgets = {
            "starts_at": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
            "ends_at": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
            "note": forms.Textarea(attrs={"rows": 4}),
        }
        help_texts = {
            "access": "例：会場の駐車場（無料）を御利用ください。案内の「場所」の下に載せます。",
            "expenses": "例：受講料は無料です。旅費は支給しません。案内に載せます。",
            "reply_by": "案内の文書に載せ、過ぎても回答のない人をホームに表示します。",
            "capacity": "超えても登録できますが、注意を表示します。",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        kind = CourseKind(self.instance.kind)
        self.fields["title"].help_text = f"空けておくと「{kind.label}」になります。"
        if not self.instance.is_ours:
            for name in OURS:
                del self.fields[name]

    def clean(self):
        cleaned = super().clean()
        starts_on, ends_on = cleaned.get("starts_on"), cleaned.get("ends_on")
        reply_by = cleaned.get("reply_by")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", "最終日は開催日以後の日付を入力してください。")
        if starts_on and reply_by and reply_by > starts_on:
            self.add_error("reply_by", "回答期限は開催日以前の日付を入力してください。")
        if starts_on and ends_on and ends_on - starts_on > LONGEST:
            self.add_error(
                "ends_on", f"最終日は開催日から{LONGEST.days}日以内の日付を入力してください。"
            )
        begins, ends = cleaned.get("starts_at"), cleaned.get("ends_at")
        if begins and ends and begins >= ends:
            self.add_error("ends_at", "終了時刻は開始時刻より後の時刻を入力してください。")
        return cleaned


class ChoiceForm(StaffForm):
    """Which meisters are added to a course."""

    meister = forms.ModelMultipleChoiceField(
        label="加えるマイスター",
        queryset=Meister.objects.all(),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, course, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["meister"].error_messages["required"] = "加える人を選んでください。"
        self.fields["meister"].queryset = Meister.objects.not_at(course)


class LetterForm(StaffForm):
    """Who gets a letter or mail, and its date."""

    participation = forms.ModelMultipleChoiceField(
        label="送る相手",
        queryset=Participation.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )
    dated_on = WarekiDateField(
        label="文書の日付", help_text="手紙の日付です。発行するときに変えられます。"
    )

    def __init__(self, *args, rows, **kwargs):
        kwargs.setdefault("initial", {"dated_on": timezone.localdate()})
        super().__init__(*args, **kwargs)
        self.fields["participation"].queryset = rows
        self.fields["participation"].error_messages["required"] = "送る相手を選んでください。"


class CertificateForm(StaffForm):
    """The date on the certificates."""

    issued_on = WarekiDateField(label="発行日", max_date=timezone.localdate)

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("initial", {"issued_on": timezone.localdate()})
        super().__init__(*args, **kwargs)
