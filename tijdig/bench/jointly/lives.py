"""One invented joint arrangement, from a wish to its end: customers, organisations, money and time act by chance."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from random import Random  # noqa: TID251 - chance from a seed is what a simulation is made of

from tijdig.bench.jointly.judging import Step
from tijdig.policy import Policy
from tijdig.rules.dates import months_after
from tijdig.rules.joint import events as e
from tijdig.rules.joint.asking import LASTS
from tijdig.rules.joint.drafts import OVER, JointRefusedError, lefts, next_line_on
from tijdig.rules.joint.facts import Part
from tijdig.rules.joint.moving import due, started, stepped
from tijdig.words import ChangeReason, Rhythm
from tijdig.words import JointPartState as P
from tijdig.words import JointState as S

DAYS = tuple(date(2026, 11, 23) + timedelta(days=9 * n) for n in range(20))
LONGEST = 120
"""After so many steps people come to an end: a life is long enough to show everything."""
LATEST = date(2028, 9, 1)
"""A plan may run on, but terms of the law are counted only in years of which the holidays are known."""
MONTHS = (6, 12, 24)
CHANGES = (ChangeReason.LESS_INCOME, ChangeReason.MORE_ROOM, ChangeReason.LEFT, ChangeReason.DAY)


_BACK = 0.15


class StuckError(Exception):
    """Time went on, and what was due is due still."""


class Life:
    """One of them while it is played."""

    longest = LONGEST

    def __init__(self, seed: int, policy: Policy) -> None:
        self.chance, self.policy = Random(seed), policy  # noqa: S311
        self.day = self.chance.choice(DAYS)
        count = self.chance.choices((1, 2, 3, 4, 5, 6, 9), (8, 20, 28, 24, 12, 6, 2))[0]
        self.joint = started([self.part(number) for number in range(1, count + 1)], self.day, policy, self._outside())

    def _outside(self) -> int:
        return self.chance.choices((0, 1, 3), (88, 10, 2))[0]

    def part(self, number: int) -> Part:
        yes_months = self.chance.choices((0, 6, 18), (55, 10, 35))[0]
        return Part(number, yes_months=yes_months, is_threatening=self.chance.random() < 0.15)

    def steps(self) -> Iterator[Step]:
        """Every step until it is over: what is paid may go back, and then it is not over after all."""
        count = 0
        while self.joint.state not in OVER:
            count += 1
            is_late = count > self.longest or self.day > LATEST
            for event in self._next(is_late=is_late):
                if (step := self._try(event)) is not None:
                    yield step
            if not is_late and self.joint.state == S.COMPLETED and (back := self._back_after_all()) is not None:
                yield back

    def _back_after_all(self) -> Step | None:
        """Of one in so many the last payment goes back, some days later."""
        if self.chance.random() > _BACK:
            return None
        self.day += timedelta(days=self.chance.choice((0, 3, 20)))
        event = self.went_back()
        return self._try(event) if event else None

    def _try(self, event: e.Event) -> Step | None:
        """This one event; None when it may not be now."""
        try:
            after, effects = stepped(self.joint, event, self.day, self.policy)
        except JointRefusedError:
            return None
        before, self.joint = self.joint, after
        return Step(self.day, before, event, effects, after)

    def _next(self, *, is_late: bool) -> Iterator[e.Event]:
        """What happens next: time up to a day, then somebody's act."""
        if is_late:
            yield e.Referred() if self.joint.state == S.WEIGHED else e.Ends()
            return
        joint, chance = self.joint, self.chance
        waiting = [part for part in joint.parts if part.state in _ANSWERS]
        if chance.random() < _SLOW.get(joint.state, 0.1):
            found = due(joint)
            yield from self.until(found.on if found else self.day)
        elif waiting and chance.random() < 0.7:
            yield from self.until(self.day + timedelta(days=chance.choice((0, 0, 0, 1, 3))))
            part = chance.choice(waiting)
            yield _ANSWERS[part.state](self, part)
        else:
            yield from _ACTS[joint.state](self)

    def until(self, day: date) -> Iterator[e.Event]:
        """Time passes, night by night: no day that is due is stepped over."""
        last, day = None, min(day, LATEST + timedelta(days=1))
        while self.joint.state not in OVER:
            found, ended = due(self.joint), self._ended(max(day, self.day))
            if ended is not None and (found is None or self._until(ended) <= max(self.day, found.on)):
                self.day, last = max(self.day, self._until(ended)), None
                yield e.Withdrawn(ended)
                if self._ended(self.day) == ended:
                    raise StuckError(f"the consent of {ended} in {self.joint.state}")
                continue
            if found is None or found.on > day:
                break
            if last == (found, self.joint.state):
                raise StuckError(f"{found} in {self.joint.state}")
            self.day, last = max(self.day, found.on), (found, self.joint.state)
            yield e.TimePassed()
        self.day = max(self.day, day)

    def _ended(self, day: date) -> int | None:
        """Whose consent comes to its end by this day: the first, as long as it is needed."""
        found = [part for part in self.joint.parts if part.has_consent and part.state in LASTS]
        return min((part.id for part in found if self._until(part.id) <= day), key=self._until, default=None)

    def _until(self, number: int) -> date:
        return next(part.consent_until for part in self.joint.parts if part.id == number) or date.max

    def one_of(self, *choices: tuple[float, Callable[[], e.Event | None]]) -> Iterator[e.Event]:
        """One of these, by weight."""
        act = self.chance.choices([make for _, make in choices], [weight for weight, _ in choices])[0]
        if (event := act()) is not None:
            yield event

    def lasting(self) -> date:
        """Until when a consent given today holds: an organisation may choose it shorter."""
        return months_after(self.day, self.chance.choice(MONTHS))

    def any_part(self, *states: P) -> int:
        """One of those in these states; 0, which is nobody, when there is none."""
        found = [part.id for part in self.joint.parts if part.state in states]
        return self.chance.choice(found) if found else 0

    def capacity(self) -> e.CapacityTold:
        """What can be spared."""
        cents = self.chance.choices((0, 300, 1000, 2500, 6000, 12000), (2, 2, 6, 25, 40, 25))[0]
        cents += self.chance.randrange(800) if cents > 300 else 0
        first_on = self.day + timedelta(days=self.chance.randint(1, 40))
        change = self.chance.choice(CHANGES)
        return e.CapacityTold(cents, first_on, self.chance.choice(tuple(Rhythm)), change)

    def money(self) -> e.Event | None:
        """A payment: one as it was planned, a part of one, or more at once; now and then to one organisation."""
        parts = [part for part in self.joint.parts if part.state == P.RUNNING]
        left = lefts(self.joint.running, parts)
        if not left:
            return None
        part = self.chance.choice(parts).id if self.chance.random() < 0.25 else None
        cents = [(number, amount) for number, _, whose, amount in left if part in {None, whose}]
        whole = sum(amount for _, amount in cents)
        one = sum(amount for number, amount in cents if number == cents[0][0])
        some = self.chance.choices((one, self.chance.randint(1, one), self.chance.randint(one, whole)), (60, 10, 30))[0]
        return e.Paid(some, part)

    def went_back(self) -> e.WentBack | None:
        """Some of what was paid at some of them goes back."""
        paid = [part for part in self.joint.parts if part.paid_cents and part.state in {P.RUNNING, P.PAID}]
        some = self.chance.sample(paid, min(len(paid), self.chance.randint(1, 2)))
        shares = [(part.id, self.chance.choice((part.paid_cents, (part.paid_cents + 1) // 2))) for part in some]
        return e.WentBack(tuple(shares)) if shares else None

    def put_right(self) -> e.Lowered | None:
        """A bill at one of them turns out lower, or is let go."""
        parts = [part for part in self.joint.parts if part.state == P.RUNNING]
        if not parts:
            return None
        part = self.chance.choice(parts)
        return e.Lowered(part.id, self.chance.choice((part.left_cents, self.chance.randint(1, part.left_cents))))

    def again(self) -> date:
        """A day not far off."""
        return self.day + timedelta(days=self.chance.randint(1, 34))

    def later(self) -> date:
        """A day not far after the next payment, now and then one before it."""
        on = next_line_on(self.joint.running, self.joint.parts)
        return max(on or self.day, self.day) + timedelta(days=self.chance.randint(-3, 34))


def _told(life: Life, part: Part) -> e.Event:
    if life.chance.random() < 0.08:
        return e.Declines(part.id)
    size = life.chance.choices((0, 900, 5_000, 20_000, 80_000), (3, 17, 30, 35, 15))[0]
    return e.BalanceTold(part.id, size + life.chance.randrange(max(1, size)) if size else 0)


def _answered(life: Life, part: Part) -> e.Event:
    which = life.chance.random()
    if which < 0.6:
        return e.Accepts(part.id)
    if which < 0.75:
        return e.Declines(part.id)
    return e.Counters(part.id, life.chance.randint(1, max(1, min(part.left_cents, 4000))))


def _weighed_counter(life: Life, part: Part) -> e.Event:
    return life.chance.choice(
        (e.CounterTaken(part.id), e.CounterTaken(part.id), e.Accepts(part.id), e.Declines(part.id))
    )


_ANSWERS: dict[P, Callable[[Life, Part], e.Event]] = {
    P.ASKED: _told,
    P.SILENT: _told,
    P.PROPOSED: _answered,
    P.UNDECIDED: _answered,
    P.COUNTERED: _weighed_counter,
}
_SLOW = {S.PAUSED: 0.6, S.PROPOSED: 0.25, S.OFFERED: 0.12, S.MISSED: 0.2, S.INVENTORY: 0.15, S.REQUESTED: 0.01}
"""How often nobody does anything until the next day that counts."""


def _consents(life: Life) -> e.Event | None:
    ready = [part.id for part in life.joint.parts if part.state == P.PICKED and not part.has_consent]
    return e.Consented(life.chance.choice(ready), life.lasting()) if ready else None


def _renews(life: Life) -> e.Event | None:
    """Asked whether it may be longer, most say yes."""
    ready = [
        part.id
        for part in life.joint.parts
        if part.has_consent and part.state in LASTS and part.consent_until and part.renew_on is None
    ]
    return e.Renewed(life.chance.choice(ready), life.lasting()) if ready else None


def _picks(life: Life) -> e.Event:
    part = life.part(len(life.joint.parts) + 1)
    return e.Picked(part.id, part.yes_months, part.is_threatening)


def _withdraws(life: Life) -> e.Event | None:
    ready = [part.id for part in life.joint.parts if part.has_consent]
    return e.Withdrawn(life.chance.choice(ready)) if ready else None


def _leaves(life: Life) -> e.Event:
    return e.Leaves(life.any_part(*(state for state in P if state not in {P.PAID, P.DECLINED, P.LEFT})))


def _rare(life: Life) -> tuple[tuple[float, Callable[[], e.Event | None]], ...]:
    return (
        (1.0, lambda: _withdraws(life)),
        (1.0, lambda: _leaves(life)),
        (0.7, e.SeizureTold),
        (0.5, e.HelpAsked),
        (0.4, e.Ends),
    )


def _requested(life: Life) -> Iterator[e.Event]:
    joint = life.joint
    if all(part.has_consent for part in joint.parts) and joint.spare_cents is not None:
        yield e.Asked()
        return
    yield from life.one_of(
        (60, lambda: _consents(life)),
        (10, life.capacity),
        (12, e.Asked),
        (2, lambda: _picks(life)),
        (1, lambda: _withdraws(life)),
        (1, lambda: _leaves(life)),
        (0.3, e.Ends),
    )


def _inventory(life: Life) -> Iterator[e.Event]:
    if life.joint.spare_cents is None and life.chance.random() < 0.7:
        yield life.capacity()
        return
    yield from life.one_of((10, lambda: _consents(life)), (2, lambda: _picks(life)), (2, life.capacity), *_rare(life))


def _weighed(life: Life) -> Iterator[e.Event]:
    yield from life.one_of(
        (60, e.GoesOn),
        (12, e.Referred),
        (15, life.capacity),
        (3, e.Ends),
        (5, life.money),
        (1, lambda: _withdraws(life)),
    )


def _proposed(life: Life) -> Iterator[e.Event]:
    yield from life.one_of((3, lambda: _consents(life)), (3, lambda: None), *_rare(life))


def _offered(life: Life) -> Iterator[e.Event]:
    wanted = life.chance.randint(400, 15_000)
    yield from life.one_of(
        (60, e.Confirms),
        (9, lambda: e.WantsOther(wanted)),
        (6, e.KeepsOld),
        (5, life.money),
        (1, life.put_right),
        (1, life.went_back),
        (3, lambda: e.FoundPaid(life.any_part(P.ACCEPTED))),
        (1, lambda: e.FoundPaid(life.any_part(P.ACCEPTED), 0)),
        *_rare(life),
    )


def _active(life: Life) -> Iterator[e.Event]:
    on = next_line_on(life.joint.running, life.joint.parts)
    if life.chance.random() < 0.75:
        # On the day, now and then a few days late, and now and then so late that it is missed.
        late = life.chance.choices((0, 3, 9), (80, 12, 8))[0]
        yield from life.until((on or life.day) + timedelta(days=late))
        if (event := life.money()) and life.joint.state not in OVER:
            yield event
        return
    yield from life.one_of(
        (6, lambda: e.Pauses(life.later(), by_person=life.chance.random() < 0.2)),
        (6, lambda: e.Revises(life.chance.choice(CHANGES))),
        (5, lambda: _picks(life)),
        (6, lambda: _consents(life)),
        (12, lambda: _renews(life)),
        (2, lambda: e.NewDay(life.again())),
        (2, life.put_right),
        (4, life.went_back),
        *_rare(life),
    )


def _missed(life: Life) -> Iterator[e.Event]:
    yield from life.one_of(
        (40, life.money),
        (30, lambda: e.NewDay(life.again())),
        (10, lambda: e.Pauses(life.later(), by_person=True)),
        (10, lambda: e.Revises(ChangeReason.LESS_INCOME)),
        (4, life.put_right),
        (2, life.went_back),
        (1, e.Ends),
        *_rare(life),
    )


def _paused(life: Life) -> Iterator[e.Event]:
    yield from life.one_of(
        (10, lambda: e.NewDay(life.again())),
        (10, life.money),
        (6, lambda: e.Revises(ChangeReason.LESS_INCOME)),
        (2, life.put_right),
        (1, life.went_back),
        *_rare(life),
    )


def _revising(life: Life) -> Iterator[e.Event]:
    yield from life.one_of(
        (60, life.capacity),
        (10, e.KeepsOld),
        (8, life.money),
        (2, life.put_right),
        (1, life.went_back),
        (1, e.Ends),
        *_rare(life),
    )


_ACTS: dict[S, Callable[[Life], Iterator[e.Event]]] = {
    S.REQUESTED: _requested,
    S.INVENTORY: _inventory,
    S.WEIGHED: _weighed,
    S.PROPOSED: _proposed,
    S.OFFERED: _offered,
    S.ACTIVE: _active,
    S.MISSED: _missed,
    S.PAUSED: _paused,
    S.REVISING: _revising,
}


def life(seed: int, policy: Policy) -> Sequence[Step]:
    """All steps of one of them."""
    return list(Life(seed, policy).steps())
