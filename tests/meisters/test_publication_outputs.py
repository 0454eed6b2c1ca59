"""Every output × every item: what is withdrawn is gone from the real file at once."""

from io import BytesIO

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from aomori_skills.paperwork.models import Job
from meisters.choices import Consent, PublicItem
from meisters.models import Meister, PublicSheetExport
from meisters.services import consents
from tests.factories.meisters import MeisterFactory
from tests.factories.office import ProfileFactory, UserFactory
from tests.factories.publication import AGREED_ON, SHOWN, agree, public_meister

pytestmark = pytest.mark.django_db

PURPOSE = {"purpose": "派遣の調整・連絡", "purpose_note": ""}


def staff() -> Client:
    client = Client()
    client.force_login(UserFactory(tanto=True))
    return client


def cells(content: bytes) -> str:
    rows = openpyxl.load_workbook(BytesIO(content)).worksheets[0].iter_rows(values_only=True)
    return "\n".join(
        f"{heading}={value}"
        for head in [next(rows)]
        for row in rows
        for heading, value in zip(head, row, strict=True)
        if value
    )


def pdf_words(content: bytes) -> str:
    pages = PdfReader(BytesIO(content)).pages
    pictures = sum(len(page.images) for page in pages)
    text = "".join(page.extract_text() for page in pages)
    return f"{''.join(text.split())} pictures={pictures}"


def sheet() -> str:
    client = staff()
    made = client.post(reverse("meisters:public_sheet_create"), PURPOSE)
    if made.status_code == 422:
        return ""
    export = PublicSheetExport.objects.first()
    return cells(client.post(reverse("meisters:public_sheet_file", args=(export.pk,))).content)


def roster(**sent) -> bytes:
    url = reverse("meisters:public_list")
    if not sent:
        page = staff().get(url).content.decode()
        return page[page.index('id="results"') :].encode()
    return staff().post(url, PURPOSE | sent).content


def profile() -> str:
    meister = Meister.with_merged.get(number="02-04321")
    answer = staff().post(reverse("meisters:meister_public_profile", args=(meister.pk,)))
    return pdf_words(answer.content) if answer.status_code == 200 else ""


def profiles() -> str:
    client = staff()
    made = client.post(reverse("meisters:public_profiles"), PURPOSE)
    if made.status_code == 422:
        return ""
    job = Job.objects.first()
    return pdf_words(client.post(reverse("paperwork:job_download", args=(job.pk,))).content)


OUTPUTS = {
    "public sheet": sheet,
    "roster on screen": lambda: roster().decode(),
    "roster in Excel": lambda: cells(roster(_export="xlsx")),
    "roster in print": lambda: roster(_export="print").decode(),
    "profile": profile,
    "profiles of the list": profiles,
}
NOT_SHOWN = {
    "roster on screen": {PublicItem.PROFILE},
    "roster in print": {PublicItem.PROFILE},
}
"""The three texts are too long for a list; its Excel has them."""
ONLY_IN_EXCEL = ("ツガル リンゴ", "ものづくり分野")


def words_of(output: str, item: str) -> tuple[str, ...]:
    if item in NOT_SHOWN.get(output, ()):
        return ()
    if item == PublicItem.PHOTO:
        if output.startswith("profile"):
            return ("pictures=1",)
        return ("写真の有無=あり",) if output == "public sheet" else ("あり",)
    words = SHOWN[item]
    if output in ("roster on screen", "roster in print"):
        words = [word for word in words if word not in ONLY_IN_EXCEL]
    return tuple(words)


def present(output: str, text: str) -> dict[str, bool]:
    if output.startswith("profile"):
        return {
            item: all("".join(word.split()) in text for word in words_of(output, item))
            for item in PublicItem
        }
    return {item: all(word in text for word in words_of(output, item)) for item in PublicItem}


@pytest.fixture(autouse=True)
def office():
    ProfileFactory()


@pytest.mark.parametrize("output", OUTPUTS)
def test_everything_agreed_to_is_shown(output):
    public_meister()

    text = OUTPUTS[output]()

    assert present(output, text) == dict.fromkeys(PublicItem, True)


@pytest.mark.parametrize("item", PublicItem)
@pytest.mark.parametrize("output", OUTPUTS)
def test_a_withdrawn_item_is_gone_at_once(output, item):
    meister = public_meister()
    before = OUTPUTS[output]()
    consents.withdraw(
        meister.pk,
        items=[item],
        withdrawn_on=AGREED_ON,
        way="phone",
        by=UserFactory(tanto=True),
    )

    after = OUTPUTS[output]()

    words = ["".join(w.split()) if "profile" in output else w for w in words_of(output, item)]
    assert [word for word in words if word not in before] == []
    assert [word for word in words if word in after] == []
    if item == PublicItem.NAME:
        everything = [word for one in SHOWN for word in words_of(output, one)]
        assert [w for w in everything if w in after] == []
    elif item not in (PublicItem.TRADE, PublicItem.QUALIFICATION):
        rest = present(output, after)
        expected = dict.fromkeys(PublicItem, True)
        assert rest | {item: True} == expected


@pytest.mark.parametrize("answer", ["unknown", None])
@pytest.mark.parametrize("item", PublicItem)
@pytest.mark.parametrize("output", OUTPUTS)
def test_what_nobody_has_asked_is_never_a_yes(output, item, answer):
    meister = public_meister()
    if answer is None:
        meister.consents.filter(item=item).delete()
    else:
        agree(meister, item, answer=Consent.UNKNOWN, on=None)

    text = OUTPUTS[output]()

    words = ["".join(w.split()) if "profile" in output else w for w in words_of(output, item)]
    assert [word for word in words if word in text] == []


@pytest.mark.parametrize("state", ["paused", "resigned", "revoked", "moved", "deceased"])
@pytest.mark.parametrize("output", OUTPUTS)
def test_only_active_people_are_shown(output, state):
    public_meister(state=state)

    text = OUTPUTS[output]()

    assert "津軽" not in text
    assert "こけし製造" not in text


@pytest.mark.parametrize("output", OUTPUTS)
def test_somebody_merged_into_another_is_not_shown(output):
    merged = public_meister()
    Meister.objects.filter(pk=merged.pk).update(merged_into=MeisterFactory())

    text = OUTPUTS[output]()

    assert "02-04321" not in text
