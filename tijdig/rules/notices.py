"""The fourteen-day notice (art. 6:96 lid 6 BW): when its term ends, and whether its words and amounts are right."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from tijdig.policy import Policy
from tijdig.rules.costs import collection_costs_cents
from tijdig.rules.money import euros
from tijdig.rules.workdays import next_workday

_DAY = timedelta(days=1)
# "14" and "15" are read as words, so that both ways of writing meet the same phrase.
_NUMBERS = {"14": "veertien", "15": "vijftien"}


class NoticeFault(StrEnum):
    """What makes a notice worthless: no costs may be claimed on it."""

    TERM_WORDING = "TERM_WORDING"
    BIK_AMOUNT_MISMATCH = "BIK_AMOUNT_MISMATCH"
    AMOUNT_NOT_STATED = "AMOUNT_NOT_STATED"
    NOT_IN_DEFAULT = "NOT_IN_DEFAULT"
    NOT_A_CONSUMER = "NOT_A_CONSUMER"


@dataclass(frozen=True)
class NoticeTerm:
    """The term of one notice; all days count whole.

    Days 1 and 14 are those of the law; `last_free_on` is the last day to pay without costs as we count it: never a
    Saturday, Sunday or holiday. Costs may be claimed from `costs_from` on.
    """

    sent_on: date
    received_on: date
    first_on: date
    statutory_last_on: date
    last_free_on: date
    costs_from: date

    def days_left(self, today: date) -> int:
        """Days in which the customer may still pay without costs, today included; 0 when the term is over."""
        return max((self.costs_from - today).days, 0)


@dataclass(frozen=True)
class SentNotice:
    """One notice as it went out; `due_on` is the latest due date of the claims in it."""

    text: str
    principal_cents: int
    stated_costs_cents: int
    due_on: date
    sent_on: date
    is_returned: bool = False
    proved_received_on: date | None = None


def notice_term(
    sent_on: date, policy: Policy, *, proved_received_on: date | None = None, longer_wording: bool = False
) -> NoticeTerm:
    """The term of a notice posted on a day.

    Ordinary post is presumed to come on the second day of delivery; no post on Sunday, Monday and holidays
    (ECLI:NL:HR:2016:2704). A later receipt that is proved counts instead; an earlier one does not, in the customer's
    favour. `longer_wording` is the letter that says fifteen days. A last day on Saturday, Sunday or holiday moves on to
    the next workday: the safe reading of the Algemene termijnenwet. PolicyError for a year without holiday data.
    """
    law = policy.law
    received_on = presumed_received_on(sent_on, policy)
    if proved_received_on is not None:
        received_on = max(received_on, proved_received_on)
    statutory_last_on = received_on + law.notice_days * _DAY
    promised = statutory_last_on + law.notice_longer_wording_extra_days * _DAY if longer_wording else statutory_last_on
    last_free_on = next_workday(promised, policy)
    return NoticeTerm(sent_on, received_on, received_on + _DAY, statutory_last_on, last_free_on, last_free_on + _DAY)


def presumed_received_on(sent_on: date, policy: Policy) -> date:
    """The day on which ordinary post of a day is presumed to come."""
    day, deliveries = sent_on, 0
    while deliveries < policy.law.delivery_days:
        day += _DAY
        deliveries += day.isoweekday() not in policy.law.no_delivery_weekdays and not policy.holidays.has(day)
    return day


def notice_faults(
    text: str,
    *,
    principal_cents: int,
    stated_costs_cents: int,
    due_on: date,
    sent_on: date,
    policy: Policy,
    is_consumer: bool | None = True,
    with_vat: bool = False,
) -> tuple[NoticeFault, ...]:
    """What is wrong with a notice, in the order of NoticeFault; empty when costs may be claimed on it.

    `due_on` is the latest due date of the claims in it: on its due date nobody is late yet, nor with nothing open.
    `is_consumer` None means that nobody knows, and that is a fault too: without knowing, no notice.
    """
    right_costs = collection_costs_cents(principal_cents, policy, with_vat=with_vat)
    words = _plain(text)
    found = {
        NoticeFault.TERM_WORDING: not _is_right_term(words, policy),
        NoticeFault.BIK_AMOUNT_MISMATCH: stated_costs_cents != right_costs,
        NoticeFault.AMOUNT_NOT_STATED: _plain(euros(stated_costs_cents)) not in words,
        NoticeFault.NOT_IN_DEFAULT: due_on >= sent_on or principal_cents == 0,
        NoticeFault.NOT_A_CONSUMER: is_consumer is not True,
    }
    return tuple(fault for fault, is_wrong in found.items() if is_wrong)


def says_longer_term(text: str, policy: Policy) -> bool:
    """Whether a text promises fifteen days after delivery instead of fourteen from the day after it."""
    return _has_any(_plain(text), policy.law.notice_longer_wordings)


def costs_claimable_from(notices: Sequence[SentNotice], policy: Policy) -> date | None:
    """From when collection costs may be claimed, given every notice that was sent; None when never.

    Never is the rule: Tijdig works before costs, and a creditor that does charge them has to set so.
    Each notice stands alone: a wrong one cannot be mended by a later letter with a few extra days, and a returned one
    was never received. The first one without a fault counts.
    """
    if not policy.costs.charges_collection_costs:
        return None
    for notice in sorted(notices, key=lambda sent: sent.sent_on):
        if not notice.is_returned and not _faults_of(notice, policy):
            return _term_of(notice, policy).costs_from
    return None


def _is_right_term(words: str, policy: Policy) -> bool:
    """Whether the term stands there in approved words, and nowhere in words that the courts found wrong."""
    approved = (*policy.law.notice_wordings, *policy.law.notice_longer_wordings)
    return _has_any(words, approved) and not _has_any(words, policy.law.notice_wrong_wordings)


def _faults_of(notice: SentNotice, policy: Policy) -> tuple[NoticeFault, ...]:
    return notice_faults(
        notice.text,
        principal_cents=notice.principal_cents,
        stated_costs_cents=notice.stated_costs_cents,
        due_on=notice.due_on,
        sent_on=notice.sent_on,
        policy=policy,
    )


def _term_of(notice: SentNotice, policy: Policy) -> NoticeTerm:
    return notice_term(
        notice.sent_on,
        policy,
        proved_received_on=notice.proved_received_on,
        longer_wording=says_longer_term(notice.text, policy),
    )


def _has_any(words: str, phrases: Iterable[str]) -> bool:
    """Whether any phrase stands in the words, as whole words; first looked up plainly, since a night checks many."""
    return any(phrase in words and re.search(rf"\b{re.escape(phrase)}\b", words) for phrase in phrases)


def _plain(text: str) -> str:
    """Lower case, one space between words, 14 and 15 written as words."""
    words = " ".join(text.lower().split())
    return re.sub(r"\b1[45]\b(?= dagen)", lambda found: _NUMBERS[found[0]], words)
