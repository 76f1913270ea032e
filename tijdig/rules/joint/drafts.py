"""The moment that is being made of the one before: every move goes through the tables, every state has its day."""

from collections.abc import Callable, Container, Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from tijdig.policy import Policy
from tijdig.rules.joint.facts import Effect, EffectKind, Joint, Part, Plan, Topic, Weigh, WeighReason
from tijdig.rules.lifecycle import moved
from tijdig.rules.workdays import add_workdays
from tijdig.words import JointPartState as P
from tijdig.words import JointState as S
from tijdig.words import SharedData, Word


class Refused(Word):
    """Why something cannot happen to a joint arrangement."""

    NOT_NOW = "not_now", "Dit kan nu niet: het plan is al verder, of nog niet zover."
    NOT_HERE = "not_here", "Deze organisatie doet niet mee aan dit plan."
    TWICE = "twice", "Deze organisatie staat al in het plan."
    NO_CONSENT = "no_consent", "Er is nog geen toestemming. Vraag die eerst."
    NO_ROOM = "no_room", "Met dit bedrag kan het niet. Noem een hoger bedrag, of laat een mens meekijken."
    NOBODY = "nobody", "Nog niemand doet mee. Wacht op een ja, of bied hulp aan."
    BAD_DAY = "bad_day", "Die dag kan niet. Kies een latere dag, niet te ver weg."
    BAD_AMOUNT = "bad_amount", "Dat bedrag kan niet. Kijk het bedrag na."
    PAUSED_ENOUGH = "paused_enough", "Er was al vaak pauze. Samen met een mens kan het wel."
    MOVED_ENOUGH = "moved_enough", "De betaaldag schoof dit jaar al vaak op. Samen met een mens kan het wel."
    TOO_FAR = "too_far", "Zo lang mag een plan niet duren. Spreek een hoger bedrag af, of minder organisaties."


class JointRefusedError(Exception):
    """It cannot happen, and nothing changed; `code` says why."""

    def __init__(self, code: Refused, what: str) -> None:
        super().__init__(f"{what}: {code.label}")
        self.code = code


RUNS = frozenset({S.ACTIVE, S.MISSED, S.PAUSED})
OVER = frozenset({S.COMPLETED, S.REFERRED, S.ENDED})
"""In these nothing of it goes on; out of the first it runs again when a payment went back."""
GONE = frozenset({P.PAID, P.DECLINED, P.LEFT})
QUIET = frozenset({P.ASKED, P.SILENT, P.CONFIRMED, P.PROPOSED, P.COUNTERED, P.UNDECIDED, P.ACCEPTED})
"""An organisation in one of these is being asked: its reminders are silent, until a day that is known."""
OUT = frozenset({P.SILENT, P.UNDECIDED, P.DECLINED})
"""Outside for now: no yes, and nothing that can be talked about."""


class Draft:
    """A joint arrangement while one event is worked out."""

    def __init__(self, joint: Joint, day: date, policy: Policy) -> None:
        self.joint, self.day, self.policy = joint, day, policy
        self.parts = {part.id: part for part in joint.parts}
        self.effects: list[Effect] = []
        self.shared: dict[tuple[object, ...], tuple[dict[int, int], ...]] = {}  # what was reckoned for this event

    @property
    def state(self) -> Word:
        """How far it is now."""
        return self.joint.state

    def done(self) -> Joint:
        """The moment that was made."""
        return self.joint._replace(parts=tuple(self.parts.values()))

    def change(self, **values: Any) -> None:
        """Change facts of the whole."""
        self.joint = self.joint._replace(**values)

    def change_part(self, number: int, **values: Any) -> None:
        """Change facts of one organisation."""
        self.parts[number] = self.parts[number]._replace(**values)

    def among(self, states: Iterable[Word]) -> list[Part]:
        """The organisations in one of these states."""
        return [part for part in self.parts.values() if part.state in states]

    def move(self, then: S) -> None:
        """On to this state, with its day."""
        self.change(state=moved(self.joint.state, then))
        self.change(due_on=deadline(self))

    def move_part(self, number: int, then: P, *, stays_quiet: bool = False) -> None:
        """This organisation on to this state, with its day; what kept it quiet ends, unless it stays so."""
        part = self.parts[number]
        hold_until = part.hold_until if stays_quiet or then in QUIET else None
        due_on = part_deadline(then, self.day, self.policy)
        was_in = part.was_in or (part.state, then) == (P.RUNNING, P.LEFT)
        self.change_part(number, state=moved(part.state, then), due_on=due_on, hold_until=hold_until, was_in=was_in)
        if part.hold_until and hold_until is None and part.hold_until > self.day:
            self.effects.append(Effect(EffectKind.LIFT, part=number))

    def say(self, topic: Topic) -> None:
        """A message to the customer: an answer to what happened."""
        self.effects.append(Effect(EffectKind.MESSAGE, topic))

    def task(self, topic: Topic, part: int | None = None) -> None:
        """Work for a person, with its day."""
        until = add_workdays(self.day, self.policy.joint.weigh_workdays, self.policy)
        self.effects.append(Effect(EffectKind.TASK, topic, part, until))

    def tell(self, number: int, topic: Topic, *data: SharedData) -> None:
        """Tell an organisation what it must know, and no more; only under a consent."""
        if may_tell(self.parts[number]):
            self.effects.append(Effect(EffectKind.TELL, topic, number, data=data))

    def weigh(self, *reasons: WeighReason) -> None:
        """A person looks first."""
        stand = {weigh.why for weigh in self.joint.weighs if weigh.done_on is None}
        new = tuple(Weigh(why, self.day) for why in reasons if why not in stand)
        self.change(weighs=self.joint.weighs + new)
        if self.state != S.WEIGHED:
            self.move(S.WEIGHED)
            self.say(Topic.WEIGH)
        self.task(Topic.WEIGH)

    def finish(self, then: S, *, stays_quiet: bool = False) -> None:
        """It is over: what was agreed with an organisation goes on there, everything else is let go.

        The silence ends with it, or stays until the day that was promised.
        """
        for part in list(self.parts.values()):
            if part.state == P.RUNNING:
                self.effects.append(Effect(EffectKind.KEEP, part=part.id))
            if part.state not in GONE:
                self.move_part(part.id, P.LEFT, stays_quiet=stays_quiet)
        self.move(then)
        self.change(plan=None)


def part_in(draft: Draft, number: int, states: Container[Word]) -> Part:
    """This organisation, when it is in one of these states; JointRefusedError when it is not."""
    part = draft.parts.get(number)
    if part is None:
        raise JointRefusedError(Refused.NOT_HERE, f"organisation {number}")
    if part.state not in states:
        raise JointRefusedError(Refused.NOT_NOW, f"organisation {number} is {part.state}")
    return part


def may_tell(part: Part) -> bool:
    """Whether anything may be told there: only under a consent that holds now."""
    return part.has_consent


def hold(draft: Draft, number: int) -> None:
    """Nothing goes out from this organisation meanwhile, until a day that is known."""
    until = draft.joint.standstill_until
    if until is None or draft.joint.running:
        until = draft.day + timedelta(days=draft.policy.joint.standstill_days)
    if until > draft.day:
        draft.change_part(number, hold_until=until)
        draft.effects.append(Effect(EffectKind.HOLD, part=number, until=until))


def deadline(draft: Draft) -> date | None:
    """Until when the state that now holds may last; none only when it is over."""
    joint, day = draft.joint, draft.day
    if (last := last_day_of(joint.state, day, draft.policy)) is not None:
        return last
    if joint.state == S.REQUESTED:
        return day + timedelta(days=draft.policy.joint.consent_days)
    if joint.state == S.OFFERED:
        return halfway(day, draft.policy)
    if joint.state == S.PAUSED:
        return next_line_on(joint.running, draft.parts.values())
    if joint.state == S.ACTIVE:
        on = next_line_on(joint.running, draft.parts.values())
        return (on or day) + timedelta(days=draft.policy.contacts.instalment_tolerance_days + 1)
    return None


_WORKDAYS: Mapping[Word, Callable[[Policy], int]] = {
    S.INVENTORY: lambda policy: policy.joint.balance_workdays,
    S.WEIGHED: lambda policy: policy.joint.weigh_workdays,
    S.PROPOSED: lambda policy: policy.joint.decision_workdays,
    S.REVISING: lambda policy: policy.joint.weigh_workdays,
    S.MISSED: lambda policy: policy.contacts.instalment_contact_workdays,
}


def last_day_of(state: Word, day: date, policy: Policy) -> date | None:
    """The last day of a state that began on this day, as who waits was told; none where no days of work count."""
    workdays = _WORKDAYS.get(state)
    return add_workdays(day, workdays(policy), policy) if workdays else None


_PART_WORKDAYS: Mapping[Word, Callable[[Policy], int]] = {
    P.ASKED: lambda policy: policy.joint.balance_workdays,
    P.SILENT: lambda policy: policy.joint.silence_workdays,
    P.PROPOSED: lambda policy: policy.joint.decision_workdays,
    P.UNDECIDED: lambda policy: policy.joint.silence_workdays,
    P.COUNTERED: lambda policy: policy.joint.weigh_workdays,
}
_HALVES = ("before we ask", "after we asked")


def halfway(day: date, policy: Policy) -> date:
    """The day on which we ask whether it works out; as long again is left then."""
    return day + timedelta(days=policy.joint.confirm_days) / len(_HALVES)


def part_deadline(state: P, day: date, policy: Policy) -> date | None:
    """Until when this organisation, or who waits for it, may take; none where the whole has the day."""
    if state == P.PICKED:
        return day + timedelta(days=policy.joint.consent_days)
    workdays = _PART_WORKDAYS.get(state)
    return add_workdays(day, workdays(policy), policy) if workdays else None


_DAY = timedelta(days=1)
_OVER_ON_ITS_DAY = frozenset({S.REQUESTED, S.OFFERED, S.ACTIVE, S.PAUSED})
"""In these the day of the whole is the first on which it is too late, or otherwise; elsewhere it is the last one."""
WITHOUT_ANSWER = frozenset({P.SILENT, P.UNDECIDED})
"""An organisation in one of these let its day to answer go by."""


def acts_on(joint: Joint) -> date | None:
    """On which day time does something to the whole: a last day is a whole day, so it is the day after."""
    is_last = joint.due_on is not None and joint.state not in _OVER_ON_ITS_DAY
    return joint.due_on + _DAY if joint.due_on and is_last else joint.due_on


def part_acts_on(part: Part) -> date | None:
    """The same for one organisation; a wish without consent, and the silence of who was quiet, end on their day."""
    ends_on_it = part.state == P.PICKED or (part.state in WITHOUT_ANSWER and part.due_on == part.hold_until)
    return part.due_on + _DAY if part.due_on and not ends_on_it else part.due_on


def lefts(plan: Plan | None, parts: Iterable[Part]) -> list[tuple[int, date, int, int]]:
    """What is left of each line: number, day, organisation, cents; money counts for the oldest line first."""
    if plan is None:
        return []
    rest = {part.id: part.left_cents for part in parts if part.left_cents > 0}
    found = []
    # From the last line back: what is left is the end of the plan.
    for number, due_on, part, amount_cents in reversed(plan.lines):
        if not rest:
            break
        if part in rest:
            cents = min(amount_cents, rest[part])
            found.append((number, due_on, part, cents))
            rest[part] -= cents
            if not rest[part]:
                del rest[part]
    return found[::-1]


def next_line_on(plan: Plan | None, parts: Iterable[Part]) -> date | None:
    """The day of the first payment that is not whole yet."""
    found = lefts(plan, parts)
    return found[0][1] if found else None
