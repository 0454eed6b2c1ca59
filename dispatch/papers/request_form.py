"""派遣依頼書: the blank form for clients to write in, and the filled one for the file."""

from datetime import date

from django.utils import timezone

from aomori_skills.base import fiscal_year, wareki
from aomori_skills.base.pdf import FormField as Box
from aomori_skills.base.pdf import FormSection, Pdf, form, tick
from aomori_skills.base.workbook import Column
from aomori_skills.office.models import OfficeProfile
from aomori_skills.paperwork.services.letterhead import contact_on
from dispatch.choices import DispatchKind, Purpose
from dispatch.models import DispatchRequest
from dispatch.rules.materials import amount, cost
from dispatch.rules.year_rows import plain
from meisters.choices import Answer
from meisters.papers.archive import safe_name
from meisters.papers.reply_ways import reply_ways

TITLE = "ものづくりマイスター派遣依頼書"
LEAD = "ものづくりマイスターの派遣を受けたいので、次のとおり依頼します。"
DAYS, MATERIALS = 4, 4
"""Empty rows for wished days and materials on the blank form."""

MARKS = [(Answer.YES, "はい"), (Answer.NO, "いいえ")]
PARALLEL = "回数：同じ日の同じ時間に、職種や教室を分けて並行して行うときは、まとめて1回と数えます。"
WRITTEN_DAY = "令和　　年　　月　　日"
BLANK_DAY = "令和　　年　　月　　日（　　）"
BLANK_HOURS = "　　：　　～　　：　　"


def blank_form(today: date) -> Pdf:
    """The form before anybody has written on it."""
    return _form(DispatchRequest(sessions_wanted=None), (), (), today)


def filled_form(request) -> Pdf:
    """The request as registered; load it by ``DispatchRequest.objects.whole()``."""
    return _form(
        request,
        tuple(request.wished_dates.all()),
        tuple(request.materials.all()),
        timezone.localdate(),
    )


def file_name(request) -> str:
    """派遣依頼書_派R8-012_青森県立青森工業高等学校.pdf."""
    return f"派遣依頼書_{request.number}_{safe_name(str(request.client))}.pdf"


def _form(row, days, materials, today: date) -> Pdf:
    filled = bool(row.pk)
    sections = (
        _client(row),
        _wish(row),
        _days(days, filled),
        _people(row),
        _place(row),
        _materials(materials, filled),
        _declarations(row),
    )
    office = contact_on(today)
    profile = OfficeProfile.objects.on(today)
    head = f"　{profile.head_title}" if profile and profile.head_title else ""
    receipt = (
        f"受付：{wareki.format_date(row.received_on)}（{row.get_received_way_display()}）"
        f"　実施年度：{fiscal_year.label(row.fiscal_year)}　担当：{row.owner}"
        if filled
        else f"送付先\n{reply_ways(office)}"
    )
    return form(
        TITLE,
        sections,
        code=row.number if filled else "",
        name="派遣依頼書",
        issued_on=row.received_on if filled else None,
        addressee=f"{office.name}{head}　様" if head else f"{office.name}　御中",
        lead=LEAD,
        note=receipt,
        template="pdf/request_form.html",
        blank_day="" if filled else WRITTEN_DAY,
    )


def _client(row) -> FormSection:
    client = row.client if row.client_id else None
    contact, room = row.contact, _lines_of(row)
    return FormSection(
        "1　依頼元",
        (
            (Box("名称", client, lines=2),),
            *(() if row.pk else ((Box("代表者の\n職・氏名"),),)),
            (Box("所在地", f"〒{_address(client)}", lines=2),),
            (
                Box("学科・部署", row.department, lines=room),
                Box("担当者の氏名", contact, lines=room),
            ),
            (
                Box("電話番号", _of(contact, client, "phone"), lines=room),
                Box("FAX番号", client.fax if client else "", lines=room),
            ),
            (Box("メールアドレス", _of(contact, client, "email")),),
        ),
    )


def _wish(row) -> FormSection:
    meister = row.named_meister
    return FormSection(
        "2　希望する指導",
        (
            (Box("派遣の区分", _lines(DispatchKind.choices, row.kind), lines=5),),
            (
                Box("職種", row.trade if row.trade_id else "", lines=_lines_of(row)),
                Box("作業", row.operation, lines=_lines_of(row)),
            ),
            *_further(row),
            (Box("目的", _purposes(row.purpose), lines=2),),
            (
                Box("検定の等級・\n大会名など", row.test_grade, lines=2),
                Box("検定・大会の\n期日", row.test_on or ("" if row.pk else WRITTEN_DAY), lines=2),
            ),
            (Box("指導の内容", row.content, lines=4 if row.pk else 6),),
            (
                Box("希望する\nマイスター", meister, lines=2),
                Box("回数・時間", _sessions(row), lines=2),
            ),
        ),
        note="" if row.pk else PARALLEL,
    )


def _further(row) -> tuple:
    """A line for the other trades, where there are any; on the blank form two to write in."""
    if not row.pk:
        line = f"職種{'　' * 12}作業{'　' * 8}人数　　　人"
        return ((Box("ほかの職種", f"{line}\n{line}", lines=2),),)
    others = row.further_trades.all()
    words = [
        f"{one.trade}{f'（{one.operation}）' if one.operation else ''}"
        f"{f'　{one.people}人' if one.people else ''}"
        for one in others
    ]
    return ((Box("ほかの職種", "、".join(words)),),) if words else ()


def _days(days, filled: bool) -> FormSection:
    told = [(day.rank, wareki.format_day(day.day), _hours(day), day.note) for day in days]
    to_write = [(rank, BLANK_DAY, BLANK_HOURS, "") for rank in range(1, DAYS + 1)]
    return FormSection(
        "3　希望日",
        columns=(
            Column("希望順", lambda row: row[0], "number"),
            Column("希望日", lambda row: row[1]),
            Column("時刻", lambda row: row[2]),
            Column("備考", lambda row: row[3]),
        ),
        records=tuple(told if filled else to_write),
        note="" if days or not filled else "希望日は未定です。",
    )


def _people(row) -> FormSection:
    ages = [one for one in (row.youngest, row.oldest) if one is not None]
    ages_text = f"{'～'.join(f'{one}歳' for one in dict.fromkeys(ages))}" if ages else ""
    return FormSection(
        "4　受講者",
        (
            (
                Box("受講者数", f"{row.people}人" if row.people else _room(row, "　　　　人")),
                Box("学年・クラス\nなど", row.grade),
            ),
            (Box("年齢", ages_text or _room(row, "　　　歳　～　　　歳")),),
        ),
    )


def _place(row) -> FormSection:
    place = " ".join(filter(None, (str(row.municipality or ""), row.place)))
    return FormSection(
        "5　実施場所",
        (
            (Box("場所", place or ("依頼元の所在地" if row.pk else ""), lines=2),),
            (Box("設備・工具", row.equipment, lines=3),),
            (Box("電源・動力", row.power),),
        ),
        note="" if row.pk else "依頼元の所在地で行うときは、場所の記入はいりません。",
    )


def _materials(rows, filled: bool) -> FormSection:
    total = cost(rows)
    sums = (
        f"合計　税抜{total.net:,}円　消費税{total.tax:,}円　税込{total.gross:,}円"
        if rows
        else ("材料費の記載はありません。" if filled else "単価と金額は税抜で記入してください。")
    )
    return FormSection(
        "6　材料",
        columns=(
            Column("品名・規格", "item"),
            Column("単価（円）", "unit_price", "number"),
            Column("数量", lambda row: f"{plain(row.quantity)}{row.unit}"),
            Column("金額（円）", amount, "number"),
            Column("税率", lambda row: row.get_tax_display()),
            Column("支払先", "payee"),
        ),
        records=rows,
        blank_rows=0 if rows or filled else MATERIALS,
        note=sums,
    )


def _declarations(row) -> FormSection:
    fields = ("photo_consent", "insured", "no_other_subsidy")
    labels = (
        "写真の撮影・\n公表に同意する",
        "受講者が保険に\n加入している",
        "他の補助金等を\n受けていない",
    )
    return FormSection(
        "7　確認事項（該当する□に印を付けてください）" if not row.pk else "7　確認事項",
        (
            tuple(
                Box(label, tick(MARKS, getattr(row, name)), lines=2)
                for label, name in zip(labels[:2], fields[:2], strict=True)
            ),
            (Box(labels[2], tick(MARKS, row.no_other_subsidy), lines=2),),
            (Box("備考", row.note, lines=3),),
        ),
    )


def _of(contact, client, name: str) -> str:
    """The contact's own, else that of the client."""
    return next((getattr(one, name) for one in (contact, client) if one and getattr(one, name)), "")


def _address(client) -> str:
    if client is None:
        return ""
    place = client.address
    if place and not place.startswith(client.prefecture):
        place = client.prefecture + place
    return f"{client.postcode}\n{place}"


def _lines(choices, chosen) -> str:
    return "\n".join(tick([choice], chosen) for choice in choices)


def _purposes(chosen) -> str:
    half = len(Purpose.choices) // 2
    return "\n".join(
        tick(part, chosen) for part in (Purpose.choices[:half], Purpose.choices[half:])
    )


def _sessions(row) -> str:
    if not row.pk:
        return "　　　　回\n1回　　　　時間"
    each = f"1回{plain(row.hours_each)}時間" if row.hours_each else "1回の時間は未定"
    return f"{row.sessions_wanted}回\n{each}"


def _lines_of(row) -> int:
    """A box to write in is higher than one that is printed."""
    return 1 if row.pk else 2


def _room(row, blanks: str) -> str:
    """Units to write before, on the blank form only."""
    return "" if row.pk else blanks


def _hours(day) -> str:
    return f"{day.starts_at:%H:%M}～{day.ends_at:%H:%M}" if day.starts_at else ""
