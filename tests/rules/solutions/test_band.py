"""Who says yes: at and around every boundary of the band and of the mandate; never a no."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tijdig.policy import Policy, load
from tijdig.rules import arrangements
from tijdig.rules.arrangements import Part
from tijdig.rules.solutions.band import Beyond, Proposal, may_say_yes, verdict
from tijdig.words import Mandate, Rhythm

TODAY = date(2026, 11, 24)
FIRST = date(2026, 12, 1)


def proposal(*cents: int, first_on: date = FIRST, rhythm: Rhythm = Rhythm.MONTHLY, **more: object) -> Proposal:
    """So many cents each time; the days do not matter here but for the first."""
    parts = tuple(Part(number, first_on + timedelta(days=28 * number - 28), one) for number, one in enumerate(cents, 1))
    return replace(Proposal(parts, rhythm, TODAY), **more)  # type: ignore[arg-type]


def test_proposal_inside_the_band_is_a_yes_at_once(policy: Policy) -> None:
    found = verdict(proposal(*[1_000] * 12), policy)

    assert (found.mandate, found.reasons) == (Mandate.AUTOMATIC, ())


@pytest.mark.parametrize(
    ("cents", "mandate", "reasons"),
    [
        ([1_000, 1_000, 100], Mandate.AUTOMATIC, ()),  # a rest may be small
        ([1_000, 999, 100], Mandate.HANDLER, (Beyond.SMALL,)),  # only the last one is a rest
        ([999, 999, 999], Mandate.HANDLER, (Beyond.SMALL,)),
        ([500, 500], Mandate.HANDLER, (Beyond.SMALL,)),
        ([499, 499, 499], Mandate.LEAD, (Beyond.SMALL,)),
        ([450], Mandate.AUTOMATIC, ()),  # all of a small sum
        ([1_000] * 13, Mandate.HANDLER, (Beyond.LONG,)),
        ([1_000] * 24, Mandate.HANDLER, (Beyond.LONG,)),
        ([1_000] * 25, Mandate.LEAD, (Beyond.LONG,)),
        ([125_000, 125_000], Mandate.AUTOMATIC, ()),
        ([125_000, 125_001], Mandate.HANDLER, (Beyond.LARGE,)),
        ([500_000, 500_000], Mandate.HANDLER, (Beyond.LARGE,)),
        ([500_000, 500_001], Mandate.LEAD, (Beyond.LARGE,)),
        ([900] * 30, Mandate.LEAD, (Beyond.SMALL, Beyond.LONG)),
    ],
)
def test_verdict_at_and_around_the_boundaries(
    cents: list[int], mandate: Mandate, reasons: tuple[Beyond, ...], policy: Policy
) -> None:
    found = verdict(proposal(*cents), policy)

    assert (found.mandate, found.reasons) == (mandate, reasons)


@pytest.mark.parametrize(("cents", "mandate"), [([299, 200], Mandate.HANDLER), ([300, 200], Mandate.LEAD)])
def test_small_parts_of_a_sum_of_five_euros_are_for_a_lead_when_somebody_looks_anyway(
    cents: list[int], mandate: Mandate, policy: Policy
) -> None:
    found = verdict(proposal(*cents, is_sure=False), policy)

    assert (found.mandate, found.reasons) == (mandate, (Beyond.UNSURE,))


@pytest.mark.parametrize(("count", "mandate"), [(52, Mandate.AUTOMATIC), (53, Mandate.HANDLER), (105, Mandate.LEAD)])
def test_year_of_weeks_has_more_parts(count: int, mandate: Mandate, policy: Policy) -> None:
    assert verdict(proposal(*[1_000] * count, rhythm=Rhythm.WEEKLY), policy).mandate == mandate


@pytest.mark.parametrize(("days", "mandate"), [(45, Mandate.AUTOMATIC), (46, Mandate.HANDLER)])
def test_first_part_far_away_is_looked_at(days: int, mandate: Mandate, policy: Policy) -> None:
    assert verdict(proposal(2_000, 2_000, first_on=TODAY + timedelta(days=days)), policy).mandate == mandate


def test_part_above_what_can_be_missed_is_looked_at_and_cents_of_a_rest_are_not(policy: Policy) -> None:
    parts = arrangements.by_amount(9_099, 3_000, FIRST, policy)
    own = Proposal(parts, Rhythm.MONTHLY, TODAY, spare_cents=3_000)

    assert verdict(own, policy).mandate == Mandate.AUTOMATIC
    assert verdict(replace(own, spare_cents=2_999), policy).reasons == (Beyond.ROOM,)
    assert Beyond.ROOM in verdict(replace(own, parts=own.parts[2:], spare_cents=2_999), policy).reasons


def test_own_upfront_part_may_be_more_than_each_time(policy: Policy) -> None:
    parts = arrangements.by_amount(20_000, 3_000, FIRST, policy, upfront_cents=8_000)
    own = Proposal(parts, Rhythm.MONTHLY, TODAY, spare_cents=3_000)

    assert verdict(own, policy).reasons == (Beyond.ROOM,)
    assert verdict(replace(own, has_upfront=True), policy).mandate == Mandate.AUTOMATIC


@pytest.mark.parametrize(("is_sure", "mandate"), [(True, "automatic"), (None, "automatic"), (False, "handler")])
def test_who_doubts_gets_a_person(is_sure: bool | None, mandate: str, policy: Policy) -> None:
    assert verdict(proposal(2_000, 2_000, is_sure=is_sure), policy).mandate == mandate


def test_lead_may_all_and_a_handler_up_to_the_mandate() -> None:
    assert [may_say_yes(needed, is_lead=True) for needed in Mandate] == [True, True, True]
    assert [may_say_yes(needed, is_lead=False) for needed in Mandate] == [True, True, False]


def test_proposal_without_a_part_is_an_error(policy: Policy) -> None:
    with pytest.raises(ValueError, match="at least one part"):
        verdict(proposal(), policy)


@given(cents=st.lists(st.integers(1, 2_000_000), min_size=1, max_size=120), rhythm=st.sampled_from(list(Rhythm)))
def test_there_is_always_somebody_who_may_say_yes_and_a_reason_when_it_is_a_person(
    cents: list[int], rhythm: Rhythm
) -> None:
    found = verdict(proposal(*cents, rhythm=rhythm), load(TODAY))

    assert (found.mandate == Mandate.AUTOMATIC) == (not found.reasons)
    assert may_say_yes(found.mandate, is_lead=True)


def test_every_reason_may_be_read_by_the_customer() -> None:
    assert [reason for reason in Beyond if not reason.label.endswith(".") or "schuld" in reason.label] == []
