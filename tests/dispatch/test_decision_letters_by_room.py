"""決定通知 of parallel sessions: who teaches what to how many, as it was decided."""

import pytest
import time_machine

from aomori_skills.front import wording
from dispatch.models import DispatchRequest
from dispatch.services import decisions
from tests.dispatch.decision_situations import FIRST, SECOND, again, decided, draft
from tests.dispatch.request_situations import TODAY, masters
from tests.factories.meisters import MeisterFactory
from tests.factories.office import ProfileFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(TODAY, tick=False):
        masters()
        wording.load()
        yield


def test_each_room_and_each_person():
    ProfileFactory()
    tanto, shonin = UserFactory(tanto=True), UserFactory(shonin=True)
    row = decided(shonin)
    decisions.revise(row.pk, by=tanto, comment="2室に分ける")
    other = MeisterFactory(family_name="白神", given_name="岳")
    row.sessions.filter(held_on=FIRST).update(people=2)
    row.sessions.get(held_on=SECOND).assignments.update(meister=other)
    row.sessions.filter(held_on=SECOND).update(people=3, held_on=FIRST, place="体育館")
    row = again(row, tanto, shonin)
    lead = row.sessions.get(place="実習室").assignments.get().meister
    DispatchRequest.objects.update(people=99, grade="別の学年")

    keys = ["client", f"meister-{lead.pk}", f"meister-{other.pk}"]
    school, first, second = (one.message for one in draft(row, keys, tanto)[0])

    assert school.items == (
        "日時及び場所：次のとおり\n"
        f"・令和7年9月10日（水）13:00～15:00　実習室　2人　{lead.name}\n"
        "・令和7年9月10日（水）13:00～15:00　体育館　3人　白神 岳\n"
        "職種：建築大工\n"
        "指導者：次のとおり\n"
        f"・{lead.name}（ものづくりマイスター・主たる指導者）\n"
        "・白神 岳（ものづくりマイスター・主たる指導者）\n"
        "受講者：若手社員　5人\n"
        "材料費：なし\n"
        "その他：変更又は中止のときは、速やかに御連絡ください。"
        "実施後は、結果報告を御提出ください。"
    )
    assert [line for line in first.items.splitlines() if line.startswith("受講者")] == [
        "受講者：若手社員　2人"
    ]
    assert second.items == (
        f"派遣先：{row.client}\n"
        "日時、場所及び役割：次のとおり\n"
        "・令和7年9月10日（水）13:00～15:00　体育館　主たる指導者\n"
        "職種：建築大工\n"
        "内容：墨付け\n"
        "受講者：若手社員　3人\n"
        "立会職員：後日お知らせします。\n"
        "提出書類：実施後、活動報告書及び講師謝金等請求書を御提出ください。"
    )
