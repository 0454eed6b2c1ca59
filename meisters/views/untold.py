"""説明が済んでいないマイスター: the list, and who was chosen on it."""

from aomori_skills.base.access import FORM, permitted
from aomori_skills.base.keys import keys_of
from aomori_skills.base.listing import Empty
from aomori_skills.paperwork.lists import disclosed_list_page
from meisters.filters.briefings import UntoldFilter
from meisters.models import Meister
from meisters.tables.briefings import UntoldTable

VIEW = "meisters.view_briefings"
EDIT = "meisters.edit_briefings"
EXPORT = "meisters.export_personal"
EVERYBODY = "everybody"


@permitted(VIEW, methods=FORM)
def untold_list(request):
    return disclosed_list_page(
        request,
        table=UntoldTable if request.user.has_perm(EDIT) else ReadOnlyTable,
        filterset=UntoldFilter,
        queryset=Meister.objects.untold().for_listing(),
        title="説明が済んでいないマイスター",
        name="説明未了者一覧",
        export_permission=EXPORT,
        empty=Empty("活動可のマイスター全員に、必要な説明が済んでいます。"),
        template="meisters/untold_list.html",
        may_edit=request.user.has_perm(EDIT),
    )


def chosen_keys(request) -> list[int]:
    """Those ticked, or everybody whom the list's conditions match."""
    if EVERYBODY in request.GET:
        rows = UntoldFilter(request.GET, queryset=Meister.objects.untold(), request=request).qs
        return list(rows.values_list("pk", flat=True))
    return list(dict.fromkeys(keys_of(request.GET.getlist("meister"))))


class ReadOnlyTable(UntoldTable):
    """Without the boxes, for those who only read."""

    class Meta(UntoldTable.Meta):
        exclude = ("chosen",)
        sequence = ("...",)
