"""ものづくりマイスター認定申請書: filled with what is known, to be checked and signed by hand."""

from datetime import date

from dateutil.relativedelta import relativedelta
from django.utils import timezone

from aomori_skills.base import wareki
from aomori_skills.base.pdf import FormField as Box
from aomori_skills.base.pdf import FormSection, Pdf, form, tick
from aomori_skills.base.workbook import Column
from aomori_skills.office.models import OfficeProfile
from meisters.choices import Answer, Consent, Employment, Licence, PublicItem, Relation
from meisters.papers.archive import safe_name
from meisters.rules.experience import clipped, length

TITLE = "ものづくりマイスター認定申請書"
LEAD = "ものづくりマイスターの認定を受けたいので、次のとおり申請します。"
UNKNOWN = "unknown"
HAND_ROWS = 2
"""Empty rows of a table that has no entries yet."""
TEXT_LINES = 4
"""Room for a text that is still to be written by hand."""


def render_form(application) -> Pdf:
    """The form of ``application``; load it by ``CertificationApplication.objects.whole()``."""
    return form(
        TITLE,
        (
            _person(application),
            _work(application),
            _qualifications(application),
            _practice(application),
            _instruction(application),
            _support(application),
            _consents(application),
            _texts(application),
            _signature(),
        ),
        code=application.number,
        name="認定申請書",
        issued_on=application.applied_on,
        addressee=_addressee(application),
        lead=LEAD,
        template="pdf/application_form.html",
    )


def file_name(application) -> str:
    """認定申請書_R7-001_岩木太郎.pdf."""
    name = safe_name(application.family_name + application.given_name)
    return f"認定申請書_{application.number}_{name}.pdf"


def _addressee(application) -> str:
    profile = OfficeProfile.objects.on(_day(application))
    if profile is None:
        profile = OfficeProfile()
    if profile.center_head:
        return f"{profile.center_name}　{profile.center_head}　様"
    return f"{profile.center_name}　御中"


def _person(row) -> FormSection:
    born = ""
    if row.birth_date:
        age = relativedelta(_day(row), row.birth_date).years
        born = f"{wareki.format_date(row.birth_date)}（満{age}歳）"
    home = f"〒{row.postcode}\n" if row.postcode else "〒\n"
    return FormSection(
        "1　申請者",
        (
            (Box("フリガナ", row.kana), Box("生年月日", born)),
            (Box("氏名", row.name, lines=2),),
            (Box("住所", home + _address(row), lines=2),),
            (Box("電話番号", row.phone), Box("携帯電話", row.mobile)),
            (Box("メールアドレス", row.email),),
        ),
    )


def _work(row) -> FormSection:
    place = row.employer
    return FormSection(
        "2　勤務先",
        (
            (Box("就業の状況", tick(_known(Employment), row.employment)),),
            (Box("勤務先の名称", place.name if place else ""), Box("役職・部署", row.position)),
            (Box("所在地", f"{place.prefecture}{place.address}" if place else ""),),
        ),
    )


def _qualifications(row) -> FormSection:
    records = tuple(row.qualifications.all())
    return FormSection(
        "3　申請する職種と資格要件",
        columns=(
            Column("職種", "trade"),
            Column("作業", "operation"),
            Column("資格要件", lambda item: _ground(item)),
            Column("証書番号", "number"),
            Column("取得日", "acquired_on", "date"),
        ),
        records=records,
        blank_rows=0 if records else HAND_ROWS,
    )


def _practice(row) -> FormSection:
    records = tuple(row.practice_periods.all())
    total = length(clipped(records, until=_day(row)))
    return FormSection(
        "4　実務経験",
        columns=(
            Column("勤務先", "employer_name"),
            Column("開始日", "starts_on", "date"),
            Column("終了日", lambda item: item.ends_on or "現在まで", "date"),
            Column("職務の内容", "duties"),
        ),
        records=records,
        blank_rows=0 if records else HAND_ROWS,
        note=f"通算　{total}（重なる期間は1回だけ数えています）"
        if records
        else "通算　　　年　　か月",
    )


def _instruction(row) -> FormSection:
    records = tuple(row.instruction_records.all())
    return FormSection(
        "5　実技指導経験",
        columns=(
            Column("指導日", lambda item: _days(item)),
            Column("回数", "times", "number"),
            Column("指導先", "place"),
            Column("指導の対象", "learners"),
            Column("指導の内容", "content"),
        ),
        records=records,
        blank_rows=0 if records else HAND_ROWS,
    )


def _support(row) -> FormSection:
    relation = "\n".join(tick([one], row.recommender_relation) for one in _known(Relation))
    willing = tick([(Answer.YES, "あり")], row.willing)
    return FormSection(
        "6　職業訓練指導員免許・活動の意欲・推薦",
        (
            (
                Box("指導員免許", tick(_known(Licence), row.licence)),
                Box("免許職種", row.licence_trade),
            ),
            (Box("免許番号", row.licence_number), Box("免許取得日", row.licence_on)),
            (Box("活動する意欲・能力", willing, lines=2),),
            (Box("推薦者の所属", row.recommender_body), Box("推薦者の職名", row.recommender_title)),
            (
                Box("推薦者の氏名\n（署名）", row.recommender_name, lines=2),
                Box("推薦日", row.recommended_on),
            ),
            (Box("本人との関係", relation, lines=4),),
        ),
    )


def _consents(row) -> FormSection:
    answers = {consent.item: consent.answer for consent in row.consents.all()}
    boxes = [
        Box(item.label, tick(_known(Consent), answers.get(item, UNKNOWN))) for item in PublicItem
    ]
    return FormSection(
        "7　公表への同意",
        tuple(tuple(boxes[start : start + 2]) for start in range(0, len(boxes), 2)),
        note="認定された場合に、ものづくりマイスターのデータベースで公表する項目です。",
    )


def _texts(row) -> FormSection:
    names = ("profile_message", "profile_teaching", "profile_career")
    return FormSection(
        "8　公表用の文章",
        tuple(
            (Box(row._meta.get_field(name).verbose_name, text, lines=2 if text else TEXT_LINES),)
            for name in names
            for text in (getattr(row, name),)
        ),
    )


def _signature() -> FormSection:
    return FormSection(
        "9　署名（この申請書の記載内容に相違ありません。）",
        ((Box("署名日", "令和　　年　　月　　日"), Box("申請者の氏名\n（署名）", "", lines=2)),),
    )


def _known(choices) -> list[tuple[str, str]]:
    """Choices that a person can tick: 未確認 is the office's own word."""
    return [(value, label) for value, label in choices.choices if value != UNKNOWN]


def _ground(item) -> str:
    label = item.get_ground_display()
    return f"{label}\n{item.detail}" if item.detail else label


def _days(item) -> str:
    first = wareki.format_date(item.starts_on)
    return f"{first}から\n{wareki.format_date(item.ends_on)}まで" if item.ends_on else first


def _address(row) -> str:
    """The address begins with the prefecture once, whether typed or chosen."""
    return row.address if row.address.startswith(row.prefecture) else row.prefecture + row.address


def _day(row) -> date:
    return row.applied_on or timezone.localdate()
