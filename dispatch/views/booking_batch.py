"""Several people booked for several days of a request at once, each with its own answer."""

from functools import partial
from urllib.parse import urlencode

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from aomori_skills.base.access import FORM, permitted
from aomori_skills.base.keys import keys_of
from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.office.saving import Invalid, refuse, save_once
from dispatch.forms.booking_batch import BatchForm
from dispatch.models import DispatchRequest
from dispatch.rules import sessions as rules
from dispatch.rules.person_keys import person_key
from dispatch.rules.workflows import EDIT
from dispatch.services import booking_batch
from dispatch.views.session_pages import crumbs, tab_url

SENTENCE = (
    "選んだ人を、選んだ指導日のすべてに割り当てます。割り当てられない人や日があっても、"
    "ほかは割り当て、結果を1件ずつお知らせします。"
)


@permitted(EDIT, methods=FORM)
def request_people(request, pk):
    row = get_object_or_404(DispatchRequest.objects.select_related("client", "trade"), pk=pk)
    try:
        rules.check_can_change(row, by=request.user)
    except TransitionDenied as denied:
        messages.error(request, str(denied))
        return redirect(tab_url(row))
    if request.method == "POST":
        answer, form = save_once(request, partial(_assign, request, row))
        if answer:
            return answer
    else:
        form = BatchForm(request=row, initial=_initial(request.GET))
    context = {
        "title": f"{row}：まとめて従事者を割り当てる",
        "sentence": SENTENCE,
        "form": form,
        "submit_label": "割り当てる",
        "back_url": tab_url(row),
        "breadcrumbs": crumbs(request_row=row),
    }
    status = 422 if form.is_bound else 200
    return render(request, "dispatch/session_step.html", context, status=status)


def _initial(asked) -> dict:
    return {
        "sessions": keys_of(asked.getlist("session")),
        "people": asked.getlist("person"),
        "role": asked.get("role", "")[:10],
        "confirmed": bool(asked.get("confirmed")),
    }


def _assign(request, row):
    form = BatchForm(request.POST, request=row)
    if not form.is_valid():
        raise Invalid(form)
    given = form.cleaned_data
    days, role = [one.pk for one in given["sessions"]], given["role"]
    how = {"confirmed": given["confirmed"], "acknowledged": form.given, "by": request.user}
    try:
        told = booking_batch.assign_all(row.pk, days, given["people"], role, **how)
    except TransitionDenied as denied:
        refuse(form, denied)
    _tell(request, told)
    waiting = [one for one in told if one.needs]
    return redirect(_rest(row, waiting, given) if waiting else tab_url(row))


def _tell(request, told) -> None:
    if done := [str(one) for one in told if one.done]:
        messages.success(request, f"{len(done)}件を割り当てました：{'、'.join(done)}。")
    if before := [str(one) for one in told if one.before]:
        messages.info(
            request,
            f"{len(before)}件は、すでに割り当て済みです：{'、'.join(before)}。"
            "役割を変えるときは、指導日の画面で変えてください。",
        )
    if refused := [one for one in told if one.why]:
        reasons = "".join(dict.fromkeys(one.why for one in refused))
        names = "、".join(map(str, refused))
        messages.error(request, f"次の{len(refused)}件は割り当てていません：{names}。{reasons}")
    if waiting := [str(one) for one in told if one.needs]:
        messages.warning(
            request,
            f"次の{len(waiting)}件は、まだ割り当てていません。下の理由を入力してください："
            f"{'、'.join(waiting)}。",
        )


def _rest(row, waiting, given) -> str:
    """The same form with what is left to do, and a field for each reason."""
    asked = {
        "session": dict.fromkeys(one.session.pk for one in waiting),
        "person": dict.fromkeys(person_key(one.person) for one in waiting),
        "role": given["role"],
        "confirmed": "1" if given["confirmed"] else "",
    }
    url = reverse("dispatch:request_people", args=(row.pk,))
    return f"{url}?{urlencode(asked, doseq=True)}"
