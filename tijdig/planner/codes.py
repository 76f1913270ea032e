"""The small whole numbers that stand in planner columns, each with the name it has elsewhere."""

from enum import IntEnum, IntFlag

# A day count that means "this never happened" or "there is none". Fits in a 16-bit column.
NEVER = 30_000


class Kind(IntFlag):
    """Kinds of carrier as bits, so that one number can hold several."""

    NONE = 0
    LETTER = 1
    EMAIL = 2
    SMS = 4
    WHATSAPP = 8
    PHONE = 16
    VISIT = 32


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
    REPRESENTED = 12  # weakest on purpose: once the administrator can be reached, the others must show


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


class Frame(IntEnum):
    """What the text puts first."""

    NONE = -1
    SOLUTION = 0  # there are ways to solve this
    NEUTRAL_NOTICE = 1  # plain, true and dated: what, by when, what it costs


class Tone(IntEnum):
    """How the text sounds."""

    NONE = -1
    THANKFUL = 0  # thank you for what you paid
    FRIENDLY = 1  # a friendly reminder
    CONCERNED = 2  # we have not heard from you: is everything all right?
    FACTUAL = 3  # calm facts, for a notice


class Owner(IntEnum):
    """Who has to do something before the case moves."""

    CUSTOMER = 0
    TEAM = 1  # the creditor's own team
    HANDLER = 2  # a person who looks at this case
    ADMINISTRATOR = 3  # the protective or insolvency administrator
    MUNICIPALITY = 4  # debt help


class ByWhom(IntEnum):
    """Who carries out the step; NONE when nothing has to be done today."""

    NONE = -1
    TEAM = 0  # goes out in the name of the creditor's team
    HANDLER = 1  # a person has to look or call


class ToWhom(IntEnum):
    """Who is addressed; NONE when nothing goes out."""

    NONE = -1
    CUSTOMER = 0
    ADMINISTRATOR = 1
