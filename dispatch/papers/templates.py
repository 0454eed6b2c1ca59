"""The wording of all letters and mails about dispatches, as the office begins with it."""

from dispatch.papers import ask_letters, cancel_letters, decision_letters, survey_letters

TEMPLATES = (
    *survey_letters.TEMPLATES,
    *ask_letters.TEMPLATES,
    *decision_letters.TEMPLATES,
    *cancel_letters.TEMPLATES,
)
