"""Frame and tone: what the text puts first and how it sounds. What happened before makes it milder, never stricter."""
# ruff: noqa: ARG005 - every rule of every table takes the same three arguments

from tijdig.planner.codes import Frame, Stage, Tone
from tijdig.planner.decisions import Table
from tijdig.planner.reasons import Reason

# No frame puts pressure on anybody: a notice is a right of the customer and is told plainly.
FRAME: Table = (
    (Frame.NONE, Reason.NO_MESSAGE, lambda a, p, d: ~d.acts),
    (Frame.NEUTRAL_NOTICE, Reason.TRUE_NOTICE, lambda a, p, d: d.stage == Stage.S3),
    (Frame.SOLUTION, Reason.SOLUTIONS_FIRST, lambda a, p, d: d.acts),
)

TONE: Table = (
    (Tone.NONE, Reason.NO_MESSAGE, lambda a, p, d: ~d.acts),
    (Tone.FACTUAL, Reason.CALM_FACTS, lambda a, p, d: d.stage == Stage.S3),
    (Tone.THANKFUL, Reason.THANKS_FOR_PART, lambda a, p, d: a.part_paid_days < a.days_since_moment),
    (
        Tone.CONCERNED,
        Reason.NOT_HEARD,
        lambda a, p, d: a.letters_without_reaction >= p.contacts.letters_without_reaction_max,
    ),
    (Tone.CONCERNED, Reason.NOT_HEARD, lambda a, p, d: d.stage == Stage.S2),
    (Tone.FRIENDLY, Reason.FRIENDLY_WORD, lambda a, p, d: d.acts),
)
