"""How a letter speaks of the papers that come with it."""

from aomori_skills.paperwork.choices import Channel


def enclosed(channel: Channel | str) -> str:
    """Attached to a mail, enclosed in everything that goes on paper."""
    return "添付" if channel == Channel.EMAIL else "同封"
