"""補助員."""

from aomori_skills.base.access import ACT, FORM, permitted
from dispatch.rules.instructors import EDIT, VIEW
from dispatch.views import instructors
from dispatch.views.instructor_pages import ASSISTANTS


@permitted(VIEW, methods=FORM)
def assistant_list(request):
    return instructors.list_page(request, ASSISTANTS)


@permitted(VIEW)
def assistant_detail(request, pk):
    return instructors.detail_page(request, ASSISTANTS, pk)


@permitted(EDIT, methods=FORM)
def assistant_create(request):
    return instructors.create_page(request, ASSISTANTS)


@permitted(EDIT, methods=FORM)
def assistant_edit(request, pk):
    return instructors.edit_page(request, ASSISTANTS, pk)


@permitted(EDIT, methods=FORM)
def assistant_end(request, pk):
    return instructors.end_page(request, ASSISTANTS, pk)


@permitted(EDIT, methods=ACT)
def assistant_reopen(request, pk):
    return instructors.reopen(request, ASSISTANTS, pk)
