"""届いた書類: papers that came in, kept with their request."""

import pytest
from django.urls import reverse
from django.utils import timezone

from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.paperwork.models import Attachment, DisclosureLog
from dispatch.choices import ArrivedPaper
from dispatch.models import RequestFile
from dispatch.services import request_files
from tests.factories.office import UserFactory
from tests.factories.paperwork import PDF, uploaded
from tests.factories.requests import RequestFactory, arrived_paper

pytestmark = pytest.mark.django_db


@pytest.fixture
def tanto(client):
    user = UserFactory(tanto=True)
    client.force_login(user)
    return user


def kept(row, kind=ArrivedPaper.REQUEST, name="依頼書.pdf") -> RequestFile:
    return arrived_paper(row, kind=kind, name=name, by=UserFactory(tanto=True))


def at(name: str, *args) -> str:
    return reverse(f"dispatch:{name}", args=args)


def papers(row) -> str:
    return f"{row.get_absolute_url()}?tab=papers"


@pytest.mark.parametrize("ended", [False, True])
def test_a_paper_is_kept_in_any_state(client, tanto, ended):
    row = RequestFactory(cancelled=True) if ended else RequestFactory()
    data = {"kind": "consent", "upload": uploaded("承諾書.pdf", PDF), "note": "FAXで届いた"}

    answer = client.post(at("request_file_add", row.pk), data, follow=True)

    assert f"{row.number}に派遣承諾書「承諾書.pdf」を添付しました。" in answer.content.decode()
    file = row.files.get()
    assert (file.kind, file.note, file.attachment.uploaded_by) == ("consent", "FAXで届いた", tanto)
    assert file.attachment.read() == PDF


def test_a_paper_leaves_as_it_came_and_goes_on_record(client, tanto):
    file = kept(row := RequestFactory())

    answer = client.post(at("request_file", row.pk, file.pk))

    assert answer.content == PDF
    assert DisclosureLog.objects.get().what == f"{row.number} 派遣依頼書「依頼書.pdf」"


def test_a_paper_is_taken_out_once_and_its_file_stays(client, tanto):
    file = kept(row := RequestFactory())
    url = at("request_file_remove", row.pk, file.pk)

    first = client.post(url, follow=True).content.decode()
    second = client.post(url, follow=True).content.decode()

    assert f"{row.number}から派遣依頼書「依頼書.pdf」を外しました。" in first
    assert "この書類は、すでに外されています。" in second
    assert not row.files.exists()
    assert Attachment.objects.get(pk=file.attachment_id).removed_by == tanto


@pytest.mark.parametrize(
    ("kind", "role", "status"),
    [
        ("request", "kaikei", 200),
        ("roster", "kaikei", 403),
        ("insurance", "kaikei", 403),
        ("roster", "tanto", 200),
        ("request", "etsuran", 403),
    ],
)
def test_papers_with_names_of_trainees_are_for_few(client, kind, role, status):
    file = kept(row := RequestFactory(), kind)
    client.force_login(UserFactory(**{role: True}))

    address = at("request_file", row.pk, file.pk)
    page = client.get(papers(row)).content.decode()

    assert client.post(address).status_code == status
    assert (f'action="{address}"' in page) == (status == 200)
    assert "依頼書.pdf" in page


def test_a_paper_of_another_request_is_not_found_here(client, tanto):
    file, other = kept(RequestFactory()), RequestFactory()

    assert client.post(at("request_file", other.pk, file.pk)).status_code == 404
    client.post(at("request_file_remove", other.pk, file.pk))
    assert RequestFile.objects.filter(pk=file.pk).exists()


def test_the_service_asks_for_the_permission_itself():
    with pytest.raises(TransitionDenied, match="書類を添付する権限がありません"):
        request_files.attach(
            RequestFactory().pk,
            kind="other",
            upload=uploaded("依頼書.pdf", PDF),
            by=UserFactory(etsuran=True),
        )


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_the_same_few_queries(client, tanto, count, django_assert_num_queries):
    row = RequestFactory(judged_at=timezone.now(), judged_year=2025)
    for number in range(count):
        kept(row, name=f"依頼書{number}.pdf")

    with django_assert_num_queries(14):
        client.get(papers(row))


def test_the_history_tells_of_the_paper(client, tanto):
    file = kept(row := RequestFactory())
    request_files.take_out(row.pk, file.pk, by=tanto)

    page = client.get(f"{row.get_absolute_url()}?tab=history").content.decode()

    assert "添付書類" in page
    assert "依頼書.pdf" in page
