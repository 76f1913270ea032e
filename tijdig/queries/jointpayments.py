"""The payments of a joint arrangement: every one of them before a customer says yes, and what to pay where now."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Final

from tijdig.languages import marked, say
from tijdig.messages.languages import here
from tijdig.models import JointPart
from tijdig.policy import Policy
from tijdig.queries import jointaccounts, jointfacts, jointquiet, jointrows, jointshares, jointweighed, policies, portal
from tijdig.queries.doors import Visitor
from tijdig.queries.house import House, Person
from tijdig.queries.jointaccounts import Account
from tijdig.queries.jointlong import noted
from tijdig.queries.jointpages import in_all
from tijdig.queries.jointrows import Held, Left
from tijdig.queries.jointwords import RHYTHMS
from tijdig.rules.joint import planning
from tijdig.rules.workdays import local_day
from tijdig.words import JointPartState as P
from tijdig.words import JointState, Rhythm

NOT_IN: Final = {
    P.ASKED: marked("Wij vroegen hoeveel er open is. Uiterlijk {day} weten wij meer."),
    P.SILENT: marked("Zei nog niet hoeveel er open is. {person} vraagt het na, uiterlijk {day}."),
    P.PROPOSED: marked("Zegt uiterlijk {day} ja of nee."),
    P.UNDECIDED: marked("Zei nog geen ja. {person} vraagt het na, uiterlijk {day}."),
    P.COUNTERED: marked("Vraagt een ander bedrag. [[U kiest|Jij kiest]] wat er gebeurt."),
    P.DECLINED: marked("Doet niet mee. Spreek daar apart iets af."),
    P.LEFT: marked("Staat niet meer in dit plan. Spreek daar apart iets af."),
}
NOT_ASKED: Final = marked("Daar vroegen wij nog niets. Spreek daar apart iets af.")
NEVER_IN: Final = marked("Zit niet in dit plan. Spreek daar apart iets af.")


@dataclass(frozen=True, slots=True)
class Payment:
    """One payment, and who gets what of it."""

    number: int
    day: str
    amount: str
    shares: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class OfferPage:
    """The plan as it lies before the customer."""

    house: House
    person: Person
    version: int
    plan: int
    spare: str
    rhythm: str
    count: int
    first: str
    last: str
    total: str
    payments: tuple[Payment, ...]
    sums: tuple[tuple[str, str, str], ...]  # who, how much in all, and how much each time from when to when
    inside: str  # whose money it is
    goes: str  # every payment in a sentence, where one of them is not what can be spared
    safe_first: str  # who is paid before the others, because of what threatens there
    outside: tuple[tuple[str, str], ...]  # who is not in it, and what happens there next
    not_late: str  # who is not in it because nothing is late there
    small_last: str  # the last payment, where it is so small that it may go along with the one before
    others: tuple[str, ...]
    is_first: bool
    payee: str  # who takes the money of all, where one does
    passed: str  # the first day that was proposed, once it went by: a yes of now makes these days


def offer(visitor: Visitor, at: datetime) -> OfferPage | None:
    """Every payment of the plan that lies there, as a yes of now would make it; None when none does."""
    _, around = portal.frame(visitor)
    held = jointrows.of(visitor)
    if held is None or held.state != JointState.OFFERED or held.plan is None:
        return None
    plan, passed = held.plan, jointweighed.passed_on(held, local_day(at))
    held = jointweighed.seen(held, local_day(at))
    rows = [(line.number, line.due_on, line.part_id, line.amount_cents) for line in held.lines_of(plan)]
    names = {part.pk: part.creditor.sender_name for part in held.parts}
    sums_of = in_all(rows)
    sums = {part: sum([row[3] for row in rows if row[2] == part]) for part in names}
    return OfferPage(
        house=around.house,
        person=around.person,
        version=held.joint.version,
        plan=plan.number,
        spare=here.euros(plan.spare_cents),
        rhythm=say(RHYTHMS[Rhythm(held.joint.rhythm)]),
        count=len({row[0] for row in rows}),
        first=here.near(rows[0][1]) if rows else "",
        last=here.day(rows[-1][1]) if rows else "",
        total=here.euros(sum([row[3] for row in rows])),
        payments=payments(rows, names),
        sums=tuple(
            (names[part.pk], here.euros(sums[part.pk]), jointshares.dated(held.payments_of(part), rows[0][1]))
            for part in _by_turn(held, rows)
        ),
        goes=jointshares.amounts(sums_of.items()) if set(sums_of.values()) != {plan.spare_cents} else "",
        safe_first=here.listed([names[part.pk] for part in held.parts if part.is_threatening and sums[part.pk]]),
        inside=here.listed([names[part] for part, cents in sums.items() if cents]),
        outside=tuple(_outside(held, sums, around.person)),
        not_late=here.listed([names[part.pk] for part in held.parts if part.balance_cents == 0]),
        small_last=_small_last(sums_of, policies.of(held.joint.case.creditor, local_day(at))),
        others=noted(held.joint),
        is_first=held.running is None,
        payee=held.joint.pay_to.sender_name if held.joint.pay_to else "",
        passed=here.day(passed) if passed else "",
    )


def _by_turn(held: Held, rows: Iterable[Left]) -> list[JointPart]:
    """The organisations that get something, who comes first on top."""
    first: dict[int, date] = {}
    for _, on, number, _ in rows:
        first.setdefault(number, on)
    return sorted([part for part in held.parts if part.pk in first], key=lambda part: (first[part.pk], part.pk))


def _small_last(sums: Mapping[date, int], policy: Policy) -> str:
    cents = planning.small_last_cents(list(sums.values()), policy)
    return here.euros(cents) if cents else ""


def _outside(held: Held, sums: dict[int, int], person: Person) -> Iterator[tuple[str, str]]:
    """Who is not in this plan and where something may be open, with what happens next."""
    was_in = jointfacts.was_in(held.joint)
    for part in held.parts:
        if sums.get(part.pk) or part.balance_cents == 0 or part.state == P.PAID:
            continue
        day = here.near(last) if (last := jointquiet.last_to_answer(part)) else ""
        is_never = part.state == P.LEFT and part.pk not in was_in
        told = NEVER_IN if is_never else NOT_IN.get(P(part.state), NOT_ASKED)
        yield part.creditor.sender_name, say(told, day=day, person=person.name)


def payments(rows: Iterable[Left], names: dict[int, str]) -> tuple[Payment, ...]:
    """The payments one by one."""
    found = []
    for number, lines in groupby(rows, key=lambda row: row[0]):
        shares = list(lines)
        total = here.euros(sum([cents for *_, cents in shares]))
        split = tuple((names[part], here.euros(cents)) for _, _, part, cents in shares)
        found.append(Payment(number, here.day(shares[0][1]), total, split))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class PayPage:
    """One moment of paying."""

    house: House
    person: Person
    day: str
    amount: str
    is_late: bool
    accounts: tuple[Account, ...]
    shares: tuple[tuple[str, str], ...]  # who gets what, where one takes it for all
    later: tuple[Payment, ...]


def paying(visitor: Visitor, at: datetime) -> PayPage | None:
    """What to pay where, now; None when nothing is to be paid."""
    _, around = portal.frame(visitor)
    held = jointrows.of(visitor)
    left = held.lefts() if held and not held.is_over else []
    if held is None or not left:
        return None
    day, on = local_day(at), left[0][1]
    due = [row for row in left if row[1] <= max(on, day)]
    shares = _by_part(due)
    parts = {part.pk: part for part in held.parts}
    names = {number: part.creditor.sender_name for number, part in parts.items()}
    total = sum(shares.values())
    if held.joint.pay_to is not None:
        accounts = [jointaccounts.of_payee(held.joint.pay_to, total, held.joint.pk)]
    else:
        accounts = [jointaccounts.of_part(parts[number], cents) for number, cents in shares.items()]
    return PayPage(
        house=around.house,
        person=around.person,
        day=here.near(on),
        amount=here.euros(total),
        is_late=on < day,
        accounts=tuple(accounts),
        shares=tuple((names[number], here.euros(cents)) for number, cents in shares.items()),
        later=payments([row for row in left if row not in due], names),
    )


def _by_part(rows: Iterable[Left]) -> dict[int, int]:
    found: dict[int, int] = {}
    for _, _, part, cents in rows:
        found[part] = found.get(part, 0) + cents
    return found
