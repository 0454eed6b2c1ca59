"""公表同意: carried over from the application, and imported from Excel."""

from datetime import date

import pytest
import time_machine

from aomori_skills.paperwork.services import attachments
from meisters.choices import DocumentKind, PublicItem
from meisters.models import Meister
from meisters.services import register_import, registration
from tests.factories.meisters import ApplicationFactory, ConsentFactory
from tests.factories.office import TradeFactory, UserFactory
from tests.factories.publication import AGREED_ON, ConsentPaperFactory, agree
from tests.meisters.consent_answers import answers, paper
from tests.meisters.register_books import appended, exported, upload

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2025-09-01 10:00:00+09:00", tick=False):
        yield


def certified(application):
    return registration.register_certified(
        application,
        number="02-77777",
        certified_on=date(2025, 8, 29),
        by=UserFactory(tanto=True),
    )


def test_the_answers_of_the_application_come_with_way_and_paper():
    application = ApplicationFactory(received_on=date(2025, 7, 4), received_way="brought")
    ConsentFactory(application=application, item="name", answered_on=date(2025, 7, 1))
    ConsentFactory(application=application, item="trade", answered_on=None)
    ConsentFactory(application=application, item="photo", answer="unknown", answered_on=None)
    form = attachments.store(paper(), by=application.author)
    application.documents.create(kind=DocumentKind.CONSENT_FORM, attachment=form)

    meister = certified(application)

    assert answers(meister) == {
        "name": ("agreed", date(2025, 7, 1), "brought", form.pk),
        "trade": ("agreed", date(2025, 7, 4), "brought", form.pk),
        "photo": ("unknown", None, "", None),
    }
    assert meister.consent_papers.get().attachment == form


def test_an_application_without_the_form_gives_no_paper():
    application = ApplicationFactory()
    ConsentFactory(application=application, item="name", answered_on=date(2025, 7, 1))

    meister = certified(application)

    assert answers(meister) == {"name": ("agreed", date(2025, 7, 1), "", None)}
    assert meister.consent_papers.count() == 0


NEW = {
    "認定番号": "02-99999",
    "認定日": "R1.10.1",
    "姓": "八戸",
    "名": "花子",
    "姓（カナ）": "ﾊﾁﾉﾍ",
    "名（カナ）": "はなこ",
    "職種1": "造園",
    "公表同意（写真）": "同意する",
}


def test_the_import_wants_the_day_of_a_new_answer():
    TradeFactory(name="造園")
    by = UserFactory(tanto=True)
    kept = register_import.keep(upload(appended(exported(), NEW)), adds_employers=False, by=by)

    plan = register_import.plan_of(kept)

    assert [(one.heading, one.text) for one in plan.errors] == [
        (
            "公表同意の回答日（写真）",
            "公表同意（写真）に合わせて、本人が回答した日を入力してください。",
        )
    ]


def test_an_answer_changed_by_the_import_rests_on_no_old_paper():
    held = ConsentPaperFactory()
    agree(held.meister, paper=held)
    meister = Meister.objects.select_for_update().get(pk=held.meister_id)
    wanted = [{"item": item, "answer": "agreed", "answered_on": AGREED_ON} for item in PublicItem]
    wanted[0] = {"item": "name", "answer": "refused", "answered_on": date(2025, 8, 1)}

    registration.save_content(meister, by=UserFactory(tanto=True), rows={"consents": wanted})

    assert answers(meister)["name"] == ("refused", date(2025, 8, 1), "", None)
    assert answers(meister)["photo"] == ("agreed", AGREED_ON, "post", held.attachment_id)
