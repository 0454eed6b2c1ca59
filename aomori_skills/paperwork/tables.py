"""Lists of the papers."""

from aomori_skills.base.listing import (
    BooleanColumn,
    ListTable,
    NumberColumn,
    StateColumn,
    TextColumn,
    TimeColumn,
    WarekiColumn,
)
from aomori_skills.paperwork.models import (
    DisclosureLog,
    Job,
    MessageTemplate,
    OfficialDocument,
    OutgoingMessage,
)


class DocumentTable(ListTable):
    label = TextColumn(
        "文書番号", order_by=("fiscal_year", "symbol", "serial"), linkify=True, narrow=True
    )
    issued_on = WarekiColumn("発行日")
    kind = TextColumn("種類", narrow=True)
    subject = TextColumn("件名")
    addressee = TextColumn("宛名")
    issued_by = TextColumn("発行者", order_by=("issued_by__family_kana", "issued_by__given_kana"))
    remark = TextColumn("備考", orderable=False)
    fiscal_year = NumberColumn("年度（西暦）", kind="plain", on_screen=False)

    class Meta:
        model = OfficialDocument
        fields = ("label", "issued_on", "kind", "subject", "addressee", "issued_by", "remark")


class DisclosureTable(ListTable):
    at = TimeColumn("日時")
    by = TextColumn("出力者", order_by=("by__family_kana", "by__given_kana"))
    medium = TextColumn("方法", narrow=True)
    what = TextColumn("内容")
    count = NumberColumn("件数", unit="件")
    purpose = TextColumn("利用目的", accessor="purpose_text", order_by=("purpose", "purpose_note"))
    detail = TextColumn("絞り込み条件", orderable=False)

    class Meta:
        model = DisclosureLog
        fields = ("at", "by", "medium", "what", "count", "purpose", "detail")


class JobTable(ListTable):
    title = TextColumn("処理", linkify=True)
    state = StateColumn("状態")
    done = NumberColumn("済み", unit="件")
    total = NumberColumn("全体", unit="件")
    created_at = TimeColumn("受付日時")
    finished_at = TimeColumn("終了日時")
    by = TextColumn("実行者", order_by=("by__family_kana", "by__given_kana"))

    class Meta:
        model = Job
        fields = ("title", "state", "done", "total", "created_at", "finished_at", "by")


class MessageTable(ListTable):
    addressee = TextColumn("宛名", linkify=True)
    subject = TextColumn("件名")
    channel = TextColumn("送り方", accessor="channel_word", order_by=("channel",), narrow=True)
    state = StateColumn("状態")
    number = TextColumn(
        "文書番号", accessor="document__number", order_by=("document__serial", "pk"), narrow=True
    )
    sent_at = TimeColumn("送信・発行")
    send_at = TimeColumn("送信の予約", on_screen=False)
    template = TextColumn("文例", order_by=("template__name", "pk"), on_screen=False)
    batch = TextColumn("まとまり", order_by=("batch__title", "pk"), on_screen=False)
    author = TextColumn("作成者", order_by=("author__family_kana", "pk"), narrow=True)
    created_at = TimeColumn("作成日時", on_screen=False)
    email = TextColumn("メールアドレス", on_screen=False)
    postcode = TextColumn("郵便番号", on_screen=False)
    address = TextColumn("送付先", on_screen=False)
    error = TextColumn("失敗の理由", on_screen=False)

    class Meta:
        model = OutgoingMessage
        fields = (
            "addressee",
            "subject",
            "channel",
            "state",
            "number",
            "sent_at",
            "author",
        )


class TemplateTable(ListTable):
    name = TextColumn("文例", linkify=True)
    kind = TextColumn("文書の種類", narrow=True)
    numbered = BooleanColumn("文書番号", words=("付ける", "付けない"))
    subject = TextColumn("件名")
    edited_at = TimeColumn("編集日時")

    class Meta:
        model = MessageTemplate
        fields = ("name", "kind", "numbered", "subject", "edited_at")
