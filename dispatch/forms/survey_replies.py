"""The form of an answer, with its wishes and proposed persons as rows; the upload of files."""

from django import forms
from django.utils import timezone

from aomori_skills.base.conflict import VersionedFormMixin
from aomori_skills.base.fields import WarekiDateField
from aomori_skills.base.forms import Group, RowSet, StaffForm, StaffModelForm
from aomori_skills.office.models import Operation
from dispatch.choices import AddresseeGroup, DispatchKind
from dispatch.models import SurveyAddressee, SurveyProposal, SurveyWish
from meisters.choices import Way
from meisters.forms.fields import TradeField
from meisters.forms.trade_choices import OperationSelect

DEMANDS = [(True, "あり"), (False, "なし")]
MOST_FILES = 50
WITH_ROW = "派遣の希望の行があります。「あり」を選択するか、行を削除してください。"
WITHOUT_ROW = (
    "希望する派遣の行がありません。「希望を追加する」で職種ごとに入力するか、"
    "「なし」を選択してください。"
)


class ReplyForm(VersionedFormMixin, StaffModelForm):
    """Who answered when and how, and whether dispatches are wanted."""

    replied_on = WarekiDateField(label="回答日", max_date=timezone.localdate)
    replied_way = forms.ChoiceField(label="回答方法", choices=[("", ""), *Way.choices])
    demand = forms.TypedChoiceField(
        label="派遣の希望",
        choices=DEMANDS,
        widget=forms.RadioSelect,
        coerce=lambda value: str(value) == "True",
        empty_value=None,
    )
    groups = (Group("回答", ("replied_on", "replied_way"), "replied_by", "demand", "note"),)

    class Meta:
        model = SurveyAddressee
        fields = ("replied_on", "replied_way", "replied_by", "demand", "note")

    def clean(self):
        cleaned = super().clean()
        demand, wishes = cleaned.get("demand"), self.parts[0]
        if demand is not None and wishes.is_valid() and demand != bool(wishes.kept()):
            self.add_error("demand", WITHOUT_ROW if demand else WITH_ROW)
        return cleaned


class AnswerRows(RowSet):
    """Rows of an answer; one of which something came can't be deleted."""

    extra = 0
    max_num = absolute_max = 50
    taken_words = ""

    def is_taken(self, row) -> bool:
        raise NotImplementedError

    def kept(self) -> list:
        deleted = self.deleted_forms
        return [
            form
            for form in self.forms
            if form not in deleted and (form.instance.pk or form.has_changed())
        ]

    def clean(self):
        super().clean()
        for form in self.deleted_forms:
            if form.instance.pk and self.is_taken(form.instance):
                raise forms.ValidationError(f"「{form.instance}」は、{self.taken_words}")


class WishForm(StaffModelForm):
    trade = TradeField("職種")
    operation = forms.ModelChoiceField(
        Operation.objects.select_related("trade"),
        label="作業",
        required=False,
        widget=OperationSelect,
    )
    groups = (Group("", "kind", ("trade", "operation"), ("people", "sessions"), "when", "content"),)

    class Meta:
        model = SurveyWish
        fields = ("kind", "trade", "operation", "people", "sessions", "when", "content")
        help_texts = {"when": "例：「10月ごろ」「夏休み中」"}

    def clean(self):
        cleaned = super().clean()
        operation, trade = cleaned.get("operation"), cleaned.get("trade")
        if operation and trade and operation.trade_id != trade.pk:
            self.add_error("operation", f"作業は、{trade}の作業から選択してください。")
        return cleaned


class WishRows(AnswerRows):
    form = WishForm
    relation = "wishes"
    legend = "希望する派遣"
    row_label = "希望"
    add_label = "希望を追加する"
    note = "職種ごとに1行にします。登録すると、派遣依頼にすることができます。"
    taken_words = "派遣依頼になっているため、削除できません。"

    def get_form_kwargs(self, index):
        """Firms and trade bodies can only wish for one kind of dispatch."""
        kwargs = super().get_form_kwargs(index)
        is_new = index is None or index >= self.initial_form_count()
        if is_new and self.instance.group != AddresseeGroup.EDUCATION:
            kwargs["initial"] = {"kind": DispatchKind.PRACTICAL_FIRM.value}
        return kwargs

    def shown_rows(self):
        return self.instance.wishes.select_related("trade", "operation", "request")

    def is_taken(self, row) -> bool:
        return hasattr(row, "request")


class ProposalForm(StaffModelForm):
    trade = TradeField("職種", required=False)
    groups = (Group("", ("name", "position"), "trade", "note"),)

    class Meta:
        model = SurveyProposal
        fields = ("name", "position", "trade", "note")


class ProposalRows(AnswerRows):
    form = ProposalForm
    relation = "proposals"
    legend = "候補者の推薦"
    row_label = "推薦"
    add_label = "推薦を追加する"
    note = "ものづくりマイスターの候補となる人の名前があるときに入力します。"
    taken_words = "候補者になっているため、削除できません。"

    def shown_rows(self):
        return self.instance.proposals.select_related("trade", "candidate")

    def is_taken(self, row) -> bool:
        return row.candidate_id is not None


class ManyFiles(forms.FileInput):
    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Several files of one choice, each cleaned like one."""

    def clean(self, data, initial=None):
        files = data if isinstance(data, list | tuple) else [data] if data else []
        if not files:
            return [super().clean(None, initial)]
        if len(files) > MOST_FILES:
            raise forms.ValidationError(f"一度に選択できるのは{MOST_FILES}ファイルまでです。")
        return [super(ManyFilesField, self).clean(file, initial) for file in files]


class ReplyFilesForm(StaffForm):
    """Reply forms that came back by mail."""

    files = ManyFilesField(
        label="回答票のファイル",
        help_text="届いたExcelの回答票（.xlsx）を選択してください。複数を一度に選択できます。",
        widget=ManyFiles(attrs={"accept": ".xlsx"}),
    )
    replied_on = WarekiDateField(
        label="回答日", max_date=timezone.localdate, help_text="メールが届いた日です。"
    )
    groups = (Group("取り込むファイル", "files", "replied_on"),)
