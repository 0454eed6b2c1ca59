"""利用者: who signs in, with which roles."""

from functools import partial

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from aomori_skills.base import history
from aomori_skills.base.access import ACT, FORM, permitted
from aomori_skills.base.listing import list_page
from aomori_skills.base.page import Action
from aomori_skills.base.templatetags.page import readable
from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.office.filters.people import UserFilter
from aomori_skills.office.forms.people import UserForm
from aomori_skills.office.models import CalendarFeed, User
from aomori_skills.office.saving import Invalid, refuse, save_once
from aomori_skills.office.services import feeds, people
from aomori_skills.office.services.submissions import once
from aomori_skills.office.tables.people import UserTable

MANAGE = "office.manage_users"
_PASSWORD = "password_to_show_{}"


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


@never_cache
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
        "password": request.session.pop(_PASSWORD.format(pk), None),
        "facts": _facts(user),
        "entries": history.entries(user),
        "primary": Action("編集する", reverse("office:user_edit", args=(pk,))),
        "others": ([reset] if user.is_active else []) + _feed_end(user),
        "breadcrumbs": _crumbs(),
    }
    return render(request, "office/user_detail.html", context)


@permitted(MANAGE, methods=ACT)
def user_feed_end(request, pk):
    user = get_object_or_404(User, pk=pk)
    if feeds.revoke(pk, by=request.user):
        messages.success(request, f"{user}さんの予定表の購読を停止しました。")
    else:
        messages.info(request, f"{user}さんに発行中の購読用アドレスはありません。")
    return redirect(_url(pk))


@permitted(MANAGE, methods=FORM)
def user_create(request):
    form = UserForm()
    if request.method == "POST":
        answer, form = save_once(request, partial(_register, request))
        if answer:
            return answer
    return _form_page(request, form, "利用者の登録", reverse("office:user_list"))


@permitted(MANAGE, methods=FORM)
def user_edit(request, pk):
    user = get_object_or_404(User, pk=pk)
    form = UserForm(instance=user)
    if request.method == "POST":
        answer, form = save_once(request, partial(_update, request, pk))
        if answer:
            return answer
    return _form_page(request, form, f"{user}さんの編集", _url(pk))


@permitted(MANAGE, methods=FORM)
def user_password(request, pk):
    user = get_object_or_404(User, pk=pk)
    if request.method == "POST":
        try:
            return once(request, partial(_reset, request, pk))
        except TransitionDenied as refusal:
            messages.error(request, str(refusal))
            return redirect(_url(pk))
    context = {
        "title": f"{user}さんのパスワードの再設定",
        "sentence": f"{user}さんの今のパスワードは使えなくなり、仮のパスワードを発行します。",
        "submit_label": "再設定する",
        "back_url": _url(pk),
        "breadcrumbs": _crumbs(),
    }
    return render(request, "layouts/confirm.html", context)


def _register(request):
    form = UserForm(request.POST)
    if not form.is_valid():
        raise Invalid(form)
    password = people.register(form.instance, by=request.user)
    _keep_to_show(request, form.instance.pk, password)
    messages.success(request, f"{form.instance}さんを登録しました。仮パスワードを渡してください。")
    return redirect(_url(form.instance.pk))


def _update(request, pk):
    form = UserForm(request.POST, instance=people.locked(pk))
    if not form.is_valid():
        raise Invalid(form)
    try:
        people.update(form.instance, by=request.user)
    except TransitionDenied as denied:
        refuse(form, denied)
    messages.success(request, f"{form.instance}さんの登録を保存しました。")
    return redirect(_url(pk))


def _reset(request, pk):
    user, password = people.reset_password(pk, by=request.user)
    _keep_to_show(request, pk, password)
    messages.success(request, f"{user}さんのパスワードを再設定しました。")
    return redirect(_url(pk))


def _keep_to_show(request, pk, password) -> None:
    """For the page of the user, which shows it once, whichever of two clicks gets there."""
    request.session[_PASSWORD.format(pk)] = password
    request.session.save()


def _feed_end(user) -> list[Action]:
    if not CalendarFeed.objects.open().filter(user=user).exists():
        return []
    note = "カレンダーソフト用のアドレスを使えなくします。端末をなくした人や退職した人に使います。"
    url = reverse("office:user_feed_end", args=(user.pk,))
    return [Action("予定表の購読を停止する", url, post=True, note=note, danger=True)]


def _form_page(request, form, title, back_url):
    context = {"title": title, "form": form, "back_url": back_url, "breadcrumbs": _crumbs()}
    return render(request, "layouts/form.html", context, status=422 if form.errors else 200)


def _facts(user) -> list[tuple[str, str]]:
    return [
        ("利用者ID", user.username),
        ("氏名（カナ）", f"{user.family_kana} {user.given_kana}"),
        ("役割", user.role_labels()),
        ("メールアドレス", readable(user.email)),
        ("最後のサインイン", readable(user.last_login)),
        ("パスワード", "仮パスワード（未変更）" if user.must_change_password else "本人が設定済み"),
    ]


def _crumbs():
    return (("利用者", reverse("office:user_list")),)


def _url(pk) -> str:
    return reverse("office:user_detail", args=(pk,))
