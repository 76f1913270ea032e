"""What no file of a creditor carries: reactions, disputes, pauses, a death, wishes and needs; and one early morning."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import cycle

from demo.cast import BRAM, CUSTOMERS, TODAY
from demo.coalition import Coalition, Member
from demo.people import dice_for

EVE = TODAY - timedelta(days=1)


@dataclass(frozen=True)
class Event:
    """Something a person told or noted of one customer."""

    kind: str  # a stop (HoldKind value, or "paid"), "prefers", "not_by", "unsafe", "need", or one of FACTS
    creditor: str
    number: str
    on: date
    detail: str = ""
    until_on: date | None = None
    amount_cents: int = 0


# Per kind: how many in a coalition of two thousand, how many days ago, for how many days, and the detail.
STOPS: dict[str, tuple[int, int, int, str]] = {
    "reacted": (9, 2, 0, "Belde: heeft een vraag over de rekening."),
    "disputed": (8, 6, 0, "Zegt dat deze rekening niet klopt."),
    "paused": (8, 5, 28, "not_now"),
    "agreed": (10, 4, 30, "Betaalt het hele bedrag voor het einde van de maand."),
    "represented": (6, 20, 0, ""),
    "moved": (5, 8, 0, "De post kwam terug: vertrokken."),
    "debt_help": (6, 9, 0, "Heeft zich gemeld bij de gemeente."),
    "collection_pause": (4, 10, 90, "Kennisgeving van de gemeente ontvangen."),
    "moratorium": (1, 15, 120, "Besluit van de rechtbank."),
    "settlement": (3, 40, 0, "Schuldregeling via de gemeente loopt."),
    "died": (4, 7, 0, "De familie heeft het gemeld."),
}
WISHES: dict[str, tuple[int, tuple[str, ...]]] = {
    "prefers": (34, ("email", "sms", "letter", "email")),
    "not_by": (22, ("sms", "email", "sms")),
    "unsafe": (2, ("",)),
    "need": (
        26,
        ("call_rather", "read_aloud", "large_print", "one_question", "other_language", "someone_with_me", "more_time"),
    ),
}
# What people told of their lives, what an earlier hand-over left, and what is really going to happen: how many in a
# coalition of two thousand, how many days ago, and the details in turn.
FACTS: dict[str, tuple[int, int, tuple[str, ...]]] = {
    "event": (12, 12, ("moving", "job_loss", "separation", "bereavement")),
    "room": (16, 10, ("ok", "ok", "none", "ok")),
    "call_parts": (14, 15, ("morning", "evening", "afternoon evening")),
    "handed_over_before": (8, 200, ("Deurne & Zoon",)),
    "says_no": (3, 12, ("Zegt: ik kan het betalen, maar ik wil eerst dat de klacht klaar is.",)),
    "consequence": (3, 1, ("summons", "disconnection", "eviction")),
}


def before_the_night(coalition: Coalition) -> list[Event]:
    """What was known before the night of the fixed workday: each customer at most one stop and one wish."""
    late = _shuffled(coalition, "stops", [m for m in _others(coalition) if m.overdue_cents_on(EVE)])
    share = coalition.people / 2_000
    events = [_represented(BRAM.number)]
    for kind, (size, days_ago, for_days, detail) in STOPS.items():
        on = TODAY - timedelta(days=days_ago)
        until_on = on + timedelta(days=for_days) if for_days else None
        chosen = [late.pop() for _ in range(min(len(late) // 2, round(size * share)))]
        events += [Event(kind, m.creditor, m.number, on, detail, until_on) for m in chosen]
    wishes = _wishes(coalition, share)
    return events + wishes + _facts(coalition, share, {(one.creditor, one.number) for one in events})


def _facts(coalition: Coalition, share: float, taken: set[tuple[str, str]]) -> list[Event]:
    """What is known beside wishes, of people who are late and on whom nothing rests."""
    late = [m for m in _others(coalition) if m.overdue_cents_on(EVE) and (m.creditor, m.number) not in taken]
    pool, events = _shuffled(coalition, "facts", late), list[Event]()
    for kind, (size, days_ago, details) in FACTS.items():
        on = TODAY - timedelta(days=days_ago)
        for _, detail in zip(range(round(size * share)), cycle(details), strict=False):
            if pool:
                member = pool.pop()
                events.append(Event(kind, member.creditor, member.number, on, detail))
    return events


def in_the_morning(coalition: Coalition, planned: set[tuple[str, str]]) -> list[Event]:
    """Between the night and the first post some pay and one calls; `planned` holds who gets post today."""
    members = [m for m in _others(coalition) if (m.creditor, m.number) in planned]
    chosen = _shuffled(coalition, "morning", members)[: max(2, round(5 * coalition.people / 2_000))]
    paying = [
        Event("paid", m.creditor, m.number, TODAY, "Bijgeschreven vanochtend.", amount_cents=m.overdue_cents_on(EVE))
        for m in chosen[:-1]
    ]
    calling = [Event("reacted", m.creditor, m.number, TODAY, "Belde om half negen.") for m in chosen[-1:]]
    return paying + calling


def _others(coalition: Coalition) -> list[Member]:
    """Everybody but the cast, whose stories are told elsewhere."""
    cast = {member.number for member in CUSTOMERS}
    return [m for m in coalition.members if m.number not in cast]


def _represented(number: str) -> Event:
    return Event("represented", "woonstede", number, date(2026, 3, 1))


def _wishes(coalition: Coalition, share: float) -> list[Event]:
    """Preferences and needs, most of them of people who are late: those are the ones we talked with."""
    everybody = _others(coalition)
    late = _shuffled(coalition, "wishes", [m for m in everybody if m.overdue_cents_on(EVE)])
    rest = _shuffled(coalition, "others", [m for m in everybody if not m.overdue_cents_on(EVE) and m.open_on(EVE)])
    events: list[Event] = []
    for kind, (size, details) in WISHES.items():
        for place, detail in zip(range(round(size * share)), cycle(details), strict=False):
            pool = late if place % 2 == 0 and late else rest
            if pool:
                member = pool.pop()
                on = max(member.since_on, EVE - timedelta(days=3 + 7 * place))
                events.append(Event(kind, member.creditor, member.number, on, detail))
    return events


def _shuffled(coalition: Coalition, what: str, members: list[Member]) -> list[Member]:
    result = list(members)
    dice_for(coalition.seed, what).shuffle(result)
    return result
