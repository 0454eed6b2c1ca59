"""全体から探す: one box for names, firms and numbers."""

from django.shortcuts import render

from aomori_skills.base.access import permitted
from aomori_skills.base.fields import clean_text
from aomori_skills.base.kana import words
from aomori_skills.front import finding

LONGEST = 100


@permitted("office.view_home")
def search(request):
    text = clean_text(request.GET.get("q", ""))[:LONGEST]
    context = {
        "title": f"「{text}」の検索結果" if text else "全体から探す",
        "text": text,
        "found": finding.find(request, text) if words(text) else [],
    }
    return render(request, "front/search.html", context)
