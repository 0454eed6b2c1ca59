"""Forms say what to do, lose nothing, and come out as one column of groups."""

import re
from datetime import date

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template.loader import render_to_string

from aomori_skills.base import fields
from aomori_skills.base.conflict import Difference
from aomori_skills.base.forms import Group, StaffForm, StaffModelForm
from aomori_skills.office.models import Trade
from tests.factories.office import TradeFactory


class PersonForm(StaffForm):
    family_name = fields.PlainTextField(label="姓", max_length=30)
    given_name = fields.PlainTextField(label="名", max_length=30)
    birth_on = fields.WarekiDateField(label="生年月日", help_text="戸籍のとおりに入力します。")
    sort = forms.ChoiceField(label="区分", choices=[("", "---------"), ("a", "企業")])
    profile = fields.PlainTextField(label="紹介文", widget=forms.Textarea, required=False)
    agreed = forms.BooleanField(label="公表に同意")
    kept = forms.CharField(label="控え", required=False)
    groups = (
        Group("氏名", ("family_name", "given_name"), "birth_on", note="通称は備考に書きます。"),
        Group("その他", "sort", "profile", "agreed", "left_out"),
    )


GOOD = {
    "family_name": "岩木",
    "given_name": "太郎",
    "birth_on": "昭和45年5月5日",
    "sort": "a",
    "agreed": "on",
}


def page_of(form, **context):
    return render_to_string("components/fields_of.html", {"form": form} | context)


@pytest.fixture
def html(settings):
    settings.TEMPLATES = [
        {
            **settings.TEMPLATES[0],
            "APP_DIRS": False,
            "OPTIONS": {
                "loaders": [
                    (
                        "django.template.loaders.locmem.Loader",
                        {
                            "crispy.html": "{% load crispy_forms_tags %}{% crispy form %}",
                            "rows.html": '{% include "components/formset.html" %}',
                            "summary.html": '{% include "components/error_summary.html" %}',
                            "conflict.html": '{% include "components/conflict.html" %}',
                        },
                    ),
                    "django.template.loaders.filesystem.Loader",
                    "django.template.loaders.app_directories.Loader",
                ]
            },
        }
    ]

    def render(name, **context):
        return render_to_string(name, context)

    return render


def test_groups_have_legends_and_lines(html):
    text = html("crispy.html", form=PersonForm())
    assert re.findall(r"<legend>(.*?)</legend>", text) == ["氏名", "その他"]
    assert text.count('class="field-line"') == 1
    assert "通称は備考に書きます。" in text


def test_every_field_is_shown_whether_a_group_names_it_or_not(html):
    text = html("crispy.html", form=PersonForm())
    shown = re.findall(r'name="(\w+)"', text)
    assert shown == [
        "family_name",
        "given_name",
        "birth_on",
        "sort",
        "profile",
        "agreed",
        "kept",
    ]


def test_required_is_said_in_words_beside_the_label(html):
    text = html("crispy.html", form=PersonForm())
    assert text.count('<span class="required-mark">必須</span>') == 5
    assert re.search(r'<label[^>]*for="id_family_name">姓<span class="required-mark">必須', text)
    assert re.search(r'<label[^>]*for="id_kept">控え</label>', text.replace("\n", ""))


def test_support_text_stands_before_the_field_and_the_error_after_it(html):
    text = html("crispy.html", form=PersonForm({**GOOD, "birth_on": "令和7年2月30日"}))
    places = [
        text.index("戸籍のとおりに入力します。"),
        text.index('name="birth_on"'),
        text.index("令和7年2月の日は1から28までの数字で入力してください。"),
    ]
    assert places == sorted(places)
    assert 'aria-describedby="id_birth_on_helptext id_birth_on_error"' in text
    assert 'aria-invalid="true"' in text
    assert "令和7年2月30日" in text


def test_no_inline_style_script_or_handler(html):
    text = html("crispy.html", form=PersonForm({}))
    assert re.findall(r"<script|<style|\sstyle=|\son\w+=", text) == []


def test_errors_say_what_to_do_in_the_order_of_the_fields():
    form = PersonForm({})
    assert form.linked_errors == [
        ("id_family_name", "姓を入力してください。"),
        ("id_given_name", "名を入力してください。"),
        ("id_birth_on", "生年月日を入力してください。"),
        ("id_sort", "区分を選択してください。"),
        ("id_agreed", "「公表に同意」を確認してチェックしてください。"),
    ]


def test_the_summary_counts_and_links_the_errors(html):
    form = PersonForm({**GOOD, "family_name": "", "sort": ""})
    form.add_error(None, "姓と生年月日が同じ候補者がいます。")
    text = html("summary.html", form=form)
    assert "次の3件を直してください。" in text
    assert re.findall(r'<a href="#(\w+)">(.*?)</a>', text) == [
        ("id_family_name", "姓を入力してください。"),
        ("id_sort", "区分を選択してください。"),
    ]
    assert html("summary.html", form=PersonForm()).strip() == ""


def test_a_text_without_a_rule_has_a_limit_all_the_same():
    form = PersonForm({**GOOD, "profile": "あ" * 100_000})
    assert form.errors == {
        "profile": ["紹介文は10,000文字以内で入力してください（現在100,000文字）。"]
    }


def test_no_browser_cuts_what_is_pasted(html):
    assert "maxlength" not in html("crispy.html", form=PersonForm())


def test_a_counter_knows_its_limits():
    form = PersonForm({**GOOD, "profile": "あ" * 251})
    form.count("profile", limit=250, least=150)
    assert form.errors == {"profile": ["紹介文は250文字以内で入力してください（現在251文字）。"]}
    short = PersonForm({**GOOD, "profile": "あ" * 149})
    short.count("profile", limit=250, least=150)
    assert short.errors == {"profile": ["紹介文は150文字以上で入力してください（現在149文字）。"]}
    exact = PersonForm({**GOOD, "profile": "あ" * 149 + "\r\n"[:1] + "い"})
    exact.count("profile", limit=None)
    assert "data-counter" in str(exact["profile"])
    assert "data-max-length" not in str(exact["profile"])
    assert exact.is_valid()


def test_the_empty_choice_says_what_to_do(html):
    text = html("crispy.html", form=PersonForm())
    assert '<option value="" selected>選択してください</option>' in text
    assert "---------" not in text


class TradeForm(StaffModelForm):
    groups = (Group("職種", "name"),)

    class Meta:
        model = Trade
        fields = ("name", "certifiable_from", "order")


@pytest.mark.django_db
def test_a_model_form_takes_what_an_office_types():
    form = TradeForm({"name": "左官", "certifiable_from": "Ｒ７.４.１", "order": "１，２"})
    assert form.is_valid(), form.errors
    assert form.cleaned_data == {
        "name": "左官",
        "certifiable_from": date(2025, 4, 1),
        "order": 12,
    }


@pytest.mark.django_db
def test_a_name_that_is_taken():
    TradeFactory(name="左官")
    form = TradeForm({"name": "左官", "order": "1"})
    assert form.errors == {
        "name": ["別の職種名を入力してください。同じ職種名がすでに登録されています。"]
    }


class EmptyFileForm(StaffForm):
    paper = forms.FileField(label="合格証書")


def test_an_empty_file():
    form = EmptyFileForm({}, {"paper": SimpleUploadedFile("a.pdf", b"")})
    assert form.errors == {"paper": ["合格証書には中身のあるファイルを選択してください。"]}
    assert EmptyFileForm({}, {}).errors == {"paper": ["合格証書を選択してください。"]}


class PeriodForm(StaffForm):
    place = fields.PlainTextField(label="勤務先", max_length=60)


Periods = forms.formset_factory(PeriodForm, extra=1, can_delete=True)


def test_rows_have_a_number_a_deletion_and_an_empty_copy(html):
    text = html("rows.html", formset=Periods(prefix="p"), legend="経験", row_label="経験")
    assert re.findall(r'name="(p-[\w-]+)"', text) == [
        "p-TOTAL_FORMS",
        "p-INITIAL_FORMS",
        "p-MIN_NUM_FORMS",
        "p-MAX_NUM_FORMS",
        "p-0-place",
        "p-0-DELETE",
        "p-__prefix__-place",
        "p-__prefix__-DELETE",
    ]
    assert text.index("<template data-empty-row>") < text.index("p-__prefix__-place")


def test_errors_of_rows_are_in_the_summary(html):
    data = {"p-TOTAL_FORMS": "1", "p-INITIAL_FORMS": "1", "p-0-place": ""}
    rows = Periods(data, prefix="p", initial=[{"place": "りんご工務店"}])
    assert not rows.is_valid()
    text = html("summary.html", form=PersonForm(GOOD), formsets=[rows])
    assert re.findall(r'<a href="#([\w-]+)">(.*?)</a>', text) == [
        ("id_p-0-place", "勤務先を入力してください。")
    ]


def test_both_texts_of_a_conflict_are_shown(html):
    form = PersonForm(GOOD)
    form.differences = [Difference("電話番号", "017-111-2222", "017-111-3333")]
    text = html("conflict.html", form=form)
    assert text.index("保存されている内容") < text.index("この画面の内容")
    assert text.index("017-111-2222") < text.index("017-111-3333")
