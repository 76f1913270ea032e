"""When something may be told, and when not."""

from datetime import date

import pytest

from tijdig.rules.consents import LEVELS, MAY_TELL, ConsentFault, Given, fault, holds, until
from tijdig.words import AssuranceLevel, ConsentPurpose, SharedData

DAY = date(2026, 11, 24)
HERE, THERE, ELSEWHERE = 1, 2, 3
BALANCE = frozenset((SharedData.BALANCE,))


def given(*, until_on: date | None = None, is_withdrawn: bool = False) -> Given:
    return Given(frozenset((SharedData.BALANCE, SharedData.CONTACT)), frozenset((HERE, THERE)), until_on, is_withdrawn)


@pytest.mark.parametrize(
    ("consent", "data", "to", "expected"),
    [
        (given(), BALANCE, THERE, None),
        (given(), BALANCE, HERE, None),
        (None, BALANCE, THERE, ConsentFault.UNKNOWN),
        (given(is_withdrawn=True), BALANCE, THERE, ConsentFault.WITHDRAWN),
        (given(until_on=DAY), BALANCE, THERE, ConsentFault.OVER),
        (given(until_on=date(2026, 11, 25)), BALANCE, THERE, None),
        (given(), BALANCE | {SharedData.ROOM}, THERE, ConsentFault.OTHER_DATA),
        (given(), frozenset[SharedData](), THERE, ConsentFault.OTHER_DATA),
        (given(), BALANCE, ELSEWHERE, ConsentFault.OTHER_SIDE),
    ],
)
def test_telling_asks_a_consent_that_stands_for_these_data_and_this_side(
    consent: Given | None, data: frozenset[SharedData], to: int, expected: ConsentFault | None
) -> None:
    assert fault(consent, data, to, DAY) == expected


def test_consent_holds_until_its_end_and_no_longer() -> None:
    ends_on = until(date(2026, 1, 31), 1)

    assert ends_on == date(2026, 2, 28)
    assert [holds(given(until_on=ends_on), day) for day in (date(2026, 2, 27), ends_on)] == [True, False]


def test_each_purpose_has_its_data_and_level_and_the_more_is_told_the_surer_we_are() -> None:
    assert set(MAY_TELL) == set(LEVELS) == set(ConsentPurpose)
    assert MAY_TELL[ConsentPurpose.ASK_LATER] == MAY_TELL[ConsentPurpose.OVERVIEW] == frozenset()
    assert SharedData.REACH not in MAY_TELL[ConsentPurpose.JOINT]
    assert LEVELS[ConsentPurpose.JOINT] == AssuranceLevel.PROVEN
