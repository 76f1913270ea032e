"""What decisions cost: every cent by hand for a few cases, and nothing that depends on the order of rows."""

from datetime import date

import numpy as np
import pytest

from tests.planner.cases import accounts_around
from tijdig.planner.codes import ByWhom, Kind, ProductCode, Stage, Whether
from tijdig.planner.columns import AccountRow, Accounts
from tijdig.planner.costing import Totals, costs, duration, lines, of_a_night
from tijdig.planner.decisions import Decisions
from tijdig.planner.plan import plan
from tijdig.policy import Policy, load
from tijdig.rules.costs import collection_costs_cents

DAY = date(2026, 11, 24)
POLICY = load(DAY)
PRICES = POLICY.costs
ACT, WAIT = Whether.ACT, Whether.WAIT


def decided(*rows: tuple[Whether, Stage, Kind, ByWhom]) -> Decisions:
    """Decisions that say just this."""
    names = ("whether", "stage", "channels", "by_whom")
    columns = {
        name: np.array([int(value) for value in values], dtype=np.int16)
        for name, values in zip(names, zip(*rows, strict=True), strict=True)
    }
    return Decisions(DAY, np.arange(len(rows)) + 1, columns)


def accounts(count: int, **values: int) -> Accounts:
    return Accounts.from_rows([AccountRow(case_id=number + 1, **values) for number in range(count)])


def test_a_message_costs_the_price_of_its_carriers() -> None:
    every = Kind.LETTER | Kind.EMAIL | Kind.SMS | Kind.WHATSAPP | Kind.TRANSFER
    spent = costs(decided((ACT, Stage.S1, every, ByWhom.TEAM)), accounts(1), POLICY)

    whole = (
        PRICES.letter_cents + PRICES.email_cents + PRICES.sms_part_cents + PRICES.whatsapp_cents + PRICES.transfer_cents
    )
    assert spent.message_cents.tolist() == [whole]
    found = spent.totals
    assert (found.letters, found.emails, found.texts, found.chats, found.transfers) == (1, 1, 1, 1, 1)
    assert (found.message_cents, found.staff_cents, found.cents) == (whole, 0, whole)


def test_a_text_message_is_paid_per_part() -> None:
    two = decided((ACT, Stage.S1, Kind.SMS, ByWhom.TEAM), (ACT, Stage.S2, Kind.SMS, ByWhom.TEAM))

    spent = costs(two, accounts(2), POLICY, sms_parts={Stage.S2: 3})

    assert spent.kinds[Kind.SMS].tolist() == [PRICES.sms_part_cents, 3 * PRICES.sms_part_cents]


@pytest.mark.parametrize(
    ("by_whom", "minutes"),
    [
        (ByWhom.TEAM, 0),
        (ByWhom.CALLER, POLICY.steps.call_minutes),
        (ByWhom.SAME_PERSON, POLICY.steps.call_minutes),
        (ByWhom.VIDEO_CALLER, POLICY.steps.call_minutes),
        (ByWhom.VISITOR, POLICY.steps.visit_minutes),
        (ByWhom.HANDLER, POLICY.steps.look_minutes),
    ],
)
def test_a_person_costs_minutes_at_the_wage_of_an_hour(by_whom: ByWhom, minutes: int) -> None:
    spent = costs(decided((ACT, Stage.S1, Kind.EMAIL, by_whom)), accounts(1), POLICY)

    assert spent.minutes.tolist() == [minutes]
    assert spent.staff_cents.tolist() == [-(-minutes * PRICES.staff_hour_cents // 60)]


def test_an_hour_of_own_staff_costs_what_the_policy_page_says() -> None:
    """A whole hour at the wage that docs/policy/costs.md explains: 45 euro. In parts it would be rounded up."""
    hour = load(DAY, overrides={"steps.look_minutes": 60})

    spent = costs(decided((WAIT, Stage.NONE, Kind.NONE, ByWhom.HANDLER)), accounts(1), hour)

    assert (spent.totals.minutes, spent.totals.staff_cents) == (60, 4_500)


def test_a_part_of_a_cent_is_rounded_up_per_case() -> None:
    odd = load(DAY, overrides={"costs.staff_hour_cents": 2_501, "steps.look_minutes": 7})

    spent = costs(decided(*[(WAIT, Stage.NONE, Kind.NONE, ByWhom.HANDLER)] * 3), accounts(3), odd)

    assert spent.staff_cents.tolist() == [292] * 3  # 7/60 of 25.01 is 291.78 cents
    assert spent.totals.staff_cents == 876


def test_who_only_waits_costs_nothing_and_a_look_counts_where_it_is_new() -> None:
    rows = decided(
        (WAIT, Stage.NONE, Kind.NONE, ByWhom.NONE),
        (WAIT, Stage.NONE, Kind.NONE, ByWhom.HANDLER),
        (WAIT, Stage.NONE, Kind.NONE, ByWhom.HANDLER),
    )

    assert costs(rows, accounts(3), POLICY).totals.looks == 2
    some = costs(rows, accounts(3), POLICY, counted=np.array([True, True, False]))
    assert some.looks.tolist() == [0, POLICY.steps.look_minutes, 0]
    assert some.totals.looks == some.totals.personal == 1


def test_cases_that_do_not_count_cost_nothing_at_all() -> None:
    rows = decided((ACT, Stage.S3, Kind.LETTER, ByWhom.CALLER))

    spent = costs(rows, accounts(1, named_overdue_cents=50_000), POLICY, counted=np.array([False]))

    assert spent.totals == Totals()


@pytest.mark.parametrize("charges", [True, False])
def test_a_notice_charges_or_spares_what_the_law_allows_over_what_it_names(charges: bool) -> None:
    policy = load(DAY, overrides={"costs.charges_collection_costs": charges})
    rows = decided((ACT, Stage.S3, Kind.LETTER, ByWhom.TEAM), (ACT, Stage.S2, Kind.LETTER, ByWhom.TEAM))

    spent = costs(rows, accounts(2, named_overdue_cents=200_000, overdue_cents=300_000), policy)

    legal = [collection_costs_cents(200_000, policy), 0]
    assert legal[0] == 30_000
    assert spent.charged_cents.tolist() == (legal if charges else [0, 0])
    assert spent.spared_cents.tolist() == ([0, 0] if charges else legal)


def test_minutes_may_differ_per_product(monkeypatch: pytest.MonkeyPatch) -> None:
    longer = load(DAY, overrides={"steps.call_minutes": 30})
    own = Policy.for_product
    monkeypatch.setattr(Policy, "for_product", lambda policy, kind: longer if kind == "rent" else own(policy, kind))
    two = Accounts.from_rows([AccountRow(1, product=ProductCode.RENT), AccountRow(2, product=ProductCode.ENERGY)])

    spent = costs(decided(*[(ACT, Stage.S1, Kind.EMAIL, ByWhom.CALLER)] * 2), two, POLICY)

    assert spent.calls.tolist() == [30, POLICY.steps.call_minutes]


def test_parts_add_up_to_the_whole_in_any_order() -> None:
    some = accounts_around(seed=11, size=4_000)
    whole = costs(plan(some, POLICY, DAY), some, POLICY).totals
    order = np.random.default_rng(3).permutation(len(some))

    found = Totals()
    for rows in np.array_split(order, 7):
        part = some.take(rows)
        found += costs(plan(part, POLICY, DAY), part, POLICY).totals

    assert found == whole
    assert min(whole.letters, whole.calls, whole.looks, whole.spared_cents) > 0


def test_steps_of_a_person_are_calls_visits_and_looks() -> None:
    assert Totals(calls=1, visits=2, looks=3, letters=9).personal == 6


def test_no_cases_cost_nothing() -> None:
    none = Accounts.from_rows([])

    assert costs(plan(none, POLICY, DAY), none, POLICY).totals == Totals()


def test_the_two_lines_name_everybody_who_pays() -> None:
    found = Totals(message_cents=123_456, minutes=615, staff_cents=46_125, charged_cents=4_000, spared_cents=12_000)

    assert [line.replace("\N{NO-BREAK SPACE}", " ") for line in lines(found)] == [
        "Kost de organisatie: € 1.695,81 (berichten € 1.234,56, mensen € 461,25 voor 10 uur en 15 minuten).",
        "Incassokosten voor klanten: hooguit € 40,00; bespaard: € 120,00.",
    ]
    assert "Incassokosten voor klanten: €" in list(lines(Totals()))[1]


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (0, "0 minuten"),
        (1, "1 minuut"),
        (60, "1 uur"),
        (61, "1 uur en 1 minuut"),
        (120_015, "2.000 uur en 15 minuten"),
    ],
)
def test_time_in_words(minutes: int, words: str) -> None:
    assert duration(minutes) == words


def test_a_night_pays_messages_and_new_looks_and_leaves_steps_beside_a_message_for_their_day() -> None:
    rows = decided(
        (ACT, Stage.S1, Kind.LETTER, ByWhom.CALLER),
        (ACT, Stage.S1, Kind.LETTER, ByWhom.HANDLER),
        (WAIT, Stage.NONE, Kind.NONE, ByWhom.HANDLER),
        (WAIT, Stage.NONE, Kind.NONE, ByWhom.HANDLER),
    )

    found = of_a_night(
        rows,
        accounts(4),
        POLICY,
        goes_out=np.array([True, False, True, True]),
        is_new=np.array([True, True, True, False]),
    )

    assert found == Totals(
        letters=1,
        message_cents=PRICES.letter_cents,
        looks=1,
        minutes=POLICY.steps.look_minutes,
        staff_cents=POLICY.steps.look_minutes * PRICES.staff_hour_cents // 60,
    )
