"""The fourteen-day notice: its term, its words, its amounts."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tijdig.policy import Policy, load
from tijdig.rules import notices
from tijdig.rules.notices import NoticeFault, SentNotice

GOOD = "Betaal binnen veertien dagen vanaf de dag nadat deze brief bij u is bezorgd. Anders kost het €\xa045,00."

# LAW 1.1: sent, received, day 1, day 14, safe last day, costs from.
TERMS = [
    ("2026-11-23", "2026-11-25", "2026-11-26", "2026-12-09", "2026-12-09", "2026-12-10"),
    ("2026-11-26", "2026-11-28", "2026-11-29", "2026-12-12", "2026-12-14", "2026-12-15"),
    ("2026-11-27", "2026-12-01", "2026-12-02", "2026-12-15", "2026-12-15", "2026-12-16"),
    ("2026-11-28", "2026-12-02", "2026-12-03", "2026-12-16", "2026-12-16", "2026-12-17"),
    ("2026-12-23", "2026-12-29", "2026-12-30", "2027-01-12", "2027-01-12", "2027-01-13"),
    ("2026-12-24", "2026-12-30", "2026-12-31", "2027-01-13", "2027-01-13", "2027-01-14"),
    ("2026-04-24", "2026-04-28", "2026-04-29", "2026-05-12", "2026-05-12", "2026-05-13"),
    # A table without the day that a decree made equal ends this row on 24 May. With it: 5 May, Ascension on the 6th and
    # the 7th bring no post, Saturday the 8th is the first day of delivery, Tuesday the 11th the second.
    ("2027-05-04", "2027-05-11", "2027-05-12", "2027-05-25", "2027-05-25", "2027-05-26"),
]


def days(*texts: str) -> tuple[date, ...]:
    return tuple(date.fromisoformat(text) for text in texts)


def faults(text: str = GOOD, *, policy: Policy, **changed: Any) -> tuple[NoticeFault, ...]:
    facts: dict[str, Any] = {
        "principal_cents": 30000,
        "stated_costs_cents": 4500,
        "due_on": date(2026, 10, 1),
        "sent_on": date(2026, 11, 23),
    }
    return notices.notice_faults(text, policy=policy, **(facts | changed))


@pytest.mark.parametrize("row", TERMS, ids=[row[0] for row in TERMS])
def test_notice_term_runs_from_the_day_after_receipt(row: tuple[str, ...], policy: Policy) -> None:
    sent_on, *rest = days(*row)
    term = notices.notice_term(sent_on, policy)

    found = (term.received_on, term.first_on, term.statutory_last_on, term.last_free_on, term.costs_from)

    assert found == tuple(rest)


def test_notice_term_starts_later_when_a_later_receipt_is_proved(policy: Policy) -> None:
    term = notices.notice_term(date(2026, 11, 23), policy, proved_received_on=date(2026, 11, 30))

    assert (term.received_on, term.last_free_on) == days("2026-11-30", "2026-12-14")


def test_notice_term_does_not_start_earlier(policy: Policy) -> None:
    early = notices.notice_term(date(2026, 11, 23), policy, proved_received_on=date(2026, 11, 24))

    assert early == notices.notice_term(date(2026, 11, 23), policy)


def test_notice_term_gives_the_fifteenth_day_that_a_letter_promises(policy: Policy) -> None:
    term = notices.notice_term(date(2026, 11, 23), policy, longer_wording=True)

    assert (term.statutory_last_on, term.last_free_on) == days("2026-12-09", "2026-12-10")


@given(st.dates(date(2025, 1, 1), date(2028, 11, 1)))
def test_notice_term_is_never_short_and_never_ends_on_a_rest_day(sent_on: date) -> None:
    policy = load(date(2026, 11, 23))
    term = notices.notice_term(sent_on, policy)

    assert term.received_on - sent_on >= timedelta(days=2)
    assert term.last_free_on - term.received_on >= timedelta(days=14)
    assert term.last_free_on.weekday() < 5
    assert term.last_free_on not in policy.holidays.days
    assert term.costs_from == term.last_free_on + timedelta(days=1)


@pytest.mark.parametrize(
    ("today", "left"), [("2026-12-09", 1), ("2026-12-10", 0), ("2026-12-20", 0), ("2026-11-26", 14)]
)
def test_notice_term_counts_the_days_left(today: str, left: int, policy: Policy) -> None:
    term = notices.notice_term(date(2026, 11, 23), policy)

    assert term.days_left(date.fromisoformat(today)) == left


def test_a_right_notice_has_no_faults(policy: Policy) -> None:
    assert faults(policy=policy) == ()


@pytest.mark.parametrize(
    "text",
    [
        "Betaal binnen 14 dagen na dagtekening",  # T-14-1
        "Betaal binnen veertien dagen na heden",
        "Betaal binnen 14 dagen na verzending van deze brief",
        "Betaal binnen 14 dagen na datum van deze brief",
        "Betaal binnen 14 dagen na ontvangst",
        "Betaal zo snel mogelijk",
        # Right words once do not mend wrong words elsewhere.
        GOOD + " Betaal dus binnen 14 dagen na heden.",
    ],
)
def test_a_wrong_term_is_found(text: str, policy: Policy) -> None:
    assert NoticeFault.TERM_WORDING in faults(text, policy=policy)


@pytest.mark.parametrize(
    "text",
    [
        "Betaal binnen 14 dagen\nvanaf de dag nadat  deze brief bij u is bezorgd, anders €\xa045,00.",
        "BINNEN VIJFTIEN DAGEN NADAT DEZE BRIEF BIJ U IS BEZORGD betaalt u geen € 45,00.",
        "Betaal binnen 15 dagen nadat deze brief bij je is bezorgd. Later komt er €\xa045,00 bij.",
        GOOD + " Wij lezen post na datumstempel.",  # the wrong words are only a part of another word
    ],
)
def test_the_same_words_in_other_dress_are_right(text: str, policy: Policy) -> None:
    assert faults(text, policy=policy) == ()


def test_wrong_costs_are_found(policy: Policy) -> None:
    """T-14-2: 40 euro over 300 euro must be 45."""
    text = GOOD.replace("45,00", "40,00")

    assert faults(text, stated_costs_cents=4000, policy=policy) == (NoticeFault.BIK_AMOUNT_MISMATCH,)


def test_costs_with_vat_must_be_stated_with_vat(policy: Policy) -> None:
    text = GOOD.replace("45,00", "54,45")

    assert faults(text, stated_costs_cents=5445, with_vat=True, policy=policy) == ()
    assert faults(text, stated_costs_cents=5445, policy=policy) == (NoticeFault.BIK_AMOUNT_MISMATCH,)


def test_costs_must_be_in_the_text(policy: Policy) -> None:
    assert faults(GOOD.replace("45,00", "145,00"), policy=policy) == (NoticeFault.AMOUNT_NOT_STATED,)


@pytest.mark.parametrize("due_on", [date(2026, 11, 23), date(2026, 11, 24)])
def test_nobody_is_in_default_on_the_due_date(due_on: date, policy: Policy) -> None:
    """T-14-3."""
    assert faults(due_on=due_on, policy=policy) == (NoticeFault.NOT_IN_DEFAULT,)


def test_nobody_is_in_default_with_nothing_open(policy: Policy) -> None:
    text = GOOD.replace("45,00", "0,00")

    assert faults(text, principal_cents=0, stated_costs_cents=0, policy=policy) == (NoticeFault.NOT_IN_DEFAULT,)


@pytest.mark.parametrize("is_consumer", [None, False])
def test_a_notice_is_for_a_known_consumer(is_consumer: bool | None, policy: Policy) -> None:
    assert faults(is_consumer=is_consumer, policy=policy) == (NoticeFault.NOT_A_CONSUMER,)


def sent(text: str, sent_on: date, **more: Any) -> SentNotice:
    return SentNotice(text, 30000, 4500, date(2026, 10, 1), sent_on, **more)


@pytest.fixture
def charging() -> Policy:
    """A creditor that charges collection costs."""
    return load(date(2026, 11, 23), "webwinkel", None, {"costs.charges_collection_costs": True})


def test_nobody_is_charged_unless_the_creditor_set_so(policy: Policy) -> None:
    assert notices.costs_claimable_from([sent(GOOD, date(2026, 11, 23))], policy) is None


def test_a_wrong_notice_cannot_be_mended_by_extra_days(charging: Policy) -> None:
    """T-14-6: a wrong letter of 1 November and ten extra days on the 20th: still no costs."""
    letters = [
        sent("Betaal binnen 14 dagen na heden, anders kost het € 45,00.", date(2026, 11, 1)),
        sent("U krijgt nog 10 dagen extra. Daarna kost het € 45,00.", date(2026, 11, 20)),
    ]

    assert notices.costs_claimable_from(letters, charging) is None


def test_a_new_right_notice_starts_from_zero(charging: Policy) -> None:
    letters = [sent(GOOD, date(2026, 11, 23)), sent("Betaal binnen 14 dagen na heden.", date(2026, 11, 1))]

    assert notices.costs_claimable_from(letters, charging) == date(2026, 12, 10)


def test_a_returned_notice_was_never_received(charging: Policy) -> None:
    assert notices.costs_claimable_from([sent(GOOD, date(2026, 11, 23), is_returned=True)], charging) is None


def test_a_letter_that_says_fifteen_days_gives_them(charging: Policy) -> None:
    text = "Betaal binnen vijftien dagen nadat deze brief bij u is bezorgd. Anders kost het € 45,00."

    assert notices.costs_claimable_from([sent(text, date(2026, 11, 23))], charging) == date(2026, 12, 11)
