"""振込口座 of a meister: seen and edited by 会計 only."""

from functools import partial

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from aomori_skills.base.access import FORM, permitted
from aomori_skills.office.merged import leads_to_kept
from aomori_skills.office.saving import Invalid, save_once
from meisters.forms.bank_account import BankAccountForm
from meisters.models import BankAccount, Meister
from meisters.services import registration


@permitted("meisters.view_bank_accounts", methods=FORM)
@leads_to_kept(Meister, "meisters:meister_detail")
def meister_account(request, pk):
    meister = get_object_or_404(Meister, pk=pk)
    if request.method == "POST":
        answer, form = save_once(request, partial(_save, request, pk))
        if answer:
            return answer
    else:
        form = BankAccountForm(instance=_account(meister))
    context = {
        "title": f"{meister}さんの振込口座",
        "form": form,
        "back_url": _tab(meister),
        "breadcrumbs": (
            ("マイスター名簿", reverse("meisters:meister_list")),
            (str(meister), meister.get_absolute_url()),
        ),
    }
    return render(request, "layouts/form.html", context, status=422 if form.is_bound else 200)


def _save(request, pk):
    meister = get_object_or_404(Meister.objects.select_for_update(of=("self",)), pk=pk)
    form = BankAccountForm(request.POST, instance=_account(meister))
    if not form.is_valid():
        raise Invalid(form)
    registration.save_bank_account(form.instance, by=request.user)
    messages.success(request, f"{meister}さんの振込口座を保存しました。")
    return redirect(_tab(meister))


def _account(meister) -> BankAccount:
    """The account, or a new one that has never been saved (version 0)."""
    known = BankAccount.objects.filter(meister=meister).first()
    return known or BankAccount(meister=meister, version=0)


def _tab(meister) -> str:
    return f"{meister.get_absolute_url()}?tab=account"
