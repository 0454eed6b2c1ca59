"""予定表の購読: one's secret address, what it answers, and the file of one session."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.views.decorators.cache import never_cache

from aomori_skills.base import ics
from aomori_skills.base.access import ACT, FORM, READ, permitted
from aomori_skills.base.downloads import file_response
from aomori_skills.front.calendar import files
from aomori_skills.front.client_address import client_address
from aomori_skills.front.forms import FeedForm
from aomori_skills.front.limits import Limit
from aomori_skills.office.models import CalendarFeed
from aomori_skills.office.saving import Invalid, save_once
from aomori_skills.office.services import feeds
from aomori_skills.paperwork.choices import Medium, Purpose
from aomori_skills.paperwork.services import disclosures
from dispatch.models import Session
from dispatch.services.dated import for_calendar, of_session

WRONG = Limit("wrong-feed", times=30, seconds=600)
OFTEN = Limit("feed", times=120, seconds=3600)


@permitted("dispatch.view_requests", methods=ACT)
def calendar_session(request, pk):
    row = get_object_or_404(for_calendar(Session.objects.all()), pk=pk)
    (event,) = files.as_allowed(request.user, [of_session(row)])
    if event.people:
        _record(request.user, f"予定表のファイル {row.request.number} {row}", len(event.people))
    content = files.file_of(event.title, [event], _site(request))
    return file_response(content, ics.CONTENT_TYPE, f"指導日_{event.day:%Y%m%d}.ics")


@never_cache
@permitted(feeds.PERMISSION, methods=FORM)
def feed(request):
    """The address is shown once, in the answer that issues it, and kept nowhere."""
    form, issued = FeedForm(), []
    if request.method == "POST":
        answer, refused = save_once(request, partial(_issue, request, issued))
        if answer and not issued:
            return answer
        form = refused or form
    token = issued[-1] if issued else None
    context = {
        "title": "予定表の購読",
        "form": form,
        "address": token and f"{_site(request)}{reverse('feed_file', args=(token,))}",
        "current": CalendarFeed.objects.open().filter(user=request.user).first(),
        "submit_label": "購読用アドレスを発行する",
        "breadcrumbs": (("予定表", reverse("calendar")),),
        "back_url": reverse("calendar"),
    }
    return render(request, "front/feed.html", context, status=422 if form.errors else 200)


@permitted(feeds.PERMISSION, methods=ACT)
def feed_end(request):
    if feeds.revoke(request.user.pk, by=request.user):
        messages.success(request, "予定表の購読を停止しました。今までのアドレスは使えません。")
    else:
        messages.info(request, "発行中の購読用アドレスはありません。")
    return redirect("feed")


def feed_file(request, token):
    """Asked by programs: nobody is signed in, the token alone opens it."""
    if request.method not in READ:
        return _refuse(405, "この操作はできません。")
    caller = client_address(request)
    if WRONG.is_reached(caller):
        return _refuse(429, "時間をおいてから、もう一度取得してください。")
    found = feeds.feed_of(token)
    if found is None:
        WRONG.count(caller)
        return _refuse(404, "この購読用アドレスは使えません。予定表の画面で発行し直してください。")
    if OFTEN.is_reached(str(found.pk)):
        return _refuse(429, "時間をおいてから、もう一度取得してください。")
    OFTEN.count(str(found.pk))
    return _answer(request, files.name_of(found), files.of_feed(found))


def _answer(request, name, events) -> HttpResponse:
    """Nothing but the word that nothing changed, for a program that has the last answer."""
    site = _site(request)
    etag = f'"{files.sum_of(name, events, site)}"'
    response = get_conditional_response(request, etag=etag)
    if response is None:
        content = files.file_of(name, events, site)
        response = file_response(content, ics.CONTENT_TYPE, "yotei.ics", download=False)
    response["ETag"] = etag
    return _private(response)


def _refuse(status: int, sentence: str) -> HttpResponse:
    response = HttpResponse(sentence, status=status, content_type="text/plain; charset=utf-8")
    if status == 429:
        response["Retry-After"] = str(WRONG.seconds)
    if status == 405:
        response["Allow"] = ", ".join(READ)
    return _private(response)


def _private(response) -> HttpResponse:
    """Kept by the asking program alone, which asks again before it uses it."""
    del response["Cache-Control"]
    patch_cache_control(response, private=True, no_cache=True)
    response["X-Robots-Tag"] = "noindex"
    return response


def _issue(request, issued: list[str]):
    form = FeedForm(request.POST)
    if not form.is_valid():
        raise Invalid(form)
    issued.clear()
    token = feeds.issue(request.user, form.cleaned_data["scope"])
    current = CalendarFeed.objects.open().get(user=request.user)
    named = {name for event in files.of_feed(current) for name in event.people}
    _record(request.user, f"予定表の購読 {current.get_scope_display()}", len(named))
    issued.append(token)
    messages.success(request, "購読用アドレスを発行しました。カレンダーソフトに登録してください。")
    return redirect("feed")


def _record(user, what: str, count: int) -> None:
    """The programs that fetch a feed do so every hour; its issuing goes on record, once."""
    disclosures.record(
        user, what=what, count=count, medium=Medium.FILE, purpose=Purpose.ARRANGEMENT
    )


def _site(request) -> str:
    return request.build_absolute_uri("/").rstrip("/")
