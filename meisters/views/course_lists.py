"""Everybody at any course, and who has not completed 指導技法等講習."""

from django.urls import reverse
from django.utils import timezone

from aomori_skills.base.access import FORM, permitted
from aomori_skills.base.listing import Empty
from aomori_skills.base.page import Action
from aomori_skills.paperwork.lists import disclosed_list_page
from meisters.filters.courses import ParticipationFilter, UnfinishedFilter
from meisters.models import Course, Meister, Participation
from meisters.tables.courses import ParticipationTable, UnfinishedTable
from meisters.views.course_people import REQUIRED
from meisters.views.courses import EDIT, VIEW, crumbs

EXPORT = "meisters.export_personal"
OFFERED = 3


@permitted(VIEW, methods=FORM)
def participation_list(request):
    return disclosed_list_page(
        request,
        table=ParticipationTable,
        filterset=ParticipationFilter,
        queryset=Participation.objects.for_listing().order_by("-course__starts_on", "pk"),
        title="受講者・参加者",
        name="受講者・参加者一覧",
        export_permission=EXPORT,
        breadcrumbs=crumbs(),
        empty=Empty("受講者・参加者はまだ登録されていません。講習・研修の画面で選んでください。"),
    )


@permitted(VIEW, methods=FORM)
def unfinished_list(request):
    return disclosed_list_page(
        request,
        table=UnfinishedTable,
        filterset=UnfinishedFilter,
        queryset=open_obligations(),
        title="講習が済んでいないマイスター",
        name="講習が済んでいないマイスター",
        export_permission=EXPORT,
        actions=_next_courses(),
        template="meisters/unfinished_list.html",
        counts=Meister.objects.without_course().obligations(),
        breadcrumbs=crumbs(),
        empty=Empty("指導技法等講習が済んでいないマイスターはいません。"),
    )


def open_obligations():
    """Required first, then unknown, by name."""
    rows = Meister.objects.without_course().for_listing().with_invitations()
    return rows.order_by("licence", "family_kana", "given_kana", "pk")


def _next_courses() -> tuple[Action, ...]:
    """The planned courses, to which those who must come and aren't on one yet can be added."""
    today = timezone.localdate()
    coming = Course.objects.ours().coming(since=today)[:OFFERED]
    counts = [(course, Meister.objects.to_add(course, since=today).count()) for course in coming]
    return tuple(
        Action(
            f"{course.label}の受講者に{count}人を加える",
            f"{reverse('meisters:course_choose', args=(course.pk,))}?select={REQUIRED}",
            permission=EDIT,
            note="受講が必須で、予定の回にまだ入っていない人に印が付いた画面が開きます。",
        )
        for course, count in counts
        if count
    ) or (
        Action(
            "新しい講習を登録する",
            reverse("meisters:course_create", args=("teaching",)),
            permission=EDIT,
        ),
    )
