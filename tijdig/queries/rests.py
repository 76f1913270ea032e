"""Why nothing goes out to a customer, and until when, as one colleague tells another."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tijdig.models import Case, Contact, Hold
from tijdig.queries import standing
from tijdig.rules import actors, dutch
from tijdig.rules.workdays import local_day
from tijdig.words import ChannelKind, HoldKind

_WHY: dict[str, str] = {
    HoldKind.AGREED: "er is een dag afgesproken om te betalen",
    HoldKind.REPRESENTED: "iemand anders regelt de geldzaken, en wij weten nog niet hoe wij die bereiken",
    HoldKind.MOVED: "verhuisd, en wij hebben nog geen nieuw adres",
    HoldKind.DEBT_HELP: "de klant vroeg om schuldhulp",
    HoldKind.COLLECTION_PAUSE: "de schuldhulp vroeg om een incassopauze",
    HoldKind.MORATORIUM: "de rechter gaf een tijd van rust",
    HoldKind.SETTLEMENT: "er loopt een schuldregeling of Wsnp",
    HoldKind.DIED: "de klant is overleden",
}
"""For the kinds of which one reason is always the reason; the others look further."""


@dataclass(frozen=True)
class Rest:
    """Why nothing goes out, and until when."""

    text: str
    note: str


def of(case: Case, day: date) -> tuple[Rest, ...]:
    """Everything that keeps this case quiet; what says the same is said once."""
    holds = list(standing.active_holds(day).filter(case=case).select_related("claim", "arrangement").order_by("pk"))
    reacted = [hold for hold in holds if hold.kind == HoldKind.REACTED]
    longest = max(reacted, key=lambda hold: (hold.until_on or date.max, hold.pk), default=None)
    shown = [hold for hold in holds if hold.kind != HoldKind.REACTED or hold == longest]
    disputed = [hold for hold in holds if hold.kind == HoldKind.DISPUTED]
    notes: dict[str, list[str]] = {}
    for hold in shown:
        notes.setdefault(f"{_until(hold, day)}{_why(hold, disputed, day)}", []).append(hold.note)
    return tuple(Rest(text, "\n".join(dict.fromkeys(filter(None, said)))) for text, said in notes.items())


def short(on: date, day: date) -> str:
    """A day without its year when it is this year's: `1 december`."""
    return dutch.day(on).removesuffix(f" {day.year}")


def _until(hold: Hold, day: date) -> str:
    quiet = "Rust" if hold.kind == HoldKind.PAUSED else "Stil"
    if _arrangement(hold):
        return "Stil zolang de regeling loopt"
    if hold.until_on:
        return f"{quiet} tot en met {short(hold.until_on - timedelta(days=1), day)}"  # as the customer reads it
    ends = {HoldKind.REACTED: " tot ons antwoord", HoldKind.DISPUTED: " tot het is uitgezocht"}
    return quiet + ends.get(HoldKind(hold.kind), "")


def _why(hold: Hold, disputed: Sequence[Hold], day: date) -> str:
    if _arrangement(hold):
        return ""
    looks: dict[str, Callable[[], str]] = {
        HoldKind.REACTED: lambda: _reacted(hold, day),
        HoldKind.DISPUTED: lambda: _disputed(disputed),
        HoldKind.PAUSED: hold.get_reason_display,
    }
    return f": {looks[hold.kind]() if hold.kind in looks else _WHY[hold.kind]}"


def _arrangement(hold: Hold) -> bool:
    return hold.kind == HoldKind.AGREED and hasattr(hold, "arrangement")


def _reacted(hold: Hold, day: date) -> str:
    """Somebody of ours wrote it down: then we promised to call, or spoke; else the customer let something be heard."""
    on = short(local_day(hold.made_at), day)
    if actors.number_of(hold.made_by) is not None:
        if hold.owner == "handler":
            return "wij beloofden te bellen"
        if Contact.objects.filter(case=hold.case_id, kind=ChannelKind.PHONE, happened_at=hold.made_at).exists():
            return f"wij spraken de klant op {on}"
        return f"wij gaven antwoord op {on}"
    return f"de klant reageerde op {on}"


def _disputed(holds: Sequence[Hold]) -> str:
    bills = [hold.claim.description or f"rekening {hold.claim.reference}" for hold in holds if hold.claim]
    about = f" met {dutch.listed(list(dict.fromkeys(bills)))}" if len(bills) == len(holds) else ""
    return f"de klant is het niet eens{about or ' met de rekening'}"
