"""統合の記録: written once, and told in the history of the kept record."""

from aomori_skills.base import history
from aomori_skills.base.history import Change, Entry
from aomori_skills.office.models import Merger


def record(kept, lost, *, words: tuple[str, str], moved, taken, reason: str, by) -> Merger:
    """Write down that ``lost`` went into ``kept``; ``words`` are what they were called."""
    return Merger.objects.create(
        model=kept._meta.label_lower,
        kept_id=kept.pk,
        lost_id=lost.pk,
        kept_words=words[0][:200],
        lost_words=words[1][:200],
        moved=[{"label": label, "count": count} for label, count in moved],
        taken=[{"label": one.label, "before": one.before, "after": one.after} for one in taken],
        reason=reason,
        by=by,
    )


def history_of(instance, *related: str) -> list[Entry]:
    """``history.entries``, and one entry for each merger into this record, newest first."""
    merged = type(instance).with_merged.filter(merged_into=instance).values("pk")
    rows = Merger.objects.filter(model=instance._meta.label_lower, lost_id__in=merged)
    told = [_entry(row) for row in rows.select_related("by")]
    entries = history.entries(instance, *related)
    return sorted([*told, *entries], key=lambda entry: entry.at, reverse=True) if told else entries


def _entry(row: Merger) -> Entry:
    moved = "、".join(f"{one['label']} {one['count']}件" for one in row.moved)
    note = f"「{row.lost_words}」を統合しました。"
    note += f"移した記録：{moved}。" if moved else "移した記録はありません。"
    return Entry(
        at=row.at,
        by=str(row.by),
        subject="別の記録",
        action="統合",
        changes=tuple(Change(one["label"], one["before"], one["after"]) for one in row.taken),
        note=f"{note}理由：{row.reason}",
    )
