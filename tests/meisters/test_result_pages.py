"""センターの結果: the grid and the pasted rows."""

import pytest
import time_machine
from django.urls import reverse

from meisters.choices import Result
from meisters.models import Meister
from meisters.rules.pasted_results import read_pasted
from tests.meisters import situations
from tests.meisters.center_answers import DAY, certified, record

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(situations.TODAY, tick=False):
        yield


@pytest.fixture
def as_tanto(client):
    client.force_login(situations.tanto())
    return client


def grid(batch, *rows, **more) -> dict:
    names = ("result", "result_on", "meister_number", "comment")
    return {
        f"{item.pk}-{name}": value
        for item, row in zip(batch.items.all(), rows, strict=True)
        for name, value in zip(names, row, strict=True)
    } | more


def results_url(batch) -> str:
    return reverse("meisters:batch_results", args=(batch.pk,))


def test_page_registers_and_names_the_registered(as_tanto):
    batch = situations.submitted(2)
    token = {"form_token": "0d0b6f3e-2d63-4d2e-9a65-4f0a5a0c0003"}
    data = grid(
        batch,
        ("certified", "R7.10.1", "02-00101", ""),
        ("inquiry", "令和7年10月1日", "", "証明の押印"),
        **token,
    )

    answer = as_tanto.post(results_url(batch), data, follow=True)
    again = as_tanto.post(results_url(batch), data, follow=True)

    meister = Meister.objects.get()
    url = reverse("meisters:meister_detail", args=(meister.pk,))
    assert [str(message) for message in answer.context["messages"]] == [
        f"{batch}に2件の結果を記録しました。"
        f'<a href="{url}">{meister.name}さん（02-00101）</a>をマイスター名簿に登録しました。'
        "次は、活動できる曜日や振込口座を確認してください。"
    ]
    assert f'<a href="{url}">{meister.name}さん（02-00101）</a>' in answer.content.decode()
    assert [str(message) for message in again.context["messages"]] == [
        "同じ内容がすでに送信されていたため、二重には保存していません。"
    ]


def test_page_shows_errors_beside_their_cells_and_loses_nothing(as_tanto):
    batch = situations.submitted(2)
    first, second = batch.items.all()
    answer = as_tanto.post(
        results_url(batch),
        grid(
            batch,
            ("certified", "令和7年13月1日", "02-00101", "備考"),
            ("rejected", "R7.10.1", "", ""),
        ),
    )
    assert answer.status_code == 422
    forms = {form.item.pk: form for form in answer.context["grid"]}
    assert list(forms[first.pk].errors) == ["result_on"]
    text = answer.content.decode()
    for typed in ("令和7年13月1日", "02-00101", "備考"):
        assert typed in text

    answer = as_tanto.post(
        results_url(batch),
        grid(batch, ("pending", "", "", ""), ("rejected", "R7.10.1", "", "")),
    )
    forms = {form.item.pk: form for form in answer.context["grid"]}
    assert forms[second.pk].errors == {
        "comment": ["照会・不認定の場合は、内容を入力してください。"]
    }


def test_pasted_rows_are_shown_and_not_saved(as_tanto):
    batch = situations.submitted(2, given_name="太郎")
    first, second = batch.items.select_related("application")
    pasted = "\n".join(
        [
            "申請番号\t氏名\t結果\t日付\t認定番号\t内容",
            f"{first.application.number.replace('R', 'Ｒ')}\t岩木　太郎\t認定\t2025/10/1\t02-00101",
            "R7-999\t八甲田 花子\t認定\t2025/10/1\t02-00102",
            f"{second.application.number}\t別 人\t認定\t2025/10/1\t02-00103",
        ]
    )
    empty = ("pending", "", "", "")

    answer = as_tanto.post(results_url(batch), grid(batch, empty, empty, pasted=pasted, _paste="1"))

    assert answer.status_code == 200
    assert answer.context["pasted"].problems == (
        "3行目：申請番号「R7-999」（八甲田 花子）は、この提出にありません。",
        f"4行目：申請番号{second.application.number}の氏名が「別 人」ですが、"
        "申請では「岩木 太郎」です。",
    )
    forms = {form.item.pk: form for form in answer.context["grid"]}
    assert forms[first.pk].cleaned_data == {
        "result": "certified",
        "result_on": DAY,
        "meister_number": "02-00101",
        "comment": "",
        "reply_due_on": None,
    }
    assert forms[second.pk].cleaned_data["result"] == "pending"
    assert set(batch.items.values_list("result", flat=True)) == {Result.PENDING}


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        (
            "{n}\t\t合格",
            "1行目：申請番号{n}の結果「合格」は、回答待ち・認定・不認定・照会のどれかにしてください。",
        ),
        ("{n}\n{n}", "2行目：申請番号{n}が重複しています。"),
        ("\t岩木", "1行目：申請番号「」（岩木）は、この提出にありません。"),
    ],
)
def test_rows_that_can_not_be_read_are_named(line, problem):
    batch = situations.submitted()
    items = list(batch.items.select_related("application"))
    number = items[0].application.number
    found = read_pasted(line.format(n=number), items)
    assert found.problems == (problem.format(n=number),)


def test_endless_paste_is_refused_and_kept(as_tanto):
    batch = situations.submitted()
    data = grid(batch, ("pending", "", "", ""), pasted="あ" * 100_001, _paste="1")
    answer = as_tanto.post(results_url(batch), data)
    assert answer.status_code == 422
    assert answer.context["paste"].errors["pasted"] == [
        "Excelから貼り付けは100,000文字以内で入力してください（現在100,001文字）。"
    ]


def test_answered_bundle_leads_back_with_a_sentence(as_tanto):
    batch = situations.submitted()
    record(batch, certified(batch.items.get()))
    answer = as_tanto.get(results_url(batch), follow=True)
    assert answer.redirect_chain == [(batch.get_absolute_url(), 302)]
    assert [str(message) for message in answer.context["messages"]] == [
        f"{batch}は「結果入力済」のため、結果を入力できません。"
    ]

    answer = as_tanto.post(reverse("meisters:batch_reopen", args=(batch.pk,)), follow=True)
    assert answer.redirect_chain == [(results_url(batch), 302)]


@pytest.mark.parametrize("count", [1, 3])
def test_queries_of_the_grid_do_not_grow(as_tanto, count, django_assert_num_queries):
    batch = situations.submitted(count)
    with django_assert_num_queries(6):
        as_tanto.get(results_url(batch))
