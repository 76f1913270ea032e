"""Where a request comes from, for counting tries: an address that the visitor cannot choose himself."""

from ipaddress import IPv6Address, ip_address

from django.conf import settings
from django.http import HttpRequest


def client_of(request: HttpRequest) -> str:
    """The address as our own proxies saw it; of IPv6 the network, since one subscriber has all its numbers."""
    forwarded = request.headers.get("X-Forwarded-For", "").split(",")
    behind = settings.PROXIES and len(forwarded) >= settings.PROXIES
    found = forwarded[-settings.PROXIES].strip() if behind else request.META.get("REMOTE_ADDR", "")
    try:
        address = ip_address(found)
    except ValueError:
        return "unknown"
    if isinstance(address, IPv6Address) and not address.ipv4_mapped:
        return address.exploded[:19]
    return str(address)
