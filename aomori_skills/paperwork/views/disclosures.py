"""個人情報の出力記録."""

from aomori_skills.base.access import FORM, permitted
from aomori_skills.base.listing import Empty, list_page
from aomori_skills.paperwork.filters import DisclosureFilter
from aomori_skills.paperwork.models import DisclosureLog
from aomori_skills.paperwork.tables import DisclosureTable


@permitted("paperwork.view_disclosures", methods=FORM)
def disclosure_list(request):
    return list_page(
        request,
        table=DisclosureTable,
        filterset=DisclosureFilter,
        queryset=DisclosureLog.objects.for_listing(),
        title="個人情報の出力記録",
        name="個人情報の出力記録",
        empty=Empty("個人情報を含む一覧や書類は、まだ出力されていません。"),
    )
