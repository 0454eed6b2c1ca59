"""処理の状況: the list of long acts, the page of one, and its bar."""

from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django_htmx.http import HttpResponseClientRefresh

from aomori_skills.base.access import FORM, permitted
from aomori_skills.base.listing import Empty, list_page
from aomori_skills.base.page import Action
from aomori_skills.paperwork.choices import JobState
from aomori_skills.paperwork.filters import JobFilter
from aomori_skills.paperwork.models import Job
from aomori_skills.paperwork.rules import jobs as rules
from aomori_skills.paperwork.services import job_watch
from aomori_skills.paperwork.tables import JobTable

VIEW = "office.view_home"


@permitted(VIEW, methods=FORM)
def job_list(request):
    return list_page(
        request,
        table=JobTable,
        filterset=JobFilter,
        queryset=Job.objects.visible_to(request.user).for_listing(),
        title="処理の状況",
        name="処理の状況",
        empty=Empty(
            "時間のかかる処理はまだありません。一括発行や取込みを始めると、"
            "ここで進み具合と結果を確認できます。"
        ),
    )


@permitted(VIEW)
def job_detail(request, pk):
    job = job_of(request, pk)
    context = {
        "kind": "処理の状況",
        "title": job.title,
        "subject": job,
        "job": job,
        "primary": _next_step(job, request.user),
        "kept_until": job.finished_at + rules.KEPT if job.result_id else None,
        "is_discarded": rules.is_discarded(job),
        "is_news": job.is_finished and job.seen_at is None and job.by_id == request.user.pk,
        "breadcrumbs": (("処理の状況", reverse("paperwork:job_list")),),
        **_progress(job),
    }
    return render(request, "paperwork/job_detail.html", context)


@permitted(VIEW)
def job_progress(request, pk):
    """The bar alone, asked for again and again; the whole page when the state is another."""
    job = job_of(request, pk)
    if not request.htmx:
        return redirect(job)
    if job.state != request.GET.get("state"):
        return HttpResponseClientRefresh()
    return render(request, "paperwork/job_progress.html", {"job": job, **_progress(job)})


def job_of(request, pk) -> Job:
    rows = Job.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("by", "result", "retry", "retry_of"), pk=pk)


def _progress(job) -> dict:
    is_stuck = job.state == JobState.WAITING and not job_watch.is_worker_there()
    return {"is_stuck": is_stuck}


def _next_step(job, user) -> Action | None:
    """The one button of the page."""
    is_own, address = job.by_id == user.pk, (job.pk,)
    if not job.is_finished:
        if job.cancel_requested_at or not (is_own or user.has_perm(rules.MANAGE)):
            return None
        url = reverse("paperwork:job_cancel", args=address)
        return Action("取り消す", url, post=True, danger=True)
    if job.result_id and rules.may_download(job, user):
        url = reverse("paperwork:job_download", args=address)
        return Action("ダウンロードする", url, post=True, download=True)
    if job.state == JobState.DONE:
        return Action("結果の画面を開く", job.result_url) if job.result_url else None
    if is_own and user.has_perm(job.permission) and not hasattr(job, "retry"):
        return Action("もう一度行う", reverse("paperwork:job_retry", args=address), post=True)
    return None
