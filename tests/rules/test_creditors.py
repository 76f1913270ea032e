"""Who may send: who writes for itself, and who writes for another with its number in the register."""

import pytest

from tijdig.rules.creditors import may_send
from tijdig.words import SenderType


@pytest.mark.parametrize(
    ("sender_type", "wki_registration", "may"),
    [
        (SenderType.THIRD_PARTY, "WKI-2026-014", True),
        (SenderType.THIRD_PARTY, "", False),
        (SenderType.THIRD_PARTY, "  ", False),
        *[(kind, "", True) for kind in SenderType if kind != SenderType.THIRD_PARTY],
    ],
)
def test_only_who_writes_for_another_needs_its_number(sender_type: str, wki_registration: str, may: bool) -> None:
    assert may_send(sender_type, wki_registration) is may
