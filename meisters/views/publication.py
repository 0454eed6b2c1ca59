"""公表用名簿 and 公表プロフィール."""

from functools import partial

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from aomori_skills.base.access import ACT, FORM, permitted
from aomori_skills.base.listing import Empty, PurposeForm
from aomori_skills.base.page import Action
from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.office.saving import Invalid, refuse, save_once
from aomori_skills.paperwork.choices import Medium, Purpose
from aomori_skills.paperwork.lists import disclosed_list_page
from aomori_skills.paperwork.models import FileDamaged
from aomori_skills.paperwork.services import disclosures, jobs
from aomori_skills.paperwork.views import lead_to, send_pdf
from meisters.filters.publication import PublicFilter
from meisters.models import Meister
from meisters.papers.public_profiles import file_name
from meisters.rules.publication import PROFILE, ROSTER
from meisters.services import public_profiles
from meisters.tables.publication import PublicTable
from meisters.views.public_pages import publication_crumbs, publication_tabs

VIEW = "meisters.view_meisters"
EXPORT = "meisters.export_personal"


@permitted(VIEW, methods=FORM)
def public_list(request):
    query = request.GET.urlencode()
    batch = Action(
        "公表プロフィールを作る",
        reverse("meisters:public_profiles") + (f"?{query}" if query else ""),
        permission=EXPORT,
    )
    return disclosed_list_page(
        request,
        table=PublicTable,
        filterset=PublicFilter,
        queryset=Meister.objects.in_public().for_publication(),
        title=ROSTER,
        name=ROSTER,
        export_permission=EXPORT,
        actions=(batch,),
        empty=Empty(
            "公表できる人がまだいません。活動可で、氏名の公表に同意した人を表示します。"
            "「公表同意の状況」で確認してください。"
        ),
        template="meisters/publication_list.html",
        breadcrumbs=publication_crumbs(),
        tabs=publication_tabs(request),
    )


@permitted(EXPORT, methods=FORM)
def public_profiles_create(request):
    """The sheets of the people whom the roster shows under the same conditions."""
    chosen = PublicFilter(request.GET, queryset=Meister.objects.in_public(), request=request)
    people = list(chosen.qs.order_by("number", "pk"))
    form = PurposeForm(purposes=tuple(Purpose.labels))
    if request.method == "POST":
        answer, form = save_once(request, partial(_start, request, people))
        if answer:
            return answer
    context = {
        "title": f"{PROFILE}を{len(people)}人分作る",
        "sentence": "本人が公表に同意した内容だけを、1人1枚（A4）のPDFにします。"
        "利用目的は、ダウンロードしたときに出力記録に残ります。",
        "items": [f"{one.number}　{one.name}" for one in people],
        "form": form,
        "submit_label": "PDFを作る",
        "back_url": reverse("meisters:public_list"),
        "breadcrumbs": publication_crumbs((ROSTER, reverse("meisters:public_list"))),
    }
    return render(request, "layouts/confirm.html", context, status=422 if form.is_bound else 200)


@permitted(EXPORT, methods=ACT)
def meister_public_profile(request, pk):
    """The sheet of one person; handing it out goes on record."""
    meister = get_object_or_404(Meister, pk=pk)
    try:
        profile, pdf = public_profiles.profile_of(pk)
    except (TransitionDenied, FileDamaged) as refused:
        messages.error(request, str(refused))
        return redirect(f"{meister.get_absolute_url()}?tab=titles")
    disclosures.record(
        request.user,
        what=f"{PROFILE} {profile.number}",
        count=1,
        medium=Medium.PDF,
        purpose=Purpose.ARRANGEMENT,
    )
    return send_pdf(pdf, file_name(profile))


def _start(request, people):
    form = PurposeForm(request.POST, purposes=tuple(Purpose.labels))
    if not form.is_valid():
        raise Invalid(form)
    try:
        job = jobs.start(
            public_profiles.print_profiles,
            title=f"{PROFILE}の作成（{len(people)}人）",
            by=request.user,
            permission=EXPORT,
            total=len(people),
            purpose=form.text,
            back_url=reverse("meisters:public_list"),
            meister_ids=[one.pk for one in people],
        )
    except (TransitionDenied, FileDamaged) as refused:
        refuse(form, refused)
    return lead_to(request, job)
