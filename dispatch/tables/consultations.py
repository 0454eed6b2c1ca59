"""相談・援助 as a list."""

from aomori_skills.base.listing import (
    ListTable,
    NumberColumn,
    StateColumn,
    TextColumn,
    WarekiColumn,
)
from dispatch.models import Consultation


class ConsultationTable(ListTable):
    asker = TextColumn("相談者", linkify=True, order_by=("organization__kana", "person", "pk"))
    consulted_on = WarekiColumn("相談日", short=True, order_by=("consulted_on", "pk"))
    way = TextColumn("方法", narrow=True)
    theme = TextColumn("相談の種別", order_by=("theme", "pk"))
    trade = TextColumn("職種", order_by=("trade__order", "pk"))
    people = NumberColumn("人数", unit="人")
    next_action = TextColumn("次の対応")
    next_on = WarekiColumn("対応の期日", short=True, order_by=("next_on", "pk"))
    next_state = StateColumn("対応", accessor="get_next_state_display", orderable=False)
    author = TextColumn(
        "対応者", order_by=("author__family_kana", "author__given_kana", "pk"), narrow=True
    )
    organization = TextColumn("所属", on_screen=False)
    person = TextColumn("氏名", on_screen=False)
    phone = TextColumn("連絡先の電話番号", on_screen=False)
    region = TextColumn("圏域", accessor="organization__municipality__region", on_screen=False)
    municipality = TextColumn("市町村", accessor="organization__municipality", on_screen=False)
    next_done_on = WarekiColumn("対応を済ませた日", on_screen=False)
    question = TextColumn("相談の内容", on_screen=False)
    answer = TextColumn("回答・援助の内容", on_screen=False)
    became = NumberColumn("派遣依頼", on_screen=False)

    class Meta:
        model = Consultation
        fields = (
            "asker",
            "consulted_on",
            "way",
            "theme",
            "trade",
            "people",
            "next_action",
            "next_on",
            "next_state",
            "author",
        )
