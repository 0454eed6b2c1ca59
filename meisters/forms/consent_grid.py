"""公表同意 of a meister as a grid: for every item the answer, its day, the way and the paper."""

from dataclasses import dataclass
from functools import cached_property

from django import forms
from django.utils import timezone

from aomori_skills.base.fields import WarekiDateField
from aomori_skills.paperwork.forms import AttachmentField
from meisters.choices import ConsentState, PublicItem, Way
from meisters.forms.meister_grids import RegisterGrid
from meisters.rules.publication import MARKS, is_withdrawn_here
from meisters.services.consents import UPLOAD

NO_PAPER = "（なし）"
NO_WAY = "（未確認）"


@dataclass(frozen=True)
class ConsentText:
    """One line of the grid for reading."""

    item: str
    answer: str
    mark: str
    day: object
    way: str
    paper: str
    answered: bool


class ConsentGrid(RegisterGrid):
    """Corrections of answers; a new answer needs its day.

    Load the meister by ``Meister.objects.with_consent_papers()``.
    """

    relation = "consents"

    def values_of(self, rows):
        found = {row.item: row for row in rows}
        values = {}
        for item in PublicItem.values:
            row = found.get(item)
            values[item] = row.answer if row else ConsentState.UNKNOWN.value
            values[f"{item}_on"] = row.answered_on if row else None
            values[f"{item}_way"] = row.way if row else ""
            values[f"{item}_paper"] = str(row.evidence_id or "") if row else ""
        return values

    def cells(self):
        for item in PublicItem:
            name, label = item.value, item.label
            yield name, self._answer(name, label)
            yield (
                f"{name}_on",
                WarekiDateField(
                    label=f"{label}の回答日", required=False, max_date=timezone.localdate
                ),
            )
            ways = [("", NO_WAY), *Way.choices]
            yield (
                f"{name}_way",
                forms.ChoiceField(label=f"{label}の回答方法", choices=ways, required=False),
            )
            yield (
                f"{name}_paper",
                forms.ChoiceField(label=f"{label}の同意書", choices=self.papers, required=False),
            )
        yield (
            "upload",
            AttachmentField(label="新しく添付する同意書・撤回書", required=False),
        )

    def _answer(self, name: str, label: str):
        """撤回 only where it is stored."""
        stored = self._stored[name]
        offered = [
            (one.value, one.label) for one in ConsentState if not is_withdrawn_here(stored, one)
        ]
        words = f"{label}の回答を選択し直してください。撤回は「公表同意を撤回する」で記録します。"
        return forms.ChoiceField(
            label=label, choices=offered, error_messages={"invalid_choice": words}
        )

    @cached_property
    def papers(self) -> list[tuple[str, str]]:
        if self.instance.pk is None:
            return [("", NO_PAPER)]
        held = [(str(row.attachment_id), str(row)) for row in self.instance.consent_papers.all()]
        return [("", NO_PAPER), *held, (UPLOAD, "下で選ぶファイル")]

    def clean(self):
        cleaned = super().clean()
        for item in PublicItem:
            self._check(item, cleaned)
        chosen = UPLOAD in [cleaned.get(f"{item}_paper") for item in PublicItem.values]
        if chosen and not cleaned.get("upload") and "upload" not in self.errors:
            self.add_error("upload", "「下で選ぶファイル」とした項目の同意書を選択してください。")
        if cleaned.get("upload") and not chosen:
            self.add_error(
                "upload", "添付するファイルを、上の表の「同意書」の列で項目に付けてください。"
            )
        return cleaned

    def _check(self, item, cleaned) -> None:
        answer, day = cleaned.get(item.value), cleaned.get(f"{item.value}_on")
        rest = [day, cleaned.get(f"{item.value}_way"), cleaned.get(f"{item.value}_paper")]
        if answer == ConsentState.UNKNOWN and any(rest):
            self.add_error(item.value, f"回答日に合わせて、{item.label}の回答を選択してください。")
        stored = self._stored[item.value], self._stored[f"{item.value}_on"]
        is_dated = day or f"{item.value}_on" in self.errors
        if answer not in (None, ConsentState.UNKNOWN) and not is_dated and (answer, None) != stored:
            self.add_error(f"{item.value}_on", f"{item.label}の回答日を入力してください。")

    def wanted(self):
        return [
            {
                "item": item,
                "answer": self.cleaned_data[item],
                "answered_on": self.cleaned_data[f"{item}_on"],
                "way": self.cleaned_data[f"{item}_way"],
                "evidence": self._evidence(self.cleaned_data[f"{item}_paper"]),
            }
            for item in PublicItem.values
        ]

    @staticmethod
    def _evidence(chosen: str):
        return int(chosen) if chosen.isdecimal() else chosen or None

    def table(self):
        """(item, [field of the answer, day, way, paper]) for the page."""
        names = ("", "_on", "_way", "_paper")
        heads = ("回答", "回答日", "回答方法", "同意書")
        for item in PublicItem:
            fields = [self[f"{item.value}{name}"] for name in names]
            yield item.label, list(zip(heads, fields, strict=True))

    @property
    def upload_field(self):
        return self["upload"]

    def texts(self):
        """Every line for reading."""
        papers, ways = dict(self.papers), dict(Way.choices)
        for item in PublicItem:
            value = {
                name: self.initial[f"{item.value}{name}"] for name in ("", "_on", "_way", "_paper")
            }
            yield ConsentText(
                item.label,
                ConsentState(value[""]).label,
                MARKS[value[""]],
                value["_on"],
                ways.get(value["_way"], ""),
                papers.get(value["_paper"], "") if value["_paper"] else "",
                value[""] != ConsentState.UNKNOWN,
            )
