"""候補者の検討 as a list, for Excel and paper."""

from aomori_skills.base.listing import ListTable, NumberColumn, TextColumn


class MatchingTable(ListTable):
    """Rows in the order of the matching, which no other sorting improves."""

    trade = TextColumn("職種")
    place = NumberColumn("順")
    name = TextColumn("氏名", linkify=lambda record: record.url, narrow=True)
    kana = TextColumn("氏名（カナ）", on_screen=False)
    number = TextColumn("認定番号", on_screen=False)
    home = TextColumn("市町村", narrow=True)
    verdict = TextColumn("判定", narrow=True)
    total = NumberColumn("評点", unit="点")
    why = TextColumn("対象外の理由・確認すること")
    points = TextColumn("評点の内訳", on_screen=False)
    standing = TextColumn("打診・割り当て", on_screen=False)

    class Meta:
        orderable = False
        fields = ("trade", "place", "name", "home", "verdict", "total", "why")
        sequence = (*fields, "...")
