"""削除の記録: drafts that were deleted, which have no page any more."""

from django.contrib import admin
from django.contrib.auth import get_user_model
from django.db.models import BigIntegerField, OuterRef, Subquery
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast
from django.utils import timezone

from aomori_skills.base import fiscal_year, wareki
from aomori_skills.base.admin import RoleModelAdmin
from meisters.models import DeletedApplication


@admin.register(DeletedApplication)
class DeletionAdmin(RoleModelAdmin):
    """Who deleted which draft, and when; written by the database itself."""

    view_permission = "meisters.approve_applications"
    list_display = ("number", "person", "author", "deleted_on", "deleted_by")
    list_display_links = None
    list_select_related = ("author",)
    show_full_result_count = False

    def get_queryset(self, request):
        user = Cast(KeyTextTransform("user", OuterRef("pgh_context__metadata")), BigIntegerField())
        people = get_user_model().objects.filter(pk=user)
        return (
            super()
            .get_queryset(request)
            .filter(pgh_label="delete")
            .annotate(
                by_family=Subquery(people.values("family_name")),
                by_given=Subquery(people.values("given_name")),
            )
        )

    @admin.display(description="番号")
    def number(self, row):
        return f"{fiscal_year.short(row.fiscal_year)}-{row.serial:03d}"

    @admin.display(description="氏名", ordering="family_kana")
    def person(self, row):
        return f"{row.family_name} {row.given_name}"

    @admin.display(description="削除した日時", ordering="pgh_created_at")
    def deleted_on(self, row):
        local = timezone.localtime(row.pgh_created_at)
        return f"{wareki.format_day(local.date())}{local:%H:%M}"

    @admin.display(description="削除した人")
    def deleted_by(self, row):
        return f"{row.by_family} {row.by_given}" if row.by_family else "システム"
