"""What a long act tells while it works: how far it is, and what it made."""

from collections.abc import Callable, Iterable, Iterator

from aomori_skills.paperwork.models import Attachment, Job
from aomori_skills.paperwork.rules.jobs import Cancelled
from aomori_skills.paperwork.services import attachments


class Progress:
    """Handed to every long act as its first argument.

    ``by`` is the user who started it. ``line`` is the worker's second connection, on which others
    see the steps while the transaction of the act is open; an act that is done at once has none.
    """

    def __init__(self, job: Job, line=None):
        self.job, self.by, self.line = job, job.by, line
        self.record = ""
        self.done = 0
        self.result: Attachment | None = None
        self.words = ""
        self.url = ""

    def step(self, record: object = "") -> None:
        """Begin with the next record, named in words; Cancelled if the user asked to stop.

        Without a name no record is in hand: what is refused then is not the fault of one.
        """
        self.count(self.done + (1 if self.record else 0), record)

    def count(self, done: int, record: object) -> None:
        """``done`` records are done; go on with ``record``. For steps of more than one."""
        self.done, self.record = done, str(record)[:200]
        if self.line and self.line.tell(done=self.done, current=self.record):
            raise Cancelled

    def each(self, rows: Iterable, words: Callable[[object], str] = str) -> Iterator:
        """``rows`` one by one, each a step."""
        for row in rows:
            self.step(words(row))
            yield row
        self.step()

    def keep(self, content: bytes, *, name: str, content_type: str, note: str = "") -> Attachment:
        """Keep the file that the act made, for download from the page of the job."""
        self.result = attachments.keep(
            content, name=name, content_type=content_type, by=self.job.by
        )
        self.words = note or self.words
        return self.result

    def note(self, text: str, url: str = "") -> None:
        """Say what was done, and on which page the work goes on."""
        self.words, self.url = text, url or self.url
