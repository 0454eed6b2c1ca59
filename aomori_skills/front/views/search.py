"""全体から探す: one box for names, firms and numbers."""

from django.shortcuts import render

from aomori_skills.base.access import permitted


@permitted("office.view_home")
def search(request):
    text = request.GET.get("q", "").strip()[:100]
    return render(request, "front/search.html", {"title": "検索", "text": text, "groups": ()})
