"""ホーム: my work first."""

from django.shortcuts import render

from aomori_skills.base.access import permitted


@permitted("office.view_home")
def home(request):
    return render(request, "front/home.html", {"title": "ホーム"})
