"""The acts by which a person's application comes into being, one after the other."""

from dataclasses import dataclass
from datetime import date

from aomori_skills.front.demo import attachments, contents
from aomori_skills.front.demo.agenda import Story
from aomori_skills.front.demo.candidates import new_candidate
from aomori_skills.front.demo.rows import table
from aomori_skills.office.models import User
from meisters.choices import Consent, DocumentKind, Licence, Way
from meisters.models import ApplicationRound, Candidate, CertificationApplication
from meisters.services import applications, approvals, candidates, inquiry_replies

FIRST_NUMBER = 5000
JUDGEMENT = "面談と推薦書により、若年者を指導する技能と意欲が十分にあると判断する。"


@dataclass
class Applicant:
    """One person on the way to the certification; ``by`` is the member of the staff at work."""

    row: dict[str, str]
    number: int
    by: User
    candidate: Candidate | None = None
    application: CertificationApplication | None = None

    def meet(self, day: date, *, note: str = "") -> Story:
        """The visit, with the explanation of the scheme."""
        yield day, self.by
        candidate = new_candidate(self.row, self.number, met_on=day, met_at=self.row["employer"])
        candidate.explained_on, candidate.note, candidate.owner = day, note, self.by
        candidate.full_clean()
        self.candidate = candidates.register(candidate, by=self.by)

    def write(self, day: date, round_: ApplicationRound, *, whole: bool = True) -> Story:
        """The draft, with the papers if it is ``whole``."""
        yield day, self.by
        self.application = applications.start(self.candidate.pk, by=self.by)
        contents.fill(self.application.pk, self.row, round_, day, by=self.by, whole=whole)
        for kind in self._papers() if whole else ():
            self._attach(kind, day)

    def hand_in(self, day: date, way: str = Way.BROUGHT) -> Story:
        yield day, self.by
        applications.receive(self.application.pk, by=self.by, received_on=day, way=way)

    def check(self, day: date) -> Story:
        yield day, self.by
        applications.confirm(self.application.pk, by=self.by)

    def ask(self, day: date, comment: str = "") -> Story:
        yield day, self.by
        applications.request_approval(self.application.pk, by=self.by, comment=comment)

    def approve(self, day: date, manager: User) -> Story:
        yield day, manager
        approvals.approve(self.application.pk, by=manager, head_judgement=JUDGEMENT)

    def reply(self, day: date, comment: str) -> Story:
        """補正の提出: the letter, the corrected form and the archive are made."""
        yield day, self.by
        inquiry_replies.answer(self.application.pk, by=self.by, comment=comment, replied_on=day)

    def take(self, day: date, step: str, comment: str) -> Story:
        """取下げ … by the name of the step."""
        yield day, self.by
        applications.take_step(self.application.pk, step, by=self.by, comment=comment)

    def _papers(self) -> list[str]:
        kinds = [
            DocumentKind.SIGNED_FORM,
            DocumentKind.RECOMMENDATION,
            DocumentKind.CERTIFICATE,
            DocumentKind.EXPERIENCE_PROOF,
            DocumentKind.CONSENT_FORM,
        ]
        if self.row["licence"] == Licence.HELD:
            kinds.append(DocumentKind.LICENCE_COPY)
        if self.row["photo"] == Consent.AGREED:
            kinds.append(DocumentKind.PHOTO)
        return kinds

    def _attach(self, kind: str, day: date) -> None:
        name = str(self.candidate)
        if kind == DocumentKind.PHOTO:
            upload = attachments.portrait(name)
        else:
            upload = attachments.scan(DocumentKind(kind).label, name, day)
        applications.add_document(self.application.pk, kind=kind, upload=upload, by=self.by)


def applicants(authors: dict[str, User]) -> dict[str, Applicant]:
    """Everybody in the table by key; ``authors`` names who is at work on whom."""
    rows = enumerate(table("applicants.csv"), FIRST_NUMBER)
    return {row["key"]: Applicant(row, number, authors[row["key"]]) for number, row in rows}
