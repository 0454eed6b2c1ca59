"""コーナーの設定: name, address, head and letter symbol, dated."""

from functools import partial

from django.contrib import messages
from django.forms import model_to_dict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from aomori_skills.base import wareki
from aomori_skills.base.access import FORM, permitted
from aomori_skills.base.page import Action
from aomori_skills.office import rules
from aomori_skills.office.forms.profile import ProfileForm
from aomori_skills.office.models import OfficeProfile
from aomori_skills.office.saving import Invalid, save_once
from aomori_skills.office.services import profile as service

EDIT = "office.edit_profile"


@permitted("office.view_masters")
def profile(request):
    current = OfficeProfile.objects.on(timezone.localdate())
    rest = OfficeProfile.objects.exclude(pk=current.pk if current else None)
    context = {
        "title": "コーナーの設定",
        "current": current,
        "other_periods": rest,
        "gaps": rules.gaps_of(current),
        "may_edit": request.user.has_perm(EDIT),
        **_actions(current, request.user),
    }
    return render(request, "office/profile.html", context)


@permitted(EDIT, methods=FORM)
def profile_create(request):
    """A new row, filled with what is in force, for the day on which something changes."""
    today = timezone.localdate()
    current = OfficeProfile.objects.on(today)
    known = model_to_dict(current, exclude=("id", "effective_from")) if current else {}
    form = ProfileForm(initial=known | {"effective_from": today})
    return _edit(request, form, "コーナーの設定の追加")


@permitted(EDIT, methods=FORM)
def profile_edit(request, pk):
    row = get_object_or_404(OfficeProfile, pk=pk)
    title = f"{wareki.format_date(row.effective_from)}からの設定の編集"
    return _edit(request, ProfileForm(instance=row), title)


def _edit(request, form, title):
    if request.method == "POST":
        answer, form = save_once(request, partial(_save, request, form.instance.pk))
        if answer:
            return answer
    context = {
        "title": title,
        "form": form,
        "back_url": reverse("office:profile"),
        "breadcrumbs": (("コーナーの設定", reverse("office:profile")),),
    }
    return render(request, "layouts/form.html", context, status=422 if form.errors else 200)


def _save(request, pk):
    rows = OfficeProfile.objects.select_for_update()
    form = ProfileForm(request.POST, instance=rows.get(pk=pk) if pk else None)
    if not form.is_valid():
        raise Invalid(form)
    row = service.save(form.instance, by=request.user)
    day = wareki.format_date(row.effective_from)
    messages.success(request, f"{day}からのコーナーの設定を保存しました。")
    return redirect("office:profile")


def _actions(current, user) -> dict:
    if not user.has_perm(EDIT):
        return {}
    add = Action(
        "新しい設定を追加する",
        reverse("office:profile_create"),
        note="長の交代や移転のときに、変わる日を指定して追加します。",
    )
    if current is None:
        return {"primary": add}
    edit = Action("編集する", reverse("office:profile_edit", args=(current.pk,)))
    return {"primary": edit, "others": [add]}
