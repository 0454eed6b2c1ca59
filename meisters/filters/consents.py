"""Questions to the consents."""

from aomori_skills.base.listing import ChoiceFilter, ListFilter, SearchFilter
from meisters.choices import ConsentState, MeisterState, PublicItem
from meisters.models import Meister

YES = "yes"


class ConsentFilter(ListFilter):
    """``item`` and ``answer`` are one question: who answered the item so."""

    q = SearchFilter(hint="氏名・カナ・電話・番号")
    item = ChoiceFilter(label="項目", choices=PublicItem, method="with_answer")
    answer = ChoiceFilter(label="回答", choices=ConsentState, method="with_answer")
    unknown = ChoiceFilter(
        label="未確認", choices=[(YES, "未確認の項目がある")], method="with_unknown"
    )
    paper = ChoiceFilter(
        label="同意書", choices=[(YES, "同意書のない回答がある")], method="without_paper"
    )
    state = ChoiceFilter(label="状態", choices=MeisterState)
    folded = ("paper", "state")

    class Meta:
        model = Meister
        fields = ()

    def filter_queryset(self, queryset):
        rows = super().filter_queryset(queryset)
        item, answer = (self.form.cleaned_data.get(name) for name in ("item", "answer"))
        return rows.answering(answer, item or "") if answer else rows

    def with_answer(self, rows, name, value):
        return rows

    def with_unknown(self, rows, name, value):
        return rows.with_unanswered_items()

    def without_paper(self, rows, name, value):
        return rows.without_consent_paper()
