"""Solutions that cannot be made incomplete, cost nothing, and come back from JSON as they went in."""

import json
from dataclasses import fields, replace
from datetime import date, timedelta
from typing import Any

import pytest

from tijdig.policy import Policy
from tijdig.rules import arrangements
from tijdig.rules.arrangements import Part
from tijdig.rules.solutions import types
from tijdig.rules.solutions.facts import IncompleteError
from tijdig.rules.solutions.types import (
    Correction,
    CostsDropped,
    Debt,
    Deferral,
    Freeze,
    Frozen,
    HelpWith,
    InParts,
    LastWaived,
    LowerRate,
    Promises,
    Referral,
    Small,
    Statement,
    Together,
)
from tijdig.words import Mandate, Rhythm, SolutionKind

TODAY, FIRST, LATER = date(2026, 11, 24), date(2026, 12, 1), date(2027, 3, 1)
DEBT = Debt(claim=3, principal_cents=8_000, interest_cents=20, costs_cents=4_000)
ONE = (DEBT,)
RATE = LowerRate(debts=ONE, from_basis_points=450, to_basis_points=200, since_on=TODAY, until_on=LATER)


def in_parts(policy: Policy) -> InParts:
    return InParts(
        creditor=1,
        case=7,
        debts=(
            Debt(claim=3, principal_cents=8_000, interest_cents=20, costs_cents=0),
            Debt(claim=4, principal_cents=1_980, interest_cents=0, costs_cents=0),
        ),
        parts=arrangements.by_amount(10_000, 3_000, FIRST, policy),
        rhythm=Rhythm.MONTHLY,
        rests_on=Statement.OWN,
        spare_cents=3_000,
        promises=types.promised(policy),
        contract_basis_points=450,
        regular_bills="huur",
        contact="Dewi",
        others=(9,),
        consents=(12,),
        review_on=LATER,
        help=HelpWith.OFFERED,
        decided_by=Mandate.AUTOMATIC,
        reason="",
        has_upfront=False,
        waives_last=False,
        told="U betaalt € 100,00 in vier termijnen.",
    )


def every(policy: Policy) -> list[types.Solution]:
    return [
        in_parts(policy),
        replace(in_parts(policy), spare_cents=None, contract_basis_points=None, others=(), consents=()),
        Deferral(cents=10_000, since_on=TODAY, until_on=FIRST, contact="Dewi"),
        Freeze(
            what=frozenset({Frozen.INTEREST, Frozen.COSTS}),
            debts=ONE,
            since_on=TODAY,
            until_on=LATER,
            why="Er is beslag.",
        ),
        RATE,
        Correction(claim=3, was_cents=8_000, is_cents=7_000, why="Dubbel berekend."),
        Referral(to="Humanitas", on_day=TODAY, consent=None),
        Referral(to="Wijkteam", on_day=TODAY, consent=4),
        Small(cents=500, due_on=FIRST),
        Small(cents=0, due_on=None),
        CostsDropped(debt=DEBT, contact_on=TODAY),
        LastWaived(arrangement=5, number=4, cents=1_000),
    ]


def test_every_solution_comes_back_from_json_as_it_went_in(policy: Policy) -> None:
    found = every(policy)

    for one in found:
        written = json.loads(json.dumps(types.as_facts(one)))
        assert types.from_facts(types.kind_of(one), written) == one
    assert {types.kind_of(one) for one in found} == set(SolutionKind)


def test_every_kind_has_its_type_and_none_can_be_made_without_a_field() -> None:
    assert set(types.KINDS) == set(SolutionKind)
    for kind in types.KINDS.values():
        with pytest.raises(TypeError, match="required keyword-only"):
            kind()


def test_facts_that_lack_a_field_are_refused_for_each_field_of_each_kind(policy: Policy) -> None:
    for one in every(policy):
        for field in fields(one):
            left = {name: value for name, value in types.as_facts(one).items() if name != field.name}
            with pytest.raises(IncompleteError, match=f"lacks {field.name}"):
                types.from_facts(types.kind_of(one), left)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"story": "…"}, "does not know story"),
        ({"until_on": "gisteren"}, "until_on: knows no 'gisteren'"),
        ({"cents": 1.5}, "cents: should be int, and is 1.5"),
        ({"cents": True}, "cents: should be int, and is True"),
        ({"contact": None}, "contact: should be str, and is None"),
        ({"extra_interest_cents": 1}, "nothing is added"),
    ],
)
def test_facts_of_another_kind_are_refused(change: dict[str, Any], message: str) -> None:
    kept = types.as_facts(Deferral(cents=10_000, since_on=TODAY, until_on=FIRST, contact="Dewi"))

    with pytest.raises(IncompleteError, match=message):
        types.from_facts(SolutionKind.DEFERRAL, {**kept, **change})


@pytest.mark.parametrize("found", [None, [], "x"])
def test_facts_that_are_none_are_refused(found: Any) -> None:
    with pytest.raises(IncompleteError, match="holds no facts"):
        types.from_facts(SolutionKind.SMALL, found)


def test_list_that_is_none_and_a_word_that_nobody_knows_are_refused() -> None:
    kept = types.as_facts(
        Freeze(what=frozenset({Frozen.COSTS}), debts=ONE, since_on=TODAY, until_on=LATER, why="Beslag.")
    )

    with pytest.raises(IncompleteError, match="should be a list"):
        types.from_facts(SolutionKind.FREEZE, {**kept, "what": "costs"})
    with pytest.raises(IncompleteError, match="knows no 'fines'"):
        types.from_facts(SolutionKind.FREEZE, {**kept, "what": ["fines"]})


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"debts": ()}, "has no claim"),
        ({"parts": ()}, "has no part"),
        ({"parts": (Part(1, FIRST, 9_999),)}, "add up to 9999 cents, where 10000 are open"),
        ({"parts": (Part(1, FIRST, 9_901), Part(2, LATER, 99))}, "below one euro"),
        ({"parts": (Part(1, FIRST, 0),)}, "below one euro"),
        ({"parts": (Part(2, FIRST, 5_000), Part(1, LATER, 5_000))}, "not numbered"),
        ({"parts": (Part(1, LATER, 5_000), Part(2, FIRST, 5_000))}, "one after the other"),
        ({"parts": (Part(1, FIRST, 5_000), Part(2, FIRST, 5_000))}, "one after the other"),
        ({"parts": (Part(1, FIRST, 5_000), Part(2, LATER, 5_000))}, "more than can be missed: 1, 2"),
        (
            {"parts": (Part(1, FIRST, 5_000), Part(2, LATER, 5_000)), "has_upfront": True},
            "more than can be missed: 2",
        ),
        ({"spare_cents": 2_999}, "more than can be missed: 1, 2, 3"),
        ({"contact": " "}, "contact: is empty"),
        ({"told": ""}, "told: is empty"),
        ({"consents": ()}, "one consent for each other creditor"),
        ({"review_on": TODAY}, "looked at again before it begins"),
        ({"decided_by": Mandate.LEAD}, "lacks the reason of the lead"),
        ({"contract_basis_points": -1}, "contract_basis_points"),
        ({"parts": (Part(1, FIRST, 10_000),), "waives_last": True}, "cannot be given away"),
    ],
)
def test_arrangement_that_is_not_whole_cannot_be_made(change: dict[str, Any], message: str, policy: Policy) -> None:
    with pytest.raises(IncompleteError, match=message):
        replace(in_parts(policy), **change)


@pytest.mark.parametrize("cents", [1, 40])
def test_sum_below_a_euro_may_be_one_part(cents: int, policy: Policy) -> None:
    debt = Debt(claim=3, principal_cents=cents, interest_cents=0, costs_cents=0)

    made = replace(in_parts(policy), debts=(debt,), parts=(Part(1, FIRST, cents),), spare_cents=None)

    assert made.total_cents == cents


def test_part_of_one_of_several_may_be_one_euro(policy: Policy) -> None:
    made = replace(in_parts(policy), parts=(Part(1, FIRST, 9_900), Part(2, LATER, 100)), spare_cents=None)

    assert made.total_cents == 10_000


@pytest.mark.parametrize("name", ["extra_interest_cents", "costs_cents"])
@pytest.mark.parametrize("cents", [1, -1])
def test_no_solution_lets_interest_or_costs_in(name: str, cents: int, policy: Policy) -> None:
    both: tuple[Any, ...] = (
        types.promised(policy),
        Deferral(cents=1, since_on=TODAY, until_on=FIRST, contact="Dewi"),
    )
    for one in both:
        with pytest.raises(IncompleteError, match="nothing is added"):
            replace(one, **{name: cents})


def test_every_way_to_add_something_is_asked_about() -> None:
    adds = {"extra_interest_cents", "costs_cents"}
    kinds = [*types.KINDS.values(), Promises]

    named = {kind.__name__: adds & {field.name for field in fields(kind)} for kind in kinds}

    assert {name for name, found in named.items() if found} == {"Promises", "Deferral"}


def test_costs_that_are_dropped_are_those_of_the_claim() -> None:
    dropped = CostsDropped(debt=DEBT, contact_on=TODAY)

    assert (dropped.claim, dropped.cents, dropped.debt.open_cents) == (3, 4_000, 12_020)


def test_promises_are_those_of_the_policy(policy: Policy) -> None:
    assert types.promised(policy) == Promises(remind_days_before=3, tolerance_days=5, contact_workdays=2)
    with pytest.raises(IncompleteError, match="remind_days_before"):
        replace(types.promised(policy), remind_days_before=0)
    with pytest.raises(IncompleteError, match="tolerance_days"):
        replace(types.promised(policy), tolerance_days=-1)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Debt(claim=1, principal_cents=-1, interest_cents=5, costs_cents=0), "principal_cents"),
        (lambda: Debt(claim=1, principal_cents=5, interest_cents=0, costs_cents=-1), "costs_cents"),
        (lambda: Debt(claim=1, principal_cents=0, interest_cents=0, costs_cents=0), "nothing open"),
        (lambda: Deferral(cents=0, since_on=TODAY, until_on=FIRST, contact="x"), "cents"),
        (lambda: Deferral(cents=1, since_on=TODAY, until_on=TODAY, contact="x"), "before it begins"),
        (lambda: Deferral(cents=1, since_on=TODAY, until_on=FIRST, contact=""), "contact: is empty"),
        (
            lambda: Freeze(what=frozenset(), debts=ONE, since_on=TODAY, until_on=FIRST, why="x"),
            "nothing that stands still",
        ),
        (
            lambda: Freeze(what=frozenset(Frozen), debts=ONE, since_on=FIRST, until_on=TODAY, why="x"),
            "before it begins",
        ),
        (lambda: Freeze(what=frozenset(Frozen), debts=ONE, since_on=TODAY, until_on=FIRST, why=" "), "why: is empty"),
        (
            lambda: LowerRate(debts=ONE, from_basis_points=200, to_basis_points=200, since_on=TODAY, until_on=FIRST),
            "not lower",
        ),
        (
            lambda: LowerRate(debts=ONE, from_basis_points=200, to_basis_points=-1, since_on=TODAY, until_on=FIRST),
            "to_basis",
        ),
        (
            lambda: LowerRate(debts=ONE, from_basis_points=200, to_basis_points=1, since_on=TODAY, until_on=TODAY),
            "before it",
        ),
        (lambda: Freeze(what=frozenset(Frozen), debts=(), since_on=TODAY, until_on=FIRST, why="x"), "has no claim"),
        (lambda: replace(RATE, debts=()), "has no claim"),
        (lambda: Correction(claim=1, was_cents=5, is_cents=5, why="x"), "changes nothing"),
        (lambda: Correction(claim=1, was_cents=5, is_cents=-5, why="x"), "is_cents"),
        (lambda: Correction(claim=1, was_cents=5, is_cents=4, why=""), "why: is empty"),
        (lambda: Referral(to="", on_day=TODAY, consent=None), "to: is empty"),
        (lambda: Small(cents=500, due_on=None), "a sum has a day"),
        (lambda: Small(cents=0, due_on=FIRST), "a sum has a day"),
        (lambda: Small(cents=-1, due_on=FIRST), "cents"),
        (lambda: CostsDropped(debt=replace(DEBT, costs_cents=0), contact_on=TODAY), "costs_cents"),
        (lambda: LastWaived(arrangement=1, number=1, cents=5), "only part"),
        (lambda: LastWaived(arrangement=1, number=2, cents=0), "cents"),
    ],
)
def test_solution_that_is_not_whole_cannot_be_made(make: Any, message: str) -> None:
    with pytest.raises(IncompleteError, match=message):
        make()


def test_solution_with_the_least_that_it_needs_can_be_made(policy: Policy) -> None:
    """One cent open, one day ahead, no days for the bank, looked at again on the day of the first part, no interest."""
    cent = Debt(claim=1, principal_cents=1, interest_cents=0, costs_cents=0)
    least = Promises(remind_days_before=1, tolerance_days=0, contact_workdays=1)
    made = replace(in_parts(policy), review_on=FIRST, contract_basis_points=0, promises=least)

    gift = replace(made, parts=(Part(1, FIRST, 5_000), Part(2, LATER, 5_000)), spare_cents=None, waives_last=True)

    assert (cent.open_cents, made.promises, made.parts[0].due_on) == (1, least, made.review_on)
    assert (gift.waives_last, gift.total_cents) == (True, 10_000)
    assert CostsDropped(debt=replace(cent, costs_cents=1), contact_on=TODAY).cents == 1
    assert replace(RATE, from_basis_points=1, to_basis_points=0).to_basis_points == 0
    assert Deferral(cents=1, since_on=TODAY, until_on=TODAY + timedelta(days=1), contact="x").cents == 1
    assert Correction(claim=1, was_cents=1, is_cents=0, why="x").is_cents == 0
    assert (Small(cents=1, due_on=FIRST).cents, LastWaived(arrangement=1, number=2, cents=1).cents) == (1, 1)


def test_solutions_that_fit_go_together(policy: Policy) -> None:
    whole = replace(in_parts(policy), waives_last=True)
    rest = [one for one in every(policy)[2:] if not isinstance(one, Small)]

    assert Together((whole, *rest)).solutions[0] == whole


def test_solutions_that_bite_each_other_cannot_be_made(policy: Policy) -> None:
    parts, deferral = in_parts(policy), Deferral(cents=1, since_on=TODAY, until_on=LATER, contact="Dewi")
    gift = LastWaived(arrangement=5, number=4, cents=1_000)

    for bad, message in (
        ((), "holds nothing"),
        ((parts, parts), "holds twice: arrangement"),
        ((parts, Small(cents=0, due_on=None)), "stands instead"),
        ((parts, deferral), "before the deferral ends"),
        ((parts, replace(deferral, until_on=parts.parts[1].due_on)), "before the deferral ends"),
        ((gift,), "gives its last part away"),
        ((parts, gift), "gives its last part away"),
    ):
        with pytest.raises(IncompleteError, match=message):
            Together(bad)
