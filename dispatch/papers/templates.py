"""The wording of all letters and mails about dispatches, as the office begins with it."""

from dispatch.papers import survey_letters

TEMPLATES = (*survey_letters.TEMPLATES,)
