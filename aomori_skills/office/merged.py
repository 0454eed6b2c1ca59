"""Pages of a record that was merged into another: they lead to the one that was kept."""

from functools import wraps

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect


def leads_to_kept(model, page: str):
    """Decorate a view of one row of ``model`` (by ``pk``) that finds merged rows no more.

    ``page`` is the name of the record's page. What was typed for the lost record is not saved.
    """

    def decorate(view):
        @wraps(view)
        def gate(request, *args, pk, **kwargs):
            try:
                return view(request, *args, pk=pk, **kwargs)
            except (Http404, model.DoesNotExist):
                lost = model.with_merged.filter(pk=pk, merged_into__isnull=False)
                lost = lost.select_related("merged_into").first()
                if lost is None:
                    raise
                messages.info(request, _sentence(request, lost))
                return redirect(page, pk=lost.merged_into_id)

        return gate

    return decorate


def _sentence(request, lost) -> str:
    sentence = f"開こうとした「{lost}」の記録は、この記録に統合されています。"
    if request.method == "POST":
        sentence += "送信された内容は保存していません。この記録で入力し直してください。"
    return sentence
