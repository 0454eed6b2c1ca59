"""Forms of explanations: the record with its people, the letters, the confirmations."""

from django import forms
from django.utils import timezone

from aomori_skills.base.conflict import VersionedFormMixin
from aomori_skills.base.fields import WarekiDateField
from aomori_skills.base.forms import Group, RowSet, StaffForm, StaffModelForm
from aomori_skills.base.keys import is_key
from meisters.choices import BriefingTopic, Confirming
from meisters.forms.fields import MeisterField, OwnerField
from meisters.forms.grids import GridRow
from meisters.forms.keys import KeysField
from meisters.models import BriefedMeister, Briefing, Meister
from meisters.rules import briefings as rules


class BriefingForm(VersionedFormMixin, StaffModelForm):
    """What was explained, when, how and by whom; the people are rows of the same page."""

    held_on = WarekiDateField(label="説明日", max_date=timezone.localdate)
    way = forms.ChoiceField(
        label="方法",
        choices=[("", "選択してください"), *((way, way.label) for way in rules.WAYS_BY_HAND)],
    )
    topics = forms.MultipleChoiceField(
        label="説明事項", choices=BriefingTopic, widget=forms.CheckboxSelectMultiple
    )
    staff = OwnerField("説明した職員")
    groups = (Group("説明", ("held_on", "way"), "place", "topics", "materials", "staff", "note"),)

    class Meta:
        model = Briefing
        fields = ("held_on", "way", "place", "topics", "materials", "staff", "note")
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}
        help_texts = {"materials": "例：活動の手引き、活動報告書の様式"}


class LetterBriefingForm(BriefingForm):
    """A record of letters: day, way, topics and people stand as they were drafted."""

    held_on = way = topics = None
    groups = (Group("説明", "materials", "staff", "note"),)

    class Meta(BriefingForm.Meta):
        fields = ("materials", "staff", "note")


class PersonRow(StaffModelForm):
    meister = MeisterField()
    groups = (Group("", ("meister", "note")),)

    class Meta:
        model = BriefedMeister
        fields = ("meister", "note")


class PeopleRows(RowSet):
    """説明を受けたマイスター, at least one; all names come from one query."""

    form = PersonRow
    relation = "people"
    legend, row_label, add_label = "説明を受けたマイスター", "マイスター", "マイスターを追加する"
    note = "免許があって講習の受講が任意の人には、「指導技法等講習の受講」は記録されません。"

    def __init__(self, data=None, files=None, *, instance, chosen=(), **kwargs):
        self.chosen = [] if data is not None else list(chosen)
        super().__init__(data, files, instance=instance, **kwargs)
        self.extra = len(self.chosen) or 1
        self.known = self._read()

    def shown_rows(self):
        return super().shown_rows().select_related("meister").order_by("pk")

    def get_form_kwargs(self, index):
        kwargs = super().get_form_kwargs(index)
        if index is not None and index < len(self.chosen):
            kwargs["initial"] = {"meister": self.chosen[index].pk}
        return kwargs

    def add_fields(self, form, index):
        super().add_fields(form, index)
        form.fields["meister"].offer(self.known, form["meister"].value())

    def clean(self):
        if any(self.errors):
            return
        kept = [form for form in self.forms if self._stays(form)]
        if not kept:
            raise forms.ValidationError("説明を受けたマイスターを1人以上選択してください。")
        seen = set()
        for form in kept:
            meister = form.cleaned_data.get("meister") or form.instance.meister
            if meister in seen:
                form.add_error("meister", f"{meister}さんが重複しています。1行にしてください。")
            seen.add(meister)

    def save(self):
        for form in self.forms:
            person = form.instance
            if form.has_changed() and "meister" in form.changed_data and self._stays(form):
                person.topics = rules.topics_of_person(person.meister, self.instance.topics)
                person.confirmed_on, person.confirmed_way = None, ""
        super().save()

    def _stays(self, form) -> bool:
        return (form.has_changed() or form.instance.pk) and not self._should_delete_form(form)

    def _read(self) -> dict[str, Meister]:
        known = {str(row.meister_id): row.meister for row in self.rows.values()}
        known |= {str(row.pk): row for row in self.chosen}
        wanted = self._typed_keys() - known.keys()
        if wanted:
            known |= {str(row.pk): row for row in Meister.objects.filter(pk__in=wanted)}
        return known

    def _typed_keys(self) -> set[str]:
        if not self.is_bound:
            return set()
        typed = (self.data.get(f"{self.add_prefix(at)}-meister", "") for at in range(self.max_num))
        return set(filter(is_key, typed))


class LettersForm(StaffForm):
    """The last questions before the letters are drafted; it carries who was promised one."""

    dated_on = WarekiDateField(
        label="文書の日付", help_text="説明日として記録します。発行のときに改められます。"
    )
    channel = forms.ChoiceField(
        label="送り方",
        choices=(
            ("each", "メールアドレスがある人にはメール、ない人には文書"),
            ("letters", "全員に文書"),
        ),
        widget=forms.RadioSelect,
    )
    people = KeysField()


class ConfirmRow(GridRow):
    """When and how one person confirmed the explanation."""

    names = ("confirmed_on", "confirmed_way")
    confirmed_on = WarekiDateField(label="確認日", required=False, max_date=timezone.localdate)
    confirmed_way = forms.ChoiceField(
        label="確認方法", required=False, choices=[("", "－"), *Confirming.choices]
    )

    def check(self):
        typed = self.written()
        day, way = typed["confirmed_on"], typed["confirmed_way"]
        if way and not day:
            self.add_error("confirmed_on", "確認日を入力してください。")
        if day and not way:
            self.add_error("confirmed_way", "確認方法を選択してください。")
        if day and day < self.row.briefing.held_on:
            self.add_error("confirmed_on", "確認日は説明日以後の日付を入力してください。")
        if day and (reason := rules.why_not_confirmable(self.row)):
            self.add_error("confirmed_on", reason)


class FillForm(StaffForm):
    """The same day and way for everybody whose row is empty."""

    fill_on = WarekiDateField(label="確認日", required=False, max_date=timezone.localdate)
    fill_way = forms.ChoiceField(
        label="確認方法", required=False, choices=[("", "－"), *Confirming.choices]
    )
