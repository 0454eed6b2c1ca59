"""Rows of a request: wished dates, further trades and materials."""

from datetime import date
from functools import cached_property

from aomori_skills.base.forms import Group, RowSet, StaffModelForm
from dispatch.models import RequestMaterial, RequestTrade, WishedDate
from meisters.forms.fields import OrganizationField, TradeField
from meisters.forms.trade_choices import OperationSelect, TradeChoices
from meisters.forms.visits import HourField


class ProposedRows(RowSet):
    """Rows that a new record may begin with; ``proposed`` are their first values."""

    extra = 0
    new_rows = 1
    """Empty rows that a new record begins with."""

    def __init__(self, data=None, *, instance, proposed=(), **kwargs):
        self.proposed = list(proposed)
        if data is None and not instance.pk:
            self.extra = len(self.proposed) or self.new_rows
        super().__init__(data, instance=instance, **kwargs)

    def get_form_kwargs(self, index):
        kwargs = super().get_form_kwargs(index)
        if not self.is_bound and index is not None and index < len(self.proposed):
            kwargs["initial"] = self.proposed[index]
        return kwargs

    def kept(self) -> list:
        """The forms of rows that will stand; those with errors among them."""
        deleted = self.deleted_forms
        return [
            form
            for form in self.forms
            if form not in deleted and hasattr(form, "cleaned_data") and self._is_row(form)
        ]

    def _is_row(self, form) -> bool:
        return bool(form.instance.pk) or form.has_changed()


class WishedDateForm(StaffModelForm):
    starts_at = HourField("開始時刻")
    ends_at = HourField("終了時刻")
    groups = (Group("", ("day", "starts_at", "ends_at", "rank"), "note"),)

    class Meta:
        model = WishedDate
        fields = ("day", "starts_at", "ends_at", "rank", "note")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["rank"].required = False
        if not self.instance.pk:
            self.fields["rank"].initial = self.initial["rank"] = None

    def clean(self):
        cleaned = super().clean()
        starts, ends = cleaned.get("starts_at"), cleaned.get("ends_at")
        known = not {"starts_at", "ends_at"} & set(self.errors)
        if known and bool(starts) != bool(ends):
            missing = "ends_at" if starts else "starts_at"
            self.add_error(missing, "開始時刻と終了時刻は、両方を入力してください。")
        elif starts and ends and ends <= starts:
            self.add_error("ends_at", "終了時刻は開始時刻より後の時刻を入力してください。")
        return cleaned


class WishedDateRows(ProposedRows):
    form = WishedDateForm
    relation = "wished_dates"
    legend = "希望日"
    row_label = "希望日"
    add_label = "希望日を追加する"
    note = "希望順を空けておくと、上から順に付けます。決まっていないときは空けておきます。"
    max_num = absolute_max = 100

    def clean(self):
        """No day twice at the same hour; ranks that were left open follow the rows."""
        super().clean()
        seen = set()
        for place, form in enumerate(self.kept(), start=1):
            day = form.cleaned_data.get("day")
            if form.cleaned_data.get("rank") is None:
                form.instance.rank = place
            if day is None:
                continue
            when = (day, form.cleaned_data.get("starts_at"))
            if when in seen:
                form.add_error(
                    "day", "同じ希望日が重複しています。どちらかの行を削除してください。"
                )
            seen.add(when)

    @property
    def days(self) -> list[date]:
        """The wished days as typed."""
        return [form.cleaned_data["day"] for form in self.kept() if form.cleaned_data.get("day")]


class FurtherTradeForm(StaffModelForm):
    trade = TradeField("職種")
    groups = (Group("", ("trade", "operation", "people")),)

    class Meta:
        model = RequestTrade
        fields = ("trade", "operation", "people")
        widgets = {"operation": OperationSelect}

    def clean(self):
        cleaned = super().clean()
        trade, operation = cleaned.get("trade"), cleaned.get("operation")
        if trade and operation and operation.trade_id != trade.pk:
            self.add_error("operation", f"作業は、{trade}の作業から選択してください。")
        return cleaned


class FurtherTradeRows(ProposedRows):
    """Trades beside the request's own, each once; the form shows them below its own trade."""

    is_placed = True
    form = FurtherTradeForm
    relation = "further_trades"
    legend = "ほかの職種"
    row_label = "職種"
    add_label = "ほかの職種を追加する"
    note = (
        "同じ依頼で2つ以上の職種の指導を行うときに入力します。"
        "受講者数は、全体の受講者数のうち、その職種の人数です。"
    )
    max_num = absolute_max = 20
    new_rows = 0

    @cached_property
    def offered(self) -> TradeChoices:
        """The form that these rows belong to may give them its own."""
        return TradeChoices()

    def add_fields(self, form, index):
        super().add_fields(form, index)
        self.offered.offer(form)

    def clean(self):
        super().clean()
        seen = set()
        for form in self.kept():
            trade = form.cleaned_data.get("trade")
            if trade in seen:
                form.add_error(
                    "trade", "同じ職種が重複しています。どちらかの行を削除してください。"
                )
            seen.add(trade)

    def check_beside(self, own) -> bool:
        """False if a row repeats the request's own trade; says so there."""
        doubles = [form for form in self.kept() if form.cleaned_data.get("trade") == own]
        for form in doubles if own else ():
            form.add_error("trade", f"{own}は、上の「職種」と同じです。この行を削除してください。")
        return not (own and doubles)

    @property
    def people(self) -> int:
        """Of all the rows, as far as they tell."""
        return sum(form.cleaned_data.get("people") or 0 for form in self.kept())


class MaterialForm(StaffModelForm):
    payee = OrganizationField("支払先", required=False)
    groups = (Group("", "item", ("unit_price", "quantity", "unit", "tax"), "payee"),)

    class Meta:
        model = RequestMaterial
        fields = ("item", "unit_price", "quantity", "unit", "tax", "payee")


class MaterialRows(ProposedRows):
    form = MaterialForm
    relation = "materials"
    legend = "材料"
    row_label = "材料"
    add_label = "材料を追加する"
    note = "単価は税抜で入力します。合計・1人当たり・消費税は、保存すると計算します。"
    max_num = absolute_max = 100
