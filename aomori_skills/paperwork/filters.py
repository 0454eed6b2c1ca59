"""Filters of the papers."""

from django.db.models import Exists, OuterRef

from aomori_skills.base.listing import ChoiceFilter, ListFilter, ModelFilter, SearchFilter
from aomori_skills.office.models import User
from aomori_skills.office.querysets import fold_and_search
from aomori_skills.paperwork.models import (
    DisclosureLog,
    Job,
    MessageBatch,
    MessageTemplate,
    OfficialDocument,
    OutgoingMessage,
)

ALL_YEARS = EVERYBODY = "all"
VOIDED, VALID = "voided", "valid"
WAITING = "waiting"


class DocumentFilter(ListFilter):
    """The year is that of the header unless すべての年度 is chosen."""

    q = SearchFilter(hint="文書番号・件名・宛名")
    years = ChoiceFilter(
        label="年度",
        choices=((ALL_YEARS, "すべての年度"),),
        empty_label="表示中の年度",
        method="of_years",
    )
    standing = ChoiceFilter(
        label="欠番",
        choices=((VALID, "欠番を除く"), (VOIDED, "欠番のみ")),
        method="of_standing",
    )
    order = ("q", "kind", "years", "standing", "issued_on")
    folded = ("standing", "issued_on")

    class Meta:
        model = OfficialDocument
        fields = ("kind", "issued_on")

    def filter_queryset(self, queryset):
        found = super().filter_queryset(queryset)
        if self.form.cleaned_data.get("years") == ALL_YEARS:
            return found
        return found.in_fiscal_year(self.request.fiscal_year)

    def of_years(self, queryset, name, value):
        """Nothing to do here: ``filter_queryset`` asks for it, chosen or not."""
        return queryset

    def of_standing(self, queryset, name, value):
        return queryset.voided() if value == VOIDED else queryset.valid()


class DisclosureFilter(ListFilter):
    q = SearchFilter(hint="内容・目的・条件")
    order = ("q", "at", "by", "medium", "purpose")
    folded = ("medium", "purpose")

    class Meta:
        model = DisclosureLog
        fields = ("at", "by", "medium", "purpose")


class JobFilter(ListFilter):
    """Own ones unless those of everybody are asked for."""

    whose = ChoiceFilter(
        label="実行者",
        choices=((EVERYBODY, "ほかの人の処理も含める"),),
        empty_label="自分の処理",
        method="of_whom",
    )
    order = ("state", "whose", "created_at")
    folded = ("created_at",)

    class Meta:
        model = Job
        fields = ("state", "created_at")

    def filter_queryset(self, queryset):
        found = super().filter_queryset(queryset)
        if self.form.cleaned_data.get("whose") == EVERYBODY:
            return found
        return found.filter(by=self.request.user)

    def of_whom(self, queryset, name, value):
        """Nothing to do here: ``filter_queryset`` asks for it, chosen or not."""
        return queryset


def authors(request):
    """Those who have written a mail or letter."""
    written = OutgoingMessage.objects.order_by().filter(author=OuterRef("pk"))
    return User.objects.filter(Exists(written))


class MessageFilter(ListFilter):
    q = SearchFilter(hint="宛名・件名")
    scope = ChoiceFilter(
        label="範囲",
        choices=((WAITING, "送っていないもの（下書き・失敗）"),),
        method="of_scope",
    )
    template = ModelFilter(label="文例", queryset=MessageTemplate.objects.all())
    batch = ModelFilter(label="まとまり", queryset=MessageBatch.objects.all())
    author = ModelFilter(label="作成者", queryset=authors)
    folded = ("template", "batch", "created_at", "sent_at")
    order = ("q", "scope", "state", "channel", "author", *folded)

    class Meta:
        model = OutgoingMessage
        fields = ("state", "channel", "created_at", "sent_at")

    def of_scope(self, queryset, name, value):
        return queryset.waiting()


class TemplateFilter(ListFilter):
    q = SearchFilter(hint="名称・件名", method="find")
    order = ("q", "kind")

    class Meta:
        model = MessageTemplate
        fields = ("kind",)

    def find(self, queryset, name, value):
        return fold_and_search(queryset, value, "name", "subject")


class BatchMessageFilter(MessageFilter):
    """Within one batch."""

    batch = author = template = None
    order = ("q", "state", "channel")
    folded = ()

    class Meta:
        model = OutgoingMessage
        fields = ("state", "channel")
