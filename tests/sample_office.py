"""One of everything, for tests that visit every page."""

from dataclasses import dataclass
from datetime import date

import time_machine

from aomori_skills.front import wording
from aomori_skills.office.models import ClosedDay, YearRule
from meisters.services import register_import
from tests.dispatch import decision_situations
from tests.factories import asks as a
from tests.factories import (
    briefings,
    confirmations,
    consultations,
    instructors,
    publication,
    sessions,
)
from tests.factories import courses as k
from tests.factories import meisters as m
from tests.factories import office as o
from tests.factories import outbox as x
from tests.factories import paperwork as p
from tests.factories import plans as dp
from tests.factories import requests as r
from tests.factories import surveys as s
from tests.factories import visits as v
from tests.meisters import situations
from tests.meisters.register_books import exported, upload


@dataclass
class SampleOffice:
    """Rows by the first words of the pages' names, and the other keys that addresses carry."""

    rows: dict[str, object]
    keys: dict[str, object]
    queries: dict[str, str]

    def key(self, name: str, key: str):
        """The value of ``key`` in the address of the page ``name``; fails if nobody listed it."""
        page = name.rpartition(":")[2]
        for known in (f"{page}.{key}", key):
            if known in self.keys:
                return self.keys[known]
        subjects = [subject for subject in self.rows if page.startswith(subject)]
        if key == "pk" and subjects:
            return self.rows[max(subjects, key=len)].pk
        raise AssertionError(f"sample_office has no {key} for {name}")


def sample_office() -> SampleOffice:
    """Make the rows; every page must open with them."""
    with time_machine.travel(situations.TODAY):
        batch = situations.submitted()
        draft = situations.complete()
        approved = situations.approved()
    tanto, shonin = o.UserFactory(tanto=True), o.UserFactory(shonin=True)
    wording.load()
    meister = m.MeisterFactory()
    kept = o.OrganizationFactory(phone="017-700-0001", note="旧社名あり")
    looks_same = o.OrganizationFactory(phone="017-700-0001")
    apart = o.told_apart(kept, o.OrganizationFactory(phone="017-700-0001"), by=tanto)
    shown = publication.public_meister()
    paper = publication.ConsentPaperFactory(meister=shown)
    asked = confirmations.ConfirmationFactory()
    call = confirmations.CallFactory(confirmation=asked)
    course = k.CourseFactory()
    k.ParticipationFactory(course=course)
    k.ParticipationFactory(course=course, invited=True)
    messages = x.sample_messages(tanto)
    replied = s.AddresseeFactory(replied=True)
    wanted = a.AskFactory(sessions=[sessions.SessionFactory()])
    rows = {
        "application": draft,
        "application_start": m.CandidateFactory(),
        "ask": wanted,
        "ask_accept": a.AskFactory(asked=True, sessions=[sessions.SessionFactory()]),
        "ask_add": wanted.request,
        "ask_consent": a.AskFactory(accepted=True),
        "ask_decline": a.AskFactory(asked=True),
        "ask_letters": wanted.request,
        "ask_undo": a.AskFactory(asked=True),
        "assignment": sessions.AssignmentFactory(),
        "assignment_confirm": sessions.AssignmentFactory(state="tentative"),
        "assistant": instructors.AssistantFactory(),
        "assistant_reopen": instructors.AssistantFactory(ended_on=date(2025, 4, 30)),
        "assistant_asks": instructors.AssistantFactory(),
        "batch": batch,
        "briefing": briefings.BriefedFactory().briefing,
        "calendar_session": sessions.SessionFactory(),
        "candidate": m.CandidateFactory(),
        "client": o.OrganizationFactory(),
        "consultation": consultations.ConsultationFactory(next_action="電話する"),
        "consultation_reopen": consultations.ConsultationFactory(
            next_action="電話する", next_done_on=date(2025, 7, 1)
        ),
        "course": course,
        "course_invite": k.ParticipationFactory(
            course__starts_on=date(2099, 10, 1), course__reply_by=None
        ).course,
        "course_remind": k.ParticipationFactory(
            invited=True, course__starts_on=date(2099, 10, 1)
        ).course,
        "closed_day": ClosedDay.objects.create(day=date(2025, 12, 29), reason="年末休業"),
        "confirmation": asked.round,
        "confirmation_call": asked,
        "confirmation_call_edit": call,
        "confirmation_person": asked,
        "day": sessions.AssignmentFactory().session,
        "delegation": o.DelegationFactory(manager=shonin, delegate=tanto),
        "document": batch.letter,
        "job": p.JobFactory(by=tanto, permission="office.view_home"),
        "meister": meister,
        **messages,
        "meister_import_check": register_import.keep(
            upload(exported()), adds_employers=False, by=tanto
        ),
        "meister_consent": shown,
        "meister_public": shown,
        "organization": o.OrganizationFactory(),
        "participation": k.ParticipationFactory(course=course, completed=True),
        "plan": v.PlanFactory(),
        "plan_restore": v.PlanFactory(cancelled=True, trade=None),
        "prior_meeting": dp.PriorMeetingFactory(),
        "profile": o.ProfileFactory(),
        "public_sheet": publication.exported(by=tanto),
        "request": r.RequestFactory(days=[date(2025, 9, 10)]),
        "request_file": (arrived := r.arrived_paper(by=tanto)).request,
        "request_file_remove": arrived.request,
        "request_people": r.RequestFactory(state="adjusting"),
        "request_session": r.RequestFactory(state="adjusting", days=[date(2025, 9, 10)]),
        "round": batch.round,
        "rule": YearRule.objects.first(),
        "reply": replied,
        "session": sessions.AssignmentFactory().session,
        "session_revive": sessions.SessionFactory(
            state="cancelled", cancel_side="weather", cancel_reason="大雪"
        ),
        "skilled_worker": instructors.SkilledWorkerFactory(),
        "skilled_worker_reopen": instructors.SkilledWorkerFactory(ended_on=date(2025, 4, 30)),
        "skilled_worker_asks": instructors.SkilledWorkerFactory(),
        "survey": replied.survey,
        "survey_reopen": s.SurveyFactory(name="前回の調査", closed_on=date(2025, 7, 1)),
        "addressee": replied,
        "addressee_remove": s.AddresseeFactory(),
        "addressee_sent": s.AddresseeFactory(),
        "addressee_undeliverable": s.AddresseeFactory(sent=True),
        "addressee_decline": s.AddresseeFactory(sent=True),
        "addressee_found": s.AddresseeFactory(undeliverable=True),
        "wish": s.WishFactory(addressee=replied),
        "wish_restore": s.WishFactory(addressee=replied, dropped=True),
        "proposal": s.ProposalFactory(addressee=replied),
        "proposal_restore": s.ProposalFactory(addressee=replied, dropped=True),
        "trade": o.TradeFactory(),
        "user": tanto,
        "visit": v.VisitFactory(planned=True, next_action="電話する"),
        "visit_reopen": v.VisitFactory(next_action="電話する", next_done_on=date(2025, 7, 1)),
    }
    keys = {
        "year": YearRule.objects.first().fiscal_year,
        "day": date(2025, 9, 10),
        "application_section.slug": "qualifications",
        "application_step.name": "receive",
        "application_document.attachment": draft.documents.first().attachment_id,
        "application_document_remove.document": draft.documents.first().pk,
        "ask_move.direction": "up",
        "request_file.file": arrived.pk,
        "request_file_remove.file": arrived.pk,
        "candidate_step.name": "decline",
        "meister_consent_paper.paper": paper.pk,
        "course_create.kind": "teaching",
        "course_step.name": "hold",
        "participation_certificate.name": "issue",
        "meister_section.section": "trades",
        "merge_choose.kind": "organizations",
        "merge_choose.pk": kept.pk,
        "merge_confirm.kind": "organizations",
        "merge_confirm.pk": kept.pk,
        "merge_confirm.other": looks_same.pk,
        "merge_apart.kind": "organizations",
        "merge_apart.pk": kept.pk,
        "merge_apart.other": looks_same.pk,
        "merge_rejoin.kind": "organizations",
        "merge_rejoin.pk": apart.first_id,
        "merge_rejoin.other": apart.second_id,
        "message_step.name": "cancel",
        "message_file.attachment": messages["message"].attachments.get().attachment_id,
        "message_file_remove.attachment": messages["message"].attachments.get().attachment_id,
        "meister_step.name": "pause",
        "request_notices.pk": decision_situations.decided(shonin).pk,
        "request_plan_paper.name": "plan",
        "request_step.name": "adjust",
        "request_day_checks.pk": sessions.SessionFactory().request_id,
        "request_trainee_paper.name": "pdf",
        "confirmation_slip.pk": asked.pk,
        "report_file.slug": "meisters-by-trade",
    }
    queries = {
        "meisters:briefing_letters": f"?meister={meister.pk}",
        "dispatch:reply_check": f"?file={s.ReplyFileFactory().pk}",
        "meisters:batch_confirm": f"?round={batch.round.pk}&application={approved.pk}",
    }
    return SampleOffice(rows=rows, keys=keys, queries=queries)
