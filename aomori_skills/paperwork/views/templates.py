"""文例: the list, the page of one, editing it, and back to how it was shipped."""

from functools import partial

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from aomori_skills.base import history, page
from aomori_skills.base.access import FORM, permitted
from aomori_skills.base.listing import Empty, list_page
from aomori_skills.base.page import Action
from aomori_skills.office.saving import Invalid, save_once
from aomori_skills.office.services.submissions import once
from aomori_skills.paperwork.filters import TemplateFilter
from aomori_skills.paperwork.forms.templates import TemplateForm
from aomori_skills.paperwork.models import MessageTemplate
from aomori_skills.paperwork.services import message_texts, templates
from aomori_skills.paperwork.tables import TemplateTable
from aomori_skills.paperwork.views.downloads import send_pdf
from aomori_skills.paperwork.views.message_pages import VIEW, crumbs

EDIT = "paperwork.edit_templates"
TABS = (("overview", "文面"), ("history", "履歴"))
LIST = "文例"


@permitted(VIEW, methods=FORM)
def template_list(request):
    return list_page(
        request,
        table=TemplateTable,
        filterset=TemplateFilter,
        queryset=MessageTemplate.objects.all(),
        title=LIST,
        name=LIST,
        breadcrumbs=crumbs(),
        empty=Empty("文例がありません。管理者に、manage.py setup の実行を依頼してください。"),
    )


@permitted(VIEW)
def template_detail(request, pk):
    template = get_object_or_404(MessageTemplate, pk=pk)
    tabs = page.tabs(request, *TABS)
    tab = page.current_tab(tabs)
    context = {
        "kind": LIST,
        "title": template.name,
        "template": template,
        "tabs": tabs,
        "tab": tab,
        "entries": history.entries(template) if tab == "history" else (),
        "mail_text": message_texts.mail_text(templates.sample_of(template, by=request.user)),
        "breadcrumbs": _crumbs(),
        **_actions(template, request.user),
    }
    return render(request, "paperwork/template_detail.html", context)


@permitted(VIEW)
def template_preview(request, pk):
    """The letter with the examples, marked 「案」, in the browser."""
    template = get_object_or_404(MessageTemplate, pk=pk)
    sample = templates.sample_of(template, by=request.user)
    return send_pdf(message_texts.preview(sample), f"{template.name}_案.pdf", download=False)


@permitted(EDIT, methods=FORM)
def template_edit(request, pk):
    template = get_object_or_404(MessageTemplate, pk=pk)
    form = TemplateForm(instance=template)
    if request.method == "POST":
        answer, form = save_once(request, partial(_update, request, pk))
        if answer:
            return answer
    context = {
        "title": f"文例「{template}」の編集",
        "form": form,
        "template": template,
        "back_url": template.get_absolute_url(),
        "breadcrumbs": _crumbs((template.name, template.get_absolute_url())),
    }
    status = 422 if form.is_bound else 200
    return render(request, "paperwork/template_form.html", context, status=status)


@permitted(EDIT, methods=FORM)
def template_restore(request, pk):
    template = get_object_or_404(MessageTemplate, pk=pk)
    if request.method == "POST":
        return once(request, partial(_restore, request, template))
    context = {
        "title": f"文例「{template}」を元に戻す",
        "sentence": (
            "件名・本文・記書きを、初めの文面に戻します。今の文面は履歴に残ります。"
            "作成済みの下書きは変わりません。"
        ),
        "submit_label": "元の文例に戻す",
        "back_url": template.get_absolute_url(),
        "breadcrumbs": _crumbs((template.name, template.get_absolute_url())),
    }
    return render(request, "layouts/confirm.html", context)


def _update(request, pk):
    template = get_object_or_404(MessageTemplate.objects.select_for_update(), pk=pk)
    form = TemplateForm(request.POST, instance=template)
    if not form.is_valid():
        raise Invalid(form)
    templates.update(template, by=request.user)
    messages.success(request, f"文例「{template}」を保存しました。次に作る下書きから使われます。")
    return redirect(template)


def _restore(request, template):
    templates.restore_shipped(template.pk, by=request.user)
    messages.success(request, f"文例「{template}」を元の文面に戻しました。")
    return redirect(template)


def _actions(template, user) -> dict:
    if not user.has_perm(EDIT):
        return {}
    edit = Action("編集する", reverse("paperwork:template_edit", args=(template.pk,)))
    back = Action("元の文例に戻す", reverse("paperwork:template_restore", args=(template.pk,)))
    return {"primary": edit, "others": [] if template.is_as_shipped else [back]}


def _crumbs(*more):
    return crumbs((LIST, reverse("paperwork:template_list")), *more)
