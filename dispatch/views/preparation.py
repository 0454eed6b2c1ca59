"""当日の準備: the sessions to come, with what is still missing."""

from django.urls import reverse

from aomori_skills.base.access import FORM, permitted
from aomori_skills.base.listing import Empty
from aomori_skills.base.page import Action
from aomori_skills.paperwork.lists import disclosed_list_page
from dispatch.filters.preparation import PreparationFilter
from dispatch.querysets import preparation
from dispatch.tables.preparation import PreparationTable

VIEW = "dispatch.view_requests"
EXPORT = "meisters.export_personal"


@permitted(VIEW, methods=FORM)
def preparation_list(request):
    requests = Action("派遣依頼を開く", reverse("dispatch:request_list"), permission=VIEW)
    return disclosed_list_page(
        request,
        table=PreparationTable,
        filterset=PreparationFilter,
        queryset=_listed(),
        title="当日の準備",
        name="当日の準備一覧",
        export_permission=EXPORT,
        period="今日からの指導日　部屋ごとに1件と数えます",
        empty=Empty(
            "これからの指導日はありません。派遣依頼の「指導日」で日程を入力してください。", requests
        ),
    )


def _listed():
    rows = preparation.with_open_count(preparation.preparing())
    return rows.select_related(
        "trade", "municipality", "attendant", "request__client", "request__owner"
    ).order_by("held_on", "starts_at", "pk")
