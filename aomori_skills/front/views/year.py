"""The fiscal year switch of the header."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse

from aomori_skills.base import fiscal_year
from aomori_skills.base.access import ACT, permitted
from aomori_skills.base.middleware import SESSION_KEY
from aomori_skills.base.page import next_url
from aomori_skills.front.context_processors import frame
from meisters.rules.year_end import FIRST_YEAR


@permitted("office.view_home", methods=ACT)
def set_fiscal_year(request):
    """Keep the chosen year in the session and return to the page it was chosen on."""
    chosen = request.POST.get("fiscal_year", "")
    offered = {str(year) for year, _ in frame(request)["fiscal_years"]}
    if chosen in offered:
        request.session[SESSION_KEY] = int(chosen)
        messages.info(request, f"{fiscal_year.label(int(chosen))}の表示に切り替えました。")
    else:
        messages.error(
            request, f"年度は{fiscal_year.label(FIRST_YEAR)}以後の一覧から選択してください。"
        )
    return redirect(next_url(request, reverse("home")))
