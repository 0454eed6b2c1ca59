"""Jobs in every state, and what their pages show of them."""

from django.urls import reverse
from django.utils import timezone

from aomori_skills.base import pdf
from aomori_skills.paperwork.models import Job
from aomori_skills.paperwork.services import attachments
from tests.factories.office import UserFactory
from tests.factories.paperwork import JobFactory

CODE = {
    "waiting": {},
    "running": {"started_at": timezone.now(), "done": 12, "current": "りんご工務店あての文書"},
    "done": {"started_at": timezone.now(), "finished_at": timezone.now()},
    "failed": {"finished_at": timezone.now(), "error": "3月1日で止まりました。"},
    "cancelled": {"finished_at": timezone.now(), "cancel_requested_at": timezone.now()},
}


def job_in(state, **more) -> Job:
    return JobFactory(state=state, **CODE[state] | more)


def with_file(**more) -> Job:
    given = {"content_type": pdf.CONTENT_TYPE, "by": more.get("by") or UserFactory()}
    file = attachments.keep(b"%PDF all letters", name="説明文書.pdf", **given)
    return job_in("done", result=file, result_note="30通を発行しました。", **more)


def address(job, name="detail"):
    return reverse(f"paperwork:job_{name}", args=(job.pk,))


def text_of(answer) -> str:
    return answer.content.decode()


def buttons(answer) -> list[str]:
    """The words of the buttons of the page that act on the job."""
    words = ("取り消す", "もう一度行う", "ダウンロードする", "結果の画面を開く")
    return [word for word in words if f">{word}</" in text_of(answer)]
