"""年度の基準: shown with what is not certain, edited with a source, carried into the next year."""

from decimal import Decimal
from importlib import import_module
from io import BytesIO

import openpyxl
import pytest
import time_machine
from django.apps import apps
from django.forms.models import model_to_dict
from django.urls import reverse

from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.office.choices import SourceStatus, Strictness
from aomori_skills.office.models import YearRule
from aomori_skills.office.services import masters, year_rules
from aomori_skills.office.services.year_rules import KEY
from tests.factories.office import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def shonin(client):
    masters.load_year_rules()
    user = UserFactory(shonin=True)
    client.force_login(user)
    return user


def rule(**fields):
    return YearRule.objects.get(**{"fiscal_year": 2025, **fields})


def listed(client, **asked):
    return client.get(reverse("office:rule_list"), asked).context["table"].data.data


def edit(client, row, **typed):
    form = {"value": "15", "status": "confirmed", "source": "通知", "version": row.version}
    form["strictness"] = row.strictness
    return client.post(reverse("office:rule_edit", args=(row.pk,)), form | typed)


@time_machine.travel("2025-11-10")
def test_the_list_shows_the_year_of_the_header_unless_asked(client, shonin):
    YearRule.objects.create(
        fiscal_year=2026, area="認定", applies_to="全職種", rule="新", value=1, status="estimated"
    )

    assert {row.fiscal_year for row in listed(client)} == {2025}
    assert [row.rule for row in listed(client, fiscal_year=2026)] == ["新"]


def test_rules_are_found_by_words_and_by_how_certain_they_are(client, shonin):
    found = listed(client, fiscal_year=2025, q="ザイリョウヒ")
    assert list(found) == []  # 材料費 has no reading
    found = listed(client, fiscal_year=2025, q="材料費")
    assert {row.rule for row in found} == {"材料費", "年間の予算"}
    unset = listed(client, fiscal_year=2025, status="unset")
    assert {row.value for row in unset} == {None}


def test_the_manager_sets_a_value_with_its_source(client, shonin):
    row = rule(area="謝金", applies_to="主たる指導者")

    edit(client, row, value="6,000", source="令和7年度委託契約書第4条")

    row.refresh_from_db()
    assert (row.value, row.status, row.source) == (
        Decimal(6000),
        SourceStatus.CONFIRMED,
        "令和7年度委託契約書第4条",
    )


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"source": ""}, "source"),
        ({"value": ""}, "value"),
        ({"status": "unset"}, "status"),
        ({"value": "-1"}, "value"),
        ({"value": "１５０円くらい"}, "value"),
        ({"value": "9" * 31}, "value"),
    ],
)
def test_a_value_that_says_nothing_is_refused_at_its_field(client, shonin, typed, field):
    row = rule(area="認定", rule="実務経験年数")

    page = edit(client, row, **typed)

    row.refresh_from_db()
    assert (row.value, row.version) == (Decimal(15), 1)
    assert list(page.context["form"].errors) == [field]


def test_an_unset_value_stays_unset(client, shonin):
    row = rule(area="謝金", applies_to="主たる指導者")

    edit(client, row, value="", status="unset", source="契約の締結待ち")

    row.refresh_from_db()
    assert (row.value, row.status, row.source) == (None, "unset", "契約の締結待ち")


def test_the_second_of_two_editors_sees_what_the_first_has_saved(client, shonin):
    row = rule(area="認定", rule="実務経験年数")
    edit(client, row, value="12")

    page = edit(client, row, value="10")

    row.refresh_from_db()
    assert row.value == Decimal(12)
    assert [(d.label, d.yours) for d in page.context["form"].differences] == [("値", "10")]


def test_copying_shows_what_it_adds_and_adds_only_that(client, shonin):
    kept = YearRule.objects.create(
        fiscal_year=2026,
        area="認定",
        applies_to="全職種",
        rule="実務経験年数",
        unit="年以上",
        value=Decimal(10),
        status=SourceStatus.CONFIRMED,
        source="R8の通知",
    )
    this_year = YearRule.objects.in_fiscal_year(2025).count()
    url = reverse("office:rule_copy", args=(2025,))

    page = client.get(url)
    assert len(page.context["items"]) == this_year - 1
    assert YearRule.objects.in_fiscal_year(2026).count() == 1

    client.post(url)
    client.post(url)

    kept.refresh_from_db()
    assert (kept.value, kept.source) == (Decimal(10), "R8の通知")
    next_year = YearRule.objects.in_fiscal_year(2026)
    assert next_year.count() == this_year
    copied = next_year.exclude(pk=kept.pk)
    assert {row.status for row in copied if row.value is not None} == {SourceStatus.UNCONFIRMED}
    assert {row.status for row in copied if row.value is None} == {SourceStatus.UNSET}


def test_the_shipped_rules_say_how_strict_they_are(shonin):
    guides = YearRule.objects.filter(strictness=Strictness.GUIDE)
    assert {(row.area, row.rule, row.unit) for row in guides} == {
        ("実技指導", "受講者の年齢", "歳未満（技能不足なら以上も可）"),
        ("実技指導", "資本金または従業員数で中小企業", "必須（大企業は派遣経費自己負担）"),
        ("魅力発信", "1回の時間", "時間"),
    }


def test_the_strictness_is_chosen_copied_and_listed(client, shonin):
    row = rule(area="実技指導", rule="年間の指導回数", applies_to="中小企業・業界団体")
    assert list(edit(client, row, strictness="so so").context["form"].errors) == ["strictness"]
    edit(client, row, value="20", strictness="guide")
    row.refresh_from_db()
    assert (row.value, row.strictness) == (Decimal(20), Strictness.GUIDE)
    assert "目安" in client.get(reverse("office:rule_detail", args=(row.pk,))).content.decode()

    year_rules.copy_to_next_year(2025, by=shonin)

    assert rule(**model_to_dict(row, fields=KEY) | {"fiscal_year": 2026}).strictness == "guide"
    url = f"{reverse('office:rule_list')}?fiscal_year=2026&q=年間の指導回数"
    excel = client.post(url, {"_export": "xlsx"})
    names, *lines = openpyxl.load_workbook(BytesIO(excel.getvalue())).active.values
    told = [dict(zip(names, line, strict=True)) for line in lines]
    assert {line["対象"]: line["扱い"] for line in told} == {
        "中小企業・業界団体": "目安",
        "工業高校等の教育訓練機関": "必ず守る",
    }


def test_only_rules_that_judge_requests_are_strict_or_not(client, shonin):
    points = YearRule.objects.in_fiscal_year(2025).filter(area="派遣の調整").first()
    form = client.get(reverse("office:rule_edit", args=(points.pk,))).context["form"]
    assert "strictness" not in form.fields
    page = client.get(reverse("office:rule_detail", args=(points.pk,))).content.decode()
    assert "基準の扱い" not in page.partition("<h2>履歴</h2>")[0]
    url = reverse("office:rule_list")

    def areas(**asked) -> set:
        table = client.get(url, {"fiscal_year": 2025} | asked).context["table"]
        return {row.record.area for row in table.rows}

    table = client.get(url, {"fiscal_year": 2025, "area": "派遣の調整"}).context["table"]
    assert {row.get_cell("strictness") for row in table.rows} == {"－"}
    assert areas(strictness="strict") == {"実技指導", "魅力発信"}
    assert areas(strictness="guide") == {"実技指導", "魅力発信"}


def test_the_texts_of_an_older_version_are_read_once(shonin):
    texts = (
        ("実技指導", "受講者の年齢", "歳未満（技能不足なら以上も可）", "guide"),
        ("実技指導", "他の補助金等との重複", "不可", "strict"),
        ("実技指導", "1回の時間", "時間以内", "strict"),
        ("魅力発信", "1回の時間", "時間", "guide"),
        ("魅力発信", "材料費", "円／人（目安）", "guide"),
        ("派遣の調整", "評点", "点（目安）", "strict"),
    )
    rows = [
        YearRule.objects.create(
            fiscal_year=2020, area=area, applies_to="全て", rule=name, unit=unit, value=1,
            status="confirmed",
        )
        for area, name, unit, _ in texts
    ]  # fmt: skip
    module = import_module("aomori_skills.office.migrations.0009_strictness_by_the_texts")

    module.read_texts(apps, None)

    for row, (*_, strictness) in zip(rows, texts, strict=True):
        row.refresh_from_db()
        assert (row.area, row.unit, row.strictness) == (row.area, row.unit, strictness)


def test_a_year_without_rules_has_nothing_to_copy(shonin):
    with pytest.raises(TransitionDenied, match="令和2年度の基準がないため"):
        year_rules.copy_to_next_year(2020, by=shonin)


def test_what_the_checks_look_for_is_fixed_once_it_is_there(client, shonin):
    row = rule(area="認定", rule="公表への同意")
    page = reverse("admin:office_yearrule_change", args=(row.pk,))
    new = client.get(reverse("admin:office_yearrule_add")).context["adminform"].form

    assert {"area", "applies_to", "rule", "unit"} <= set(new.fields)
    form = {name: value or "" for name, value in model_to_dict(row).items()}
    answer = client.post(page, form | {"rule": "公表", "area": "別"})

    row.refresh_from_db()
    assert (answer.status_code, row.area, row.rule) == (403, "認定", "公表への同意")


def test_only_the_manager_edits(client):
    masters.load_year_rules()
    tanto = UserFactory(tanto=True)
    client.force_login(tanto)
    row = rule(area="認定", rule="実務経験年数")

    assert edit(client, row, value="10").status_code == 403
    with pytest.raises(TransitionDenied):
        year_rules.update(row, by=tanto)
