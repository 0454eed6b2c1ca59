"""職種 and 作業 as every row of a page offers them, read once each."""

from functools import cached_property

from django.forms.models import ModelChoiceIteratorValue

from aomori_skills.base.forms import SearchSelect
from aomori_skills.base.forms.long_select import LongSelect, WrittenOptions
from aomori_skills.office.models import Operation, Trade


class OperationSelect(LongSelect):
    """作業 in groups by trade; ``operations.js`` shows those of the row's trade only."""

    def __init__(self, attrs=None, choices=()):
        super().__init__({"data-operations": "", **(attrs or {})}, choices)

    def create_option(self, name, value, *args, **kwargs):
        option = super().create_option(name, value, *args, **kwargs)
        if isinstance(value, ModelChoiceIteratorValue):
            option["attrs"]["data-trade"] = value.instance.trade_id
        return option


class TradeChoices:
    """The options of both selects, for all rows of a page."""

    @cached_property
    def trades(self) -> list:
        return [
            ("", "選択してください"),
            *((ModelChoiceIteratorValue(row.pk, row), str(row)) for row in Trade.objects.all()),
        ]

    @cached_property
    def operations(self) -> list:
        groups: dict[str, list] = {}
        for row in Operation.objects.select_related("trade"):
            groups.setdefault(str(row.trade), []).append(
                (ModelChoiceIteratorValue(row.pk, row), str(row))
            )
        return [("", "指定なし"), *groups.items()]

    @cached_property
    def _written(self) -> dict[str, WrittenOptions]:
        selects = {
            "trade": SearchSelect(choices=self.trades),
            "operation": OperationSelect(choices=self.operations),
        }
        return {
            name: WrittenOptions(select.optgroups(name, [])) for name, select in selects.items()
        }

    def offer(self, form) -> None:
        """Give them to a form with the fields ``trade`` and ``operation``."""
        for name, written in self._written.items():
            form.fields[name].widget.written = written
