"""A message as it would leave: the letter, the mail, and what still keeps it here."""

from datetime import date
from email.utils import formataddr

from django.conf import settings

from aomori_skills.base import pdf
from aomori_skills.paperwork.choices import Channel
from aomori_skills.paperwork.rules import item_lines
from aomori_skills.paperwork.rules import outgoing as rules
from aomori_skills.paperwork.services import letters
from aomori_skills.paperwork.services.letterhead import Letterhead

NO_SERVER = (
    "メールを送るサーバーが設定されていません。"
    "管理者に、環境変数 EMAIL_HOST の設定を依頼してください。"
    "急ぐときは、送り方を文書に切り替えられます。"
)


class Heads(dict):
    """The letterhead of each day, read once: ``heads[day]``."""

    def __missing__(self, day: date) -> Letterhead:
        self[day] = Letterhead(day)
        return self[day]


def letter_of(message, head: Letterhead) -> pdf.Letter:
    """The letter, still without its number, dated and headed by ``head``."""
    return letters.compose(
        subject=message.subject,
        addressees=(message.addressee,),
        issued_on=head.day,
        paragraphs=item_lines.paragraphs(message.body),
        items=item_lines.items(message.items),
        contact=message.author,
        head=head,
    )


def preview(message) -> pdf.Pdf:
    """The letter marked 「案」."""
    letter = letter_of(message, Letterhead(message.dated_on))
    return letters.preview(letter, numbered=message.numbered)


def mail_text(message) -> str:
    """The mail from the addressee's name to the office's own."""
    entries = "\n".join(_entry_lines(item_lines.items(message.items)))
    contact = Letterhead(message.dated_on).contact(message.author)
    signature = [contact.name, *(f"{label}：{value}" for label, value in contact.lines)]
    parts = (
        message.addressee,
        message.body,
        entries and f"記\n\n{entries}\n\n以上",
        "\n".join(["-" * 30, *signature]),
    )
    return "\n\n".join(part for part in parts if part) + "\n"


def sender_of_mails(head: Letterhead) -> tuple[str, str]:
    """(name, address) of the office; what is not set is a Missing."""
    return head.value("name"), head.value("email")


def sender_line(day: date) -> str:
    return formataddr(sender_of_mails(Letterhead(day)))


def obstacles(message, head: Letterhead | None = None) -> list[str]:
    """What keeps it from leaving, a sentence each; empty when it may leave."""
    head = head or Letterhead(message.dated_on)
    found = rules.gaps(message)
    if message.channel == Channel.EMAIL:
        missing = pdf.missing_values([sender_of_mails(head), head.contact()])
        found += [] if mail_server_is_set() else [NO_SERVER]
    else:
        symbol = head.symbol if message.numbered else ""
        missing = pdf.missing_values([head.sender, head.contact(), symbol])
    return found + [value.sentence for value in missing]


def mail_server_is_set() -> bool:
    """Backends other than SMTP (files in the demo) need no server."""
    return bool(settings.EMAIL_HOST) or not settings.EMAIL_BACKEND.endswith(".smtp.EmailBackend")


def _entry_lines(items, depth: int = 0):
    indent = "　" * depth
    for position, item in enumerate(items, start=1):
        label = "・" if depth else f"{position}　"
        heading = f"{item.heading}：" if item.heading else ""
        first, *rest = item.text.split("\n")
        yield f"{indent}{label}{heading}{first}"
        yield from (f"{indent}{'　' * len(label)}{line}" for line in rest)
        yield from _entry_lines(item.items, depth + 1)
