"""Forms of the year's plan of visits."""

from django import forms
from django.utils import timezone

from aomori_skills.base import fiscal_year
from aomori_skills.base.conflict import VersionedFormMixin
from aomori_skills.base.fields import PlainTextField
from aomori_skills.base.forms import Group, RowSet, StaffForm, StaffModelForm
from aomori_skills.base.forms.long_select import LongSelect, WrittenOptions
from aomori_skills.office.forms.open_days import OpenDaysMixin
from meisters.forms.fields import OrganizationField, OwnerField, TradeField
from meisters.forms.place import NEW_PLACE, PlaceForm
from meisters.models import PlannedVisit
from meisters.rules import visits as rules


class YearField(forms.TypedChoiceField):
    """A fiscal year: the last ones and the next; one that is already chosen stays."""

    def __init__(self, label: str = "年度", **kwargs):
        super().__init__(label=label, coerce=int, choices=self.offered, **kwargs)

    @staticmethod
    def offered():
        return fiscal_year.choices(fiscal_year.of(timezone.localdate()))


class MonthField(forms.TypedChoiceField):
    def __init__(self, label: str = "予定月", **kwargs):
        choices = (("", "選択してください"), *rules.MONTHS)
        super().__init__(label=label, coerce=int, empty_value=None, choices=choices, **kwargs)


class PlanEntry(OpenDaysMixin, StaffModelForm):
    """What a planned visit says; ``year`` is known from the form or from the page."""

    organization = OrganizationField("訪問先")
    trade = TradeField("開拓する職種", required=False)
    month = MonthField(required=False)
    staff = OwnerField()
    open_days = ("planned_on",)

    class Media:
        js = (forms.Script("js/plan-month.js", defer=True),)

    @property
    def year(self) -> int | None:
        return self.cleaned_data.get("fiscal_year")

    def clean(self):
        cleaned = super().clean()
        if self.year is not None:
            self._settle_month(cleaned)
            self._refuse_double(cleaned)
        return cleaned

    def _settle_month(self, cleaned) -> None:
        day, month = cleaned.get("planned_on"), cleaned.get("month")
        if day:
            found = rules.month_of(day, self.year)
            if found is None:
                label = fiscal_year.label(self.year)
                self.add_error("planned_on", f"予定日は{label}の日付を入力してください。")
            elif month is None:
                cleaned["month"] = found
            elif month != found:
                self.add_error(
                    "month", f"予定日は{found}月です。予定月と予定日の月を同じにしてください。"
                )
        elif month is None and not {"month", "planned_on"} & set(self.errors):
            self.add_error("month", "予定月を選択するか、予定日を入力してください。")

    def _refuse_double(self, cleaned) -> None:
        if self.errors or not cleaned.get("organization"):
            return
        same = PlannedVisit.objects.standing().filter(
            fiscal_year=self.year,
            **{
                name: cleaned.get(name) for name in ("organization", "trade", "month", "planned_on")
            },
        )
        if same.exclude(pk=self.instance.pk).exists():
            self.add_error(
                "organization",
                f"{cleaned['organization']}の{cleaned['month']}月の計画は、同じ内容ですでにあります。",
            )


class PlanForm(VersionedFormMixin, PlanEntry, PlaceForm):
    """One planned visit, of a place that may be new to the master."""

    organization = OrganizationField("訪問先", required=False)
    fiscal_year = YearField()
    groups = (
        Group("訪問先", "organization", NEW_PLACE, "trade", "aim"),
        Group(
            "時期と担当",
            "fiscal_year",
            ("month", "planned_on"),
            "staff",
            note="予定日が決まっていないときは、予定月だけを選択します。"
            "予定日を入れると、予定月はその月になります。",
        ),
    )

    class Meta:
        model = PlannedVisit
        fields = (
            "organization",
            "trade",
            "aim",
            "fiscal_year",
            "month",
            "planned_on",
            "staff",
        )


class PlanYearForm(StaffForm):
    """The year of a whole grid."""

    fiscal_year = YearField()


class PlanRow(PlanEntry):
    """A line of the grid."""

    staff = OwnerField(widget=LongSelect)
    groups = (Group("", ("organization", "trade"), ("month", "planned_on", "staff"), "aim"),)

    class Meta:
        model = PlannedVisit
        fields = ("organization", "trade", "month", "planned_on", "staff", "aim")

    def __init__(self, *args, year: int | None, staff, **kwargs):
        super().__init__(*args, **kwargs)
        self._year = year
        self.initial.setdefault("staff", staff.pk)

    @property
    def year(self) -> int | None:
        return self._year


class PlanGrid(RowSet):
    """A grid of new plans: none of its rows stands in the database yet."""

    form = PlanRow
    relation = "plans"
    legend = "訪問計画"
    row_label = "計画"
    add_label = "計画を1行追加する"
    note = "訪問先が空いている行は登録しません。"
    extra = 4
    can_delete = False

    def __init__(self, data=None, *, year: int | None, staff):
        self._shared: dict[str, WrittenOptions] = {}
        self._year, self._staff = year, staff
        super().__init__(data, instance=PlannedVisit())

    def get_form_kwargs(self, index):
        return super().get_form_kwargs(index) | {"year": self._year, "staff": self._staff}

    def add_fields(self, form, index):
        """The same options in every row are read and written once."""
        super().add_fields(form, index)
        for name in ("trade", "staff"):
            widget = form.fields[name].widget
            if name not in self._shared:
                self._shared[name] = WrittenOptions(widget.optgroups(name, []))
            widget.written = self._shared[name]

    def clean(self):
        """At least one plan, and none twice."""
        if any(self.errors):
            return
        seen = set()
        for form in self.filled:
            cleaned = form.cleaned_data
            key = tuple(
                cleaned.get(name) for name in ("organization", "trade", "month", "planned_on")
            )
            if key in seen:
                form.add_error("organization", "同じ内容の行があります。どちらかを消してください。")
            seen.add(key)
        if not seen:
            raise forms.ValidationError("計画を1行以上入力してください。")

    @property
    def filled(self) -> list[PlanRow]:
        return [form for form in self.forms if form.has_changed()]

    def plans(self) -> list[PlannedVisit]:
        for form in self.filled:
            form.instance.fiscal_year = self._year
        return [form.instance for form in self.filled]


class PlanPickForm(StaffForm):
    """What shall hold for all organizations picked from the list."""

    fiscal_year = YearField()
    month = MonthField()
    trade = TradeField("開拓する職種", required=False)
    staff = OwnerField()
    aim = PlainTextField(label="ねらい", required=False, max_length=200)
    groups = (Group("計画の内容", ("fiscal_year", "month"), ("trade", "staff"), "aim"),)

    def __init__(self, *args, chosen=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.chosen = list(chosen)

    def clean(self):
        cleaned = super().clean()
        if not self.chosen:
            raise forms.ValidationError("計画に加える訪問先を、一覧から1件以上選択してください。")
        return cleaned

    def plans(self) -> list[PlannedVisit]:
        return [PlannedVisit(organization=place, **self.cleaned_data) for place in self.chosen]


class CancelForm(StaffForm):
    reason = PlainTextField(label="取りやめる理由", max_length=200)
