"""What a file says that asks for a colleague, where an organisation would say yes by itself otherwise."""

import pytest

from tijdig.rules.joint.personfirst import File, PersonFirst, reasons
from tijdig.words import HoldKind, PauseReason, RequestKind


@pytest.mark.parametrize(
    ("file", "why"),
    [
        (File(has_died=True), PersonFirst.DIED),
        (File(holds=frozenset({HoldKind.DIED})), PersonFirst.DIED),
        (File(holds=frozenset({HoldKind.DEBT_HELP})), PersonFirst.HELP),
        (File(holds=frozenset({HoldKind.COLLECTION_PAUSE})), PersonFirst.HELP),
        (File(holds=frozenset({HoldKind.MORATORIUM})), PersonFirst.HELP),
        (File(holds=frozenset({HoldKind.SETTLEMENT})), PersonFirst.HELP),
        (File(is_represented=True), PersonFirst.REPRESENTED),
        (File(holds=frozenset({HoldKind.REPRESENTED})), PersonFirst.REPRESENTED),
        (File(pauses=frozenset({PauseReason.DISTRESS})), PersonFirst.DISTRESS),
        (File(is_safe=False), PersonFirst.NOT_SAFE),
        (File(asks=frozenset({RequestKind.NOT_ME})), PersonFirst.NOT_ME),
        (File(holds=frozenset({HoldKind.DISPUTED})), PersonFirst.DISPUTED),
        (File(asks=frozenset({RequestKind.DISAGREE})), PersonFirst.DISPUTED),
        (File(pauses=frozenset({PauseReason.COMPLAINT})), PersonFirst.COMPLAINT),
        (File(asks=frozenset({RequestKind.COMPLAINT})), PersonFirst.COMPLAINT),
        (File(has_seizure=True), PersonFirst.SEIZURE),
        (File(is_near=True), PersonFirst.NEAR),
        (File(is_at_agency=True), PersonFirst.AGENCY),
        (File(holds=frozenset({HoldKind.MOVED})), PersonFirst.MOVED),
        (File(is_in_hand=True), PersonFirst.IN_HAND),
        (File(pauses=frozenset({PauseReason.OTHER})), PersonFirst.NOTED),
    ],
)
def test_file_asks_for_a_colleague_for_just_that(file: File, why: PersonFirst) -> None:
    assert reasons(file) == (why,)


def test_file_of_which_nothing_is_known_asks_for_nobody() -> None:
    assert reasons(File()) == ()


def test_pause_that_the_customer_asked_for_asks_for_nobody() -> None:
    """The plan comes in the place of it: so it is with every other pause and reaction."""
    pauses = frozenset(PauseReason) - {PauseReason.DISTRESS, PauseReason.COMPLAINT, PauseReason.OTHER}
    asks = frozenset(RequestKind) - {RequestKind.NOT_ME, RequestKind.DISAGREE, RequestKind.COMPLAINT}

    assert reasons(File(pauses=pauses, asks=asks)) == ()


def test_reasons_come_with_the_weightiest_first() -> None:
    file = File(holds=frozenset({HoldKind.MOVED, HoldKind.DIED}), is_safe=False, is_in_hand=True)

    assert reasons(file) == (PersonFirst.DIED, PersonFirst.NOT_SAFE, PersonFirst.MOVED, PersonFirst.IN_HAND)
