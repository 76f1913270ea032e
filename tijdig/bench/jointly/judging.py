"""An independent judge of joint arrangements: it knows what must hold, and nothing of the code that decides."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tijdig.bench.jointly.fairness import unfair
from tijdig.policy import Policy
from tijdig.rules.dates import months_after
from tijdig.rules.joint import events
from tijdig.rules.joint.facts import Effect, EffectKind, Joint, Part, Plan, Topic, WeighReason
from tijdig.rules.joint.lastdays import is_cut, too_late_on, whole_too_late_on
from tijdig.rules.money import EURO_CENTS
from tijdig.rules.workdays import is_weekend, is_workday
from tijdig.words import ChangeReason
from tijdig.words import JointPartState as P
from tijdig.words import JointState as S

FINAL = frozenset({S.COMPLETED, S.REFERRED, S.ENDED})
GONE = frozenset({P.PAID, P.DECLINED, P.LEFT})
WAITS = frozenset({P.PICKED, P.ASKED, P.SILENT, P.PROPOSED, P.UNDECIDED, P.COUNTERED})
ASKED = frozenset({P.ASKED, P.SILENT, P.CONFIRMED, P.PROPOSED, P.COUNTERED, P.UNDECIDED, P.ACCEPTED})
SILENT = frozenset({P.SILENT, P.UNDECIDED})
HELPED = frozenset({WeighReason.TOO_LONG, WeighReason.MANY, WeighReason.OUTSIDE})
"""A talk about one of these, before anything ran, offered help with the whole."""
OWN_YES = (events.Confirms, events.NewDay, events.Pauses)
"""With these a customer agrees to what they pay from now on."""
MOVES = (events.NewDay, events.Pauses)
"""With these only days move."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step as it was seen from outside: what was, what happened, what was done, what is."""

    day: date
    before: Joint
    event: events.Event
    effects: tuple[Effect, ...]
    after: Joint


def broken(log: Sequence[Step], policy: Policy) -> tuple[str, ...]:
    """What does not hold, over all of a life; nothing when all is well."""
    judge = Judge(policy)
    return tuple(fault for step in log for fault in judge.look(step))


class Judge:
    """Looks at every step of one joint arrangement, in order, and remembers what was said."""

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        self.consents: set[int] = set()
        self.yes: set[int] = set()
        self.holds: dict[int, date] = {}
        self.seen: set[int] = set()
        self.told_cents = 0
        self.lowered: set[int] = set()
        self.ran: set[int] = set()
        self.until: dict[int, date | None] = {}
        self.lapsed = False
        self.asked_again: dict[int, date] = {}

    def look(self, step: Step) -> list[str]:
        """What does not hold after this step."""
        self._hear(step.event)
        found = [
            *self._told(step),
            *self._lasting(step),
            *self._silent(step),
            *self._money(step),
            *self._quiet(step),
            *self._time(step),
            *self._end(step),
        ]
        for plan in (step.after.plan, step.after.running):
            if plan and plan.number not in self.seen:
                self.seen.add(plan.number)
                found += self._plan(step, plan)
        return found + self._agreed(step)

    def _hear(self, event: events.Event) -> None:
        if isinstance(event, events.Consented | events.Renewed):
            self.consents.add(event.part)
            self.until[event.part] = event.until_on
            self.asked_again.pop(event.part, None)
        elif isinstance(event, events.Withdrawn):
            self.consents.discard(event.part)
        elif isinstance(event, events.CapacityTold | events.WantsOther):
            self.told_cents = event.spare_cents
        elif isinstance(event, events.Accepts | events.CounterTaken):
            self.yes.add(event.part)
        elif isinstance(event, events.Lowered | events.FoundPaid):
            self.lowered.add(event.part)

    def _told(self, step: Step) -> Iterator[str]:
        """Nothing is told without a consent that holds now, and never more than is needed."""
        for effect in step.effects:
            if effect.kind == EffectKind.TELL and effect.part not in self.consents:
                yield "told_without_consent"
        for part in step.after.parts:
            if part.state in ASKED and part.id not in self.consents:
                yield "asked_without_consent"

    def _lasting(self, step: Step) -> Iterator[str]:
        """Nobody goes out because a consent ended without having been asked in time whether it may be longer."""
        for effect in step.effects:
            if effect.kind == EffectKind.MESSAGE and effect.topic == Topic.RENEW and effect.part is not None:
                self.asked_again.setdefault(effect.part, step.day)
        by_time = isinstance(step.event, events.TimePassed)
        for part in step.after.parts:
            until = self.until.get(part.id)
            if until is None or part.state not in ASKED | {P.RUNNING}:
                continue
            if by_time and until <= step.day:
                yield "told_after_the_end"
            asks_from = until - timedelta(days=self.policy.joint.renew_days)
            if by_time and asks_from <= step.day and part.id not in self.asked_again:
                yield "not_asked_again"

    def _silent(self, step: Step) -> Iterator[str]:
        """Who is silent has one last day; after it only the end of the silence counts, and nobody is promised more."""
        was = {part.id: part for part in step.before.parts}
        for part in step.after.parts:
            before = was.get(part.id, part)
            if part.state not in SILENT or part.state != before.state or part.due_on == before.due_on:
                continue
            if part.due_on != part.hold_until or before.due_on == before.hold_until:
                yield "last_day_moved"

    def _money(self, step: Step) -> Iterator[str]:
        """What is owed never grows, and what came in is divided to the cent."""
        before = {part.id: part for part in step.before.parts}
        came = 0
        for part in step.after.parts:
            was = before.get(part.id, part)
            came += part.paid_cents - was.paid_cents
            if was.balance_cents is not None and part.balance_cents != was.balance_cents - _let_go(step, part.id):
                yield "debt_changed"
            if not 0 <= part.paid_cents <= max(part.balance_cents or 0, was.paid_cents):
                yield "paid_more_than_owed"
            is_all = part.paid_cents == part.balance_cents and (part.paid_cents > 0 or part.id in self.lowered)
            if (part.state == P.PAID) != is_all:
                yield "paid_or_not"
        if came != _came(step):
            yield "money_lost"

    def _quiet(self, step: Step) -> Iterator[str]:
        """While it is being arranged nothing goes out: a hold with an end stands on each of them.

        It goes with the plan, but not where only time ended that: then it stays until the day that was promised.
        """
        promised = dict(self.holds)
        for effect in step.effects:
            if effect.kind == EffectKind.HOLD and effect.part is not None and effect.until is not None:
                self.holds[effect.part] = effect.until
            elif effect.kind == EffectKind.LIFT and effect.part is not None:
                self.holds.pop(effect.part, None)
        joint = step.after
        still = joint.standstill_until is not None and joint.standstill_until > step.day
        if still and joint.running is None and joint.state not in FINAL:
            for part in joint.parts:
                if part.state in ASKED and self.holds.get(part.id, date.min) <= step.day:
                    yield "no_standstill"
        if joint.state == S.ENDED != step.before.state and isinstance(step.event, events.TimePassed):
            self.lapsed = True
            if any(until > step.day and part not in self.holds for part, until in promised.items()):
                yield "silence_broken"
        if joint.state in FINAL and not self.lapsed and any(until > step.day for until in self.holds.values()):
            yield "hold_forgotten"

    def _time(self, step: Step) -> Iterator[str]:
        """Nobody is forgotten: each state that is not over has its day, and time alone takes nothing away."""
        joint, by_time = step.after, isinstance(step.event, events.TimePassed)
        if (joint.due_on is None) != (joint.state in FINAL):
            yield "dead_end"
        dues = [too_late_on(part) for part in joint.parts if part.state in WAITS]
        if None in dues or (joint.state in FINAL and any(part.state not in GONE for part in joint.parts)):
            yield "dead_end_part"
        if by_time and [on for on in (*dues, whole_too_late_on(joint)) if on and on <= step.day]:
            yield "slept"
        if by_time and is_cut(step.before, step.after, step.day):
            yield "last_day_cut"
        ran = {part.id for part in step.before.parts if part.state == P.RUNNING}
        if by_time and any(part.id in ran and part.state == P.LEFT for part in joint.parts):
            yield "cancelled_by_time"
        if joint.state == S.MISSED != step.before.state and not self._contact(step):
            yield "missed_without_contact"

    def _end(self, step: Step) -> Iterator[str]:
        """Thanks for all that ran is said when all of it is paid, and it is said then."""
        both = (*step.before.parts, *step.after.parts)
        self.ran |= {part.id for part in both if part.state == P.RUNNING}
        is_open = any(part.id in self.ran and part.state != P.PAID for part in step.after.parts)
        if step.after.state == S.COMPLETED and is_open:
            yield "thanked_with_some_open"
        is_own = isinstance(step.event, events.Ends)
        if step.after.state == S.ENDED and self.ran and not is_open and not is_own:
            yield "paid_and_not_thanked"

    def _contact(self, step: Step) -> bool:
        """A friendly contact within the workdays that the policy gives."""
        for effect in step.effects:
            if effect.kind == EffectKind.TASK and effect.topic == Topic.MISSED and effect.until:
                days = [step.day + timedelta(days=n + 1) for n in range((effect.until - step.day).days)]
                work = [day for day in days if is_workday(day, self.policy)]
                return len(work) <= self.policy.contacts.instalment_contact_workdays
        return False

    def _plan(self, step: Step, plan: Plan) -> Iterator[str]:
        """A plan that was not there before: exact, within what can be spared, safe first, fair, not too long."""
        parts = {part.id: part for part in step.after.parts}
        sums, rows = totals(plan)
        for number, cents in sums.items():
            if cents != (parts[number].balance_cents or 0) - parts[number].paid_cents:
                yield "sum_is_not_the_debt"
        is_agreed = plan is step.after.running or step.after.state == S.OFFERED
        agreed = {P.ACCEPTED, P.RUNNING} if is_agreed else ASKED
        if not set(sums) <= {part.id for part in parts.values() if part.state in agreed}:
            yield "not_in_it"
        is_moved = isinstance(step.event, MOVES) and plan is step.after.running
        if is_moved and not _only_days(plan, step.before.running):
            yield "money_moved"
        if any(is_weekend(line.due_on) for line in plan.lines):
            yield "on_a_free_day"
        is_paid_off = isinstance(step.event, events.FoundPaid)
        if isinstance(step.event, events.FoundPaid) and not _without_one(plan, step.before.plan, step.event.part):
            yield "not_as_shown"
        is_less = isinstance(step.event, events.Lowered) and plan is step.after.running
        if is_less and not _is_sooner_done(plan, step):
            yield "money_moved"
        is_back = isinstance(step.event, events.WentBack) and plan is step.after.running
        if is_back and not _is_no_sooner(plan, step.before.running):
            yield "money_moved"
        is_rest = is_moved or is_paid_off or is_less or is_back or _is_rest(plan, step.before.running)
        most = plan.spare_cents if is_rest else min(plan.spare_cents, self.told_cents)
        if any(sum(row.values()) > most for row in rows.values()):
            yield "above_capacity"
        if is_rest:
            return
        if any(line.amount_cents < min(EURO_CENTS, sums[line.part]) for line in plan.lines):
            yield "below_a_euro"
        if _is_rest_left(plan, rows, self.policy.joint.rest_min_cents):
            yield "rest_left_behind"
        yield from unfair(plan, sums, rows, parts, self.policy.joint.share_min_cents)

    def _agreed(self, step: Step) -> list[str]:
        """Nobody pays more, earlier or to others than they agreed to; who is in it said yes; help came first."""
        now, was = step.after.running, step.before.running
        if now is None or now == was:
            return []
        found = []
        is_less = isinstance(step.event, events.Lowered) and _is_sooner_done(now, step)
        is_back = isinstance(step.event, events.WentBack) and _is_no_sooner(now, was)
        if not isinstance(step.event, OWN_YES) and not is_less and not is_back and not _is_rest(now, was):
            found.append("not_agreed")
        is_in = [part for part in step.after.parts if part.state == P.RUNNING]
        if {part.id for part in is_in} - {line.part for line in now.lines}:
            found.append("left_out")
        if any(part.id not in self.yes and not part.yes_months for part in is_in):
            found.append("in_it_without_yes")
        limit = months_after(now.lines[0].due_on, self.policy.joint.months_max) if now.lines else date.max
        weighs = {weigh.why for weigh in step.after.weighs if weigh.done_on}
        is_late = isinstance(step.event, events.Confirms) and now.lines[-1].due_on > limit
        if is_late and not weighs & (HELPED if was is None else {WeighReason.TOO_LONG}):
            found.append("help_not_offered")
        return found


def totals(plan: Plan) -> tuple[dict[int, int], dict[int, dict[int, int]]]:
    """What each organisation gets in all, and every payment."""
    sums: dict[int, int] = defaultdict(int)
    rows: dict[int, dict[int, int]] = defaultdict(dict)
    for line in plan.lines:
        sums[line.part] += line.amount_cents
        rows[line.number][line.part] = rows[line.number].get(line.part, 0) + line.amount_cents
    return sums, rows


def _is_rest_left(plan: Plan, rows: Mapping[int, Mapping[int, int]], rest_cents: int) -> bool:
    """Whether somebody gets a last payment of next to nothing that fits in the one before."""
    if len(rows) <= 1:
        return False
    *_, before, last = [rows[number] for number in sorted(rows)]
    return min(last.values()) < rest_cents and sum(before.values()) + min(last.values()) <= plan.spare_cents


def _came(step: Step) -> int:
    """What came in by this event, as it tells it."""
    if isinstance(step.event, events.Paid):
        return step.event.amount_cents
    if isinstance(step.event, events.WentBack):
        return -sum(cents for _, cents in step.event.shares)
    if isinstance(step.event, events.FoundPaid):
        return sum(_found(step.event, part) for part in step.before.parts if part.id == step.event.part)
    return 0


def _found(event: events.FoundPaid, part: Part) -> int:
    """What of all that was open there was paid."""
    return part.balance_cents or 0 if event.paid_cents is None else event.paid_cents


def _let_go(step: Step, number: int) -> int:
    """How much less is owed to this organisation by this event, as it tells it."""
    if isinstance(step.event, events.FoundPaid) and step.event.part == number:
        before = [part for part in step.before.parts if part.id == number]
        return sum((part.balance_cents or 0) - _found(step.event, part) for part in before)
    return step.event.cents if isinstance(step.event, events.Lowered) and step.event.part == number else 0


def _is_sooner_done(plan: Plan, step: Step) -> bool:
    """Whether each is paid on the same days as before, from the first that is open, until what is owed now is paid."""
    was, shown = step.before.running, defaultdict[int, list[tuple[date, int]]](list)
    for line in plan.lines:
        shown[line.part].append((line.due_on, line.amount_cents))
    before = {part.id: part.left_cents for part in step.before.parts}
    for part in step.after.parts:
        agreed = [(line.due_on, line.amount_cents) for line in (was.lines if was else ()) if line.part == part.id]
        left_cents = part.left_cents if part.state == P.RUNNING else 0
        paid_cents = sum(cents for _, cents in agreed) - before.get(part.id, 0)
        if shown[part.id] != _cut(agreed, paid_cents, left_cents):
            return False
    return True


def _cut(lines: Sequence[tuple[date, int]], skip_cents: int, take_cents: int) -> list[tuple[date, int]]:
    """What is left of these payments after so many cents, and no more than so many."""
    found = []
    for on, amount_cents in lines:
        gone = min(skip_cents, amount_cents)
        cents = min(take_cents, amount_cents - gone)
        skip_cents, take_cents = skip_cents - gone, take_cents - cents
        if cents:
            found.append((on, cents))
    return found


def _is_no_sooner(plan: Plan, was: Plan | None) -> bool:
    """Whether on no day more would be paid than by the plan before it, until that one was over."""
    if was is None or not was.lines:
        return False
    last = max(line.due_on for line in was.lines)
    days = {line.due_on for line in plan.lines if line.due_on <= last}
    return all(_by(plan, day) <= _by(was, day) for day in days)


def _by(plan: Plan, day: date) -> int:
    """What would be paid by this day."""
    return sum(line.amount_cents for line in plan.lines if line.due_on <= day)


def _only_days(plan: Plan, was: Plan | None) -> bool:
    """Whether each gets the same amounts in the same order, but for what was paid: counted from the last payment."""
    before, now = _by_part(was), _by_part(plan)
    payments: dict[int, int] = {}
    for number, lines in now.items():
        old = before.get(number, [])[-len(lines) :]
        if len(old) < len(lines) or any(one[1] > two[1] for one, two in zip(lines, old, strict=True)):
            return False
        if [cents for _, cents in lines[1:]] != [cents for _, cents in old[1:]]:
            return False
        # Who was paid together before is paid together now.
        if any(payments.setdefault(two[0], one[0]) != one[0] for one, two in zip(lines, old, strict=True)):
            return False
    ordered = [payments[number] for number in sorted(payments)]
    return ordered == sorted(set(ordered))


def _without_one(plan: Plan, was: Plan | None, number: int) -> bool:
    """Whether the others get on every day what was shown before, and this one nothing."""
    shown = [(line.due_on, line.part, line.amount_cents) for line in (was.lines if was else ()) if line.part != number]
    return [(line.due_on, line.part, line.amount_cents) for line in plan.lines] == shown


def _by_part(plan: Plan | None) -> dict[int, list[tuple[int, int]]]:
    found: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for line in plan.lines if plan else ():
        found[line.part].append((line.number, line.amount_cents))
    return found


def _is_rest(plan: Plan, was: Plan | None) -> bool:
    """Whether it is only what is left of the plan before it: same days, same organisations, never more."""
    if was is None or plan.change != ChangeReason.LEFT:
        return False
    before = {(line.due_on, line.part): line.amount_cents for line in was.lines}
    return all(line.amount_cents <= before.get((line.due_on, line.part), 0) for line in plan.lines)
