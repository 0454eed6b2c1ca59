"""The arrows between the states of a mail or letter, and when it may leave."""

import smtplib

from aomori_skills.base import pdf
from aomori_skills.base.workflow import Transition, TransitionDenied, Workflow
from aomori_skills.paperwork.choices import Channel
from aomori_skills.paperwork.choices import MessageState as S
from aomori_skills.paperwork.rules.placeholders import is_broken, unfilled

VIEW_PERMISSION = "paperwork.view_messages"
SEND_PERMISSION = "paperwork.send_messages"
EXPORT_PERMISSION = "paperwork.export_personal"
TEMPLATE_PERMISSION = "paperwork.edit_templates"

SCHEDULE = Transition(
    "schedule",
    "送信する",
    "送信の予約",
    (S.DRAFT, S.FAILED),
    S.SCHEDULED,
    SEND_PERMISSION,
    primary=True,
)
UNSCHEDULE = Transition(
    "unschedule", "下書きに戻す", "予約の取消", (S.SCHEDULED, S.FAILED), S.DRAFT, SEND_PERMISSION
)
DELIVER = Transition("deliver", "送信済みにする", "送信", (S.SCHEDULED,), S.SENT, SEND_PERMISSION)
ISSUE = Transition("issue", "発行する", "発行", (S.DRAFT,), S.SENT, SEND_PERMISSION, primary=True)
FAIL = Transition(
    "fail",
    "失敗を記録する",
    "送信の失敗",
    (S.SCHEDULED,),
    S.FAILED,
    SEND_PERMISSION,
    comment_required=True,
)
CANCEL = Transition(
    "cancel",
    "送らないことにする",
    "取消",
    (S.DRAFT, S.SCHEDULED, S.FAILED),
    S.CANCELLED,
    SEND_PERMISSION,
)
RESTORE = Transition(
    "restore", "下書きに戻す", "下書きに戻し", (S.CANCELLED,), S.DRAFT, SEND_PERMISSION
)
MESSAGE_WORKFLOW = Workflow(S, (SCHEDULE, UNSCHEDULE, DELIVER, ISSUE, FAIL, CANCEL, RESTORE))
COMMENTED_TRANSITIONS = (FAIL.name,)

SENTENCE_LIMIT = 500
WEIGHT_LIMIT = 20 * 1024**2
WORDS = ("subject", "body", "items")


class MessageRefused(TransitionDenied):
    """A mail or letter that can't leave as it is; its text is a sentence for the user."""


class ChangedMeanwhile(MessageRefused):
    """What was to leave is not what the page showed."""

    def __init__(self, message):
        super().__init__(
            f"画面を開いている間に、{message}の内容または状態が変わりました。"
            "今の内容を確かめてから、もう一度操作してください。"
        )


def check_is_as_shown(message, version: int) -> None:
    if message.version != version:
        raise ChangedMeanwhile(message)


def check_may_draft(by) -> None:
    if not by.has_perm(SEND_PERMISSION):
        raise MessageRefused(
            "メールや文書を作成する権限がありません。担当の管理者に確認してください。"
        )


def check_may_edit_templates(by) -> None:
    if not by.has_perm(TEMPLATE_PERMISSION):
        raise MessageRefused("文例を編集する権限がありません。承認者に依頼してください。")


def check_fits(message) -> None:
    """The texts with their values fit the columns, and a mail has somewhere to go."""
    for name in ("addressee", "email", "postcode", "address", *WORDS):
        field = message._meta.get_field(name)
        length = len(getattr(message, name))
        if length > field.max_length:
            raise MessageRefused(
                f"{message.addressee}あての{field.verbose_name}が長すぎます。"
                f"{field.max_length:,}文字以内にしてください（現在{length:,}文字）。"
            )
    if message.channel == Channel.EMAIL and not message.email:
        raise MessageRefused(
            f"{message.addressee}のメールアドレスが登録されていないため、メールにできません。"
            "文書で送ってください。"
        )


def gaps(message) -> list[str]:
    """What the texts still lack, a sentence each."""
    texts = [getattr(message, name) for name in WORDS]
    found = [
        f"「{{{{{name}}}}}」に入れる内容が分かりません。文面を編集して、実際の内容に書き換えてください。"
        for name in unfilled(*texts)
    ]
    if any(map(is_broken, texts)):
        found.append(
            "差し込みの括弧「{{　}}」が片方だけ残っています。文面を編集して取り除いてください。"
        )
    return found


def check_may_edit(message, *, by) -> None:
    check_may_draft(by)
    if message.state != S.DRAFT:
        raise MessageRefused(
            f"{message}は現在「{message.get_state_display()}」のため、編集できません。"
            "画面を開き直して最新の状態を確認してください。"
        )


def check_weight(size: int) -> None:
    """Mail servers refuse what is too big; attachments grow by a third on their way."""
    if size > WEIGHT_LIMIT:
        raise MessageRefused(
            f"添付ファイルは合わせて{WEIGHT_LIMIT // 1024**2}MBまでです。"
            "小さくするか、分けて送ってください。"
        )


def check_can_be_enclosed(name: str, content: bytes) -> None:
    """Enclosures are printed behind their letters, in one PDF."""
    if content.startswith(b"%PDF-") and not pdf.can_be_merged(content):
        raise MessageRefused(
            f"「{name}」は開けないため、文書と一緒に印刷できません。"
            "パスワードを外すか、PDFを作り直してから選んでください。"
        )


def check_is_resting(message) -> None:
    """Nobody takes a mail back while it is being handed over."""
    if message.state == S.SCHEDULED and message.sending_since:
        raise MessageRefused(
            f"{message}は送信中です。少し待ってから画面を開き直し、送信の結果を確かめてください。"
        )


def check_channel(message, channel: str) -> None:
    if message.channel != channel:
        done = "発行" if channel == Channel.LETTER else "メールで送信"
        raise MessageRefused(
            f"{message}の送り方は「{message.get_channel_display()}」のため、{done}できません。"
        )


def check_nothing_lacks(message, obstacles: list[str]) -> None:
    if obstacles:
        raise MessageRefused(f"{message}を送れません。{''.join(obstacles)}")


BROKEN_OFF = (
    "送信の途中で止まりました。相手に届いていないことを確かめてから、もう一度送信してください。"
)
UNWRITABLE = (
    "件名・宛先・添付ファイル名のどれかに、メールで送れない文字があります。文面を確かめてください。"
)


NOT_WITH_OTHERS = (
    "前回の送信が途中で止まり、相手に届いている可能性があります。"
    "この文書の画面を開き、届いていないことを確かめてから1通ずつ送ってください。"
)
NOTHING_TO_SEND = "送信・発行できるものがありません。まとまりの画面を開き直して確かめてください。"


def caution(message) -> str:
    """What to think of before it is sent: why it failed, or that it may have arrived already."""
    return message.error or (BROKEN_OFF if message.maybe_sent else "")


def why_left_out(message) -> str:
    """Why it does not leave together with the others of its batch; empty if it does."""
    if message.state not in (S.DRAFT, S.FAILED):
        return f"現在「{message.get_state_display()}」です。"
    return NOT_WITH_OTHERS if message.maybe_sent else ""


def check_leaves_with_others(message) -> None:
    if reason := why_left_out(message):
        raise MessageRefused(f"{message}は、まとめて送れません。{reason}")


def reason_of_closed_door(error: Exception) -> str:
    """Nothing was handed over: the mail server was not reached, or did not let us in."""
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return (
            "メールサーバーに、利用者名とパスワードを受け付けられませんでした。"
            "メールは送られていません。"
            "管理者に、環境変数 EMAIL_HOST_USER などの確認を依頼してください。"
        )
    return (
        "メールサーバーに接続できませんでした。メールは送られていません。"
        "しばらくしてからもう一度送信し、それでも送れないときは管理者に連絡してください。"
    )


def reason_of_refusal(error: Exception) -> str:
    """The server answered no; anything else leaves open whether the mail has left."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return (
            "宛先のメールアドレスが受け付けられませんでした。メールは送られていません。"
            "アドレスを相手に確かめ、直してからもう一度送信してください。"
        )
    if isinstance(error, smtplib.SMTPResponseException) and not isinstance(
        error, smtplib.SMTPServerDisconnected
    ):
        return (
            f"メールサーバーに断られました（応答{error.smtp_code}）。メールは送られていません。"
            "添付ファイルの大きさと差出人の設定を確かめてから、もう一度送信してください。"
        )
    return BROKEN_OFF
