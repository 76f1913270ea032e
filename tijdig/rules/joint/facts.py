"""What a joint arrangement is at one moment, as frozen facts; the rules make the next moment of it."""

from datetime import date
from typing import NamedTuple

from tijdig.words import ChangeReason, JointPartState, JointState, Rhythm, SharedData, Word


class WeighReason(Word):
    """Why a person and an offer of debt help come first (DECISIONS 11)."""

    TOO_LONG = "too_long", "het duurt lang"
    SEIZURE = "seizure", "er is beslag gelegd"
    MANY = "many", "het zijn veel organisaties"
    OUTSIDE = "outside", "te veel organisaties doen niet mee"
    ROOM = "room", "er is te weinig ruimte"
    HELP = "help", "de klant vraagt om hulp"


class Turn(Word):
    """Whose turn it is."""

    CUSTOMER = "customer", "de klant"
    CREDITOR = "creditor", "een organisatie"
    TEAM = "team", "wij"


class EffectKind(Word):
    """What must be done because of a step."""

    HOLD = "hold", "stil zetten"
    LIFT = "lift", "stilte opheffen"
    TELL = "tell", "aan een organisatie vertellen"
    MESSAGE = "message", "bericht aan de klant"
    TASK = "task", "taak voor een mens"
    ARRANGE = "arrange", "regeling bij een organisatie maken"  # unchanged: no payment in it is sooner or more
    KEEP = "keep", "regeling gaat alleen verder"
    STOP = "stop", "regeling stopt"
    REFER = "refer", "naar schuldhulp"


class Topic(Word):
    """What a message, a task or a telling is about."""

    QUIET = "quiet", "we rekenen, het is stil"
    BALANCE = "balance", "hoeveel is er open"
    PROPOSAL = "proposal", "het voorstel"
    COUNTER = "counter", "een ander voorstel"
    WEIGH = "weigh", "eerst praten"
    OFFER = "offer", "het plan ligt klaar"
    HALFWAY = "halfway", "lukt het"
    STARTED = "started", "het plan loopt"
    THANKS = "thanks", "bedankt voor de betaling"
    BACK = "back", "een betaling ging terug"
    MISSED = "missed", "een termijn lukte niet"
    PAUSED = "paused", "pauze"
    RESUMED = "resumed", "het plan loopt weer"
    REVISE = "revise", "we rekenen opnieuw"
    LEFT = "left", "een organisatie stapte uit"
    RENEW = "renew", "de toestemming loopt af"
    RENEWED = "renewed", "de toestemming geldt langer"
    UNCHANGED = "unchanged", "het oude plan loopt door"
    COMPLETED = "completed", "klaar"
    REFERRED = "referred", "hulp neemt het over"
    ENDED = "ended", "gestopt"


class Part(NamedTuple):
    """One organisation in it."""

    id: int
    state: JointPartState = JointPartState.PICKED
    has_consent: bool = False
    yes_months: int = 0  # it says yes at once when it has its money within so many months; 0: it wants to look
    is_threatening: bool = False
    balance_cents: int | None = None
    paid_cents: int = 0
    counter_cents: int | None = None
    hold_until: date | None = None  # until when its reminders are silent
    due_on: date | None = None
    was_in: bool = False  # it went out of a plan that ran
    consent_until: date | None = None  # the first day on which the consent holds no more
    renew_on: date | None = None  # on which day the customer is asked to say yes again; none once that was done

    @property
    def left_cents(self) -> int:
        """What is still to be paid here."""
        return (self.balance_cents or 0) - self.paid_cents


class Line(NamedTuple):
    """What one organisation gets of one payment."""

    number: int
    due_on: date
    part: int
    amount_cents: int


class Plan(NamedTuple):
    """One version of the split; it says everything that was left to pay when it was made."""

    number: int
    spare_cents: int
    lines: tuple[Line, ...]
    made_on: date
    change: ChangeReason | None = None
    confirmed_on: date | None = None


class Weigh(NamedTuple):
    """A reason for a person to look first, and when it was talked over."""

    why: WeighReason
    since_on: date
    done_on: date | None = None


class Joint(NamedTuple):
    """The whole at one moment."""

    state: JointState
    parts: tuple[Part, ...]
    due_on: date | None
    spare_cents: int | None = None
    rhythm: Rhythm = Rhythm.MONTHLY
    first_on: date | None = None
    outside: int = 0  # organisations that the customer has beside these
    standstill_until: date | None = None
    plan: Plan | None = None  # what lies before organisations or the customer
    running: Plan | None = None  # what the customer agreed to last
    plans: int = 0  # how many versions there were
    weighs: tuple[Weigh, ...] = ()
    pauses: tuple[date, ...] = ()
    moves: tuple[date, ...] = ()  # when the day to pay was moved, without a payment that was missed


class Effect(NamedTuple):
    """Something to do because of a step; the actions do it, the rules only say so."""

    kind: EffectKind
    topic: Topic | None = None
    part: int | None = None
    until: date | None = None
    data: tuple[SharedData, ...] = ()


class Due(NamedTuple):
    """The next day before which somebody must have done something, and who."""

    on: date
    owner: Turn
    part: int | None = None
