"""A million invented cases, planned or proposed by chance, held against a judge that knows nothing of the planner."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tijdig.bench.checker.cases import Chance, invented
from tijdig.bench.checker.constraints import violations
from tijdig.bench.checker.facts import Decided, Facts, Numbers
from tijdig.management.bars import bar
from tijdig.planner.codes import ByWhom, Form, Frame, Kind, Option, Owner, Stage, Tone, ToWhom, When, Whether
from tijdig.planner.columns import Accounts
from tijdig.planner.decisions import PLACES, Decisions
from tijdig.planner.plan import TABLES, judge, plan
from tijdig.planner.reasons import Reason
from tijdig.planner.today import Today, ladders
from tijdig.policy import Policy, load

CASES = 1_000_000
BLOCK = 50_000
SEEDED_CASES = 40_000
"""Cases for each constraint that is switched off: enough for each of them to be broken many times."""

DAYS = (
    date(2026, 11, 23),
    date(2026, 11, 24),
    date(2026, 11, 28),  # a Saturday
    date(2026, 11, 29),  # a Sunday
    date(2026, 12, 24),  # four days before anything may go out again
    date(2026, 12, 25),
    date(2027, 5, 4),
    date(2027, 5, 7),  # made equal to a holiday by decree
)
MONDAY, SUNDAY = DAYS[0], DAYS[3]
SECTORS = (None, "housing", "health", "energy")
CHOICES = (None, 0, 1)
"""What a creditor chose: nothing, the lowest that is allowed everywhere, or the highest."""
NUMBERS = (
    "contacts.call_attempts_per_day",
    "contacts.call_days_per_7_days",
    "contacts.days_between_moments",
    "contacts.days_between_moments_new_claim",
    "contacts.moments_per_7_days",
    "contacts.moments_per_day",
    "contacts.quiet_after_reaction_days",
    "contacts.silence_after_conversation_days",
    "histories.distress_days",
    "stages.first_reminder_from_days",
    "stages.name_new_claim_before_days",
    "stages.tell_consequence_within_days",
    "steps.visit_from_cents",
)
"""The numbers of the policy that the checker reads."""

SEEDED: Mapping[str, str] = {
    "D02": "D02",
    "D07": "D07",
    "D10": "D10",
    "P24": "P24",
    "P28": "P28",
    "HC01": "HC01",
    "HC05": "HC05",
    "HC06": "HC06",
    "HC07": "HC07",
    "HC08": "HC08",
    "HC09": "HC09",
    "HC10": "HC10",
    "HC13": "HC13",
    "HC16": "HC16",
    "only_permitted": "HC08 only_permitted",
    "not_safe": "HC08 not_safe",
    "no_number": "HC08 no_number",
    "nothing_near": "HC05 nothing_near",
    "not_true_enough": "HC05 frame_not_true",
    "rest_day": "HC09 rest_day",
    "moment_today+new_claim_soon+days_between": "HC09 moment_today",  # each of the three alone leaves the others
    "enough_this_week": "HC09 enough_this_week",
    "after_conversation": "HC09 after_conversation",
    "after_reaction": "HC09 after_reaction",
    "days_between": "HC09 days_between",
    "called_enough": "HC09 called_today",
    "represented": "D07 represented",
    "right_reader": "D07 to_administrator",
    "disputed_all": "D07 disputed_all",
    "with_agency": "D07 with_agency",
}
"""What is switched off, and what the checker must then find: any check of a constraint, or one by its full name."""

ANSWERS = frozenset({"HC07", "HC08"})
"""Without these the planner itself has no answer for some cases, so only what others propose is judged without them."""


class Night(NamedTuple):
    """One day under one policy, and the seed of its cases."""

    policy: Policy
    day: date
    seed: int


def measure(size: int = CASES) -> dict[str, Any]:
    """Plan or judge so many invented cases and count what the checker finds; then with each constraint switched off."""
    with bar() as report:
        found = _counted(size, report)
        seeded = {}
        for number, (off, expected) in enumerate(SEEDED.items(), start=1):
            seeded[off] = _is_found(off, expected, min(size, SEEDED_CASES))
            report("without a constraint", number, len(SEEDED))
    return {
        "decisions": size,
        "violations": sum(found.values()),
        "seeded_found": sum(seeded.values()),
        "seeded_total": len(seeded),
        **({"found": found} if found else {}),
        **({"missed": [off for off, is_found in seeded.items() if not is_found]} if not all(seeded.values()) else {}),
    }


def is_good(found: Mapping[str, Any]) -> bool:
    """Nothing went out that may not, and the checker saw what was let through each time."""
    return not found["violations"] and found["seeded_found"] == found["seeded_total"]


def _counted(size: int, report: Any) -> dict[str, int]:
    """How often the checker finds each thing, over so many decisions."""
    found: dict[str, int] = {}
    for start, (night, count) in zip(range(0, size, BLOCK), _nights(size), strict=True):
        for facts, decided in decisions(night, count):
            for check, cases in violations(facts, decided).items():
                found[check] = found.get(check, 0) + len(cases)
        report("cases", min(start + BLOCK, size), size)
    return found


def _nights(size: int) -> Iterator[tuple[Night, int]]:
    """Blocks of cases, each on the next of the days and under the next of the policies."""
    for number, start in enumerate(range(0, size, BLOCK)):
        yield night_of(number), min(BLOCK, size - start)


def night_of(number: int) -> Night:
    """The days in turn, and with each of them in time every sector and every choice of a creditor."""
    day = DAYS[number % len(DAYS)]
    turn = number - number // len(DAYS)
    return Night(_policy(day, SECTORS[turn % len(SECTORS)], CHOICES[turn % len(CHOICES)]), day, number)


def _policy(day: date, sector: str | None, which: int | None) -> Policy:
    standard = load(day, sector=sector)
    if which is None:
        return standard
    bounds = {key: standard.value(key).bounds for key in NUMBERS}
    return load(day, sector=sector, overrides={key: both[which] for key, both in bounds.items() if both})


def _is_found(off: str, expected: str, size: int) -> bool:
    """Whether the checker sees what goes out while this constraint is switched off."""
    day = SUNDAY if off == "rest_day" else MONDAY
    night = Night(load(day), day, len(off))
    for facts, decided in decisions(night, size, without=frozenset(off.split("+"))):
        if any(check == expected or check.split()[0] == expected for check in violations(facts, decided)):
            return True
    return False


def decisions(night: Night, size: int, without: frozenset[str] = frozenset()) -> Iterator[tuple[Facts, Decided]]:
    """Facts and decisions as the checker reads them: half the cases planned, half proposed by chance and judged."""
    columns = invented(night.seed, size)
    accounts = Accounts.from_columns(**columns)
    middle = size // 2
    numbers = numbers_of(night.policy)
    planned, proposed = accounts.take(slice(0, middle)), accounts.take(slice(middle, size))
    own = plan(planned, night.policy, night.day, without=without - ANSWERS)
    yield _read(planned, own, numbers, night.day)
    for today, rows in _by_ladder(proposed, night, without):
        some = proposed.take(rows)
        yield _read(some, judge(some, today, proposals(some, today, night.seed)), numbers, night.day)


def numbers_of(policy: Policy) -> Numbers:
    """The numbers that the checker reads, per product."""
    ladder = ladders(policy, policy.on)
    return {key: [_number(today, key) for today in ladder] for key in NUMBERS}


def _number(today: Today, key: str) -> int:
    subject, _, name = key.partition(".")
    return int(getattr(getattr(today, subject), name))


def _by_ladder(accounts: Accounts, night: Night, without: frozenset[str]) -> Iterator[tuple[Today, NDArray[np.intp]]]:
    """The rows of each product with numbers of its own, and the day as those numbers make it."""
    ladder = ladders(night.policy, night.day, without)
    for today in {id(today): today for today in ladder}.values():
        products = [code for code, own in enumerate(ladder) if own is today]
        rows = np.flatnonzero(np.isin(accounts.product, products))
        if len(rows):
            yield today, rows


def _read(accounts: Accounts, found: Decisions, numbers: Numbers, day: date) -> tuple[Facts, Decided]:
    columns = {name: getattr(accounts, name) for name in accounts.__dataclass_fields__}
    return Facts(columns, numbers, day), Decided(found.columns)


def proposals(accounts: Accounts, today: Today, seed: int) -> Decisions:
    """What an experiment or a person might want for each case: in any stage, by any way, in any words, to anybody."""
    chance, size = Chance(seed + 1, len(accounts)), len(accounts)
    ordinary = (Kind.LETTER, Kind.EMAIL, Kind.LETTER | Kind.EMAIL, Kind.LETTER | Kind.EMAIL | Kind.SMS)
    whole = [int(kind) for kind in ordinary]
    wanted = {
        "whether": np.full(size, Whether.ACT),
        "owner": np.full(size, Owner.TEAM),
        "wait_until": np.full(size, today.day.toordinal()),
        "history": np.zeros(size),
        "stage": chance.whole(Stage.S0, Stage.S5),
        "channels": np.where(chance.yes(0.6), chance.one_of(whole), chance.whole(0, sum(Kind))),
        "frame": np.where(chance.yes(0.3), Frame.CONSEQUENCE_HELP, chance.whole(Frame.SOLUTION, max(Frame))),
        "tone": np.where(chance.yes(0.3), Tone.FIRM, chance.whole(Tone.THANKFUL, max(Tone))),
        "by_whom": chance.whole(ByWhom.NONE, max(ByWhom)),
        "form": chance.whole(Form.NONE, max(Form)),
        "options": chance.whole(0, sum(Option)),
        "when": chance.whole(When.NEXT_PERMITTED, max(When)),
        "rank": chance.whole(0, 4),
        "person_on": np.zeros(size),
        "to_whom": chance.whole(ToWhom.NONE, max(ToWhom)),
    }
    made = Decisions(today.day, accounts.case_id)
    made.columns.update({name: values.astype(np.int32) for name, values in wanted.items()})
    made.rules.update({name: np.full(size, PLACES[Reason.MAY_GO_OUT], dtype=np.int16) for name in TABLES})
    return made
