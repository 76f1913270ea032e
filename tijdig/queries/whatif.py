"""What if a number of the policy were another one: the same nights planned under both, over the database as it is."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from typing import NamedTuple

import numpy as np

from tijdig.models import Creditor, Night
from tijdig.planner.columns import Accounts
from tijdig.planner.compare import Comparison, compare
from tijdig.planner.today import Today
from tijdig.policy import Policy, PolicyError
from tijdig.policy.reading import FIXED_BY_LAW, allowed_bounds
from tijdig.policy.values import UNITS, Value, is_within
from tijdig.queries import creditors, frames, policies
from tijdig.queries.parts import Part, open_cases, parts
from tijdig.queries.summaries import blocks
from tijdig.rules import dutch
from tijdig.words import NightState

SIZE = 20_000
"""Cases per part: what is in memory at once."""

SUBJECTS = ("contacts", "stages", "histories", "steps", "costs")
"""What a plan, or its price, can depend on; other numbers change no decision."""

READ_BY_FRAMES = "histories."
"""Numbers that are already used where the facts of a case are read, so that those must be read twice."""

NIGHTS_MAX = 84
WORDS = {True: ("yes", "ja", "true"), False: ("no", "nee", "false")}

Sides = tuple[Accounts, Accounts]
Progress = Callable[[str, int, int], None]


class Tried(NamedTuple):
    """One number that is tried out: what creditors have now, and what it would be."""

    key: str
    unit: str
    before: tuple[object, ...]
    after: object


@dataclass
class WhatIf:
    """Two plans beside each other, and what a reader must know of them."""

    day: date
    nights: int
    is_next: bool  # nobody chose the day, and the night of today has been
    has_been: bool  # the night of this day was released already
    creditors: tuple[str, ...]
    tried: tuple[Tried, ...]
    kept: tuple[tuple[str, str, object], ...]  # product, key, value: a product's own number that stays
    found: Comparison = field(default_factory=Comparison)


def values_of(words: Sequence[str], day: date) -> dict[str, object]:
    """Values by key from words like `contacts.days_between_moments=14`.

    PolicyError for a word without a value, a key that is unknown or changes no plan, a value of another kind or
    outside its bounds.
    """
    known = policies.general(day).values
    found: dict[str, object] = {}
    for word in words:
        key, equals, text = (part.strip() for part in word.partition("="))
        if not equals or not text:
            raise PolicyError("what-if", word, "schrijf SLEUTEL=WAARDE, zoals contacts.days_between_moments=14")
        if key in found:
            raise PolicyError("what-if", key, "staat er twee keer; geef één waarde")
        _check_key(key, known)
        found[key] = _value(key, text, known)
    return found


def run(
    values: Mapping[str, object],
    day: date,
    *,
    chosen: bool,
    nights: int = 1,
    code: str = "",
    shown: int = 3,
    progress: Progress = lambda _what, _done, _all: None,
) -> WhatIf:
    """Plan so many nights twice, for all creditors or one; writes nothing.

    `chosen`: somebody asked for this day; otherwise it is the next night that is still to come. PolicyError for an
    unknown creditor, a value outside the bounds of one, or days of which the calendar is not known.
    """
    rows = _creditors(code)
    has_been = Night.objects.filter(day=day, state=NightState.RELEASED).exists()
    is_next = has_been and not chosen
    day += timedelta(days=is_next)
    pairs = [_pair(creditor, day, values) for creditor in rows]
    _check_days(day, nights, pairs)
    found = WhatIf(
        day=day,
        nights=nights,
        is_next=is_next,
        has_been=has_been and chosen,
        creditors=tuple(creditor.name for creditor in rows),
        tried=tuple(_tried(key, pairs) for key in values),
        kept=tuple(_kept(values, pairs)),
    )
    whole = sum(open_cases(creditor) for creditor in rows)
    for creditor, before, after in pairs:
        read = _read_twice if any(key.startswith(READ_BY_FRAMES) for key in values) else _read_once
        for sides in read(creditor, before, after, day):
            found.found.add(compare(sides, (before, after), day, nights=nights, shown=shown), shown)
            progress("Vergelijken", found.found.cases, whole)
    return found


def _pair(creditor: Creditor, day: date, values: Mapping[str, object]) -> tuple[Creditor, Policy, Policy]:
    """The policy of one creditor as it is, and as it would be; its sector may have narrower bounds than others."""
    now = policies.of(creditor, day)
    for key, value in values.items():
        low, high = allowed_bounds(now.values, key, "what-if")
        if not is_within(value, (low, high)):
            outside = f"{_said(value)} ligt buiten de grenzen van {creditor.code}"
            given = _range(low, high, UNITS[now.value(key).unit])
            raise PolicyError("what-if", key, f"{outside}; geef {given}")
    return creditor, now, policies.of(creditor, day, values)


def _read_once(creditor: Creditor, before: Policy, _after: Policy, day: date) -> Iterator[Sides]:
    """All open cases in parts, by their summaries where those hold; both sides see the same."""
    for block in blocks(creditor, day, before, size=SIZE):
        if len(block.accounts):
            yield block.accounts, block.accounts
        if len(block.stale):
            number = Creditor.objects.values_list("visible_intake", flat=True).get(pk=creditor.pk)
            some = frames.read(Part(creditor, number, ids=tuple(block.stale.tolist())), day, before).accounts
            yield some, some


def _read_twice(creditor: Creditor, before: Policy, after: Policy, day: date) -> Iterator[Sides]:
    """All open cases in parts, from the tables, as each policy makes the planner see them."""
    for part in parts(creditor, SIZE):
        mine = frames.read(part, day, before).accounts
        theirs = frames.read(part.of(mine.case_id.tolist()), day, after).accounts if len(mine) else mine
        if len(theirs) != len(mine):  # somebody closed a case in between
            mine = mine.take(np.isin(mine.case_id, theirs.case_id))
        yield mine, theirs


def _creditors(code: str) -> list[Creditor]:
    rows = list(creditors.listed())
    if not rows:
        raise PolicyError("what-if", "creditor", "er is er nog geen; maak er een met `tijdig creditor KAART.toml`")
    if not code:
        return rows
    chosen = [creditor for creditor in rows if creditor.code == code]
    if not chosen:
        known = ", ".join(creditor.code for creditor in rows)
        raise PolicyError("what-if", "--creditor", f"er is geen organisatie {code!r}; kies uit {known}")
    return chosen


def _check_key(key: str, known: Mapping[str, Value]) -> None:
    if key not in known:
        ends = {name.partition(".")[2]: name for name in known}
        near = difflib.get_close_matches(key, known, n=1) or [
            ends[name] for name in difflib.get_close_matches(key.rpartition(".")[2], ends, n=1)
        ]
        hint = f"bedoelt u {near[0]}?" if near else "alle sleutels staan in docs/policy"
        raise PolicyError("what-if", key, f"dit getal bestaat niet; {hint}")
    subject = key.partition(".")[0]
    if subject in FIXED_BY_LAW:
        raise PolicyError("what-if", key, "ligt vast in de wet, dus er valt niets te proberen; kies een ander getal")
    if known[key].bounds is None:
        raise PolicyError("what-if", key, "heeft geen grenzen, dus niemand mag het kiezen; kies een ander getal")
    if subject not in SUBJECTS:
        raise PolicyError("what-if", key, f"verandert geen plan; kies een getal van {', '.join(SUBJECTS)}")


def _value(key: str, text: str, known: Mapping[str, Value]) -> object:
    """The text as a value of the kind that its bounds have, and within them."""
    low, high = allowed_bounds(known, key, "what-if")
    value, unit = _read(text, low), UNITS[known[key].unit]
    if value is None:
        raise PolicyError("what-if", key, f"{text!r} is geen {KINDS[type(low)]}; geef {_range(low, high, unit)}")
    if not low <= value <= high:  # type: ignore[operator]  # one kind, by _read
        raise PolicyError("what-if", key, f"{text} ligt buiten de grenzen; geef {_range(low, high, unit)}")
    return value


KINDS: dict[type, str] = {int: "heel getal", float: "getal", bool: "ja of nee", time: "tijd"}


def _range(low: object, high: object, unit: str) -> str:
    return "ja of nee" if isinstance(low, bool) else f"{_said(low)} tot en met {_said(high)} ({unit})"


def _said(value: object) -> str:
    return value.isoformat(timespec="minutes") if isinstance(value, time) else str(value)


def _read(text: str, like: object) -> object | None:
    """The text as the kind of `like`; None when it is something else."""
    if isinstance(like, bool):
        return next((value for value, words in WORDS.items() if text.lower() in words), None)
    try:
        if isinstance(like, time):
            return time.fromisoformat(text)
        return type(like)(text)  # type: ignore[call-arg]  # int or float
    except ValueError:
        return None


def _check_days(day: date, nights: int, pairs: Sequence[tuple[Creditor, Policy, Policy]]) -> None:
    """The calendar must be known for every night, and for the days that a step of the last one needs."""
    if not 1 <= nights <= NIGHTS_MAX:
        raise PolicyError("what-if", "--nights", f"{nights} kan niet; kies 1 tot en met {NIGHTS_MAX}")
    last = day + timedelta(days=nights - 1)
    try:
        for _, before, after in pairs:
            for policy in (before, after):
                Today.of(policy, last)
    except PolicyError as fault:
        advice = f"de feestdagen rond {dutch.day(last)} zijn nog niet bekend; kies een eerdere dag of minder nachten"
        raise PolicyError("what-if", "--date", advice) from fault


def _tried(key: str, pairs: Sequence[tuple[Creditor, Policy, Policy]]) -> Tried:
    before = dict.fromkeys(policy.value(key).value for _, policy, _ in pairs)
    first = pairs[0][2].value(key)
    return Tried(key, first.unit, tuple(before), first.value)


def _kept(
    values: Mapping[str, object], pairs: Sequence[tuple[Creditor, Policy, Policy]]
) -> Iterator[tuple[str, str, object]]:
    """Products with a number of their own that the tried value does not change."""
    seen = {
        (product, key, own[key].value)
        for _, _, after in pairs
        for product, own in after.products.items()
        for key in values.keys() & own.keys()
    }
    yield from sorted(seen, key=str)
