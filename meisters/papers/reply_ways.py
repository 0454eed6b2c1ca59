"""Where a reply slip is sent: at its foot, each way on a line that isn't broken."""

from aomori_skills.base import pdf

FAX = "FAX"
TOGETHER = ("電話", FAX)


def reply_ways(office: pdf.Contact) -> str:
    """担当, address and mail a line each; telephone and fax side by side."""
    lines = [(label, f"{label}：{value}") for label, value in office.lines]
    numbers = "　　".join(text for label, text in lines if label in TOGETHER)
    others = [text for label, text in lines if label not in TOGETHER]
    return "\n".join(filter(None, (numbers, *others)))
