"""The coalition is believable, always the same, and about nobody who exists."""

import re
from collections import Counter, defaultdict
from datetime import timedelta

import pytest

from demo import coalition, creditors, events
from demo.bills import Bill, Payment
from demo.cast import ANNA, CUSTOMERS, TODAY
from demo.coalition import Coalition, Member

EVE = TODAY - timedelta(days=1)


@pytest.fixture(scope="module")
def demo() -> Coalition:
    return coalition.make()


def test_coalition_is_the_same_every_time(demo: Coalition) -> None:
    assert coalition.make().members == demo.members


def test_coalition_begins_with_the_same_people_when_it_is_larger() -> None:
    small, large = coalition.make(people=50), coalition.make(people=80)

    assert large.members[: len(small.members) - 5] == small.members[: len(small.members) - 5]


def test_coalition_with_another_seed_is_another_coalition() -> None:
    assert coalition.make(people=20, seed="other").members != coalition.make(people=20).members


def test_two_thousand_people_are_customers_at_one_to_five_creditors(demo: Coalition) -> None:
    at = Counter(member.person.number for member in demo.members)

    assert len(at) == 2_000 + len(CUSTOMERS)
    assert set(at.values()) == {1, 2, 3, 4, 5}


def test_numbers_are_unique_at_a_creditor_and_say_nothing_across_creditors(demo: Coalition) -> None:
    digits = defaultdict(list)
    for member in demo.members:
        digits[member.person.number].append(re.sub(r"\D", "", member.number))
    alike = [numbers for numbers in digits.values() if len({number[:3] for number in numbers}) < len(numbers)]

    assert len({(member.creditor, member.number) for member in demo.members}) == len(demo.members)
    assert [numbers for numbers in digits.values() if len(set(numbers)) < len(numbers)] == []
    assert len(alike) < 40  # what chance gives: the first three digits tell no more


def test_bill_references_are_unique_for_a_customer(demo: Coalition) -> None:
    for member in demo.members:
        references = [bill.reference for bill in member.bills]
        assert len(set(references)) == len(references)


def test_nobody_pays_more_than_a_bill_or_before_it_was_sent(demo: Coalition) -> None:
    bills = [bill for member in demo.members for bill in member.bills]

    assert [bill for bill in bills if sum(payment.amount_cents for payment in bill.payments) > bill.amount_cents] == []
    assert [bill for bill in bills if any(payment.on < bill.invoiced_on for payment in bill.payments)] == []
    assert [bill for bill in bills if bill.amount_cents <= 0 or bill.due_on < bill.invoiced_on] == []


def test_most_people_pay_in_time(demo: Coalition) -> None:
    listed = [member for member in demo.members if member.open_on(EVE)]
    late = [member for member in listed if member.overdue_cents_on(EVE)]

    assert 0.06 < len(late) / len(listed) < 0.2
    assert {member.creditor for member in late} == {card.code for card in creditors.CREDITORS}


def test_a_tenant_has_no_mortgage_and_one_person_signs_for_the_home(demo: Coalition) -> None:
    homes = defaultdict(list)
    for member in demo.members:
        if member.creditor in {"woonstede", "huizenhoek", "lichtkade", "brongoed"} and hasattr(member.person, "habit"):
            homes[member.person.household].append(member)

    for members in homes.values():
        assert not {"woonstede", "huizenhoek"} <= {member.creditor for member in members}
        assert len({member.person.number for member in members}) == 1


def test_addresses_reach_nobody(demo: Coalition) -> None:
    emails = {member.person.email for member in demo.members} - {""}
    mobiles = {member.person.mobile for member in demo.members} - {""}

    assert [email for email in emails if not email.endswith(".example")] == []
    assert [email for email in emails if not email.isascii()] == []
    assert [mobile for mobile in mobiles if not re.fullmatch(r"06 00( \d\d){3}", mobile)] == []


def test_some_have_no_email_some_no_mobile_some_another_language(demo: Coalition) -> None:
    people = {member.person.number: member.person for member in demo.members}.values()

    assert 0.1 < sum(not person.email for person in people) / len(people) < 0.3
    assert 0.05 < sum(not person.mobile for person in people) / len(people) < 0.3
    assert {person.language for person in people} == {"nl", "ar", "tr", "pl", "uk", "en"}


def test_postcodes_have_the_dutch_shape_and_belong_to_one_street(demo: Coalition) -> None:
    streets = defaultdict(set)
    for member in demo.members:
        assert re.fullmatch(r"[1-9]\d{3} (?!SA|SD|SS)[A-Z]{2}", member.person.postcode)
        if hasattr(member.person, "habit"):
            streets[member.person.town, member.person.street.split()[0]].add(member.person.postcode)

    assert {len(postcodes) for postcodes in streets.values()} == {1}


@pytest.mark.parametrize("card", creditors.CREDITORS, ids=lambda card: card.code)
def test_creditor_can_be_reached_nowhere_real(card: creditors.CreditorCard) -> None:
    values = card.values()

    assert re.fullmatch(r"020 555 01 \d\d|0800 0000 \d{3}", values["phone"])
    assert values["email"].endswith(f"@{card.code}.example")
    assert values["portal_url"] == f"https://mijn.{card.code}.example"
    assert len(values["sms_sender"]) <= 11
    assert _remainder(values["iban"]) == 1


def test_iban_of_the_demo_follows_the_published_example() -> None:
    assert creditors.iban("ABNA", 417164300) == "NL91ABNA0417164300"


def test_open_amount_follows_the_payments() -> None:
    bill = Bill("1", "rent", "Huur", EVE, TODAY, 10_000, payments=(Payment(TODAY, 4_000),))

    assert [bill.open_on(EVE - timedelta(days=1)), bill.open_on(EVE), bill.open_on(TODAY)] == [0, 10_000, 6_000]


def test_bill_that_came_back_from_the_bank_is_listed_from_that_day() -> None:
    bill = Bill("1", "rent", "Huur", EVE - timedelta(days=30), EVE - timedelta(days=9), 10_000, back_on=EVE)

    assert [bill.open_on(EVE - timedelta(days=1)), bill.open_on(EVE)] == [0, 10_000]


def test_anna_is_two_rents_late_together_182_40() -> None:
    assert [(bill.description, bill.open_on(EVE)) for bill in ANNA.bills] == [
        ("Huur oktober 2026", 6120),
        ("Huur november 2026", 12120),
    ]
    assert ANNA.open_cents == 18240


def test_every_stop_happens_to_somebody_and_to_nobody_twice(demo: Coalition) -> None:
    told = events.before_the_night(demo)
    stops = [event for event in told if event.kind in events.STOPS]

    assert {event.kind for event in stops} == set(events.STOPS)
    assert len({(event.creditor, event.number) for event in stops}) == len(stops)
    assert [event for event in told if event.on > EVE] == []


def test_morning_events_come_from_those_who_get_post(demo: Coalition) -> None:
    late = [member for member in demo.members if member.overdue_cents_on(EVE) and member.creditor == "snoerloos"]
    planned = {(member.creditor, member.number) for member in late}

    told = events.in_the_morning(demo, planned)

    assert {(event.creditor, event.number) for event in told} <= planned
    assert [event.kind for event in told] == ["paid", "paid", "paid", "paid", "reacted"]
    assert [event.amount_cents for event in told if event.kind == "paid"] == [
        _of(demo, event).overdue_cents_on(EVE) for event in told if event.kind == "paid"
    ]


def _of(demo: Coalition, event: events.Event) -> Member:
    return next(m for m in demo.members if (m.creditor, m.number) == (event.creditor, event.number))


def _remainder(iban: str) -> int:
    return int("".join(str(int(sign, 36)) for sign in iban[4:] + iban[:4])) % 97
