"""公表同意: recorded with its paper, withdrawn, corrected, carried over, listed."""

from datetime import date
from io import BytesIO
from uuid import uuid4

import openpyxl
import pgtrigger
import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import InternalError, transaction
from django.urls import reverse

from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.front.merging.subjects import SUBJECTS
from aomori_skills.paperwork.list_exports import export_list
from aomori_skills.paperwork.models import Attachment, DisclosureLog, Job
from aomori_skills.paperwork.services import attachments, jobs
from meisters.choices import Consent, DocumentKind, PublicItem
from meisters.models import ConsentPaper, Meister, MeisterConsent
from meisters.services import consents, merging, register_import, registration
from meisters.services.public_profiles import print_profiles
from tests.factories.meisters import ApplicationFactory, ConsentFactory, MeisterFactory
from tests.factories.office import ProfileFactory, TradeFactory, UserFactory
from tests.factories.paperwork import PDF, uploaded
from tests.factories.publication import AGREED_ON, ConsentPaperFactory, agree, public_meister
from tests.meisters.register_books import appended, exported, upload
from tests.page_forms import forms_of

pytestmark = pytest.mark.django_db
UNDATED = "meisters.MeisterConsent:new_consent_dated"
LIST_QUERIES = 6


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2025-09-01 10:00:00+09:00", tick=False):
        yield


@pytest.fixture
def tanto(client):
    user = UserFactory(tanto=True)
    client.force_login(user)
    return user


def paper(name="同意書.pdf") -> SimpleUploadedFile:
    return uploaded(name, PDF)


def at(name, meister, **keys) -> str:
    return reverse(f"meisters:{name}", kwargs={"pk": meister.pk, **keys})


def answers(meister) -> dict[str, tuple]:
    rows = meister.consents.values_list("item", "answer", "answered_on", "way", "evidence")
    return {row[0]: row[1:] for row in rows}


def record(client, meister, **more):
    sent = {
        "items": ["name", "trade", "photo"],
        "answer": "agreed",
        "answered_on": "R7.8.20",
        "way": "post",
        "version": meister.version,
        "form_token": str(uuid4()),
    }
    return client.post(at("meister_consent_record", meister), sent | more)


def test_an_older_yes_does_not_undo_a_withdrawal(client, tanto):
    meister = MeisterFactory()
    agree(meister, "photo", answer=Consent.REFUSED, on=date(2025, 8, 25))

    answer = record(client, meister, upload=paper())

    assert answer.status_code == 422
    assert answer.context["form"].non_field_errors() == [
        "令和7年8月20日より後の回答が記録されている項目は、記録できません。"
        "写真（同意しない、令和7年8月25日）を外して記録してください。"
        "今の記録が誤っているときは、「公表同意を編集する」で直してください。"
    ]
    assert answers(meister) == {"photo": ("refused", date(2025, 8, 25), "post", None)}
    assert (meister.steps.count(), ConsentPaper.objects.count()) == (0, 0)


def test_who_read_before_a_withdrawal_sees_it_before_recording(client, tanto):
    meister = MeisterFactory()
    agree(meister, "photo", on=date(2025, 8, 20))
    page = client.get(at("meister_consent_record", meister)).content.decode()
    read = forms_of(page)[0].data
    consents.withdraw(
        meister.pk, items=["photo"], withdrawn_on=date(2025, 8, 20), way="phone", by=tanto
    )
    mine = read | {
        "items": ["photo"],
        "answer": "agreed",
        "answered_on": "R7.8.20",
        "way": "post",
    }

    answer = client.post(at("meister_consent_record", meister), mine)

    assert answer.status_code == 422
    assert [(one.label, one.theirs, one.yours) for one in answer.context["form"].differences] == [
        ("写真", "同意しない（令和7年8月20日）", "同意する（令和7年8月20日）")
    ]
    assert answers(meister)["photo"][0] == "refused"


def test_one_paper_answers_several_items(client, tanto):
    meister = MeisterFactory()

    answer = record(client, meister, upload=paper())

    held = meister.consent_papers.get()
    assert answer.url == f"{meister.get_absolute_url()}?tab=titles"
    row = ("agreed", date(2025, 8, 20), "post", held.attachment_id)
    assert answers(meister) == {"name": row, "trade": row, "photo": row}
    assert (held.get_kind_display(), held.received_on) == ("同意書", date(2025, 8, 20))
    step = meister.steps.get()
    assert (step.label, step.by, step.comment) == (
        "公表同意の記録",
        tanto,
        "氏名、認定職種、写真：同意する（令和7年8月20日、郵送）",
    )


def test_a_paper_that_is_there_can_prove_another_item(client, tanto):
    held = ConsentPaperFactory()

    record(client, held.meister, items=["area"], paper=held.pk)

    assert held.meister.consents.get().evidence == held.attachment
    assert ConsentPaper.objects.count() == 1


def test_a_second_click_records_nothing_twice(client, tanto):
    meister = MeisterFactory()
    sent = {"form_token": str(uuid4())}

    record(client, meister, upload=paper(), **sent)
    record(client, meister, upload=paper(), **sent)

    assert (meister.steps.count(), ConsentPaper.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("items", [], "項目を選択してください。"),
        ("answer", "unknown", "回答は一覧から選択してください。"),
        ("answered_on", "", "回答日を入力してください。"),
        (
            "answered_on",
            "R7.9.2",
            "回答日は明治元年1月25日から令和7年9月1日までの日付を入力してください。",
        ),
        ("way", "", "回答方法を選択してください。"),
    ],
)
def test_what_is_wrong_is_said_at_the_field(client, tanto, field, typed, sentence):
    meister = MeisterFactory()

    answer = record(client, meister, **{field: typed})

    assert answer.status_code == 422
    assert answer.context["form"].errors[field] == [sentence]
    assert meister.consents.count() == 0


def withdraw(client, meister, **more):
    sent = {
        "items": ["photo", "employer"],
        "withdrawn_on": "2025-09-01",
        "way": "phone",
        "form_token": str(uuid4()),
    }
    return client.post(at("meister_consent_withdraw", meister), sent | more)


def test_a_withdrawal_leaves_the_other_items_and_every_paper(client, tanto):
    held = ConsentPaperFactory()
    meister = held.meister
    agree(meister, paper=held)

    withdraw(client, meister, upload=paper("撤回書.pdf"))

    notice = meister.consent_papers.get(kind="withdrawal")
    gone = ("refused", date(2025, 9, 1), "phone", notice.attachment_id)
    kept = ("agreed", AGREED_ON, "post", held.attachment_id)
    assert answers(meister) == {
        item: gone if item in ("photo", "employer") else kept for item in PublicItem.values
    }
    assert meister.consent_papers.count() == 2
    assert meister.steps.get().comment == "勤務先、写真（令和7年9月1日、電話）"
    page = client.get(meister.get_absolute_url(), {"tab": "titles"}).content.decode()
    assert "撤回書.pdf" in page
    assert "公表同意書.pdf" in page


def test_the_page_says_from_which_outputs_an_item_disappears(client, tanto):
    meister = MeisterFactory()
    agree(meister, "name", "photo")

    page = client.get(at("meister_consent_withdraw", meister)).content.decode()

    assert "公表プロフィール（写真）" in page
    assert "公表シート（写真の有無）" in page
    assert "公表シート（勤務先）" not in page
    assert 'value="photo"' in page
    assert 'value="employer"' not in page


def test_without_consent_there_is_nothing_to_withdraw(client, tanto):
    meister = MeisterFactory()

    answer = client.get(at("meister_consent_withdraw", meister), follow=True)

    assert "公表に同意している項目はないため、撤回の記録は要りません。" in answer.content.decode()


def test_a_withdrawal_is_not_older_than_the_consent(client, tanto):
    meister = MeisterFactory()
    agree(meister)

    answer = withdraw(client, meister, withdrawn_on="2025-06-19")

    assert answer.context["form"].non_field_errors() == [
        "撤回日は、写真に同意した日（令和7年6月20日）以後の日付を入力してください。"
    ]
    assert set(meister.consents.values_list("answer", flat=True)) == {"agreed"}


def test_only_what_is_agreed_to_can_be_withdrawn():
    meister = MeisterFactory()
    agree(meister, "name")

    with pytest.raises(TransitionDenied, match="写真は公表に同意していないため"):
        consents.withdraw(
            meister.pk,
            items=["photo"],
            withdrawn_on=date(2025, 9, 1),
            way="phone",
            by=UserFactory(tanto=True),
        )


def test_a_withdrawal_takes_the_profiles_away_that_were_made_before(client, tanto):
    ProfileFactory()
    meister = public_meister()
    job = jobs.start(
        print_profiles,
        title="公表プロフィールの作成（1人）",
        by=tanto,
        permission="meisters.export_personal",
        total=1,
        purpose="派遣の調整・連絡",
        meister_ids=[meister.pk],
    )
    assert client.post(reverse("paperwork:job_download", args=(job.pk,))).status_code == 200

    withdraw(client, meister)

    assert Job.objects.get().result is None
    assert client.post(reverse("paperwork:job_download", args=(job.pk,))).status_code == 404


@pytest.fixture
def kept_files(tanto):
    """A profile and an Excel of the roster, both of one person."""
    ProfileFactory()
    meister = public_meister()
    about = {"by": tanto, "permission": "meisters.export_personal", "total": 1}
    jobs.start(print_profiles, title="公表プロフィール", meister_ids=[meister.pk], **about)
    jobs.start(
        export_list,
        title="公表用名簿のExcel",
        path=reverse("meisters:public_list"),
        query="",
        typed="_export=xlsx&purpose=内部での確認・点検",
        year=2025,
        **about,
    )
    assert Job.objects.filter(result__isnull=False).count() == 2
    return meister


def files() -> int:
    return Job.objects.filter(result__isnull=False).count()


def test_files_go_with_the_person_who_leaves(kept_files, tanto):
    registration.take_step(kept_files.pk, "pause", by=tanto, comment="療養のため")

    assert files() == 0


def test_files_go_with_a_text_that_they_show_and_stay_with_any_other(kept_files, tanto):
    kept_files.note = "電話は午後"
    registration.save_content(kept_files, by=tanto)
    before = files()
    kept_files.profile_message = "新しい抱負"
    registration.save_content(kept_files, by=tanto)

    assert (before, files()) == (2, 0)


def test_files_go_with_a_merger(kept_files, tanto):
    merging.forget_public_files(kept_files, MeisterFactory(), by=tanto, reason="重複")

    assert SUBJECTS["meisters"].finish is merging.forget_public_files
    assert files() == 0


# correction on the grid


def grid(client, meister) -> dict:
    page = client.get(at("meister_consents", meister)).content.decode()
    return forms_of(page)[0].data


def test_the_grid_saves_what_was_read_without_a_change(client, tanto):
    held = ConsentPaperFactory()
    agree(held.meister, paper=held)
    before = answers(held.meister)

    answer = client.post(at("meister_consents", held.meister), grid(client, held.meister))

    assert answer.status_code == 302
    assert answers(held.meister) == before


def test_a_new_answer_needs_its_day(client, tanto):
    meister = MeisterFactory()
    sent = grid(client, meister) | {"consents-photo": "refused"}

    refused = client.post(at("meister_consents", meister), sent)
    saved = client.post(at("meister_consents", meister), sent | {"consents-photo_on": "R7.8.1"})

    assert refused.status_code == 422
    assert "写真の回答日を入力してください。" in refused.content.decode()
    assert saved.status_code == 302
    assert answers(meister)["photo"] == ("refused", date(2025, 8, 1), "", None)


def test_a_day_needs_an_answer(client, tanto):
    meister = MeisterFactory()
    sent = grid(client, meister) | {"consents-photo_on": "2025-08-01"}

    answer = client.post(at("meister_consents", meister), sent)

    assert answer.status_code == 422
    assert "回答日に合わせて、写真の回答を選択してください。" in answer.content.decode()


def test_an_old_answer_without_a_day_can_be_saved_again_and_is_shown(client, tanto):
    meister = MeisterFactory()
    with pgtrigger.ignore(UNDATED):
        meister.consents.create(item="name", answer="agreed")

    answer = client.post(at("meister_consents", meister), grid(client, meister))

    assert answer.status_code == 302
    assert answers(meister)["name"] == ("agreed", None, "", None)
    assert meister.public.name == meister.name
    assert "日付なし" in client.get(reverse("meisters:consent_list")).content.decode()


def test_the_database_wants_a_day_too():
    meister = MeisterFactory()
    agree(meister, "name")

    with pytest.raises(InternalError), transaction.atomic():
        meister.consents.create(item="photo", answer="refused")
    with pytest.raises(InternalError), transaction.atomic():
        meister.consents.update(answered_on=None)


def test_a_new_paper_is_put_to_the_items_that_name_it(client, tanto):
    meister = MeisterFactory()
    agree(meister, "name", "photo")
    sent = grid(client, meister) | {"consents-photo_paper": "upload"}

    without = client.post(at("meister_consents", meister), sent)
    client.post(at("meister_consents", meister), sent | {"consents-upload": paper()})

    assert "同意書を選択してください。" in without.content.decode()
    held = meister.consent_papers.get()
    assert answers(meister)["photo"][3] == held.attachment_id
    assert answers(meister)["name"][3] is None


def test_a_paper_for_no_item_is_not_kept(client, tanto):
    meister = MeisterFactory()

    answer = client.post(
        at("meister_consents", meister), grid(client, meister) | {"consents-upload": paper()}
    )

    assert answer.status_code == 422
    assert "「同意書」の列で項目に付けてください。" in answer.content.decode()
    assert Attachment.objects.count() == 0


def test_the_second_of_two_people_sees_both_answers(client, tanto):
    meister = MeisterFactory()
    mine = grid(client, meister) | {"consents-name": "refused", "consents-name_on": "2025-08-01"}
    consents.record(
        meister.pk,
        items=["name"],
        answer="agreed",
        answered_on=date(2025, 8, 30),
        way="phone",
        by=UserFactory(tanto=True),
    )

    answer = client.post(at("meister_consents", meister), mine)

    assert answer.status_code == 422
    assert [(one.label, one.theirs, one.yours) for one in answer.context["form"].differences] == [
        ("氏名", "同意する", "同意しない"),
        ("氏名の回答日", "令和7年8月30日", "令和7年8月1日"),
        ("氏名の回答方法", "電話", "（空欄）"),
    ]


# papers


def test_a_paper_is_handed_out_on_record(client, tanto):
    held = ConsentPaperFactory()

    answer = client.post(at("meister_consent_paper", held.meister, paper=held.pk))

    assert answer.content == PDF
    log = DisclosureLog.objects.get()
    assert (log.by, log.medium, log.what) == (
        tanto,
        "file",
        f"{held.meister}さんの同意書（公表同意書.pdf）",
    )


def test_a_paper_of_somebody_else_is_not_found(client, tanto):
    held, other = ConsentPaperFactory(), MeisterFactory()

    answer = client.post(at("meister_consent_paper", other, paper=held.pk))

    assert answer.status_code == 404


def test_nobody_deletes_a_paper():
    held = ConsentPaperFactory()

    with pytest.raises(InternalError), transaction.atomic():
        held.delete()


# from the application, and from Excel


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


# the list


def listed(client, **query) -> list[str]:
    page = client.get(reverse("meisters:consent_list"), query)
    return [row.record.number for row in page.context["table"].rows]


@pytest.fixture
def three():
    """01 agrees to all with a paper, 02 refuses the photo without one, 03 was asked for nothing."""
    held = ConsentPaperFactory(meister=MeisterFactory(number="01", given_kana="ア"))
    agree(held.meister, paper=held)
    second = MeisterFactory(number="02", given_kana="イ", state="paused")
    agree(second)
    agree(second, "photo", answer=Consent.REFUSED, on=date(2025, 7, 1))
    third = MeisterFactory(number="03", given_kana="ウ")
    third.consents.create(item="name", answer="unknown")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, ["01", "02", "03"]),
        ({"answer": "agreed"}, ["01", "02"]),
        ({"item": "photo"}, ["01", "02", "03"]),
        ({"item": "photo", "answer": "agreed"}, ["01"]),
        ({"item": "photo", "answer": "refused"}, ["02"]),
        ({"item": "photo", "answer": "unknown"}, ["03"]),
        ({"item": "name", "answer": "unknown"}, ["03"]),
        ({"answer": "unknown"}, ["03"]),
        ({"unknown": "yes"}, ["03"]),
        ({"paper": "yes"}, ["02"]),
        ({"state": "paused"}, ["02"]),
        ({"unknown": "yes", "state": "paused"}, []),
    ],
)
def test_the_list_is_asked_by_item_answer_and_paper(client, tanto, three, query, found):
    assert listed(client, **query) == found


def test_the_list_in_excel_has_each_item_with_day_way_and_paper(client, tanto, three):
    url = reverse("meisters:consent_list")
    answer = client.post(url, {"_export": "xlsx", "purpose": "内部での確認・点検"})

    sheet = openpyxl.load_workbook(BytesIO(answer.content)).active
    head, *rows = sheet.iter_rows(values_only=True)
    by_number = {row[1]: dict(zip(head, row, strict=True)) for row in rows}
    names = (
        "写真の公表",
        "写真の公表の回答日",
        "写真の公表の回答方法",
        "写真の公表の同意書",
        "同意書なし",
    )
    found = {number: tuple(row[name] for name in names) for number, row in by_number.items()}
    assert found["01"][:1] + found["01"][2:4] == ("同意する", "郵送", "あり")
    assert found["01"][1].date() == AGREED_ON
    assert found["01"][4] in ("", None)
    everything = "、".join(PublicItem.labels)
    assert found["02"][:1] + found["02"][2:] == ("同意しない", "郵送", "なし", everything)
    assert [value or "" for value in found["03"]] == ["未確認", "", "", "", ""]


def test_the_list_is_printed_with_its_marks(client, tanto, three):
    url = reverse("meisters:consent_list")

    page = client.post(url, {"_export": "print", "purpose": "内部での確認・点検"}).content.decode()

    assert page.count('verdict-mark">○') == 13
    assert page.count('verdict-mark">×') == 1
    assert page.count('verdict-mark">？') == 7


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_number_of_questions(
    client, tanto, count, django_assert_num_queries
):
    for _ in range(count):
        agree(MeisterFactory())
    client.get(reverse("meisters:consent_list"))
    with django_assert_num_queries(LIST_QUERIES):
        answer = client.get(reverse("meisters:consent_list"))
    assert len(answer.context["table"].rows) == count


@pytest.mark.parametrize("trait", ["kaikei", "etsuran", "kanri"])
def test_only_staff_and_managers_record(client, trait):
    client.force_login(UserFactory(**{trait: True}))
    meister = MeisterFactory()
    agree(meister)

    pages = ("meister_consents", "meister_consent_record", "meister_consent_withdraw")
    found = {client.get(at(name, meister)).status_code for name in pages}

    assert found == {403}
    with pytest.raises(TransitionDenied):
        consents.record(
            meister.pk,
            items=["name"],
            answer="refused",
            answered_on=date(2025, 8, 1),
            way="phone",
            by=UserFactory(**{trait: True}),
        )
    assert MeisterConsent.objects.filter(answer="refused").count() == 0
