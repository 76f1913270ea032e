"""Which late bills may go along to an agency: only those for which enough was tried, each with what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from tijdig.models import Contact, Decision
from tijdig.planner.reasons import Reason
from tijdig.queries import standing, visible
from tijdig.queries.tried import ARRIVED, CARRIES, tries_of
from tijdig.rules import dutch
from tijdig.rules.money import euros
from tijdig.words import ChannelKind, ClaimLack, HoldKind, Stage

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from tijdig.models import Case
    from tijdig.policy import Policy
    from tijdig.queries.tried import Effort
    from tijdig.queries.visible import OpenClaim

LAST = (Stage.S3, Stage.S4B, Stage.S5)
_HELP = "hulp"
"""The word that every text with an offer of help holds, in the frozen words themselves."""


@dataclass(frozen=True)
class Bill:
    """A late bill, and what was not done for it yet; with nothing missing it may go along."""

    number: int
    what: str
    due_text: str
    open_cents: int
    lacks: tuple[ClaimLack, ...]

    @property
    def open_text(self) -> str:
        """What is open of it."""
        return euros(self.open_cents)

    @property
    def why_text(self) -> str:
        """Why it stays here."""
        return "; ".join(lack.label for lack in self.lacks).capitalize() + "."


class _Told(NamedTuple):
    """A moment that went out: what it named, and how."""

    day: date
    claims: frozenset[int]
    ways: frozenset[str]
    is_notice: bool
    until: date | None
    offers_help: bool


def bills(case: Case, efforts: tuple[Effort, ...], day: date, policy: Policy) -> tuple[Bill, ...]:
    """Every bill that is late, the oldest first; by the numbers of its own product."""
    told, is_counted = list(_told(case)), _is_counted(case)
    held = standing.active_holds(day).filter(case=case, kind=HoldKind.DISPUTED)
    disputed = set(held.values_list("claim_id", flat=True))
    late = [claim for claim in visible.claims(case) if claim.open_cents > 0 and claim.due_on < day]
    return tuple(
        Bill(
            number=claim.pk,
            what=claim.description or claim.get_kind_display().capitalize(),
            due_text=dutch.day(claim.due_on),
            open_cents=claim.open_cents,
            lacks=(
                *_disputed(claim, disputed),
                *_lacks(claim, told, efforts, day, policy, is_counted=is_counted),
            ),
        )
        for claim in late
    )


def _disputed(claim: OpenClaim, held: set[int | None]) -> tuple[ClaimLack, ...]:
    said = claim.disputed_on is not None and claim.dispute_ended_on is None
    return (ClaimLack.DISPUTED,) if said or claim.pk in held or None in held else ()


def _lacks(
    claim: OpenClaim, told: list[_Told], efforts: tuple[Effort, ...], day: date, policy: Policy, *, is_counted: bool
) -> Iterator[ClaimLack]:
    named = [one for one in told if claim.pk in one.claims and one.day > claim.due_on]
    if not named:
        yield ClaimLack.NOT_NAMED
        return
    steps = policy.for_product(claim.kind).steps
    tries = [one for one in tries_of(efforts) if one.on >= named[0].day]
    ways = {way for one in named for way in one.ways} | {way for one in tries for way in one.ways}
    if len(ways.intersection(CARRIES)) < steps.transfer_channels_min:
        yield ClaimLack.CHANNELS
    if len({one.on for one in tries}) < steps.transfer_calls_min:
        yield ClaimLack.CALLS
    if not any(one.offers_help for one in named):
        yield ClaimLack.HELP
    if not is_counted and not any(one.is_notice and (one.until is None or one.until < day) for one in named):
        yield ClaimLack.NOTICE


def _told(case: Case) -> Iterator[_Told]:
    """The moments that arrived, the oldest first; a notice counts as one when its letter went out."""
    rows = Contact.objects.filter(case=case, moment__isnull=False, state__in=ARRIVED)
    rows = rows.select_related("moment").order_by("moment__day", "moment", "pk")
    for moment, alike in groupby(rows, key=lambda one: one.moment):
        contacts = list(alike)
        written = [one for one in contacts if one.kind in {ChannelKind.LETTER, ChannelKind.EMAIL}]
        ways = frozenset(one.kind for one in contacts)
        if moment is not None:
            yield _Told(
                day=moment.day,
                claims=frozenset(one["id"] for one in moment.claims),
                ways=ways,
                is_notice=moment.stage in LAST and (moment.stage != Stage.S3 or ChannelKind.LETTER in ways),
                until=moment.pay_before_on,
                offers_help=any(_HELP in one.text.lower() for one in written),
            )


def _is_counted(case: Case) -> bool:
    """Where premiums are counted, so many of them are late that no last notice is needed."""
    last = Decision.objects.filter(case=case).order_by("valid_from").last()
    return last is not None and last.kind.reason == Reason.MANY_PREMIUMS
