"""受講者名簿 of the demo: apples and flowers of the prefecture as names of nobody."""

from itertools import islice, product

from aomori_skills.front.demo.rows import Rows
from aomori_skills.office.models import User
from dispatch.models import Trainee
from dispatch.services import plans, requests
from meisters.choices import Answer

FAMILIES = (
    ("紅野", "ベニノ"),
    ("千秋野", "センシュウノ"),
    ("国光野", "コッコウノ"),
    ("世界野", "セカイノ"),
    ("星金", "ホシガネ"),
    ("北斗野", "ホクトノ"),
    ("名月野", "メイゲツノ"),
)
GIVEN = (
    ("つがる", "ツガル"),
    ("ふじ子", "フジコ"),
    ("陸奥男", "ムツオ"),
    ("さくら", "サクラ"),
    ("はまなす", "ハマナス"),
    ("翠", "ミドリ"),
    ("旭", "アサヒ"),
    ("早生子", "ワセコ"),
    ("桔梗", "キキョウ"),
    ("金星", "キンセイ"),
)
REFUSES, UNASKED = 19, 11
"""Every so many of a roster refuse photographs, or have not answered."""


def fill(request_id: int, ages: str, by: User) -> None:
    """As many as the client told, of ``ages`` (「16-17」), in classes of 23."""
    request = requests.locked(request_id)
    youngest, oldest = map(int, ages.split("-"))
    names = islice(product(FAMILIES, GIVEN), request.people)
    rows = [
        Trainee(
            order=number,
            name=f"{family} {given}",
            kana=f"{family_kana} {given_kana}",
            group=f"{request.grade} {(number - 1) // 23 + 1}組" if request.people > 23 else "",
            age=youngest + number % (oldest - youngest + 1),
            photo_consent=_consent(number),
        )
        for number, ((family, family_kana), (given, given_kana)) in enumerate(names, 1)
    ]
    plans.save_roster(request, by=by, parts=[Rows("request", rows)])


def _consent(number: int) -> Answer:
    if number % REFUSES == 0:
        return Answer.NO
    return Answer.UNKNOWN if number % UNASKED == 0 else Answer.YES
