"""A shadow run: what would go out tonight, to whom and why, from a creditor's own file; nothing is sent or kept."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TextIO

from tijdig.intake.rejects import guarded
from tijdig.planner.codes import Kind, SectorCode, Stage, Whether
from tijdig.planner.columns import Accounts
from tijdig.planner.costing import PRICES, Spent, Totals, costs
from tijdig.planner.decisions import REASONS, Decisions
from tijdig.planner.plan import plan
from tijdig.planner.reasons import Reason
from tijdig.policy import Policy, PolicyError, load
from tijdig.policy.subjects import Costs
from tijdig.trials.positions import Positions
from tijdig.words import ChannelKind
from tijdig.words import Stage as StageWord

SHOWN = 100
YEAR = timedelta(days=364)  # whole weeks: the same season and the same day of the week
YEARS_AROUND = 60
CARRIERS = ((Kind.LETTER, ChannelKind.LETTER), (Kind.EMAIL, ChannelKind.EMAIL), (Kind.SMS, ChannelKind.SMS))
HEADER = (
    "klantnummer",
    "wat",
    "stap",
    "hoe",
    "waarom",
    "bron",
    "te laat (euro)",
    "nog open (euro)",
    "dagen te laat",
    "kosten (euro)",
    "kijk opnieuw op",
)
OUTCOMES = {
    Whether.CLOSE: "niets meer te doen",
    Whether.STOP: "rust",
    Whether.WAIT: "wachten",
    Whether.ACT: "bericht",
}


@dataclass(frozen=True, slots=True)
class Prices:
    """What one message of each kind costs; a text message is paid per part, and each stage has its own text."""

    costs: Costs
    sms_parts: dict[Stage, int]

    def one(self, stage: Stage, kind: Kind) -> int:
        """What one message costs."""
        price: int = getattr(self.costs, PRICES[kind])
        return price * self.sms_parts.get(stage, 1) if kind == Kind.SMS else price


@dataclass(frozen=True, slots=True)
class Line:
    """One customer in the report: by number, with what would happen and why."""

    number: str
    whether: Whether
    stage: Stage
    kinds: int
    reason: Reason
    overdue_cents: int
    open_cents: int
    days_late: int
    cost_cents: int  # of its messages
    again_on: date

    @property
    def carriers(self) -> str:
        """The kinds in words."""
        return carriers(self.kinds)

    @property
    def step(self) -> str:
        """The stage in words."""
        return step(self.stage)


@dataclass(slots=True)
class Tally:
    """What would go out tonight, counted while the lines stream by."""

    reasons: Counter[tuple[Whether, Reason, Stage]] = field(default_factory=Counter)
    again: dict[Reason, date] = field(default_factory=dict)
    messages: Counter[tuple[Stage, Kind]] = field(default_factory=Counter)
    acting: int = 0
    acting_overdue_cents: int = 0
    totals: Totals = field(default_factory=Totals)
    first: list[Line] = field(default_factory=list)

    @property
    def cost_cents(self) -> int:
        """What all messages together cost."""
        return self.totals.message_cents

    def count(self, line: Line) -> None:
        """Add one customer."""
        self.reasons[line.whether, line.reason, line.stage] += 1
        if line.whether == Whether.ACT:
            self.acting += 1
            self.acting_overdue_cents += line.overdue_cents
            self.messages.update((line.stage, kind) for kind, _ in CARRIERS if line.kinds & kind)
            if len(self.first) < SHOWN:
                self.first.append(line)
        else:
            self.again[line.reason] = min(self.again.get(line.reason, line.again_on), line.again_on)


def step(stage: Stage) -> str:
    """The stage in words; nothing when nothing goes out."""
    return StageWord[stage.name].label if stage != Stage.NONE else ""


def carriers(kinds: int) -> str:
    """The kinds in words."""
    return ", ".join(word.label for kind, word in CARRIERS if kinds & kind)


def policy_for(day: date, sector: str | None) -> tuple[Policy, timedelta]:
    """The policy of that day, and by how many whole weeks the day had to be moved to where there is a policy."""
    first = None
    for years in sorted(range(-YEARS_AROUND, YEARS_AROUND), key=abs):
        moved = day + years * YEAR
        try:
            policy = load(moved, sector=sector)
            policy.holidays.has(moved)
            policy.holidays.has(moved + timedelta(days=policy.contacts.hold_review_days))
        except PolicyError as error:
            first = first or error
            continue
        return policy, years * YEAR
    raise first or PolicyError("holidays.toml", str(day.year), "no policy near this day")


def lines(
    positions: Positions, policy: Policy, day: date, shift: timedelta, prices: Prices, assume: Kind, tally: Tally
) -> Iterator[Line]:
    """Every customer with what would happen, piece by piece through the planner of the night; its costs are tallied."""
    sector = SectorCode[policy.sector.upper()] if policy.sector else SectorCode.OTHER
    for start, accounts in positions.accounts(sector=sector, assume=assume):
        decisions = plan(accounts, policy, day + shift)
        spent = costs(decisions, accounts, policy, sms_parts=prices.sms_parts)
        tally.totals += spent.totals
        yield from _lines(positions.numbers[start : start + len(accounts)], accounts, decisions, shift, spent)


def _lines(
    numbers: list[str], accounts: Accounts, decisions: Decisions, shift: timedelta, spent: Spent
) -> Iterator[Line]:
    for number, outcome, rule, stage, kinds, overdue, opened, late, cents, until in zip(
        numbers,
        decisions.whether.tolist(),
        decisions.rules["whether"].tolist(),
        decisions.stage.tolist(),
        decisions.channels.tolist(),
        accounts.overdue_cents.tolist(),
        accounts.open_cents.tolist(),
        accounts.oldest_overdue_days.tolist(),
        spent.message_cents.tolist(),
        decisions.wait_until.tolist(),
        strict=True,
    ):
        yield Line(
            number=number,
            whether=Whether(outcome),
            stage=Stage(stage),
            kinds=kinds,
            reason=REASONS[rule],
            overdue_cents=overdue,
            open_cents=opened,
            days_late=late,
            cost_cents=cents,
            again_on=date.fromordinal(until) - shift,
        )


def write_csv(found: Iterator[Line], out: TextIO, policy: Policy, tally: Tally) -> None:
    """Every customer as one line of the CSV file, counted on the way."""
    sheet = csv.writer(out, delimiter=";", lineterminator="\r\n")
    sheet.writerow(HEADER)
    sources = {reason: "; ".join(policy.source(key).title for key in reason.sources) for reason in Reason}
    for line in found:
        tally.count(line)
        sheet.writerow(
            (
                guarded(line.number),
                OUTCOMES[line.whether],
                line.step,
                line.carriers,
                line.reason.text,
                sources[line.reason],
                plain(line.overdue_cents),
                plain(line.open_cents),
                line.days_late or "",
                plain(line.cost_cents),
                line.again_on.isoformat() if line.whether in (Whether.STOP, Whether.WAIT) else "",
            )
        )


def plain(cents: int) -> str:
    """Euros as a Dutch spreadsheet reads them."""
    euros, rest = divmod(abs(cents), 100)
    return f"{'-' if cents < 0 else ''}{euros},{rest:02d}"
