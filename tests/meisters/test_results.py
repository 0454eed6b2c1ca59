"""The center's answers: typed or pasted, checked cell by cell, all or nothing."""

from datetime import date

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse

from aomori_skills.base import history
from aomori_skills.base.workflow import TransitionDenied
from meisters.choices import BatchState, CandidateState, Result
from meisters.models import Meister
from meisters.rules.pasted_results import read_pasted
from meisters.rules.results import Answered
from meisters.services import applications, batches, inquiry_replies, results
from tests.factories.meisters import MeisterFactory
from tests.factories.office import UserFactory
from tests.meisters import situations

pytestmark = pytest.mark.django_db

DAY = date(2025, 10, 1)


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(situations.TODAY, tick=False):
        yield


@pytest.fixture
def as_tanto(client):
    client.force_login(situations.tanto())
    return client


def certified(item, number="02-00101", day=DAY) -> Answered:
    return Answered(item.pk, Result.CERTIFIED, day, number)


def refused(item, result=Result.REJECTED, comment="経験が足りない") -> Answered:
    return Answered(item.pk, result, DAY, "", comment)


def record(batch, *answers, by=None):
    return results.record(batch.pk, list(answers), by=by or situations.tanto())


def errors(batch, *answers) -> dict:
    with pytest.raises(results.ResultErrors) as raised:
        record(batch, *answers)
    return raised.value.errors


def test_certified_is_registered_with_number_and_date():
    batch = situations.submitted()
    item = batch.items.get()

    recorded = record(batch, certified(item, "０２−００１０１ ".replace("−", "-")))

    meister = Meister.objects.get()
    assert recorded == results.Recorded(1, (meister,), True)
    assert (meister.number, meister.certified_on, meister.application) == (
        "02-00101",
        DAY,
        item.application,
    )
    assert [str(row) for row in meister.trades.all()] == ["建築大工（大工工事作業）"]
    item.application.refresh_from_db()
    assert item.application.state == "certified"
    assert item.application.candidate.state == CandidateState.CERTIFIED
    batch.refresh_from_db()
    assert batch.state == BatchState.ANSWERED


def test_bundle_stays_open_until_all_have_answered():
    batch = situations.submitted(3)
    first, second, third = batch.items.all()

    one = record(batch, certified(first), refused(second), refused(third, Result.INQUIRY))
    assert (one.count, one.closed) == (3, False)
    assert [row.application.state for row in batch.items.all()] == [
        "certified",
        "rejected",
        "inquiry",
    ]
    assert second.application.candidate.state == CandidateState.OPEN

    with situations.undrawn(), time_machine.travel("2025-10-02 10:00:00+09:00", tick=False):
        inquiry_replies.answer(
            third.application_id,
            by=situations.tanto(),
            comment="証明を追加",
            replied_on=date(2025, 10, 2),
        )
    two = record(batch, certified(third, "02-00102"))
    assert (two.count, two.closed) == (1, True)


def test_withdrawn_row_takes_no_answer_and_holds_nothing_open():
    batch = situations.submitted(2)
    gone, other = batch.items.all()
    applications.take_step(
        gone.application_id, "withdraw", by=situations.tanto(), comment="本人の申出"
    )

    recorded = record(batch, certified(gone), certified(other, "02-00102"))

    assert (recorded.count, recorded.closed) == (1, True)
    gone.refresh_from_db()
    assert gone.result == Result.PENDING
    assert Meister.objects.count() == 1


def test_each_wrong_cell_has_its_sentence_and_nothing_is_saved():
    MeisterFactory(number="02-00001", family_name="津軽", given_name="花子")
    batch = situations.submitted(6)
    items = list(batch.items.all())

    found = errors(
        batch,
        certified(items[0], "02-00001"),
        Answered(items[1].pk, Result.CERTIFIED, None, ""),
        Answered(items[2].pk, Result.REJECTED, date(2025, 8, 31), "02-00009", " "),
        Answered(items[3].pk, Result.PENDING, DAY),
        certified(items[4], "02-00200"),
        certified(items[5], "02-00200"),
    )

    assert found == {
        items[0].pk: {"meister_number": "認定番号02-00001は津軽 花子さんに使われています。"},
        items[1].pk: {
            "result_on": "結果の日付を入力してください。",
            "meister_number": "認定の場合は、認定番号を入力してください。",
        },
        items[2].pk: {
            "result_on": "結果の日付は提出日以後の日付を入力してください。",
            "meister_number": "認定番号は、結果が「認定」の場合だけ入力してください。",
            "comment": "照会・不認定の場合は、内容を入力してください。",
        },
        items[3].pk: {"result": "結果を選択してください。"},
        items[5].pk: {"meister_number": "認定番号02-00200はこの表の別の行に使われています。"},
    }
    assert set(batch.items.values_list("result", flat=True)) == {Result.PENDING}
    assert Meister.objects.count() == 1


def test_saving_the_same_again_changes_nothing():
    batch = situations.submitted(2)
    first, _ = batch.items.all()
    record(batch, certified(first))
    assert record(batch, certified(first)) == results.Recorded(0, (), False)
    assert first.application.steps.filter(transition="certify").count() == 1


def test_closed_bundle_is_refused_until_it_is_reopened():
    batch = situations.submitted()
    item = batch.items.get()
    record(batch, certified(item))
    with pytest.raises(TransitionDenied, match="は「結果入力済」のため、結果を入力できません"):
        record(batch, certified(item, "02-00999"))

    batches.reopen(batch.pk, by=situations.tanto())
    recorded = record(batch, certified(item, "02-00999", date(2025, 10, 2)))

    meister = Meister.objects.get()
    assert (recorded.count, recorded.registered, recorded.closed) == (1, (), True)
    assert (meister.number, meister.certified_on) == ("02-00999", date(2025, 10, 2))
    assert meister.trades.get().certified_on == date(2025, 10, 2)
    item.refresh_from_db()
    assert item.meister_number == "02-00999"


def test_two_numbers_that_were_mixed_up_are_swapped():
    batch = situations.submitted(3)
    first, second, third = batch.items.all()
    record(batch, certified(first), certified(second, "02-00102"), certified(third, "02-00103"))
    batches.reopen(batch.pk, by=situations.tanto())

    found = errors(batch, certified(first, "02-00103"), certified(second, "02-00101"))
    assert found == {
        first.pk: {
            "meister_number": f"認定番号02-00103は{third.application.name}さんに使われています。"
        }
    }

    recorded = record(batch, certified(first, "02-00102"), certified(second, "02-00101"))

    assert (recorded.count, recorded.closed) == (2, True)
    numbers = [row.application.meister.number for row in batch.items.all()]
    assert numbers == ["02-00102", "02-00101", "02-00103"]
    assert [row.meister_number for row in batch.items.all()] == numbers
    told = history.entries(first.application.meister)[0].changes
    assert [(change.before, change.after) for change in told] == [("02-00101", "02-00102")]


def test_bundle_is_answered_when_the_last_that_it_waited_for_is_withdrawn():
    batch = situations.submitted(2)
    first, second = batch.items.all()
    record(batch, certified(first))

    applications.take_step(
        second.application_id, "withdraw", by=situations.tanto(), comment="本人の申出"
    )

    batch.refresh_from_db()
    assert batch.state == BatchState.ANSWERED
    last = batch.steps.last()
    assert (last.label, last.comment) == ("結果入力", str(second.application))


def test_a_bundle_that_still_waits_stays_open_when_one_is_withdrawn():
    batch = situations.submitted(2)
    applications.take_step(
        batch.items.first().application_id, "withdraw", by=situations.tanto(), comment="申出"
    )

    batch.refresh_from_db()
    assert batch.state == BatchState.SENT


@pytest.mark.parametrize(("state", "word"), [("declined", "見送り"), ("certified", "認定済")])
def test_a_rejection_stays_while_its_candidate_has_gone_another_way(state, word):
    batch = situations.submitted()
    item = batch.items.get()
    record(batch, refused(item))
    candidate = item.application.candidate
    type(candidate).objects.filter(pk=candidate.pk).update(state=state)

    with pytest.raises(TransitionDenied) as denied:
        applications.take_step(
            item.application_id, "correct_rejection", by=situations.shonin(), comment="入力誤り"
        )

    assert str(denied.value) == (
        f"候補者の{candidate}さんが「{word}」のため、"
        f"{item.application.number}の不認定の記録は取り消せません。"
        "候補者の画面で状態を確認してください。"
    )
    item.refresh_from_db()
    assert item.result == Result.REJECTED


def test_recorded_answers_do_not_turn_into_others():
    batch = situations.submitted(3)
    first, second, third = batch.items.all()
    record(batch, certified(first), refused(second))

    found = errors(batch, refused(first), certified(second, "02-00102"))
    assert found[first.pk]["result"].startswith("認定は記録済みのため")
    assert found[second.pk]["result"].startswith("不認定は記録済みのため")

    record(batch, refused(third, Result.INQUIRY))
    found = errors(batch, Answered(third.pk, Result.PENDING))
    assert found == {third.pk: {"result": "照会は記録済みのため、回答待ちには戻せません。"}}


def test_corrected_rejection_reopens_its_bundle():
    batch = situations.submitted()
    item = batch.items.get()
    record(batch, refused(item))
    applications.take_step(
        item.application_id, "correct_rejection", by=situations.shonin(), comment="入力誤り"
    )
    batch.refresh_from_db()
    item.refresh_from_db()
    assert (batch.state, item.result, item.comment) == (BatchState.SENT, Result.PENDING, "")
    assert [step.label for step in batch.steps.all()] == ["センター提出", "結果入力", "再開"]

    record(batch, certified(item))
    item.application.candidate.refresh_from_db()
    assert item.application.candidate.state == CandidateState.CERTIFIED


def test_wording_of_an_inquiry_can_be_corrected():
    batch = situations.submitted()
    item = batch.items.get()
    record(batch, refused(item, Result.INQUIRY, "証名"))
    record(batch, refused(item, Result.INQUIRY, "証明"))
    item.refresh_from_db()
    assert item.comment == "証明"
    assert item.application.steps.filter(transition="inquire").count() == 1


@pytest.mark.parametrize("trait", ["kaikei", "etsuran", "kanri"])
def test_who_may_not_enter_results(trait):
    batch = situations.submitted()
    with pytest.raises(TransitionDenied, match="権限がありません"):
        record(batch, certified(batch.items.get()), by=UserFactory(**{trait: True}))


def test_number_taken_by_somebody_else_meanwhile(monkeypatch):
    batch = situations.submitted()
    item = batch.items.get()
    MeisterFactory(number="02-00101")
    monkeypatch.setattr(results, "_check", lambda batch, items, answers: None)
    with pytest.raises(TransitionDenied, match="ほかの画面で先に登録されました"):
        record(batch, certified(item))
    item.refresh_from_db()
    assert item.result == Result.PENDING


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"result": "certified", "result_on": DAY}, "certified_has_number"),
        ({"result": "certified", "meister_number": "1"}, "certified_has_number"),
        ({"result": "rejected", "result_on": DAY}, "refusal_has_text"),
        ({"result": "inquiry", "comment": "証明"}, "refusal_has_text"),
    ],
)
def test_database_wants_whole_answers(fields, constraint):
    item = situations.submitted().items.get()
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        type(item).objects.filter(pk=item.pk).update(**fields)


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
