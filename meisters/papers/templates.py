"""The wording of all letters and mails about meisters, as the office begins with it."""

TEMPLATES = ()
