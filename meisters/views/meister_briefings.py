"""What a meister's page says about explanations and the yearly confirmation."""

from meisters.querysets.briefings import told_topics
from meisters.rules import briefings as rules


def briefings_of(meister) -> dict:
    told = told_topics([meister.pk]).get(meister.pk, set())
    return {
        "briefed": meister.briefings.select_related("briefing__staff", "message").order_by(
            "-briefing__held_on", "-pk"
        ),
        "untold": rules.words(rules.missing(meister, told)) if meister.state == "active" else "",
        "licence_note": rules.licence_note(meister),
        "confirmations": meister.confirmations.select_related("round", "message").order_by(
            "-round__fiscal_year"
        ),
    }
