"""A message as it would leave: the letter, the mail, and what still keeps it here."""

from datetime import date
from email.utils import formataddr

from django.conf import settings

from aomori_skills.base import pdf
from aomori_skills.office.models import OfficeProfile
from aomori_skills.paperwork.choices import Channel
from aomori_skills.paperwork.rules import item_lines
from aomori_skills.paperwork.rules import outgoing as rules
from aomori_skills.paperwork.services import documents, letters
from aomori_skills.paperwork.services.letterhead import contact_on

NO_SERVER = (
    "メールを送るサーバーが設定されていません。管理者に、環境変数 EMAIL_HOST の設定を依頼してください。"
    "急ぐときは、送り方を文書に切り替えられます。"
)


def letter_of(message, issued_on: date | None = None) -> pdf.Letter:
    """The letter, still without its number."""
    return letters.compose(
        subject=message.subject,
        addressees=(message.addressee,),
        issued_on=issued_on or message.dated_on,
        paragraphs=item_lines.paragraphs(message.body),
        items=item_lines.items(message.items),
        contact=message.author,
    )


def preview(message) -> pdf.Pdf:
    """The letter marked 「案」."""
    return letters.preview(letter_of(message), numbered=message.numbered)


def mail_text(message) -> str:
    """The mail from the addressee's name to the office's own."""
    entries = "\n".join(_entry_lines(item_lines.items(message.items)))
    contact = contact_on(message.dated_on, message.author)
    signature = [contact.name, *(f"{label}：{value}" for label, value in contact.lines)]
    parts = (
        message.addressee,
        message.body,
        entries and f"記\n\n{entries}\n\n以上",
        "\n".join(["-" * 30, *signature]),
    )
    return "\n\n".join(part for part in parts if part) + "\n"


def sender_on(day: date) -> tuple[str, str]:
    """(name, address) of the office as a mail names it; what is not set is a Missing."""
    profile = OfficeProfile.objects.on(day)
    place = str(OfficeProfile._meta.verbose_name)
    name = (profile and profile.name.strip()) or pdf.Missing("コーナーの名称", place)
    return name, (profile and profile.email.strip()) or pdf.Missing("メールアドレス", place)


def sender_line(day: date) -> str:
    return formataddr(sender_on(day))


def obstacles(message, *, issued_on: date | None = None) -> list[str]:
    """What keeps it from leaving, a sentence each; empty when it may leave."""
    found = rules.gaps(message)
    if message.channel == Channel.EMAIL:
        missing = pdf.missing_values(
            {"sender": sender_on(message.dated_on), "contact": contact_on(message.dated_on)}
        )
        found += [] if mail_server_is_set() else [NO_SERVER]
    else:
        missing = _missing_in_letter(message, issued_on or message.dated_on)
    return found + [value.sentence for value in missing]


def mail_server_is_set() -> bool:
    """Backends other than SMTP (files in the demo) need no server."""
    return bool(settings.EMAIL_HOST) or not settings.EMAIL_BACKEND.endswith(".smtp.EmailBackend")


def _missing_in_letter(message, day: date):
    letter = letter_of(message, day)
    symbol = documents.symbol_on(day) if message.numbered else ""
    return pdf.missing_values({"letter": letter, "symbol": symbol})


def _entry_lines(items, depth: int = 0):
    indent = "　" * depth
    for position, item in enumerate(items, start=1):
        label = "・" if depth else f"{position}　"
        heading = f"{item.heading}：" if item.heading else ""
        first, *rest = item.text.split("\n")
        yield f"{indent}{label}{heading}{first}"
        yield from (f"{indent}　　{line}" for line in rest)
        yield from _entry_lines(item.items, depth + 1)
