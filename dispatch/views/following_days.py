"""Which 指導日 have followed their request, and which stay as they were."""

from django.contrib import messages

NAMED = 3
"""So many days are named in the message; the tab shows all."""


def tell(request, done) -> None:
    """``done``: what the service of following days has done."""
    if done.days:
        names = "、".join(map(str, done.days[:NAMED]))
        more = "ほか" if len(done.days) > NAMED else ""
        who = "、".join(map(str, done.to_tell))
        call = f"次の相手に連絡してください：{who}。" if who else ""
        text = (
            f"変更前の派遣依頼と同じだった指導日も{len(done.days)}件直しました（{names}{more}）。"
        )
        messages.success(request, f"{text}{call}")
    for day, why in done.left:
        messages.warning(request, f"{day}の指導日は、元のまま残しました。{why}")
