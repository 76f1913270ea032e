"""What a creditor may do as a sender."""

from tijdig.words import SenderType


def may_send(sender_type: str, wki_registration: str) -> bool:
    """Who writes for somebody else is registered and says its number (art. 4 and 11 Wki); else nothing goes out."""
    return sender_type != SenderType.THIRD_PARTY or bool(wki_registration.strip())
