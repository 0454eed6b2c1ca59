"""利用者: who signs in, with which roles."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from aomori_skills.base import history
from aomori_skills.base.access import FORM, permitted
from aomori_skills.base.listing import list_page
from aomori_skills.base.page import Action
from aomori_skills.base.templatetags.page import readable
from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.office.filters.people import UserFilter
from aomori_skills.office.forms.people import UserForm
from aomori_skills.office.models import User
from aomori_skills.office.services import people
from aomori_skills.office.tables.people import UserTable

MANAGE = "office.manage_users"


@permitted(MANAGE, methods=FORM)
def user_list(request):
    return list_page(
        request,
        table=UserTable,
        filterset=UserFilter,
        queryset=User.objects.all(),
        title="利用者",
        name="利用者一覧",
        actions=(Action("利用者を登録する", reverse("office:user_create")),),
    )


@permitted(MANAGE)
def user_detail(request, pk):
    user = get_object_or_404(User, pk=pk)
    reset = Action(
        "パスワードを再設定する",
        reverse("office:user_password", args=(pk,)),
        note="仮のパスワードを発行し、サインインの停止も解除します。",
    )
    context = {
        "kind": "利用者",
        "title": str(user),
        "person": user,
        "facts": _facts(user),
        "entries": history.entries(user),
        "primary": Action("編集する", reverse("office:user_edit", args=(pk,))),
        "others": [reset] if user.is_active else [],
        "breadcrumbs": _crumbs(),
    }
    return render(request, "office/user_detail.html", context)


@never_cache
@permitted(MANAGE, methods=FORM)
def user_create(request):
    form = UserForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        password = people.register(form.instance, by=request.user)
        return _show_password(request, form.instance, password)
    context = {"title": "利用者の登録", "form": form, "back_url": reverse("office:user_list")}
    return render(request, "layouts/form.html", context | {"breadcrumbs": _crumbs()})


@permitted(MANAGE, methods=FORM)
@transaction.atomic
def user_edit(request, pk):
    rows = User.objects.select_for_update() if request.method == "POST" else User.objects.all()
    user = get_object_or_404(rows, pk=pk)
    name = str(user)
    form = UserForm(request.POST or None, instance=user)
    if request.method == "POST" and form.is_valid():
        try:
            people.update(form.instance, by=request.user)
            messages.success(request, f"{form.instance}さんの登録を保存しました。")
            return redirect("office:user_detail", pk)
        except TransitionDenied as refusal:
            form.add_error(None, str(refusal))
    back_url = reverse("office:user_detail", args=(pk,))
    context = {"title": f"{name}さんの編集", "form": form, "back_url": back_url}
    return render(request, "layouts/form.html", context | {"breadcrumbs": _crumbs()})


@never_cache
@permitted(MANAGE, methods=FORM)
def user_password(request, pk):
    user = get_object_or_404(User, pk=pk)
    if request.method == "POST":
        try:
            return _show_password(request, *people.reset_password(pk, by=request.user))
        except TransitionDenied as refusal:
            messages.error(request, str(refusal))
            return redirect("office:user_detail", pk)
    context = {
        "title": f"{user}さんのパスワードの再設定",
        "sentence": f"{user}さんの今のパスワードは使えなくなり、仮のパスワードを発行します。",
        "submit_label": "再設定する",
        "back_url": reverse("office:user_detail", args=(pk,)),
        "breadcrumbs": _crumbs(),
    }
    return render(request, "layouts/confirm.html", context)


def _facts(user) -> list[tuple[str, str]]:
    return [
        ("利用者ID", user.username),
        ("氏名（カナ）", f"{user.family_kana} {user.given_kana}"),
        ("役割", user.role_labels()),
        ("メールアドレス", readable(user.email)),
        ("最後のサインイン", readable(user.last_login)),
        ("パスワード", "仮パスワード（未変更）" if user.must_change_password else "本人が設定済み"),
    ]


def _show_password(request, user, password):
    context = {
        "title": f"{user}さんの仮パスワード",
        "person": user,
        "password": password,
        "breadcrumbs": _crumbs(),
    }
    return render(request, "office/user_password.html", context)


def _crumbs():
    return (("利用者", reverse("office:user_list")),)
