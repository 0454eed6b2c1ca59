"""立会職員 of a day and of others of its request, set on one small page."""

from functools import partial

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from aomori_skills.base.access import FORM, permitted
from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.office.saving import Invalid, refuse, save_once
from dispatch.forms.attendants import AttendantForm
from dispatch.models import Session
from dispatch.rules import sessions as rules
from dispatch.rules.workflows import EDIT
from dispatch.services import attendants
from dispatch.views.session_pages import crumbs


@permitted(EDIT, methods=FORM)
def session_attendant(request, pk):
    session = get_object_or_404(Session.objects.for_listing(), pk=pk)
    try:
        rules.check_can_name_attendant(session.request, by=request.user)
        rules.check_stands(session)
    except TransitionDenied as denied:
        messages.error(request, str(denied))
        return redirect(session)
    form = AttendantForm(session=session, initial=_initial(session))
    if request.method == "POST":
        answer, form = save_once(request, partial(_name, request, session))
        if answer:
            return answer
    context = {
        "title": f"{session}の指導日の立会職員",
        "sentence": "決定した後でも、計画を変更せずに決められます。経過に記録します。",
        "form": form,
        "submit_label": "立会職員を決める",
        "back_url": session.get_absolute_url(),
        "breadcrumbs": crumbs(session),
    }
    status = 422 if form.is_bound else 200
    return render(request, "layouts/confirm.html", context, status=status)


def _initial(session) -> dict:
    """With the other rooms of that day that are as this one."""
    same = session.request.sessions.standing().filter(held_on=session.held_on)
    alike = same.filter(attendant=session.attendant_id).values_list("pk", flat=True)
    first = session.attendant or session.request.owner
    return {"attendant": first.pk, "sessions": list(alike)}


def _name(request, session):
    form = AttendantForm(request.POST, session=session)
    if not form.is_valid():
        raise Invalid(form)
    who, days = form.cleaned_data["attendant"], form.cleaned_data["sessions"]
    try:
        changed = attendants.name_attendant(
            session.request_id, [one.pk for one in days], who, by=request.user
        )
    except TransitionDenied as denied:
        refuse(form, denied)
    told = f"{who}さん" if who else "未定"
    if changed:
        messages.success(request, f"指導日{len(changed)}件の立会職員を{told}にしました。")
    else:
        messages.info(request, f"選んだ指導日の立会職員は、すでに{told}です。")
    return redirect(session)
