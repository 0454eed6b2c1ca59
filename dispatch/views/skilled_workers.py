"""熟練技能者."""

from aomori_skills.base.access import ACT, FORM, permitted
from dispatch.rules.instructors import EDIT, VIEW
from dispatch.views import instructors
from dispatch.views.instructor_pages import SKILLED


@permitted(VIEW, methods=FORM)
def skilled_worker_list(request):
    return instructors.list_page(request, SKILLED)


@permitted(VIEW)
def skilled_worker_detail(request, pk):
    return instructors.detail_page(request, SKILLED, pk)


@permitted(EDIT, methods=FORM)
def skilled_worker_create(request):
    return instructors.create_page(request, SKILLED)


@permitted(EDIT, methods=FORM)
def skilled_worker_edit(request, pk):
    return instructors.edit_page(request, SKILLED, pk)


@permitted(EDIT, methods=FORM)
def skilled_worker_end(request, pk):
    return instructors.end_page(request, SKILLED, pk)


@permitted(EDIT, methods=ACT)
def skilled_worker_reopen(request, pk):
    return instructors.reopen(request, SKILLED, pk)
