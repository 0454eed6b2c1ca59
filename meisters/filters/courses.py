"""Questions to the lists of courses, participants and open obligations."""

from django.utils import timezone

from aomori_skills.base import fiscal_year
from aomori_skills.base.listing import (
    ChoiceFilter,
    DaysFilter,
    ListFilter,
    ModelFilter,
    SearchFilter,
)
from aomori_skills.office.choices import Region
from aomori_skills.office.models import Trade
from meisters.choices import Attendance, CourseKind, CourseReply, CourseState, Licence, Obligation
from meisters.forms.fields import owners
from meisters.models import Course, Meister, Participation

UNANSWERED, TO_HOLD, ALL_YEARS = "unanswered", "to_hold", "all"
SCOPES = (
    (UNANSWERED, "回答期限を過ぎて未回答のもの"),
    (TO_HOLD, "終わったが実施済みでないもの"),
    (ALL_YEARS, "すべての年度"),
)
CAME, COMPLETED = "came", "completed"
OVERDUE, UNINVITED, WAITING, OPEN_CERTIFICATE = "overdue", "uninvited", "waiting", "certificate"


class _CourseField(ModelFilter.field_class):
    def label_from_instance(self, row):
        return row.label


class CourseChoice(ModelFilter):
    """One of the courses, with its day."""

    field_class = _CourseField


class CourseFilter(ListFilter):
    """Courses of the chosen fiscal year, or work that doesn't end with the year."""

    kind = ChoiceFilter(label="種類", choices=CourseKind)
    state = ChoiceFilter(label="状態", choices=CourseState)
    scope = ChoiceFilter(label="範囲", choices=SCOPES, method="keep")
    owner = ModelFilter(label="担当者", queryset=owners())
    starts_on = DaysFilter(label="開催日")
    folded = ("owner", "starts_on")

    class Meta:
        model = Course
        fields = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        year = fiscal_year.label(self.request.fiscal_year)
        self.filters["scope"].extra["empty_label"] = f"{year}の講習・研修"

    def keep(self, rows, name, value):
        today = timezone.localdate()
        if value == ALL_YEARS:
            return rows
        return rows.to_hold(by=today) if value == TO_HOLD else rows.with_unanswered(by=today)

    def filter_queryset(self, queryset):
        rows = super().filter_queryset(queryset)
        if self.form.cleaned_data.get("scope"):
            return rows
        return rows.in_fiscal_year(self.request.fiscal_year)


class ParticipationFilter(ListFilter):
    q = SearchFilter(hint="氏名・カナ")
    course = CourseChoice(label="講習・研修", queryset=Course.objects.all())
    kind = ChoiceFilter(label="種類", field_name="course__kind", choices=CourseKind)
    reply = ChoiceFilter(label="回答", choices=CourseReply)
    waiting = ChoiceFilter(
        label="待っている仕事",
        choices=(
            (UNINVITED, "案内をまだ作っていない"),
            (WAITING, "回答を待っている"),
            (OVERDUE, "回答期限を過ぎて未回答"),
            (OPEN_CERTIFICATE, "修了証をまだ発行していない"),
        ),
        method="of_work",
    )
    obligation = ChoiceFilter(label="受講区分", choices=Obligation)
    attendance = ChoiceFilter(label="出欠", choices=Attendance)
    course__owner = ModelFilter(label="担当者", queryset=owners())
    state = ChoiceFilter(label="講習の状態", field_name="course__state", choices=CourseState)
    outcome = ChoiceFilter(
        label="受講の結果",
        choices=((CAME, "出席（一部出席を含む）"), (COMPLETED, "修了")),
        method="by_outcome",
    )
    starts_on = DaysFilter(label="開催日", field_name="course__starts_on")
    folded = (
        "kind",
        "obligation",
        "attendance",
        "course__owner",
        "state",
        "outcome",
        "starts_on",
    )

    class Meta:
        model = Participation
        fields = ()

    def by_outcome(self, rows, name, value):
        return rows.completed() if value == COMPLETED else rows.came()

    def of_work(self, rows, name, value):
        if value == UNINVITED:
            return rows.filter(course__state=CourseState.PLANNED).to_invite()
        if value == WAITING:
            return rows.filter(course__state=CourseState.PLANNED).to_remind()
        if value == OPEN_CERTIFICATE:
            return rows.completed().filter(
                course__kind=CourseKind.TEACHING, certificate__isnull=True
            )
        return rows.overdue(by=timezone.localdate())


class UnfinishedFilter(ListFilter):
    q = SearchFilter(hint="氏名・カナ・電話・番号")
    licence = ChoiceFilter(
        label="受講の要否",
        choices=((Licence.NOT_HELD.value, "必須"), (Licence.UNKNOWN.value, "未確認")),
    )
    trade = ModelFilter(label="職種", queryset=Trade.objects.all(), method="in_trade")
    region = ChoiceFilter(label="活動圏域", choices=Region, method="in_region")
    invited = ChoiceFilter(
        label="案内",
        choices=(("yes", "案内したことがある"), ("no", "案内したことがない")),
        method="by_invitation",
    )

    class Meta:
        model = Meister
        fields = ()

    def in_trade(self, rows, name, value):
        return rows.in_trade(value)

    def in_region(self, rows, name, value):
        return rows.in_region(value)

    def by_invitation(self, rows, name, value):
        never = rows.filter(invited_times=0)
        return never if value == "no" else rows.filter(invited_times__gt=0)
