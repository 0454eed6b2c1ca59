"""The pages of a bundle as staff uses them."""

from django.urls import reverse


def page(name, *args) -> str:
    return reverse(f"meisters:{name}", args=args)


def sentences(answer) -> list[str]:
    return [str(message) for message in answer.context["messages"]]
