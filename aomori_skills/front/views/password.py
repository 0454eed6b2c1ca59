"""Changing one's own password."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters

from aomori_skills.base.access import FORM, permitted
from aomori_skills.front.forms import OwnPasswordForm
from aomori_skills.office.services import people


@sensitive_post_parameters()
@permitted("office.view_home", methods=FORM)
def password_change(request):
    form = OwnPasswordForm(request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        people.change_own_password(request.user, form.cleaned_data["new_password"])
        update_session_auth_hash(request, request.user)
        messages.success(
            request, "パスワードを変更しました。次回から新しいパスワードでサインインしてください。"
        )
        return redirect("home")
    context = {
        "title": "パスワードの変更",
        "form": form,
        "submit_label": "変更する",
        "back_url": "" if request.user.must_change_password else "/",
    }
    return render(request, "front/password.html", context)
