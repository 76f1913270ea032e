"""What decisions cost: the creditor in postage and in people's time, and the customer in collection costs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace

import numpy as np
from numpy.typing import NDArray

from tijdig.planner.codes import ByWhom, Kind, ProductCode, Stage
from tijdig.planner.columns import Accounts, Cents, Flags
from tijdig.planner.decisions import Decisions
from tijdig.planner.products import policy_of
from tijdig.policy import Policy
from tijdig.policy.subjects import MINUTES_PER_HOUR
from tijdig.rules.costs import collection_costs_cents
from tijdig.rules.dutch import number
from tijdig.rules.money import euros

Counts = NDArray[np.int64]

CALLERS = (ByWhom.CALLER, ByWhom.SAME_PERSON, ByWhom.VIDEO_CALLER)
PRICES: Mapping[Kind, str] = {
    Kind.LETTER: "letter_cents",
    Kind.EMAIL: "email_cents",
    Kind.SMS: "sms_part_cents",
    Kind.WHATSAPP: "whatsapp_cents",
    Kind.TRANSFER: "transfer_cents",
}
"""What carries words, with its price in costs.toml; calls and visits cost time instead."""

MESSAGES: Mapping[Kind, str] = {
    Kind.LETTER: "letters",
    Kind.EMAIL: "emails",
    Kind.SMS: "texts",
    Kind.WHATSAPP: "chats",
    Kind.TRANSFER: "transfers",
}
"""The same kinds with the field of Totals that counts them."""


@dataclass(frozen=True)
class Totals:
    """Many cases together: how many messages and personal steps, and what they cost in cents and minutes.

    `charged_cents` are collection costs that customers were told of: due from who does not pay within the term.
    `spared_cents` are those that a notice of the law would have led to, at a creditor that charges none.
    """

    letters: int = 0
    emails: int = 0
    texts: int = 0
    chats: int = 0
    transfers: int = 0
    message_cents: int = 0
    calls: int = 0
    visits: int = 0
    looks: int = 0
    minutes: int = 0
    staff_cents: int = 0
    charged_cents: int = 0
    spared_cents: int = 0

    def __add__(self, other: Totals) -> Totals:
        """Both together."""
        return Totals(**{name: getattr(self, name) + getattr(other, name) for name in FIELDS})

    @property
    def cents(self) -> int:
        """All that the creditor pays: messages and people."""
        return self.message_cents + self.staff_cents

    @property
    def personal(self) -> int:
        """Steps for which a person is needed."""
        return self.calls + self.visits + self.looks


FIELDS = tuple(field.name for field in fields(Totals))


@dataclass(frozen=True)
class Spent:
    """What each case costs, one row per case: cents for messages and for people, and minutes of people."""

    kinds: Mapping[Kind, Cents]  # per kind of carrier its cents
    calls: Counts  # minutes on the telephone or by video
    visits: Counts  # minutes of a visit with its journey
    looks: Counts  # minutes of a person who looks into the case
    staff_cents: Cents
    charged_cents: Cents
    spared_cents: Cents
    totals: Totals

    @property
    def minutes(self) -> Counts:
        """Minutes of people, whatever they do."""
        return self.calls + self.visits + self.looks

    @property
    def message_cents(self) -> Cents:
        """What all carriers together cost."""
        total: Cents = sum(self.kinds.values(), np.zeros(len(self.calls), dtype=np.int64))
        return total


def costs(
    decisions: Decisions,
    accounts: Accounts,
    policy: Policy,
    *,
    counted: Flags | None = None,
    sms_parts: Mapping[Stage, int] | None = None,
) -> Spent:
    """What these decisions cost, at the prices of costs.toml and the minutes of steps.toml (per product).

    A message costs its price; a text message that price per part (`sms_parts` by stage, one where it is not given). A
    person costs minutes at the wage of an hour, each case rounded up to a whole cent. A case that waits for a person
    costs a look. `counted` marks the cases that count, all when it is left out: those of which the decision is new, so
    that a look is not paid every night again. Collection costs: the scale of the law (rules/costs.py) over what a
    notice covers, at S3.
    """
    counts = np.ones(len(decisions), dtype=np.bool_) if counted is None else counted
    people = _people(decisions, accounts, policy, counts)
    minutes = sum(people.values(), np.zeros(len(decisions), dtype=np.int64))
    sent = {kind: sent_by(decisions, kind) & counts for kind in PRICES}
    kinds = _kinds(sent, decisions, policy, sms_parts or {})
    legal = _collection_costs(decisions, accounts, policy, counts)
    none = np.zeros_like(legal)
    charged, spared = (legal, none) if policy.costs.charges_collection_costs else (none, legal)
    staff = -(-minutes * policy.costs.staff_hour_cents // MINUTES_PER_HOUR)
    return Spent(
        kinds=kinds,
        **people,
        staff_cents=staff,
        charged_cents=charged,
        spared_cents=spared,
        totals=Totals(
            **{MESSAGES[kind]: int(which.sum()) for kind, which in sent.items()},
            **{name: int(np.count_nonzero(spent)) for name, spent in people.items()},
            message_cents=int(sum(cents.sum() for cents in kinds.values())),
            minutes=int(minutes.sum()),
            staff_cents=int(staff.sum()),
            charged_cents=int(charged.sum()),
            spared_cents=int(spared.sum()),
        ),
    )


def of_a_night(decisions: Decisions, accounts: Accounts, policy: Policy, *, goes_out: Flags, is_new: Flags) -> Totals:
    """What a night costs before the time of people is given out: its messages, and looks at cases that newly wait.

    `goes_out` marks the cases of which the messages go out, `is_new` those of which the decision is new. A step by a
    person beside a message is left out: it costs something on the day on which somebody has time for it.
    """
    rows = np.flatnonzero(np.where(decisions.acts, goes_out, is_new))
    columns = {name: decisions.columns[name][rows] for name in ("whether", "stage", "channels", "by_whom")}
    some, theirs = Decisions(decisions.day, decisions.case_id[rows], columns), accounts.take(rows)
    messages = costs(some, theirs, policy, counted=some.acts).totals
    looks = costs(some, theirs, policy, counted=~some.acts).totals
    return replace(messages, calls=0, visits=0, looks=0, minutes=0, staff_cents=0) + looks


def sent_by(decisions: Decisions, kind: Kind) -> Flags:
    """The cases to which this carrier takes a message today."""
    sent: Flags = decisions.acts & ((decisions.channels & kind) != 0)
    return sent


def lines(totals: Totals) -> Iterator[str]:
    """The two lines that a night, a what-if and a shadow run end with, in Dutch."""
    yield (
        f"Kost de organisatie: {euros(totals.cents)} (berichten {euros(totals.message_cents)}, "
        f"mensen {euros(totals.staff_cents)} voor {duration(totals.minutes)})."
    )
    at_most = "hooguit " if totals.charged_cents else ""
    charged, spared = euros(totals.charged_cents), euros(totals.spared_cents)
    yield f"Incassokosten voor klanten: {at_most}{charged}; bespaard: {spared}."


def duration(minutes: int) -> str:
    """So much time of people in Dutch: minutes below an hour, else hours and what is left."""
    hours, rest = divmod(minutes, MINUTES_PER_HOUR)
    left = f"{rest} {'minuut' if rest == 1 else 'minuten'}"
    if not hours:
        return left
    return f"{number(hours)} uur en {left}" if rest else f"{number(hours)} uur"


def _kinds(
    sent: Mapping[Kind, Flags], decisions: Decisions, policy: Policy, sms_parts: Mapping[Stage, int]
) -> dict[Kind, Cents]:
    """Per carrier what it costs for each case."""
    spent = {kind: which.astype(np.int64) * getattr(policy.costs, PRICES[kind]) for kind, which in sent.items()}
    for stage, parts in sms_parts.items():
        spent[Kind.SMS][decisions.stage == stage] *= parts
    return spent


def _people(decisions: Decisions, accounts: Accounts, policy: Policy, counts: Flags) -> dict[str, Counts]:
    """Minutes of callers, visitors and lookers for each case; the numbers of its product count."""
    by_whom = np.where(counts, decisions.by_whom, ByWhom.NONE)
    return {
        "calls": np.isin(by_whom, CALLERS) * _by_product("call_minutes", accounts, policy),
        "visits": (by_whom == ByWhom.VISITOR) * _by_product("visit_minutes", accounts, policy),
        "looks": (by_whom == ByWhom.HANDLER) * _by_product("look_minutes", accounts, policy),
    }


def _by_product(name: str, accounts: Accounts, policy: Policy) -> Counts:
    """A number of steps.toml for each case."""
    steps = [policy_of(policy, code).steps for code in ProductCode]
    numbers: Counts = np.array([getattr(one, name) for one in steps], dtype=np.int64)[accounts.product]
    return numbers


def _collection_costs(decisions: Decisions, accounts: Accounts, policy: Policy, counts: Flags) -> Cents:
    """The scale of the law over what each notice of today covers; nothing for all other cases."""
    found = np.zeros(len(decisions), dtype=np.int64)
    rows = np.flatnonzero(counts & decisions.acts & (decisions.stage == Stage.S3))
    sums, places = np.unique(accounts.named_overdue_cents[rows], return_inverse=True)
    found[rows] = np.array([collection_costs_cents(cents, policy) for cents in sums.tolist()], dtype=np.int64)[places]
    return found
