"""Mergers as tests do them."""

from datetime import date

import pytest

from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.front.merging import act
from aomori_skills.office.models import Merger
from meisters.models import BankAccount, MeisterConsent


def merge(subject, kept, lost, by, **more):
    return act.merge(
        subject, kept.pk, lost.pk, **{"by": by, "reason": "二重登録", "chosen": {}, **more}
    )


def refused(subject, kept, lost, by, **more) -> str:
    with pytest.raises(TransitionDenied) as denied:
        merge(subject, kept, lost, by, **more)
    assert Merger.objects.count() == 0
    assert again(lost).merged_into is None
    return str(denied.value)


def again(row):
    return type(row).with_merged.get(pk=row.pk)


def account(meister, number="1234567"):
    return BankAccount.objects.create(
        meister=meister, bank="りんご銀行", branch="本店", number=number, holder_kana="イワキ"
    )


def consent(meister, item, answer):
    return MeisterConsent.objects.create(
        meister=meister, item=item, answer=answer, answered_on=date(2025, 7, 1), way="post"
    )
