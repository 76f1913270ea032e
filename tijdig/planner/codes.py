"""The small whole numbers that stand in planner columns, each with the name it has elsewhere."""

from enum import IntEnum, IntFlag

# A day count that means "this never happened" or "there is none". Fits in a 16-bit column.
NEVER = 30_000


# The code in a dimension of which nothing is decided, because nothing goes out.
NOTHING = -1

# One monthly premium as the column premiums_late counts it.
PREMIUM = 100


class Kind(IntFlag):
    """Kinds of carrier as bits, so that one number can hold several."""

    NONE = 0
    LETTER = 1
    EMAIL = 2
    SMS = 4
    WHATSAPP = 8
    PHONE = 16
    VISIT = 32
    TRANSFER = 64  # one cent, with a kind sentence in the remittance line
    VIDEO = 128


class HoldCode(IntEnum):
    """words.HoldKind as a number; the lowest is the strongest, and that one stands in the column."""

    NONE = 0
    DIED = 1
    SETTLEMENT = 2  # debt settlement or the statutory scheme (Wsnp)
    MORATORIUM = 3  # granted by a court
    COLLECTION_PAUSE = 4  # announced by debt help
    DEBT_HELP = 5  # the customer asked for debt help
    DISPUTED = 6  # everything that is open is disputed
    MOVED = 7  # post came back, the address is not known
    AGREED = 8  # an arrangement or a promise that is being kept
    PAUSED = 9  # our own pause, with a coded reason
    REACTED = 10  # the customer reacted and waits for our answer
    OTHER = 11  # a dated reason that the planner has no rule of its own for
    REPRESENTED = 12  # weak on purpose: once the administrator can be reached, the others must show


class SectorCode(IntEnum):
    """words.Sector as a number."""

    OTHER = 0
    HOUSING = 1
    ENERGY = 2
    WATER = 3
    HEALTH = 4
    TELECOM = 5
    MORTGAGE = 6
    WEBSHOP = 7
    CREDIT = 8
    MUNICIPAL = 9


class ProductCode(IntEnum):
    """words.ClaimKind as a number: what the heaviest claim is for."""

    OTHER = 0
    RENT = 1
    SERVICE_COSTS = 2
    MORTGAGE = 3
    ENERGY = 4
    WATER = 5
    HEALTH_PREMIUM = 6
    OWN_RISK = 7
    TELECOM = 8
    PURCHASE = 9
    CONSUMER_CREDIT = 10
    MUNICIPAL = 11


class Weight(IntFlag):
    """What makes the claims of a case weigh (policy/claims.toml), as bits."""

    NONE = 0
    FIXED_COST = 1
    THREATENING = 2
    PREFERENTIAL = 4
    CREDIT_REGISTERED = 8
    HOME = 16  # a home hangs on it: rent or mortgage
    SIGNALLING = 32


class Need(IntFlag):
    """words.SupportNeedKind as bits: what helps this customer, told or openly noted."""

    NONE = 0
    CALL_RATHER = 1
    READ_ALOUD = 2
    ONE_QUESTION = 4
    LARGE_PRINT = 8
    OTHER_LANGUAGE = 16
    SOMEONE_WITH_ME = 32
    PAPER = 64
    MORE_TIME = 128


class Event(IntFlag):
    """words.EventKind as bits: what happened or will happen soon in somebody's life or in the ledger."""

    NONE = 0
    TURNING_18 = 1
    MOVING = 2
    HIGH_BILL = 4
    FAILED_DEBIT = 8
    SEPARATION = 16
    JOB_LOSS = 32
    BEREAVEMENT = 64


class Room(IntEnum):
    """words.Room as a number: is there money left to pay with?"""

    UNKNOWN = 0
    OK = 1
    NONE = 2


class ConsequenceCode(IntEnum):
    """words.ConsequenceKind as a number: what is really going to happen on a day that is known."""

    NONE = 0
    SUMMONS = 1
    EVICTION = 2
    DISCONNECTION = 3


class Form(IntEnum):
    """The form of an approach: how its bundle is built. The next one differs from the last."""

    NONE = 0
    LIGHT = 1  # e-mail and text message, no paper
    WRITTEN = 2  # letter and e-mail, and the text message that announces them
    CALLED = 3  # the same, and a call by own staff a few days later
    PERSONAL = 4  # a person first: the message only says who will call
    OTHER_WAY = 5  # no letter again: another sender, a one-cent transfer, or a choice of moments to talk
    VISITED = 6  # a visit is offered


class History(IntEnum):
    """What went before at this creditor (classes H0 to H4); it makes a step milder or more personal, never stricter."""

    NEW = 0
    FIRST_TIME = 1
    SPORADIC = 2
    OFTEN = 3
    HANDED_OVER = 4
    UNKNOWN = 5  # we have not known this customer's bills for long enough to say


class Whether(IntEnum):
    """Does something happen today?"""

    CLOSE = 0  # nothing is open any more
    STOP = 1  # a full stop: nothing may go out, whatever is queued must be stopped
    WAIT = 2  # not today; the waiting reason has an end date and an owner
    ACT = 3  # a moment goes out today


class Stage(IntEnum):
    """The stage of the moment that goes out; NONE when nothing goes out."""

    NONE = -1
    S0 = 0  # before the due date
    S1 = 1  # first reminder, also the first naming of a new claim
    S2 = 2  # second reminder
    S3 = 3  # last notice before costs, with its fourteen days
    S4A = 4  # with an agency, through a gate; nothing goes out from here
    S4B = 5  # a summons is near: plain, dated, with a way out
    S5 = 6  # an eviction or the end of a supply is near


class Frame(IntEnum):
    """What the text puts first."""

    NONE = -1
    SOLUTION = 0  # there are ways to solve this
    NEUTRAL_NOTICE = 1  # plain, true and dated: what, by when, what it costs
    SUPPORTIVE = 2  # how are you doing, and what would help; a person follows
    CONSEQUENCE_HELP = 3  # what will really happen and when, and the way out of it
    EXPLAIN = 4  # how paying works here, for who is new
    DETAILS = 5  # would you tell us where you can be reached
    PREPARE = 6  # something changes in your life: this is what you can do beforehand


class Tone(IntEnum):
    """How the text sounds."""

    NONE = -1
    THANKFUL = 0  # thank you for what you paid
    FRIENDLY = 1  # a friendly reminder
    CONCERNED = 2  # we have not heard from you: is everything all right?
    FACTUAL = 3  # calm facts, for a notice
    FORMAL = 4  # polite and short, for an address that is not sure
    FIRM = 5  # fair and clear, only after a conversation in which somebody said not to want to pay


class Owner(IntEnum):
    """Who has to do something before the case moves."""

    CUSTOMER = 0
    TEAM = 1  # the creditor's own team
    HANDLER = 2  # a person who looks at this case
    ADMINISTRATOR = 3  # the protective or insolvency administrator
    MUNICIPALITY = 4  # debt help
    AGENCY = 5  # the agency that a person gave the case to


class Option(IntFlag):
    """What goes with a message, as bits; which of these fit depends on the stage."""

    NONE = 0
    CARD = 1  # a card beside the letter with the ways to react
    OUTSIDE_WORDS = 2  # words on the envelope that fit any post
    FOUR_STEPS = 4  # four steps, inside the letter
    BY_HAND = 8  # a name or date written by hand
    PLAIN_ENVELOPE = 16  # regular, without a mark
    PAY_LINK = 32
    ARRANGEMENT = 64  # you can arrange something, said first
    OFFER_TALK = 128
    CHOOSE_SLOT = 256  # a moment to be called, of the customer's choice
    OFFER_HELP = 512  # help with money matters, offered
    ASK_PREFERENCE = 1024
    ASK_EVENT = 2048  # did something happen?
    SIMPLEST = 4096  # the shortest text there is
    SPOKEN = 8192  # read aloud, pictograms, own language


class ByWhom(IntEnum):
    """Who carries out the step; NONE when nothing has to be done today."""

    NONE = -1
    TEAM = 0  # goes out in the name of the creditor's team
    HANDLER = 1  # a person has to look or call
    CALLER = 2  # somebody of the creditor's own staff calls, a few days after the message
    SAME_PERSON = 3  # the same person as before calls, first
    VISITOR = 4  # a visit is offered, announced, by somebody trained for it
    VIDEO_CALLER = 5  # a talk by video, because the customer asked for it


class Rank(IntEnum):
    """Whose turn it is when there is not enough time for everybody: the lowest first; NONE without a person."""

    NONE = -1
    URGENT = 0  # something serious is near
    ASKED = 1  # the customer asked for a person
    NEED = 2  # a message alone helps this customer little
    EFFECT = 3  # a talk is likely to solve it early
    REST = 4


class When(IntEnum):
    """When the step is due, counted from the first day on which something may go out; NONE when there is none."""

    NONE = -1
    NEXT_PERMITTED = 0  # the message, today or the next day on which something may go out
    AFTER_MESSAGE = 1  # the person a few days after the message, in the customer's hours
    SOON = 2  # the person within two working days


class ToWhom(IntEnum):
    """Who is addressed; NONE when nothing goes out."""

    NONE = -1
    CUSTOMER = 0
    ADMINISTRATOR = 1
