"""What can happen to a joint arrangement: each is one fact, told by a customer, an organisation, a person or time."""

from dataclasses import dataclass
from datetime import date

from tijdig.words import ChangeReason, Rhythm


@dataclass(frozen=True, slots=True)
class Picked:
    """The customer picks another organisation."""

    part: int
    yes_months: int = 0
    is_threatening: bool = False


@dataclass(frozen=True, slots=True)
class Consented:
    """The customer agrees that this organisation is told, until a day on which that ends by itself."""

    part: int
    until_on: date | None = None


@dataclass(frozen=True, slots=True)
class Renewed:
    """The customer says yes again, before it ended."""

    part: int
    until_on: date


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """The customer takes that back, or its day came."""

    part: int


@dataclass(frozen=True, slots=True)
class Asked:
    """The customer has picked: ask what is open, and be quiet meanwhile."""


@dataclass(frozen=True, slots=True)
class CapacityTold:
    """What can be spared each time, once for all."""

    spare_cents: int
    first_on: date
    rhythm: Rhythm = Rhythm.MONTHLY
    change: ChangeReason = ChangeReason.AMOUNT


@dataclass(frozen=True, slots=True)
class BalanceTold:
    """An organisation says what is open."""

    part: int
    balance_cents: int


@dataclass(frozen=True, slots=True)
class SeizureTold:
    """Income or goods are seized."""


@dataclass(frozen=True, slots=True)
class HelpAsked:
    """The customer would like debt help."""


@dataclass(frozen=True, slots=True)
class GoesOn:
    """A person talked it over, and the customer goes on."""


@dataclass(frozen=True, slots=True)
class Referred:
    """A person talked it over, and debt help takes it from here."""


@dataclass(frozen=True, slots=True)
class Accepts:
    """An organisation says yes."""

    part: int


@dataclass(frozen=True, slots=True)
class Counters:
    """An organisation asks for another share of each payment."""

    part: int
    share_cents: int


@dataclass(frozen=True, slots=True)
class Declines:
    """An organisation does not take part."""

    part: int


@dataclass(frozen=True, slots=True)
class CounterTaken:
    """What an organisation asked for is all right."""

    part: int


@dataclass(frozen=True, slots=True)
class Confirms:
    """The customer says yes to the plan."""


@dataclass(frozen=True, slots=True)
class WantsOther:
    """The customer can spare another amount than the plan says."""

    spare_cents: int


@dataclass(frozen=True, slots=True)
class KeepsOld:
    """The customer would rather go on with the plan that runs."""


@dataclass(frozen=True, slots=True)
class Paid:
    """Money came in: in one go for all, or at one organisation."""

    amount_cents: int
    part: int | None = None


@dataclass(frozen=True, slots=True)
class FoundPaid:
    """Before the customer said yes, nothing was open any more at one organisation: paid outside, or put right."""

    part: int
    paid_cents: int | None = None  # so much of it was paid, and the rest was put right; none: all of it was paid


@dataclass(frozen=True, slots=True)
class Lowered:
    """A bill was put right or let go while the plan runs: so much less is owed at one organisation, and nobody paid."""

    part: int
    cents: int


@dataclass(frozen=True, slots=True)
class WentBack:
    """What was paid went back: so many cents at each of these organisations."""

    shares: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class NewDay:
    """After a missed instalment, out of a pause, or as another day fits better: from this day on it goes on."""

    first_on: date
    by_person: bool = False


@dataclass(frozen=True, slots=True)
class Pauses:
    """Nothing to pay until this day."""

    until: date
    by_person: bool = False


@dataclass(frozen=True, slots=True)
class Revises:
    """Something changed, and the plan is made anew."""

    change: ChangeReason


@dataclass(frozen=True, slots=True)
class Leaves:
    """An organisation steps out."""

    part: int


@dataclass(frozen=True, slots=True)
class Ends:
    """The customer stops."""


@dataclass(frozen=True, slots=True)
class TimePassed:
    """A day began; whatever is due is due."""


Event = (
    Picked | Consented | Renewed | Withdrawn | Asked | CapacityTold | BalanceTold | SeizureTold | HelpAsked | GoesOn
    | Referred | Accepts | Counters | Declines | CounterTaken | Confirms | WantsOther | KeepsOld | Paid | FoundPaid
    | Lowered | WentBack | NewDay | Pauses | Revises | Leaves | Ends | TimePassed
)  # fmt: skip
