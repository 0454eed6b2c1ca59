"""Questions to the candidates of one request."""

from aomori_skills.base.kana import fold, words
from aomori_skills.base.listing import ChoiceFilter, ListFilter, SearchFilter
from dispatch.models import DispatchRequest
from dispatch.services.candidate_rows import VERDICTS, rows_of


class MatchingFilter(ListFilter):
    """Of one request: the only row of the queryset that it is given."""

    q = SearchFilter(hint="氏名・カナ・認定番号")
    verdict = ChoiceFilter(label="判定", choices=[(word, word) for word in VERDICTS])

    class Meta:
        model = DispatchRequest
        fields = ()

    @property
    def qs(self):
        if not hasattr(self, "_rows"):
            self.form.is_valid()
            asked = self.form.cleaned_data if self.is_bound else {}
            verdict, wanted = asked.get("verdict"), words(asked.get("q") or "")
            self._rows = [
                row
                for row in rows_of(self.queryset.get())
                if verdict in (None, "", row.verdict) and _holds(row, wanted)
            ]
        return self._rows


def _holds(row, wanted: list[str]) -> bool:
    text = fold(f"{row.name}{row.kana}{row.number}")
    return all(word in text for word in wanted)
