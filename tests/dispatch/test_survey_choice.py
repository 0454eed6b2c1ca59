"""調査先の選択: what the page says of each place before it is chosen."""

import re
from datetime import date

import pytest
import time_machine

from tests.dispatch.survey_pages import page
from tests.factories.office import OrganizationFactory, UserFactory
from tests.factories.surveys import SurveyFactory
from tests.factories.visits import ContactFactory

pytestmark = pytest.mark.django_db
ROW = re.compile(r'data-label="名称">\s*(\S+).*?data-label="送り先">\s*([^\s<]+)', re.DOTALL)


@pytest.mark.parametrize(
    ("place", "contact", "way"),
    [
        ({}, None, "未登録"),
        ({"address": "青森市新町1-1"}, None, "郵送"),
        ({"email": "a@example.jp"}, None, "メール"),
        ({"address": "青森市新町1-1"}, {"email": "b@example.jp"}, "メール"),
        ({}, {"email": ""}, "未登録"),
        ({}, {"email": "b@example.jp", "ends_on": date(2025, 3, 31)}, "未登録"),
    ],
)
@time_machine.travel("2025-06-10 10:00:00+09:00", tick=False)
def test_the_choice_says_how_each_can_be_reached(client, place, contact, way):
    client.force_login(UserFactory(tanto=True))
    firm = OrganizationFactory(**{"name": "架空木工", "email": "", "address": ""} | place)
    if contact:
        ContactFactory(organization=firm, **contact)

    html = client.get(page("survey_choose", SurveyFactory().pk)).content.decode()

    assert ROW.findall(html) == [("架空木工", way)]
    assert ("所在地もメールアドレスもありません" in html) == (way == "未登録")
