"""The page on which the manager lets a rule pass for one request, with a reason."""

from django import forms
from django.contrib import messages
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse

from aomori_skills.base.fields import PlainTextField
from aomori_skills.base.forms import StaffForm
from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.office.services.submissions import once
from dispatch.admin.decision_page import find
from dispatch.models import DispatchRequest, RequestOverride
from dispatch.rules import requests as rules
from dispatch.services import request_exceptions
from dispatch.views.request_check import check_context

PAGE = "admin:dispatch_dispatchrequest_change"
TEMPLATE = "admin/dispatch/dispatchrequest/exceptions.html"


class ExceptionForm(StaffForm):
    """例外: why one rule may pass for this request."""

    rule = forms.CharField(widget=forms.HiddenInput)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    reason = PlainTextField(
        label="例外を認める理由",
        max_length=RequestOverride._meta.get_field("reason").max_length,
        widget=forms.Textarea,
    )


def exception_page(request, site, row: DispatchRequest):
    """GET shows the check, POST lets one rule pass and leads back to it."""
    form, status = ExceptionForm(), 200
    if request.method == "POST":
        form = ExceptionForm(request.POST)
        answer = _allow(request, row, form) if form.is_valid() else None
        if answer is not None:
            return answer
        row, status = find(row.pk), 422
    context = site.each_context(request) | _context(request, row, form)
    return TemplateResponse(request, TEMPLATE, context, status=status)


def _allow(request, row, form):
    data = form.cleaned_data

    def act():
        request_exceptions.allow(
            row.pk, data["rule"], by=request.user, reason=data["reason"], seen=data["seen"]
        )
        messages.success(
            request, f"{row}の派遣依頼（{row.number}）の例外を認めました。担当者が調整に進めます。"
        )
        return redirect(reverse(PAGE, args=(row.pk,)) + "#verdicts")

    try:
        return once(request, act)
    except TransitionDenied as denied:
        form.add_error(None, str(denied))
    return None


def _context(request, row, form) -> dict:
    check = check_context(row)
    return check | {
        "title": f"{row.number} {row}",
        "subject": row,
        "form": form,
        "posted": request.POST.get("rule", ""),
        "own_part": rules.own_part(row, by=request.user),
        "cannot": "、例外を認められません",
        "waiting": [] if check["kept"] else [one.rule for one in check["broken"]],
        "steps": row.steps.select_related("by"),
    }
