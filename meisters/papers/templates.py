"""The wording of all letters and mails about meisters, as the office begins with it."""

from meisters.papers import continuing, course_letters, explanation

TEMPLATES = (*explanation.TEMPLATES, *continuing.TEMPLATES, *course_letters.TEMPLATES)
