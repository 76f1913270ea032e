"""The numbers behind the names: they stand in columns that are kept, so that none of them may ever become another."""

from enum import Enum

import pytest

from tijdig.planner.codes import (
    NEVER,
    NOTHING,
    PREMIUM,
    ByWhom,
    ConsequenceCode,
    Event,
    Form,
    Frame,
    History,
    HoldCode,
    Kind,
    Need,
    Option,
    Owner,
    ProductCode,
    Rank,
    Room,
    SectorCode,
    Stage,
    Tone,
    ToWhom,
    Weight,
    When,
    Whether,
)

COUNTED: dict[type[Enum], str] = {
    HoldCode: "NONE DIED SETTLEMENT MORATORIUM COLLECTION_PAUSE DEBT_HELP DISPUTED MOVED AGREED PAUSED REACTED OTHER"
    " REPRESENTED",
    SectorCode: "OTHER HOUSING ENERGY WATER HEALTH TELECOM MORTGAGE WEBSHOP CREDIT MUNICIPAL",
    ProductCode: "OTHER RENT SERVICE_COSTS MORTGAGE ENERGY WATER HEALTH_PREMIUM OWN_RISK TELECOM PURCHASE"
    " CONSUMER_CREDIT MUNICIPAL",
    Room: "UNKNOWN OK NONE",
    ConsequenceCode: "NONE SUMMONS EVICTION DISCONNECTION",
    Form: "NONE LIGHT WRITTEN CALLED PERSONAL OTHER_WAY VISITED",
    History: "NEW FIRST_TIME SPORADIC OFTEN HANDED_OVER UNKNOWN",
    Whether: "CLOSE STOP WAIT ACT",
    Owner: "CUSTOMER TEAM HANDLER ADMINISTRATOR MUNICIPALITY AGENCY",
}
"""Names in the order of their numbers, from 0."""

OR_NONE: dict[type[Enum], str] = {
    Stage: "S0 S1 S2 S3 S4A S4B S5",
    Frame: "SOLUTION NEUTRAL_NOTICE SUPPORTIVE CONSEQUENCE_HELP EXPLAIN DETAILS PREPARE",
    Tone: "THANKFUL FRIENDLY CONCERNED FACTUAL FORMAL FIRM",
    ByWhom: "TEAM HANDLER CALLER SAME_PERSON VISITOR VIDEO_CALLER",
    Rank: "URGENT ASKED NEED EFFECT REST",
    When: "NEXT_PERMITTED AFTER_MESSAGE SOON",
    ToWhom: "CUSTOMER ADMINISTRATOR",
}
"""The same, with NONE below 0."""

BITS: dict[type[Enum], str] = {
    Kind: "LETTER EMAIL SMS WHATSAPP PHONE VISIT TRANSFER VIDEO",
    Weight: "FIXED_COST THREATENING PREFERENTIAL CREDIT_REGISTERED HOME SIGNALLING",
    Need: "CALL_RATHER READ_ALOUD ONE_QUESTION LARGE_PRINT OTHER_LANGUAGE SOMEONE_WITH_ME PAPER MORE_TIME",
    Event: "TURNING_18 MOVING HIGH_BILL FAILED_DEBIT SEPARATION JOB_LOSS BEREAVEMENT",
    Option: "CARD OUTSIDE_WORDS FOUR_STEPS BY_HAND PLAIN_ENVELOPE PAY_LINK ARRANGEMENT OFFER_TALK CHOOSE_SLOT"
    " OFFER_HELP ASK_PREFERENCE ASK_EVENT SIMPLEST SPOKEN",
}
"""Names in the order of their bits, from 1; NONE is none of them."""


def numbers(codes: type[Enum]) -> dict[str, int]:
    """Every name with its number, also a second name for one number."""
    return {name: int(code.value) for name, code in codes.__members__.items()}


@pytest.mark.parametrize("codes", COUNTED)
def test_codes_count_from_nothing(codes: type[Enum]) -> None:
    assert numbers(codes) == {name: place for place, name in enumerate(COUNTED[codes].split())}


@pytest.mark.parametrize("codes", OR_NONE)
def test_codes_of_what_may_be_undecided_say_so_below_nothing(codes: type[Enum]) -> None:
    assert numbers(codes) == {"NONE": NOTHING} | {name: place for place, name in enumerate(OR_NONE[codes].split())}


@pytest.mark.parametrize("codes", BITS)
def test_bits_double(codes: type[Enum]) -> None:
    assert numbers(codes) == {"NONE": 0} | {name: 1 << place for place, name in enumerate(BITS[codes].split())}


def test_numbers_that_stand_for_no_day_no_decision_and_one_premium() -> None:
    assert (NEVER, NOTHING, PREMIUM) == (30_000, -1, 100)
