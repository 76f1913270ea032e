"""What a colleague agrees beside an arrangement: whole or not at all, told, and together with what runs."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from tests.actions.conftest import make_late_case
from tests.factories import (
    NOW,
    TODAY,
    make_claim,
    make_consent,
    make_creditor,
    make_request,
    make_room,
    make_transfer,
)
from tijdig.actions import arrangements, audit, consents, granting, payments, solutions
from tijdig.actions.arrangements import Yes
from tijdig.actions.refusals import ConflictError, Refusal, RefusedError
from tijdig.messages.consents.tellings import Telling
from tijdig.models import (
    Arrangement,
    AuditEvent,
    Case,
    Claim,
    Contact,
    Creditor,
    Customer,
    MoneyEntry,
    Request,
    Shared,
    Solution,
)
from tijdig.queries import agreed, flags, standingstill, sums, visible
from tijdig.queries import arrangements as found
from tijdig.rules.solutions.facts import IncompleteError
from tijdig.rules.solutions.types import CostsDropped, Debt, Deferral, Freeze, Frozen, LowerRate, Referral, Small
from tijdig.words import ChangeReason

pytestmark = pytest.mark.django_db
STAFF: dict[str, Any] = {"by": "user:1", "at": NOW}
UNTIL = date(2027, 2, 24)
LATER = Deferral(cents=10_000, since_on=TODAY, until_on=UNTIL, contact="Dewi")
PARTS = {"count": 4, "first_on": date(2026, 12, 1)}
WHY = "Uw betaling telde niet mee."


def freeze(case: Case, *what: Frozen) -> Freeze:
    debts = tuple(one.debt() for one in sums.of(case, TODAY))
    return Freeze(what=frozenset(what), debts=debts, since_on=TODAY, until_on=UNTIL, why="Er is beslag.")


def costs(case: Case, cents: int) -> CostsDropped:
    return CostsDropped(debt=sums.of(case, TODAY)[0].debt(cents), contact_on=TODAY)


def refused(act: Any, *values: Any, **more: Any) -> Refusal:
    with pytest.raises(RefusedError) as error:
        act(*values, **STAFF | more)
    return error.value.code


def left(case: Case) -> list[tuple[date, int]]:
    running = found.of(case)
    assert running is not None
    return [(part.due_on, part.amount_cents) for part in found.parts(running)]


# Whole, told, once


def test_solution_is_agreed_told_and_made_once(late: Case) -> None:
    first = granting.grant(late, LATER, Yes(), **STAFF)
    again = granting.grant(late, LATER, Yes(), **STAFF)

    assert again == first
    assert [contact.key for contact in Contact.objects.all()] == [f"reply-agreed-{first.pk}-email"]


def test_nothing_is_left_of_it_when_the_message_cannot_be_made(late: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: Any, **_values: Any) -> None:
        raise OSError("the trace cannot be written")

    claim = Claim.objects.get()
    for act in (
        lambda: granting.grant(late, LATER, Yes(), **STAFF),
        lambda: granting.correct(late, claim, 5_000, WHY, Yes(), **STAFF),
    ):
        with monkeypatch.context() as patched:
            patched.setattr(audit, "record", fail)
            with pytest.raises(OSError, match="trace"):
                act()
        assert (Solution.objects.count(), Contact.objects.count()) == (0, 0)
        assert visible.balance_cents(claim) == 10_000


def test_above_the_mandate_only_a_lead_and_with_a_reason(late: Case) -> None:
    long = replace(LATER, until_on=date(2027, 6, 1))

    assert refused(granting.grant, late, long, Yes(reason="Vakantiegeld.")) == Refusal.BY_LEAD_HERE
    assert refused(granting.grant, late, long, Yes(by_lead=True)) == Refusal.WHY_ARRANGED
    made = granting.grant(late, long, Yes(by_lead=True, reason="Vakantiegeld.", lead="user:9"), **STAFF)
    assert (made.reason, AuditEvent.objects.get(what="solution.agreed").facts["lead"]) == ("Vakantiegeld.", "user:9")


# Putting right


@pytest.mark.parametrize("left_cents", [-1, 10_000, 10_001])
def test_correction_makes_a_bill_lower_and_never_below_zero(left_cents: int, late: Case) -> None:
    code = refused(granting.correct, late, Claim.objects.get(), left_cents, WHY, Yes())

    assert (code, MoneyEntry.objects.filter(kind="correction").count()) == (Refusal.ONLY_LOWER, 0)


def test_correction_needs_words_and_the_bill_of_this_case(late: Case) -> None:
    claim, other = Claim.objects.get(), make_claim()

    assert refused(granting.correct, late, claim, 5_000, " \n", Yes()) == Refusal.WORDS_NEEDED
    assert refused(granting.correct, late, other, 0, WHY, Yes()) == Refusal.OTHER_CASE


def test_correction_on_what_somebody_changed_is_refused(late: Case) -> None:
    version = Case.objects.get(pk=late.pk).version
    payments.book(Claim.objects.get(), 1_000, booked_on=TODAY, by="bank", at=NOW)

    with pytest.raises(ConflictError):
        granting.correct(late, Claim.objects.get(), 5_000, WHY, Yes(), version=version, **STAFF)


def test_correction_keeps_history_and_says_was_and_is(late: Case) -> None:
    claim = Claim.objects.get()
    payments.book(claim, 1_000, booked_on=TODAY, by="bank", at=NOW)

    made = granting.correct(late, claim, 4_000, WHY, Yes(), **STAFF)

    assert made.facts == {"claim": claim.pk, "was_cents": 9_000, "is_cents": 4_000, "why": WHY}
    book = MoneyEntry.objects.order_by("pk").values_list("kind", "amount_cents")
    assert list(book) == [("claim", 10_000), ("payment", -1_000), ("correction", -5_000)]


def test_arrangement_with_a_part_that_was_paid_keeps_what_is_to_come(late: Case) -> None:
    arrangements.agree(late, **PARTS, **STAFF)
    claim = Claim.objects.get()
    payments.book(claim, 2_500, booked_on=date(2026, 12, 1), by="bank", at=NOW + timedelta(days=7))

    granting.correct(late, claim, 4_000, WHY, Yes(), by="user:1", at=NOW + timedelta(days=8))

    assert left(late) == [(date(2027, 1, 4), 2_500), (date(2027, 2, 1), 1_500)]
    assert Arrangement.objects.get(state="active").change == ChangeReason.AMOUNT


def test_missed_part_stays_where_it_was_and_nothing_is_added(late: Case) -> None:
    arrangements.agree(late, **PARTS, **STAFF)

    granting.correct(late, Claim.objects.get(), 6_000, WHY, Yes(), by="user:1", at=NOW + timedelta(days=20))

    assert left(late) == [(date(2026, 12, 1), 2_500), (date(2027, 1, 4), 2_500), (date(2027, 2, 1), 1_000)]


def test_arrangement_above_what_can_be_missed_now_is_shortened_all_the_same(late: Case) -> None:
    make_room(late, state="ok", spare_cents=3_000)
    arrangements.agree(late, count=4, first_on=date(2026, 12, 1), upfront_cents=5_000, **STAFF)
    make_room(late, state="ok", spare_cents=500, noted_on=TODAY)

    granting.correct(late, Claim.objects.get(), 8_000, WHY, Yes(), **STAFF)

    assert sum(cents for _, cents in left(late)) == 8_000


def test_pause_of_an_arrangement_with_a_first_part_of_another_size(late: Case) -> None:
    make_room(late, state="ok", spare_cents=3_000)
    running = arrangements.agree(late, count=4, first_on=date(2026, 12, 1), upfront_cents=5_000, **STAFF)

    moved = arrangements.pause(running, 4, yes=Yes(), **STAFF)

    assert found.parts(moved)[0].amount_cents == 5_000


def test_arrangement_of_which_nothing_is_left_is_done(late: Case) -> None:
    arrangements.agree(late, **PARTS, **STAFF)

    granting.correct(late, Claim.objects.get(), 0, WHY, Yes(), **STAFF)

    late.refresh_from_db()
    assert (Arrangement.objects.get().state, late.state, late.closing_reason) == ("completed", "closed", "corrected")


# Costs


@pytest.fixture
def charged(late: Case) -> Case:
    Creditor.objects.update(charges_costs=True)
    return Case.objects.select_related("creditor", "customer").get(pk=late.pk)


def test_costs_dropped_with_an_arrangement(charged: Case) -> None:
    arrangements.agree(charged, **PARTS, **STAFF)

    made = granting.drop_costs(charged, Claim.objects.get(), costs(charged, 4_000), Yes(), **STAFF)

    assert left(charged) == [(date(2026, 12, 1), 2_500), (date(2027, 1, 4), 2_500), (date(2027, 2, 1), 1_000)]
    debt = agreed.solution_of(made).debt  # type: ignore[union-attr]
    assert (debt.principal_cents, debt.interest_cents, debt.costs_cents) == (6_000, 0, 4_000)
    entry = MoneyEntry.objects.get(kind="correction")
    assert (entry.amount_cents, entry.reason) == (-4_000, "waived")


@pytest.mark.parametrize(
    ("open_cents", "most"),
    [
        (10_000, 4_840),  # 51.60 stays: 15% of it is under 40 euro, and 40 euro with 21% VAT is 48.40
        (127_120, 19_528),  # 1,075.92 stays: 15% of it is 161.39, with VAT 195.28; never 15% of the costs too
    ],
)
def test_no_more_can_be_costs_than_the_law_allows_over_what_stays(open_cents: int, most: int) -> None:
    charged = make_late_case(make_creditor(charges_costs=True), cents=open_cents)
    claim = Claim.objects.get()

    assert sums.of(charged, TODAY)[0].costs_max_cents == most
    code = refused(granting.drop_costs, charged, claim, costs(charged, most + 1), Yes())
    assert code == Refusal.NO_SUCH_COSTS
    assert granting.drop_costs(charged, claim, costs(charged, most), Yes(), **STAFF).kind == "costs_dropped"


def test_where_no_costs_are_charged_none_can_go(late: Case) -> None:
    assert refused(granting.drop_costs, late, Claim.objects.get(), costs(late, 4_000), Yes()) == Refusal.NO_SUCH_COSTS


def test_costs_of_a_bill_that_is_made_up_otherwise_by_now_are_looked_at_again(charged: Case) -> None:
    wanted = costs(charged, 4_000)
    payments.book(Claim.objects.get(), 1_000, booked_on=TODAY, by="bank", at=NOW)

    assert refused(granting.drop_costs, charged, Claim.objects.get(), wanted, Yes()) == Refusal.CONFLICT


# Whatever page it comes from


def test_nothing_is_agreed_with_who_died_by_whatever_way(charged: Case) -> None:
    claim = Claim.objects.get()
    wanted = costs(charged, 1_000)
    Customer.objects.filter(pk=charged.customer_id).update(died_on=TODAY)

    assert refused(granting.grant, charged, LATER, Yes()) == Refusal.DIED
    assert refused(granting.drop_costs, charged, claim, wanted, Yes()) == Refusal.DIED
    assert refused(granting.correct, charged, claim, 5_000, WHY, Yes()) == Refusal.DIED
    assert (Solution.objects.count(), Contact.objects.count()) == (0, 0)


def test_small_sum_is_no_more_than_is_open(late: Case) -> None:
    assert refused(granting.grant, late, Small(cents=10_001, due_on=UNTIL), Yes()) == Refusal.MORE_THAN_IS_OPEN
    assert granting.grant(late, Small(cents=10_000, due_on=UNTIL), Yes(), **STAFF).kind == "small"


def test_what_is_not_charged_cannot_stand_still(late: Case) -> None:
    for what in (Frozen.INTEREST, Frozen.COSTS):
        wanted = freeze(late, Frozen.PRINCIPAL, what)
        assert refused(granting.grant, late, wanted, Yes()) == Refusal.NOT_CHARGED


def test_lower_rate_is_for_loans_of_this_customer_only(late: Case) -> None:
    def rate(*claims: Claim) -> LowerRate:
        debts = tuple(Debt(claim=one.pk, principal_cents=100, interest_cents=0, costs_cents=0) for one in claims)
        return LowerRate(debts=debts, from_basis_points=450, to_basis_points=200, since_on=TODAY, until_on=UNTIL)

    rent, loan = Claim.objects.get(), make_claim(late.customer, kind="mortgage")
    for claims in ((rent,), (rent, loan), (make_claim(kind="mortgage"),)):
        assert refused(granting.grant, late, rate(*claims), Yes()) == Refusal.NO_LOAN
    assert granting.grant(late, rate(loan), Yes(), **STAFF).kind == "lower_rate"


def test_contact_for_which_costs_go_has_been(charged: Case) -> None:
    wanted = replace(costs(charged, 1_000), contact_on=TODAY + timedelta(days=1))

    assert refused(granting.drop_costs, charged, Claim.objects.get(), wanted, Yes()) == Refusal.CONTACT_TO_COME


def test_costs_are_not_dropped_while_an_agency_has_it(charged: Case) -> None:
    wanted = costs(charged, 1_000)
    make_transfer(charged)

    assert refused(granting.drop_costs, charged, Claim.objects.get(), wanted, Yes()) == Refusal.AWAY
    assert not Solution.objects.exists()


def test_what_a_customer_asks_about_a_bill_is_put_right_by_its_outcome(late: Case) -> None:
    asked = make_request(late, kind="disagree")
    claim = Claim.objects.get()

    assert refused(granting.correct, late, claim, 5_000, WHY, Yes()) == Refusal.OUTCOME_FIRST
    Request.objects.filter(pk=asked.pk).update(state="answered")
    assert granting.correct(late, claim, 5_000, WHY, Yes(), **STAFF).kind == "correction"


def test_how_long_is_agreed_at_once_is_a_number_of_the_organisation(late: Case) -> None:
    late.creditor.policy_overrides = {"solutions.lasts_days_max": 92}
    late.creditor.save()
    longest = TODAY + timedelta(days=92)

    longer = replace(LATER, until_on=longest + timedelta(days=1))
    yes = Yes(by_lead=True, reason="Vakantiegeld.")
    assert refused(granting.grant, late, longer, yes) == Refusal.LASTS_TOO_LONG
    assert granting.grant(late, replace(LATER, until_on=longest), yes, **STAFF).until_on == longest


# Combinations


def test_three_months_later_and_then_an_arrangement_is_whole(late: Case) -> None:
    later = granting.grant(late, LATER, Yes(), **STAFF)

    yes = Yes(reason="Na het uitstel.")
    code = refused(arrangements.agree, late, count=4, first_on=date(2027, 2, 23), yes=yes)
    arrangements.agree(late, count=4, first_on=UNTIL, yes=yes, **STAFF)

    later.refresh_from_db()
    assert code == Refusal.LATER_FIRST
    assert (later.ended_at, left(late)[0][0]) == (None, UNTIL)


def test_customer_who_pays_sooner_by_own_choice_ends_what_was_later(late: Case) -> None:
    later = granting.grant(late, LATER, Yes(), **STAFF)

    arrangements.agree(late, **PARTS, by="customer:1", at=NOW, yes=Yes(at_once=True, is_sure=True))

    later.refresh_from_db()
    assert (later.ended_by, later.hold.lifted_by) == ("customer:1", "customer:1")  # type: ignore[union-attr]


def test_freeze_of_costs_stands_beside_an_arrangement(charged: Case) -> None:
    arrangements.agree(charged, **PARTS, **STAFF)

    granting.grant(charged, freeze(charged, Frozen.COSTS), Yes(), **STAFF)

    assert refused(granting.grant, charged, freeze(charged, Frozen.PRINCIPAL), Yes()) == Refusal.TWICE
    assert found.of(charged) is not None


@pytest.mark.parametrize(
    ("solution", "code"),
    [(LATER, Refusal.PART_FIRST), (Small(cents=500, due_on=UNTIL), Refusal.INSTEAD)],
)
def test_what_contradicts_an_arrangement_is_refused_and_leaves_nothing(
    solution: Any, code: Refusal, late: Case
) -> None:
    arrangements.agree(late, **PARTS, **STAFF)

    assert refused(granting.grant, late, solution, Yes()) == code
    assert not agreed.rows(late).exists()


def test_change_that_comes_before_what_stands_still_is_refused(late: Case) -> None:
    running = arrangements.agree(late, count=4, first_on=UNTIL, yes=Yes(reason="Later."), **STAFF)
    granting.grant(late, freeze(late, Frozen.PRINCIPAL), Yes(), **STAFF)

    code = refused(arrangements.change, running, ChangeReason.AMOUNT, **PARTS)

    assert code == Refusal.STANDS_STILL


def test_facts_that_were_kept_cannot_be_read_incomplete(late: Case) -> None:
    made = granting.grant(late, freeze(late, Frozen.PRINCIPAL), Yes(), **STAFF)
    made.facts = {name: value for name, value in made.facts.items() if name != "debts"}

    with pytest.raises(IncompleteError, match="lacks debts"):
        agreed.solution_of(made)


# Help


def test_help_is_told_how_to_reach_somebody_only_under_a_consent(late: Case) -> None:
    other = make_creditor(sender_name="Wijkteam")
    given = make_consent(late.customer, purpose="help", other=other, data=["reach"], level=2)
    referral = Referral(to="Wijkteam", on_day=TODAY, consent=given.pk)

    granting.grant(late, referral, Yes(), **STAFF)

    line = Shared.objects.get()
    assert (line.consent, line.to, line.data, line.what) == (given, other, ["reach"], Telling.HELP)
    assert Contact.objects.get().key.startswith("reply-referred-")


def test_help_is_told_nothing_under_a_consent_that_ended_or_is_of_another(late: Case) -> None:
    given = make_consent(late.customer, purpose="help", other=make_creditor(), data=["reach"], level=2)
    strange = make_consent(purpose="help", other=make_creditor(), data=["reach"], level=2)
    consents.withdraw(given, by="customer:1", at=NOW)

    for number in (given.pk, strange.pk, 999_999):
        referral = Referral(to="Wijkteam", on_day=TODAY, consent=number)
        assert refused(granting.grant, late, referral, Yes()) == Refusal.NO_CONSENT
    assert (Shared.objects.count(), Solution.objects.count(), Contact.objects.count()) == (0, 0, 0)


@pytest.mark.parametrize(("purpose", "name"), [("joint", "Wijkteam"), ("help", "Een ander wijkteam")])
def test_help_is_told_nothing_under_a_consent_for_something_or_somebody_else(
    purpose: str, name: str, late: Case
) -> None:
    other = make_creditor(sender_name=name)
    given = make_consent(late.customer, purpose=purpose, other=other, data=["reach"], level=2)
    referral = Referral(to="Wijkteam", on_day=TODAY, consent=given.pk)

    assert refused(granting.grant, late, referral, Yes()) == Refusal.NO_CONSENT
    assert (Shared.objects.count(), Solution.objects.count(), Contact.objects.count()) == (0, 0, 0)


# What follows


def test_flags_follow_the_book_and_what_was_agreed(late: Case) -> None:
    def now(day: date) -> set[tuple[str, bool]]:
        events = flags.of(late.creditor, day, changed_from=TODAY)
        return {(event.flag.value, event.is_on) for event in events}

    granting.grant(late, LATER, Yes(), **STAFF)
    assert now(TODAY) == {("no_disconnection", True), ("no_marketing", True), ("no_new_credit", True)}

    later = TODAY + timedelta(days=3)
    granting.correct(late, Claim.objects.get(), 0, WHY, Yes(), by="user:1", at=NOW + timedelta(days=3))
    assert now(later) == {("no_disconnection", False), ("no_marketing", False), ("no_new_credit", False)}


def test_no_interest_counts_while_something_was_agreed(late: Case) -> None:
    claim = Claim.objects.get()
    late.creditor.policy_overrides = {"costs.charges_interest": True}
    late.creditor.save()
    later = granting.grant(late, LATER, Yes(), **STAFF)
    solutions.end(later, by="user:1", at=NOW + timedelta(days=3))
    granting.grant(late, replace(freeze(late, Frozen.INTEREST), until_on=date(2026, 12, 10)), Yes(), **STAFF)
    arrangements.agree(late, **PARTS, **STAFF)

    spans = standingstill.days(late, date(2026, 12, 20))[claim.pk]

    assert sorted(spans) == [
        (TODAY, TODAY + timedelta(days=3)), (TODAY, date(2026, 12, 9)), (TODAY, date(2026, 12, 20)),
    ]  # fmt: skip


def test_small_sum_asks_no_more_than_is_open_after_a_correction(late: Case) -> None:
    granting.grant(late, Small(cents=4_000, due_on=UNTIL), Yes(by_lead=True, reason="Rustig aan."), **STAFF)
    (claim,) = Claim.objects.filter(customer=late.customer)

    payments.correct(claim, -9_000, booked_on=TODAY, **STAFF)

    (line,) = agreed.for_customer(late, TODAY, is_known=True)
    assert line.said[0].replace("\xa0", " ").startswith("[[U betaalt|Je betaalt]] € 10,00 op ")
    payments.correct(claim, -1_000, booked_on=TODAY, **STAFF)
    (line,) = agreed.for_customer(late, TODAY, is_known=True)
    assert line.said == ("Er staat niets meer open. [[U hoeft|Je hoeft]] niets te betalen.",)


@pytest.mark.parametrize("frozen", [(Frozen.PRINCIPAL,), ()])
def test_what_was_agreed_beside_it_names_no_more_than_is_open_and_the_trail_what_was_agreed(
    frozen: tuple[Frozen, ...], late: Case
) -> None:
    wanted = freeze(late, *frozen) if frozen else LATER
    made = granting.grant(late, wanted, Yes(by_lead=True, reason="Rustig aan."), **STAFF)
    (claim,) = Claim.objects.filter(customer=late.customer)

    payments.correct(claim, -9_000, booked_on=TODAY, **STAFF)

    (line,) = agreed.for_customer(late, TODAY, is_known=True)
    assert "10,00" in line.said[0]
    record = agreed.sentences(agreed.solution_of(made), agreed.Bills(late, as_agreed=True))
    assert "100,00" in record[0]


def test_nothing_is_agreed_in_a_closed_file_or_where_nothing_is_open(late: Case) -> None:
    yes = Yes(by_lead=True, reason="Rustig aan.")
    (claim,) = Claim.objects.filter(customer=late.customer)
    nothing = Small(cents=0, due_on=None)
    Claim.objects.filter(pk=claim.pk).update(due_on=TODAY + timedelta(days=9))
    assert refused(granting.grant, late, LATER, yes, **STAFF) == Refusal.NOTHING_OPEN
    Claim.objects.filter(pk=claim.pk).update(due_on=claim.due_on)

    Case.objects.filter(pk=late.pk).update(state="closed")
    assert refused(granting.grant, late, LATER, yes, **STAFF) == Refusal.CASE_CLOSED
    assert refused(granting.grant, late, nothing, yes, **STAFF) == Refusal.CASE_CLOSED
    Case.objects.filter(pk=late.pk).update(state="open")
    MoneyEntry.objects.create(
        creditor=late.creditor, claim=claim, kind="correction", amount_cents=-10_000, booked_on=TODAY, made_by="user:1",
        made_at=NOW,
    )  # fmt: skip

    assert refused(granting.grant, late, nothing, yes, **STAFF) == Refusal.NOTHING_OPEN
    assert not Solution.objects.exists()


def test_help_that_may_not_be_told_any_more_stands_in_the_trail_and_changes_nothing(late: Case) -> None:
    given = make_consent(
        late.customer, purpose="help", other=make_creditor(sender_name="Wijkteam"), data=["reach"], level=2
    )
    consents.withdraw(given, by="customer:1", at=NOW)
    referral = Referral(to="Wijkteam", on_day=TODAY, consent=given.pk)

    assert refused(granting.grant, late, referral, Yes(), **STAFF) == Refusal.NO_CONSENT

    (event,) = AuditEvent.objects.filter(what="consent.refused")
    assert (event.by, event.case_id_text, event.facts["data"]) == ("user:1", str(late.pk), ["reach"])
    assert not Solution.objects.exists()


def test_correction_after_the_last_day_of_an_arrangement_has_passed_is_made_all_the_same(late: Case) -> None:
    arrangements.agree(late, **PARTS, **STAFF)
    long_after = NOW + timedelta(days=150)

    granting.correct(late, Claim.objects.get(), 6_000, WHY, Yes(), by="user:1", at=long_after)

    assert sum(cents for _, cents in left(late)) == 6_000
