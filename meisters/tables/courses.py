"""Courses, their participants, and who has not completed 指導技法等講習, as lists."""

from django.utils.html import format_html

from aomori_skills.base.listing import (
    ListTable,
    MarksColumn,
    NumberColumn,
    StateColumn,
    TextColumn,
    WarekiColumn,
)
from meisters.choices import Attendance, CourseReply
from meisters.models import Course, Meister, Participation
from meisters.rules.courses import course_verdict, obligation_word


class CourseTable(ListTable):
    name = TextColumn("名称", linkify=True, order_by=("title", "kind", "pk"))
    kind = TextColumn("種類", accessor="get_kind_display", order_by=("kind", "pk"))
    starts_on = WarekiColumn("開催日", short=True)
    place = TextColumn("会場")
    state = StateColumn("状態", accessor="state")
    capacity = NumberColumn("定員")
    chosen = NumberColumn("対象者", on_screen=False)
    invited = NumberColumn("案内")
    coming = NumberColumn("出席の回答")
    attended = NumberColumn("出席")
    completed = NumberColumn("修了")
    ends_on = WarekiColumn("最終日", on_screen=False)
    place_address = TextColumn("会場の所在地", on_screen=False)
    access = TextColumn("駐車場・交通", on_screen=False)
    instructor = TextColumn("講師", on_screen=False)
    material = TextColumn("使用する教材", on_screen=False)
    expenses = TextColumn("受講料・旅費", on_screen=False)
    reply_by = WarekiColumn("回答期限", on_screen=False)
    owner = TextColumn("担当者", on_screen=False)

    class Meta:
        model = Course
        fields = ()


class ParticipationTable(ListTable):
    meister = TextColumn(
        "氏名",
        linkify=lambda record: record.meister.get_absolute_url(),
        order_by=("meister__family_kana", "meister__given_kana", "pk"),
    )
    number = TextColumn("認定番号", accessor="meister__number", on_screen=False)
    course = TextColumn(
        "講習・研修",
        linkify=lambda record: record.course.get_absolute_url(),
        order_by=("course__title", "course__kind", "pk"),
    )
    starts_on = WarekiColumn("開催日", accessor="course__starts_on", short=True)
    obligation = StateColumn("受講区分", accessor="obligation", orderable=False)
    invitation = MarksColumn("案内", orderable=False)
    reply = StateColumn("回答", accessor="reply")
    replied_on = WarekiColumn("回答日", on_screen=False)
    attendance = StateColumn("出欠", accessor="attendance")
    completed_on = WarekiColumn("修了日", short=True)
    certificate = TextColumn(
        "修了証", accessor="certificate__label", orderable=False, on_screen=False
    )
    replied_way = TextColumn("回答方法", accessor="get_replied_way_display", on_screen=False)
    note = TextColumn("備考", on_screen=False)
    travel_means = TextColumn("交通手段・経路", on_screen=False)
    travel_cost = NumberColumn("旅費（円）", on_screen=False)
    nights = NumberColumn("宿泊数", on_screen=False)
    result = TextColumn("成果・報告", on_screen=False)

    class Meta:
        model = Participation
        fields = ()


class UnfinishedTable(ListTable):
    """Who must attend first; whose licence nobody knows is told apart."""

    name = TextColumn("氏名", linkify=True, order_by=("family_kana", "given_kana", "pk"))
    number = TextColumn("認定番号", narrow=True)
    trades = TextColumn("職種", orderable=False)
    regions = TextColumn("活動圏域", orderable=False)
    licence = StateColumn("講習", accessor="licence", order_by=("licence", "pk"))
    certified_on = WarekiColumn("認定日", short=True)
    invited_times = NumberColumn("案内した回数", unit="回")
    invited_to = WarekiColumn("最後に案内した回", short=True)
    last_reply = TextColumn("その回の出欠", orderable=False)
    phone_numbers = TextColumn("電話番号", orderable=False, on_screen=False)
    reason = TextColumn("理由", accessor="pk", orderable=False, on_screen=False)

    class Meta:
        model = Meister
        fields = ()

    def render_regions(self, value):
        return "、".join(value) or "未確認"

    def value_regions(self, value):
        return "、".join(value)

    def render_licence(self, record):
        word = obligation_word(record.licence, record.course_completed_on)
        return format_html('<span class="chip" data-state="{}">{}</span>', record.licence, word)

    def value_licence(self, record):
        return obligation_word(record.licence, record.course_completed_on)

    def render_last_reply(self, record):
        if record.last_attendance and record.last_attendance != Attendance.UNKNOWN:
            return Attendance(record.last_attendance).label
        reply = CourseReply(record.last_reply)
        return reply.label if reply == CourseReply.PENDING else f"{reply.label}の回答"

    def value_last_reply(self, record):
        return self.render_last_reply(record) if record.last_reply else ""

    def value_reason(self, record):
        return course_verdict(record.licence, record.course_completed_on).text
