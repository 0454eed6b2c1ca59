"""The application package: personal data, prefecture, papers, texts and doubles."""

from aomori_skills.base import fiscal_year, wareki
from aomori_skills.base.verdict import Outcome, Verdict
from meisters.choices import Consent, DocumentKind, Employment, Licence, PublicItem
from meisters.rules.case import Case
from meisters.rules.check_items import CheckItem

YES, NO, UNKNOWN = Outcome.YES, Outcome.NO, Outcome.UNKNOWN
SOURCE = "認定申請要項"
BASIC_FIELDS = ("birth_date", "postcode", "prefecture", "address")
LIMITED_TEXTS = ("profile_message", "profile_teaching", "profile_career")


def verdicts(case: Case) -> list[Verdict]:
    """Verdicts on the package, in the order of the office's form."""
    found = [
        basics(case),
        applied_on(case),
        jurisdiction(case),
        papers(case),
        licence(case),
        texts(case),
    ]
    return found if case.duplicates is None else [*found, doubles(case)]


def basics(case: Case) -> Verdict:
    """本人の情報: what the form can't do without."""
    form = case.application
    missing = [_label(form, name) for name in BASIC_FIELDS if not getattr(form, name)]
    if not (form.phone or form.mobile):
        missing.append("電話番号")
    if missing:
        return Verdict(
            *CheckItem.BASICS.named, UNKNOWN, f"{'・'.join(missing)}が未入力です。", SOURCE
        )
    if case.qualifications and any(
        row.acquired_on and row.acquired_on <= form.birth_date for row in case.qualifications
    ):
        text = "資格の取得日が生年月日より前です。どちらかの日付を直してください。"
        return Verdict(*CheckItem.BASICS.named, NO, text, SOURCE)
    return Verdict(*CheckItem.BASICS.named, YES, "必要な情報が入力されています。", SOURCE)


def applied_on(case: Case) -> Verdict:
    """申請日: the day whose rules judge the application."""
    day = case.application.applied_on
    if day is None:
        text = "申請日が未入力です。今日の基準で仮に判定しています。"
        return Verdict(*CheckItem.APPLIED_ON.named, UNKNOWN, text, SOURCE)
    text, received_on = f"申請日は{wareki.format_date(day)}です。", case.application.received_on
    if received_on and day > received_on:
        text = (
            f"申請日（{wareki.format_date(day)}）が受付日（{wareki.format_date(received_on)}）"
            "より後です。申請日を直すか、作成中に戻して受け付け直してください。"
        )
        return Verdict(*CheckItem.APPLIED_ON.named, NO, text, SOURCE)
    years = _years(case.application)
    if fiscal_year.of(day) not in years:
        labels = "・".join(fiscal_year.label(year) for year in sorted(years))
        text = (
            f"申請日（{wareki.format_date(day)}）が、申請と申請回の年度（{labels}）に入っていません。"
            "申請日を直すか、申請日と同じ年度の申請回を選んでください。"
        )
        return Verdict(*CheckItem.APPLIED_ON.named, NO, text, SOURCE)
    return Verdict(*CheckItem.APPLIED_ON.named, YES, text, SOURCE)


def _years(application) -> set[int]:
    """Fiscal years in which the application date may lie."""
    found = {application.fiscal_year}
    return found | {application.round.fiscal_year} if application.round else found


def filing_prefecture(application) -> tuple[str | None, str]:
    """Where to file and by what: the employer's prefecture, else the home's; None while unknown."""
    if application.employment in (Employment.EMPLOYED, Employment.SELF_EMPLOYED):
        if application.employer:
            return application.employer.prefecture or None, "勤務先"
        if application.employment == Employment.EMPLOYED:
            return None, "勤務先"
    if application.employment == Employment.UNKNOWN:
        return None, ""
    return application.prefecture or None, "自宅"


def jurisdiction(case: Case) -> Verdict:
    """申請先: this corner files for employers, else homes, in its own prefecture."""
    place, basis = filing_prefecture(case.application)
    if place is None:
        text = "就業の状況、勤務先または自宅の都道府県が未入力のため判定できません。"
        return Verdict(*CheckItem.JURISDICTION.named, UNKNOWN, text, SOURCE)
    if place == case.corner_prefecture:
        return Verdict(
            *CheckItem.JURISDICTION.named,
            YES,
            f"{basis}が{place}のため、当コーナーで申請します。",
            SOURCE,
        )
    text = f"{basis}が{place}のため、{place}の技能振興コーナーを案内してください。"
    return Verdict(*CheckItem.JURISDICTION.named, NO, text, SOURCE)


def papers(case: Case) -> Verdict:
    """申請書類: each required kind is attached, each qualification has its evidence."""
    needed = [
        DocumentKind.SIGNED_FORM,
        DocumentKind.RECOMMENDATION,
        DocumentKind.EXPERIENCE_PROOF,
        DocumentKind.CONSENT_FORM,
    ]
    if case.application.licence == Licence.HELD:
        needed.append(DocumentKind.LICENCE_COPY)
    if any(c.item == PublicItem.PHOTO and c.answer == Consent.AGREED for c in case.consents):
        needed.append(DocumentKind.PHOTO)
    held = {document.kind for document in case.documents}
    missing = [DocumentKind(kind).label for kind in needed if kind not in held]
    proven = DocumentKind.CERTIFICATE in held or (
        case.qualifications and all(row.evidence_id for row in case.qualifications)
    )
    if not proven:
        missing.insert(0, DocumentKind.CERTIFICATE.label)
    if missing:
        text = f"{'、'.join(missing)}が添付されていません。"
        return Verdict(*CheckItem.PAPERS.named, UNKNOWN, text, SOURCE)
    return Verdict(*CheckItem.PAPERS.named, YES, "必要な書類がそろっています。", SOURCE)


def licence(case: Case) -> Verdict:
    """指導員免許: decides whether the course is required; never blocks the application."""
    source = "推進計画1(2)・1(4)"
    texts = {
        Licence.HELD: (YES, "免許があるため、指導技法等講習は任意です。"),
        Licence.NOT_HELD: (YES, "免許がないため、認定後に指導技法等講習の受講が必要です。"),
        Licence.UNKNOWN: (UNKNOWN, "免許の有無が未確認です。認定後の講習の要否を判定できません。"),
    }
    outcome, text = texts[Licence(case.application.licence)]
    return Verdict(*CheckItem.LICENCE.named, outcome, text, source, hard=False)


def texts(case: Case) -> Verdict:
    """公表用の文章: within the limits of the center's database, where these are known."""
    form = case.application
    unset, over = [], []
    for name in LIMITED_TEXTS:
        label = _label(form, name)
        row = case.limits.find("文字数の上限", label)
        if row is None or row.value is None:
            unset.append(label)
        elif len(getattr(form, name)) > row.value:
            over.append(f"{label}（{len(getattr(form, name))}字／上限{row.value_text}字）")
    if over:
        text = f"{'、'.join(over)}が上限を超えています。超えた分はデータベースで切り捨てられます。"
        return Verdict(*CheckItem.TEXTS.named, NO, text, SOURCE, hard=False)
    if unset:
        text = "文字数の上限が未定です。「年度の基準」で設定すると判定できます。"
        return Verdict(*CheckItem.TEXTS.named, UNKNOWN, text, SOURCE, hard=False)
    return Verdict(
        *CheckItem.TEXTS.named, YES, "文字数の上限に収まっています。", SOURCE, hard=False
    )


def doubles(case: Case) -> Verdict:
    """重複: a warning about records of what may be the same person."""
    if case.duplicates:
        text = f"同じ人と思われる記録があります：{'、'.join(case.duplicates)}"
        return Verdict(
            *CheckItem.DOUBLES.named,
            UNKNOWN,
            text,
            "カナと生年月日、または電話番号の一致",
            hard=False,
        )
    return Verdict(
        *CheckItem.DOUBLES.named,
        YES,
        "同じ人と思われる記録はありません。",
        "カナと生年月日、または電話番号の一致",
        hard=False,
    )


def _label(form, name: str) -> str:
    return str(form._meta.get_field(name).verbose_name)
