"""What a text may know: who writes, to whom, about which claims; all frozen and all passed in."""

from dataclasses import asdict, dataclass, field
from datetime import date, time
from typing import Any, Literal

from tijdig.rules.arrangements import Part

Formality = Literal["u", "je"]
Level = Literal["B1", "A2"]  # A2: the most common words, in sentences of one thought


@dataclass(frozen=True, slots=True)
class Sender:
    """The creditor as the customer sees it: name, ways to reach a person, and looks."""

    name: str
    phone: str
    phone_is_free: bool
    hours: str
    email: str
    website: str
    portal_url: str
    address_lines: tuple[str, ...]
    iban: str
    iban_name: str
    formality: Formality = "u"
    sms_sender: str = ""
    logo: str = ""  # words or initials that are drawn; empty means the name
    color_main: str = "#17654b"
    color_link: str = "#24577a"
    registration: str = ""  # Wki register number; only a third party has one
    on_behalf_of: str = ""  # the creditor, when the sender is a third party
    signer: str = ""  # a real person; empty means the team, because an invented name is a lie
    team: str = "Klantenservice"
    phone_has_menu: bool = False
    reply_lines: tuple[str, ...] = ()  # where post goes back to, for example a freepost number
    links: bool = True  # False: no link in any e-mail or text message; who reads goes to the site and types a code
    drafts: tuple[str, ...] = ("nl",)  # languages whose texts may go out before a panel has signed them

    def to_dict(self) -> dict[str, Any]:
        """Plain values, to be kept with a message."""
        return asdict(self)

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> "Sender":
        """The same sender again."""
        lists = {key: tuple(values.get(key) or ()) for key in ("address_lines", "reply_lines", "drafts")}
        return cls(**{**values, **lists})


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who reads the message; `via` is the administrator to whom it goes instead of the customer."""

    name: str
    salutation: str  # as it follows "Dag": "Anna de Wit"
    address_lines: tuple[str, ...] = ()  # without the name on the first line
    email: str = ""
    mobile: str = ""
    language: str = "nl"
    via: str = ""

    def to_dict(self) -> dict[str, Any]:
        """Plain values, to be kept with a message."""
        return asdict(self)

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> "Recipient":
        """The same recipient again."""
        return cls(**{**values, "address_lines": tuple(values.get("address_lines") or ())})


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """One bill as the text names it."""

    reference: str
    description: str
    due_on: date
    open_cents: int
    kind: str = ""  # words.ClaimKind; lets the text say "uw huur" instead of naming the sector
    period: str = ""
    invoiced_on: date | None = None
    in_notice: bool = False


@dataclass(frozen=True, slots=True)
class NoticeFacts:
    """The fourteen-day notice: over which sum, what costs may follow, until when it is free."""

    principal_cents: int
    costs_cents: int
    presumed_received_on: date
    last_day: date
    costs_from: date
    includes_vat: bool = False


@dataclass(frozen=True, slots=True)
class ConsequenceFacts:
    """What is really going to happen, on which day, and what avoids it when it is paid before that day."""

    kind: str  # words.ConsequenceKind
    on_day: date
    avoid_cents: int


@dataclass(frozen=True, slots=True)
class Figure:
    """What this creditor measured itself: of so many customers who called, so many found a way to pay."""

    found: int
    called: int
    until_on: date  # the last day that was counted


@dataclass(frozen=True, slots=True)
class Meeting:
    """A call or a visit that was planned: on which day, between which hours, and who it will be."""

    on_day: date
    start: time
    until: time
    who: str = ""  # a real person; empty means a colleague, because an invented name is a lie


@dataclass(frozen=True, slots=True)
class House:
    """One organisation of a joint arrangement: what goes there now, or how it goes on there."""

    name: str
    now: str  # the row of phrases.toml, [houses]
    amount_cents: int = 0
    iban: str = ""
    iban_name: str = ""
    reference: str = ""
    contact: str = ""  # who to call there: a number, or a person with one
    share: str = ""  # of a whole plan, how often that amount: the row of phrases.toml, [shares]; empty: this once
    count: int = 0  # how many payments
    first_cents: int = 0  # the first of them, where that is another amount
    on: date | None = None  # the first day of these, or the last day on which it is quiet there


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything one moment says, for all its carriers."""

    sender: Sender
    recipient: Recipient
    lines: tuple[ClaimLine, ...]
    total_cents: int
    day: date
    stage: str  # words.Stage: S0 to S3
    sector: str  # words.Sector
    customer_number: str
    payment_reference: str = ""
    notice: NoticeFacts | None = None  # None at S3 means: this creditor charges no costs
    carriers: tuple[str, ...] = field(default=("letter",))  # words.ChannelKind of this moment
    signalling: bool = False  # early signalling applies: rent, energy, water, health premium
    respond_by: date | None = None  # a day we would like to hear by; no costs hang on it
    tone: str = ""  # thankful, friendly, concerned or factual: how the planner wants it to sound
    code: str = ""  # with which this letter's reader comes in on the portal; in letters only
    link: str = ""  # this customer's own address on the portal; empty means the sender's portal
    asked: str = ""  # words.RequestKind of the question that is answered
    said: tuple[str, ...] = ()  # our answer in the words of a colleague, a paragraph each
    parts: tuple[Part, ...] = ()  # the arrangement that is confirmed
    level: Level = "B1"
    frame: str = ""  # planner.codes.Frame, in small letters: what the planner wants said first
    options: frozenset[str] = frozenset()  # planner.codes.Option, in small letters: what it wants to go along
    consequence: ConsequenceFacts | None = None  # at S4b and S5: nothing may be said of what nobody recorded
    agency: str = ""  # who takes over, at S4a
    figure: Figure | None = None  # None: nothing was measured, or too little, or too long ago
    no_costs: bool = False  # this creditor never charges collection costs
    event: str = ""  # words.EventKind that made us write, before the due date
    instalment: Part | None = None  # the one part this is about: it comes soon, did not come, or was promised
    answer_on: date | None = None  # by which day we answer what was asked
    meeting: Meeting | None = None  # a call that was promised, or a visit that is offered
    pause: str = ""  # words.PauseReason of the rest we give
    until_on: date | None = None  # the last day of that rest, or the day until which an offer stands
    spoke_on: date | None = None  # our last conversation with this customer, on file
    before_cents: int = 0  # what we asked in error; `total_cents` is what is right
    others: tuple[str, ...] = ()  # the creditors of a joint arrangement, this one not counted
    absent: str = ""  # the one of them that does not take part
    beside_plan: bool = False  # a plan for all together runs, and these bills are not in it
    joined: str = ""  # who takes part from now on
    gone: tuple[str, ...] = ()  # who went out of it in one go, or never came in
    ahead: int = 0  # so many payments of it were made before their turn
    with_us: bool = True  # something is still paid to this creditor in it
    houses: tuple[House, ...] = ()  # of a joint arrangement: what goes where, or how it goes on there
    helper: str = ""  # who helps with money matters
    spoken: str = ""  # where everybody can hear this letter; empty: nobody read it aloud yet
