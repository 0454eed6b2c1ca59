"""The empty rows below a filled roster, as a browser sends them."""

import re

import pytest
import time_machine
from django.urls import reverse

from tests.dispatch.request_situations import TODAY, masters
from tests.factories.office import UserFactory
from tests.factories.requests import RequestFactory
from tests.page_forms import forms_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("count", [3, 5, 68])
@time_machine.travel(TODAY, tick=False)
def test_the_rows_left_empty_stay_empty(client, count):
    masters()
    client.force_login(UserFactory(tanto=True))
    row = RequestFactory(state="adjusting", people=count)
    page = reverse("dispatch:request_trainees", args=(row.pk,))
    pasted = "\n".join(f"小川 {number}" for number in range(count))

    form = sent(client.get(page))
    filled = sent(client.post(page, form | {"pasted": pasted, "_fill": "1"}))
    consents = [value for name, value in filled.items() if name.endswith("photo_consent")]
    answer = client.post(page, filled)

    assert set(consents) == {"unknown"}
    assert len(consents) > count or count < 5
    assert answer.status_code == 302
    assert row.trainees.count() == count


@pytest.mark.parametrize(("count", "listed"), [(4, 4), (5, 4), (69, 4)])
@time_machine.travel(TODAY, tick=False)
def test_an_error_of_every_row_is_summed_up(client, count, listed):
    masters()
    client.force_login(UserFactory(tanto=True))
    row = RequestFactory(state="adjusting")
    page = reverse("dispatch:request_trainees", args=(row.pk,))
    pasted = "\n".join(f"小川 {number}\t小川" for number in range(count))

    form = sent(client.get(page))
    answer = client.post(page, form | {"pasted": pasted, "_fill": "1"})

    errors = re.findall(r'<a href="#(id_trainees-\d+-kana)">([^<]+)</a>', answer.text)
    assert len(errors) == listed
    assert [target for target, _ in errors] == [f"id_trainees-{n}-kana" for n in range(listed)]
    assert ("ほかに" in errors[-1][1]) == (count > listed)
    assert count == listed or f"ほかに{count - 3}行、同じ誤りがあります：" in errors[-1][1]


@time_machine.travel(TODAY, tick=False)
def test_numbers_of_a_paste_are_kept_in_an_empty_roster(client):
    masters()
    client.force_login(UserFactory(tanto=True))
    row = RequestFactory(state="adjusting")
    page = reverse("dispatch:request_trainees", args=(row.pk,))
    pasted = "番号\t学年\t氏名\n21\t製造課\t森 ゆう\n7\t検査課\t小川 南"

    form = sent(client.get(page))
    client.post(page, sent(client.post(page, form | {"pasted": pasted, "_fill": "1"})))

    assert list(row.trainees.values_list("order", "name", "group")) == [
        (7, "小川 南", "検査課"),
        (21, "森 ゆう", "製造課"),
    ]


def sent(answer) -> dict[str, str]:
    """The form with the table; a list without a chosen entry sends its first one."""
    [form] = [one for one in forms_of(answer.text) if "trainees-TOTAL_FORMS" in one.data]
    first = {name: values[0] for name, values in form.options.items()}
    told = {name: values[0].removeprefix("\n") for name, values in form.data.items()}
    return {name: value for name, value in (first | told).items() if name != "_fill"}
