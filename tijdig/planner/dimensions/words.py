"""Frame and tone: what the text puts first and how it sounds. What happened before makes it milder, never stricter."""
# ruff: noqa: ARG005 - every rule of every table takes the same three arguments

from tijdig.planner.codes import Event, Frame, History, ProductCode, Room, Stage, Tone
from tijdig.planner.customers import goal_is_reachable, has_no_address, has_room, is_large
from tijdig.planner.decisions import Table
from tijdig.planner.reasons import Reason

# A concrete consequence is what the evidence proposes close to a summons or a loss; the gate (limits.py) turns it into
# a plain notice for whoever has no known room to pay, or was in distress. A notice is a right and is told plainly.
FRAME: Table = (
    (Frame.NONE, Reason.NO_MESSAGE, lambda a, p, d: ~d.acts),
    (Frame.PREPARE, Reason.BEFOREHAND, lambda a, p, d: (d.stage == Stage.S0) & (a.events != Event.NONE)),
    (
        Frame.CONSEQUENCE_HELP,
        Reason.RENT_SUMMONS,
        lambda a, p, d: (d.stage == Stage.S4B) & (a.product == ProductCode.RENT),
    ),
    (Frame.NEUTRAL_NOTICE, Reason.PLAIN_SUMMONS, lambda a, p, d: d.stage == Stage.S4B),
    (Frame.CONSEQUENCE_HELP, Reason.LOSS_AND_HELP, lambda a, p, d: d.stage == Stage.S5),
    (Frame.NEUTRAL_NOTICE, Reason.TRUE_NOTICE, lambda a, p, d: d.stage == Stage.S3),
    (Frame.DETAILS, Reason.WHERE_TO_REACH, lambda a, p, d: has_no_address(a) & (d.stage != Stage.S0)),
    (
        Frame.NEUTRAL_NOTICE,
        Reason.SAID_NO,
        lambda a, p, d: (d.stage == Stage.S2) & a.says_no & has_room(a, Room.OK),
    ),
    (Frame.EXPLAIN, Reason.HOW_PAYING_WORKS, lambda a, p, d: (d.stage == Stage.S1) & (d.history == History.NEW)),
    (Frame.SUPPORTIVE, Reason.TALK_FIRST, lambda a, p, d: (d.stage != Stage.S0) & (d.history == History.HANDED_OVER)),
    (Frame.SUPPORTIVE, Reason.OUT_OF_REACH, lambda a, p, d: (d.stage == Stage.S2) & ~goal_is_reachable(a, p)),
    (Frame.SOLUTION, Reason.SOLUTIONS_LARGE, lambda a, p, d: (d.stage != Stage.S0) & is_large(a, p)),
    (Frame.SOLUTION, Reason.SOLUTIONS_FIRST, lambda a, p, d: d.acts),
)

TONE: Table = (
    (Tone.NONE, Reason.NO_MESSAGE, lambda a, p, d: ~d.acts),
    (Tone.FACTUAL, Reason.CALM_FACTS, lambda a, p, d: d.stage >= Stage.S3),
    (Tone.FORMAL, Reason.NOT_SURE_WHO, lambda a, p, d: has_no_address(a) & (d.stage != Stage.S0)),
    (Tone.THANKFUL, Reason.THANKS_FOR_PART, lambda a, p, d: a.part_paid_days < a.days_since_moment),
    (Tone.FIRM, Reason.FAIR_AND_CLEAR, lambda a, p, d: (d.stage == Stage.S2) & a.says_no),
    (
        Tone.CONCERNED,
        Reason.NOT_HEARD,
        lambda a, p, d: a.letters_without_reaction >= p.contacts.letters_without_reaction_max,
    ),
    (Tone.CONCERNED, Reason.NOT_HEARD, lambda a, p, d: d.stage == Stage.S2),
    (Tone.FRIENDLY, Reason.FRIENDLY_WORD, lambda a, p, d: d.acts),
)
