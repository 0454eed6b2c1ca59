"""重複の疑い: the pairs that look double, and those that were told apart."""

from functools import partial

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from aomori_skills.base.access import FORM, permitted
from aomori_skills.base.forms import CommentForm
from aomori_skills.base.listing import Empty
from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.front.merging import apart
from aomori_skills.front.merging.lists import APART, DoubleFilter, DoubleTable
from aomori_skills.front.views.merging import MERGE, subject_of
from aomori_skills.office.models import ToldApart
from aomori_skills.office.saving import Invalid, refuse, save_once
from aomori_skills.paperwork.lists import disclosed_list_page

TITLE = "重複の疑い"


@permitted(MERGE, methods=FORM)
def merge_doubles(request):
    """Probable pairs of every kind that the user may merge."""
    return disclosed_list_page(
        request,
        table=DoubleTable,
        filterset=DoubleFilter,
        queryset=ToldApart.objects.select_related("by"),
        title=TITLE,
        name=TITLE,
        export_permission="meisters.export_personal",
        empty=Empty("重複の疑いがある記録はありません。"),
        template="front/merging/doubles.html",
    )


@permitted(MERGE, methods=FORM)
def merge_apart(request, kind, pk, other):
    """別人として除く: the two are no doubles, and why."""
    subject, pair = _pair(request, kind, pk, other)
    form = _reason()
    if request.method == "POST":
        answer, form = save_once(request, partial(_tell_apart, request, subject, pair))
        if answer:
            return answer
    sentence = (
        f"次の2つの記録を、{subject.other}として「{TITLE}」の一覧から除きます。"
        "あとから、一覧の「範囲」で表示して取り消せます。"
    )
    label = f"{subject.other}として除く"
    return _page(request, subject, pair, title=label, sentence=sentence, form=form)


@permitted(MERGE, methods=FORM)
def merge_rejoin(request, kind, pk, other):
    """Take back that the two were told apart."""
    subject, pair = _pair(request, kind, pk, other)
    mark = apart.mark_of(subject, pk, other)
    if request.method == "POST":
        return save_once(request, partial(_take_back, request, subject, pair))[0]
    if mark is None:
        raise Http404
    sentence = f"{subject.other}として除いた組（{mark}）を、「{TITLE}」の一覧に戻します。"
    return _page(request, subject, pair, title="除外を取り消す", sentence=sentence)


def _tell_apart(request, subject, pair):
    form = _reason(request.POST)
    if not form.is_valid():
        raise Invalid(form)
    keys = [row.pk for row in pair]
    try:
        apart.tell_apart(subject, *keys, by=request.user, reason=form.cleaned_data["comment"])
    except TransitionDenied as denied:
        refuse(form, denied)
    one, two = pair
    messages.success(request, f"「{one}」と「{two}」を、{subject.other}として一覧から除きました。")
    return redirect("merge_doubles")


def _take_back(request, subject, pair):
    try:
        apart.take_back(subject, *(row.pk for row in pair), by=request.user)
    except TransitionDenied as denied:
        messages.error(request, str(denied))
    else:
        one, two = pair
        messages.success(request, f"「{one}」と「{two}」を、一覧に戻しました。")
    return redirect("merge_doubles")


def _page(request, subject, pair, *, title, sentence, form=None):
    context = {
        "title": title,
        "sentence": sentence,
        "items": [subject.words(row) for row in pair],
        "form": form,
        "submit_label": title,
        "back_url": reverse("merge_doubles") + ("" if form else f"?scope={APART}"),
        "breadcrumbs": ((TITLE, reverse("merge_doubles")),),
    }
    status = 422 if form and form.errors else 200
    return render(request, "layouts/confirm.html", context, status=status)


def _reason(data=None) -> CommentForm:
    return CommentForm(
        data,
        max_length=ToldApart._meta.get_field("reason").max_length,
        help_text="例：電話で問い合わせ、所在地も名前の漢字も違うことを確認したため。",
    )


def _pair(request, kind, pk, other):
    subject = subject_of(request, kind)
    return subject, [get_object_or_404(subject.model, pk=key) for key in (pk, other)]
