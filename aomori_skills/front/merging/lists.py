"""重複の疑い as a list."""

from django.urls import reverse
from django.utils.html import format_html

from aomori_skills.base.kana import words
from aomori_skills.base.listing import (
    ChoiceFilter,
    ListFilter,
    ListTable,
    SearchFilter,
    TextColumn,
)
from aomori_skills.front.merging.doubles import NAME, PHONE, READING, Double, doubles
from aomori_skills.front.merging.subjects import SUBJECTS
from aomori_skills.office.models import ToldApart

APART, ALL = "apart", "all"
CELL = '<a href="{}">{}</a><br>{}'
LINK = '<a href="{}">{}<span class="visually-hidden">（{}と{}）</span></a>'


class DoubleTable(ListTable):
    """The last column acts, on the screen only."""

    first = TextColumn("先に登録した記録", order_by=("first__kana", "first__pk"))
    about_first = TextColumn("先に登録した記録の内容", on_screen=False)
    second = TextColumn("後に登録した記録", order_by=("second__kana", "second__pk"))
    about_second = TextColumn("後に登録した記録の内容", on_screen=False)
    kind = TextColumn("種類", accessor="subject__noun", narrow=True)
    reasons = TextColumn("同じ項目", orderable=False)
    mark = TextColumn("除いた日・担当者・理由", orderable=False)
    acts = TextColumn(
        "操作", accessor="subject", orderable=False, exclude_from_export=True, narrow=True
    )

    class Meta:
        fields = ("first", "about_first", "second", "about_second", "kind", "reasons", "mark")
        sequence = (*fields, "acts")

    def as_html_for_print(self, request) -> str:
        self.columns.hide("acts")
        return super().as_html_for_print(request)

    def render_first(self, value, record):
        return format_html(CELL, _page(record, value), value, record.about_first)

    def value_first(self, value):
        return str(value)

    def render_second(self, value, record):
        return format_html(CELL, _page(record, value), value, record.about_second)

    def value_second(self, value):
        return str(value)

    def render_acts(self, record):
        pair = record.first, record.second
        if record.mark:
            return format_html(LINK, _act("merge_rejoin", record), "除外を取り消す", *pair)
        compare = format_html(LINK, _act("merge_confirm", record), "見比べる", *pair)
        label = f"{record.subject.other}として除く"
        apart = format_html(LINK, _act("merge_apart", record), label, *pair)
        return format_html("{}<br>{}", compare, apart)


class DoubleFilter(ListFilter):
    """Pairs of the kinds that the user may merge; its queryset are those told apart."""

    q = SearchFilter(hint="名前・カナ")
    kind = ChoiceFilter(label="種類", choices=[(one.slug, one.noun) for one in SUBJECTS.values()])
    reason = ChoiceFilter(label="同じ項目", choices=[(one, one) for one in (READING, NAME, PHONE)])
    scope = ChoiceFilter(
        label="範囲",
        empty_label="判断していない組",
        choices=((APART, "別人・別の団体として除いた組"), (ALL, "すべての組")),
    )

    class Meta:
        model = ToldApart
        fields = ()

    @property
    def qs(self):
        if not hasattr(self, "_pairs"):
            self.form.is_valid()
            self._pairs = list(self._found(**(self.form.cleaned_data if self.is_bound else {})))
        return self._pairs

    def _found(self, q="", kind="", reason="", scope=""):
        marks = {(row.model, row.first_id, row.second_id): row for row in self.queryset}
        for subject in SUBJECTS.values():
            if kind in ("", subject.slug) and self.request.user.has_perm(subject.permission):
                for pair in doubles(subject, marks):
                    stands = APART if pair.mark else ""
                    shares = not reason or reason in pair.reasons
                    if scope in (ALL, stands) and shares and pair.holds(words(q)):
                        yield pair


def _page(record: Double, row) -> str:
    return reverse(record.subject.page, args=(row.pk,))


def _act(name: str, record: Double) -> str:
    return reverse(name, args=(record.subject.slug, record.first.pk, record.second.pk))
