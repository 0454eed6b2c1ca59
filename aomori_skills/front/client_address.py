"""Whose computer a request comes from: what the lock of the sign-in counts."""

from ipaddress import ip_address

from django.conf import settings


def client_address(request) -> str:
    """Behind ``TRUSTED_PROXIES`` proxies, the address that the outermost of them has seen.

    Each proxy adds the address of its caller on the right of X-Forwarded-For; what stands further
    left was written by the client, who may write anything.
    """
    direct = request.META.get("REMOTE_ADDR", "")
    if not settings.TRUSTED_PROXIES:
        return direct
    told = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    if len(told) < settings.TRUSTED_PROXIES:
        return direct
    return _address(told[-settings.TRUSTED_PROXIES]) or direct


def _address(text: str) -> str:
    """The address in one spelling; "" if ``text`` is none."""
    try:
        return str(ip_address(text.strip().strip("[]")))
    except ValueError:
        return ""
