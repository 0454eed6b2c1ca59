"""The form of a request: the client, what is wished, for whom, where."""

from django import forms
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.html import format_html

from aomori_skills.base import fiscal_year
from aomori_skills.base.conflict import VersionedFormMixin
from aomori_skills.base.fields import PlainTextField, WarekiDateField
from aomori_skills.base.forms import Group, RemoteSelect, RowsHere, StaffForm, StaffModelForm
from aomori_skills.office.models import Contact, Department, Operation
from dispatch.choices import Side
from dispatch.forms.ages import AgeField
from dispatch.forms.new_contact import NEW_CONTACT, NewContactMixin
from dispatch.forms.request_rows import FurtherTradeRows
from dispatch.models import DispatchRequest
from dispatch.rules.requests import outside_sentence
from meisters.forms.fields import (
    MeisterField,
    OrganizationField,
    OwnerField,
    TradeField,
    owners,
)
from meisters.forms.trade_choices import OperationSelect, TradeChoices

MASTER = reverse_lazy("office:organization_create")
GROUPS = (
    Group("受付", "kind", ("received_on", "received_way"), "fiscal_year", "owner"),
    Group("依頼元", "client", ("department", "contact"), *NEW_CONTACT),
    Group("職種", ("trade", "operation")),
    RowsHere("further_trades"),
    Group(
        "希望する指導",
        "purpose",
        ("test_grade", "test_on"),
        "content",
        "named_meister",
        ("sessions_wanted", "hours_each"),
    ),
    Group("受講者", ("people", "grade"), ("youngest", "oldest")),
    Group(
        "実施場所",
        ("place", "municipality"),
        "equipment",
        "power",
        note="依頼元の所在地で行うときは、実施場所を空けておきます。",
    ),
    Group(
        "確認事項",
        ("photo_consent", "insured", "no_other_subsidy"),
        note="依頼元にまだ確認していないものは「未確認」のままにします。",
    ),
    Group("備考", "note"),
)


class PeopleOfClient(forms.ModelChoiceField):
    """A row below the client, offered once the client is chosen."""

    def __init__(self, rows, url_name: str, label: str):
        widget = RemoteSelect(url_name, {"data-with": "client"})
        super().__init__(rows, label=label, required=False, widget=widget)


class RequestForm(VersionedFormMixin, NewContactMixin, StaffModelForm):
    """Client, trade and day of receipt suffice; what is not known yet stays unknown."""

    client = OrganizationField("依頼元")
    department = PeopleOfClient(
        Department.objects.all(), "dispatch:request_departments", "学科・部署"
    )
    contact = PeopleOfClient(
        Contact.objects.select_related("organization"), "dispatch:request_contacts", "担当者"
    )
    trade = TradeField("職種")
    youngest = AgeField("最年少（歳）")
    oldest = AgeField("最年長（歳）")
    operation = forms.ModelChoiceField(
        Operation.objects.select_related("trade"),
        label="作業",
        required=False,
        widget=OperationSelect,
    )
    named_meister = MeisterField("希望するマイスター", required=False)
    received_on = WarekiDateField(label="受付日", max_date=timezone.localdate)
    fiscal_year = forms.TypedChoiceField(label="実施年度", required=False, coerce=int)
    owner = OwnerField("受付の担当者")
    groups = GROUPS

    class Meta:
        model = DispatchRequest
        fields = (
            "kind",
            "received_on",
            "received_way",
            "fiscal_year",
            "owner",
            "client",
            "department",
            "contact",
            "trade",
            "operation",
            "purpose",
            "test_grade",
            "test_on",
            "content",
            "named_meister",
            "sessions_wanted",
            "hours_each",
            "people",
            "grade",
            "youngest",
            "oldest",
            "place",
            "municipality",
            "equipment",
            "power",
            "photo_consent",
            "insured",
            "no_other_subsidy",
            "note",
        )
        help_texts = {
            "test_grade": "例：「2級建築大工」「技能五輪全国大会」",
            "sessions_wanted": (
                "年度内に希望する回数です。同じ日の同じ時間に、職種や教室を分けて並行して行うときは、"
                "まとめて1回と数えます（午前と午後に分けて行うと2回）。年間の上限や計画も同じ数え方です。"
            ),
            "grade": "例：「建築科2年生」「入社3年以内」",
            "hours_each": "例：「2」「1.5」",
            "people": "分からないときは空けておきます。",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        offered = TradeChoices()
        offered.offer(self)
        for rows in self.parts:
            if isinstance(rows, FurtherTradeRows):
                rows.offered = offered
        self.fields["client"].help_text = format_html(
            '一覧にないときは、先に<a href="{}">企業・学校・団体に登録</a>してください。', MASTER
        )
        if self.instance.pk:
            del self.fields["fiscal_year"], self.fields["owner"]
        else:
            self._offer_years()

    def _offer_years(self) -> None:
        now = fiscal_year.of(timezone.localdate())
        self.fields["fiscal_year"].choices = [
            ("", "希望日の年度（希望日がなければ受付日の年度）"),
            *((year, fiscal_year.label(year)) for year in (now - 1, now, now + 1)),
        ]
        self.fields["fiscal_year"].empty_value = None

    def clean(self):
        cleaned = super().clean()
        self._check_belonging(cleaned)
        youngest, oldest = cleaned.get("youngest"), cleaned.get("oldest")
        if youngest is not None and oldest is not None and oldest < youngest:
            self.add_error("oldest", "最年長は最年少以上の年齢を入力してください。")
        return cleaned

    def _check_belonging(self, cleaned) -> None:
        client, trade = cleaned.get("client"), cleaned.get("trade")
        for name in ("department", "contact"):
            row = cleaned.get(name)
            if row and client and row.organization_id != client.pk:
                label = self.fields[name].label
                self.add_error(name, f"{label}は、{client}の{label}から選択してください。")
        operation = cleaned.get("operation")
        if operation and trade and operation.trade_id != trade.pk:
            self.add_error("operation", f"作業は、{trade}の作業から選択してください。")

    def check_days(self, days) -> bool:
        """False if a wished day lies outside the year of the request; says so on top."""
        year = self.instance.fiscal_year or self.cleaned_data.get("fiscal_year")
        if year is None and days:
            year = fiscal_year.of(min(days))
        outside = sorted(day for day in days if fiscal_year.of(day) != year)
        if outside:
            self.add_error(None, outside_sentence(outside[0], year))
        return not outside

    def check_people(self, further: int) -> bool:
        """False if the further trades take more people than there are; says so there."""
        people = self.cleaned_data.get("people")
        too_many = people is not None and further > people
        if too_many:
            self.add_error(
                "people",
                f"職種の人数の合計が受講者数を超えています（ほかの職種だけで{further}人）。"
                "受講者数は、すべての職種を合わせた人数を入力してください。",
            )
        return not too_many


class CancelForm(StaffForm):
    """取消: whose doing it was, and why."""

    side = forms.ChoiceField(label="取消の事由", choices=(("", ""), *Side.choices))
    comment = PlainTextField(label="理由", max_length=900, widget=forms.Textarea(attrs={"rows": 4}))


class HandOverForm(StaffForm):
    """引継ぎ: to whom, and what they have to know."""

    owner = forms.ModelChoiceField(owners(), label="新しい担当者")
    comment = PlainTextField(
        label="引継ぎの内容",
        required=False,
        max_length=900,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="経過に残ります。",
    )
