"""Rows below a meister as lists: trades, dates, titles."""

from functools import cached_property

from django.core.exceptions import ValidationError
from django.utils import timezone

from aomori_skills.base.fields import WarekiDateField
from aomori_skills.base.forms import Group, RowSet, StaffModelForm
from meisters.forms.fields import TradeField
from meisters.forms.trade_choices import OperationSelect, TradeChoices
from meisters.models import DateAvailability, MeisterTrade, OtherTitle
from meisters.services import meister_rows


class RegisterRows(RowSet):
    """Rows that the service replaces as one list, so that two rows may change places."""

    max_num = absolute_max = 10

    def save(self) -> None:
        meister_rows.replace(self.instance, self.relation, self.wanted())

    def wanted(self) -> list[dict]:
        """What the part shall be: every row on the page that is neither empty nor deleted."""
        return [self._values(form) for form in self.forms if self._counts(form)]

    def _counts(self, form) -> bool:
        return (form.has_changed() or form.instance.pk) and not self._should_delete_form(form)

    def _values(self, form) -> dict:
        source = form.cleaned_data if form.has_changed() else form.instance
        get = source.get if isinstance(source, dict) else lambda name: getattr(source, name)
        return {name: get(name) for name in self.names}

    def refuse_doubles(self, sentence: str) -> None:
        """Refuse two rows with the same key."""
        names, seen = meister_rows.KEYS[self.relation], set()
        for values in (self._values(form) for form in self.forms if self._counts(form)):
            key = tuple(values.get(name) for name in names)
            if key in seen:
                raise ValidationError(sentence)
            seen.add(key)


class TradeRow(StaffModelForm):
    trade = TradeField("職種")
    certified_on = WarekiDateField(label="認定日", required=False, max_date=timezone.localdate)
    groups = (Group("", ("trade", "operation"), ("category", "certified_on")),)

    class Meta:
        model = MeisterTrade
        fields = ("trade", "operation", "category", "certified_on")
        widgets = {"operation": OperationSelect}

    def clean(self):
        cleaned = super().clean()
        trade, operation = cleaned.get("trade"), cleaned.get("operation")
        if trade and operation and operation.trade_id != trade.pk:
            self.add_error("operation", f"作業は「{trade}」のものを選択してください。")
        return cleaned


class TradeRows(RegisterRows):
    """認定職種, at least one."""

    form = TradeRow
    relation = "trades"
    legend, row_label, add_label = "認定職種", "職種", "職種を追加する"
    note = "区分は、認定されたときの呼び方のまま入力します。"

    @cached_property
    def _offered(self) -> TradeChoices:
        return TradeChoices()

    def add_fields(self, form, index):
        super().add_fields(form, index)
        self._offered.offer(form)

    def clean(self):
        if any(self.errors):
            return
        if not self.wanted():
            raise ValidationError("認定職種を1つ以上入力してください。")
        self.refuse_doubles("同じ職種・作業の行があります。1つにしてください。")


class DateRow(StaffModelForm):
    day = WarekiDateField(label="日付", min_date=timezone.localdate)
    groups = (Group("", "day", ("half", "mark"), "note"),)

    class Meta:
        model = DateAvailability
        fields = ("day", "half", "mark", "note")


class DateRows(RegisterRows):
    """日ごとの都合 from today on; days gone by stay as they are."""

    form = DateRow
    relation = "dates"
    max_num = absolute_max = 200
    legend, row_label, add_label = "日ごとの都合", "日", "日を追加する"
    note = "曜日ごとの都合と違う日だけを入力します。今日より前の日は表示しません。"

    def shown_rows(self):
        return super().shown_rows().filter(day__gte=timezone.localdate())

    def clean(self):
        if not any(self.errors):
            self.refuse_doubles("同じ日の午前・午後が重複しています。1つにしてください。")


class TitleRow(StaffModelForm):
    awarded_on = WarekiDateField(label="授与日", required=False, max_date=timezone.localdate)
    groups = (Group("", ("title", "awarded_on"), "detail"),)

    class Meta:
        model = OtherTitle
        fields = ("title", "detail", "awarded_on")


class TitleRows(RegisterRows):
    """その他の称号."""

    form = TitleRow
    relation = "titles"
    max_num = absolute_max = 6
    legend, row_label, add_label = "その他の称号", "称号", "称号を追加する"
    note = "ものづくりマイスターの認定とは別の称号です。"

    def clean(self):
        if not any(self.errors):
            self.refuse_doubles("同じ称号が重複しています。内容を書き分けるか、1つにしてください。")
