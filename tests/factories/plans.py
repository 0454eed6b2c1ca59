"""What is settled before a dispatch is decided: plan, roster, talks."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from dispatch import models
from tests.factories.office import UserFactory
from tests.factories.requests import RequestFactory


class PlanFactory(DjangoModelFactory):
    class Meta:
        model = models.DispatchPlan

    request = factory.SubFactory(RequestFactory, state="adjusting")
    aim = "3級の課題を標準時間内に仕上げる。"
    level = "基本の工具を使った経験がある"
    method = "見本を示した後、1人ずつ指導する。"


class TraineeFactory(DjangoModelFactory):
    class Meta:
        model = models.Trainee

    request = factory.SubFactory(RequestFactory, state="adjusting")
    order = factory.Sequence(lambda n: n + 1)
    name = factory.Sequence(lambda n: f"小川 あきら{n}")
    kana = "オガワ アキラ"
    group = "建築科2年"
    age = 17


class PriorMeetingFactory(DjangoModelFactory):
    class Meta:
        model = models.PriorMeeting

    request = factory.SubFactory(RequestFactory, state="adjusting")
    met_on = date(2025, 6, 9)
    place = "木工室"
    people = "藤野教諭、岩木マイスター、津軽担当"
    content = "作業台の数と電源を確かめた。"
    agreed = "かんなは各自のものを使う。"
    author = factory.SubFactory(UserFactory, tanto=True)
