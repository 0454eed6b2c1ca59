"""Addresses of the survey's pages, and a typed answer as a browser sends it."""

from django.urls import reverse


def page(name, *args) -> str:
    return reverse(f"dispatch:{name}", args=args)


def typed(trade, **more) -> dict:
    return {
        "replied_on": "2025-06-09",
        "replied_way": "fax",
        "replied_by": "藤野 つばさ",
        "demand": "True",
        "version": "1",
        "wishes-TOTAL_FORMS": "1",
        "wishes-INITIAL_FORMS": "0",
        "wishes-0-kind": "practical_firm",
        "wishes-0-trade": str(trade.pk),
        "wishes-0-people": "6",
        "proposals-TOTAL_FORMS": "1",
        "proposals-INITIAL_FORMS": "0",
        "proposals-0-name": "八甲田 匠",
    } | more
