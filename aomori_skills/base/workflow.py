"""States, transitions and the log of steps.

``rules.py`` of an area declares a ``Workflow``; its model inherits ``StatefulModel`` and has one
log table that inherits ``Step``. Only services call ``move``, under a row lock.
"""

from dataclasses import dataclass

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from aomori_skills.base.conflict import VersionedModel


class TransitionDenied(Exception):
    """A step that the rules refuse; its text is a sentence for the user."""


@dataclass(frozen=True)
class Transition:
    """One arrow of a workflow: from ``sources`` to ``target``, for holders of ``permission``.

    ``label`` is the verb on the button (承認する), ``done`` the word of the log (承認).
    """

    name: str
    label: str
    done: str
    sources: tuple[str, ...]
    target: str
    permission: str
    comment_required: bool = False
    primary: bool = False


class Workflow:
    """A table of transitions over a TextChoices of states."""

    def __init__(self, states, transitions: tuple[Transition, ...]):
        self.states = states
        self.transitions = {transition.name: transition for transition in transitions}

    def __getitem__(self, name: str) -> Transition:
        return self.transitions[name]

    def check(self, transition: Transition, subject, *, by, comment: str = "") -> None:
        """Raise TransitionDenied with a sentence unless ``by`` may take this step now."""
        if not by.has_perm(transition.permission):
            raise TransitionDenied(
                f"{transition.done}の権限がありません。担当の管理者に確認してください。"
            )
        if subject.state not in transition.sources:
            state = self.states(subject.state).label
            raise TransitionDenied(
                f"{subject}は現在「{state}」のため、{transition.done}はできません。"
                "画面を開き直して最新の状態を確認してください。"
            )
        if transition.comment_required and not comment.strip():
            raise TransitionDenied(f"{transition.done}の理由を入力してください。")

    def available(self, subject, *, by) -> list[Transition]:
        """Transitions that the state and the role allow (the area's rules may still refuse)."""
        return [
            transition
            for transition in self.transitions.values()
            if subject.state in transition.sources and by.has_perm(transition.permission)
        ]


class StatefulModel(VersionedModel):
    """A row with a state; subclasses have ``steps`` (reverse of their Step table)."""

    state = models.CharField("状態", max_length=20)
    state_changed_at = models.DateTimeField("状態の変更日時", default=timezone.now, editable=False)

    class Meta:
        abstract = True

    def move(self, transition: Transition, *, by, comment: str = "", also: tuple[str, ...] = ()):
        """Set the state, save it with the fields ``also``, and write the step down.

        Call only from a service, with the row locked and the rules asked.
        """
        before = self.state
        self.state = transition.target
        self.state_changed_at = timezone.now()
        self.save_version(update_fields=("state", "state_changed_at", *also))
        return self.steps.create(
            from_state=before,
            to_state=transition.target,
            transition=transition.name,
            label=transition.done,
            by=by,
            comment=comment.strip(),
        )


class Step(models.Model):
    """One step in the life of a subject; never changed once written."""

    from_state = models.CharField("変更前", max_length=20, blank=True)
    to_state = models.CharField("変更後", max_length=20)
    transition = models.CharField("手続コード", max_length=30)
    label = models.CharField("手続", max_length=30)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="処理者"
    )
    at = models.DateTimeField("日時", default=timezone.now, db_index=True)
    comment = models.TextField("コメント", blank=True)

    class Meta:
        abstract = True
        ordering = ("at", "pk")


def comment_constraint(name: str, transitions: tuple[str, ...]) -> models.CheckConstraint:
    """The database's own refusal of a step in ``transitions`` that has no comment."""
    return models.CheckConstraint(
        condition=~Q(transition__in=transitions) | ~Q(comment=""),
        name=name,
        violation_error_message="理由を入力してください。",
    )
