"""By whom, in which form, when, to whom, and whose turn: the people behind a step. Escalation goes to a person."""
# ruff: noqa: ARG005 - every rule of every table takes the same three arguments

from tijdig.planner.codes import ByWhom, Form, History, Kind, Need, Owner, Rank, Room, Stage, ToWhom, Weight, When
from tijdig.planner.customers import (
    RATHER_TALKS,
    SPOKEN,
    can_be_called,
    does_not_answer,
    goal_is_reachable,
    has_room,
    has_trouble,
    home_is_at_stake,
    is_large,
    is_unheard,
    is_worth_a_call,
    needs,
    was_in_distress,
    weighs,
)
from tijdig.planner.decisions import Table
from tijdig.planner.reasons import Reason

TEAM, HANDLER, CALLER, SAME = ByWhom.TEAM, ByWhom.HANDLER, ByWhom.CALLER, ByWhom.SAME_PERSON

# A call by own staff comes a few days after the message; SAME_PERSON and HANDLER are people who come first.
BY_WHOM: Table = (
    (ByWhom.HANDLER, Reason.PERSON_LOOKS, lambda a, p, d: ~d.acts & (d.owner == Owner.HANDLER)),
    (ByWhom.NONE, Reason.NOBODY_NOW, lambda a, p, d: ~d.acts),
    (TEAM, Reason.SENT_BY_TEAM, lambda a, p, d: a.is_represented | (d.stage == Stage.S0)),
    (
        HANDLER,
        Reason.NOTICE_WITH_PERSON,
        lambda a, p, d: (d.stage >= Stage.S3) & (has_room(a, Room.NONE) | was_in_distress(a, p)),
    ),
    (CALLER, Reason.LOSS_WITH_CALL, lambda a, p, d: (d.stage == Stage.S5) & can_be_called(a, p)),
    (HANDLER, Reason.LOSS_WITH_PERSON, lambda a, p, d: d.stage == Stage.S5),
    (ByWhom.VIDEO_CALLER, Reason.VIDEO_ASKED, lambda a, p, d: a.prefers == Kind.VIDEO),
    (SAME, Reason.ONE_QUESTION_AT_A_TIME, lambda a, p, d: needs(a, Need.ONE_QUESTION) & can_be_called(a, p)),
    (CALLER, Reason.SPOKEN_WORD, lambda a, p, d: needs(a, SPOKEN) & can_be_called(a, p)),
    (HANDLER, Reason.SPOKEN_WITHOUT_NUMBER, lambda a, p, d: needs(a, SPOKEN | Need.ONE_QUESTION)),
    (
        CALLER,
        Reason.LIKES_TO_TALK,
        lambda a, p, d: (needs(a, RATHER_TALKS) | (a.prefers == Kind.PHONE)) & can_be_called(a, p),
    ),
    (
        HANDLER,
        Reason.HELP_NEARBY,
        lambda a, p, d: home_is_at_stake(a, p) & is_unheard(a, p) & (a.visits >= p.steps.visits_max),
    ),
    (
        ByWhom.VISITOR,
        Reason.VISIT_OFFERED,
        lambda a, p, d: (d.stage >= Stage.S2) & weighs(a, Weight.HOME) & is_large(a, p) & is_unheard(a, p),
    ),
    (TEAM, Reason.NO_MORE_CALLS, lambda a, p, d: does_not_answer(a, p)),
    (SAME, Reason.EARLY_CALL, lambda a, p, d: (d.history == History.HANDED_OVER) & is_worth_a_call(a, p)),
    (
        CALLER,
        Reason.FIRST_TIME_CALL,
        lambda a, p, d: (d.stage == Stage.S1) & (d.history == History.FIRST_TIME) & is_worth_a_call(a, p),
    ),
    (CALLER, Reason.UNOPENED_CALL, lambda a, p, d: is_unheard(a, p) & is_worth_a_call(a, p)),
    (
        CALLER,
        Reason.OUT_OF_REACH_CALL,
        lambda a, p, d: (d.stage == Stage.S2) & ~goal_is_reachable(a, p) & is_worth_a_call(a, p),
    ),
    (
        CALLER,
        Reason.PERSON_AFTER_PAPER,
        lambda a, p, d: (d.stage >= Stage.S2) & (a.last_form == Form.WRITTEN) & is_worth_a_call(a, p),
    ),
    (
        TEAM,
        Reason.NO_HUMAN_TIME,
        lambda a, p, d: (d.stage <= Stage.S2) & (d.history == History.SPORADIC) & ~is_large(a, p) & ~has_trouble(a),
    ),
    (TEAM, Reason.BY_ITSELF, lambda a, p, d: (d.stage <= Stage.S2) & (d.history == History.OFTEN)),
    (TEAM, Reason.SENT_BY_TEAM, lambda a, p, d: d.acts),
)

# The next approach differs in form from the last, unless a person comes first again; a notice is always in writing.
FORM: Table = (
    (Form.NONE, Reason.NO_MESSAGE, lambda a, p, d: ~d.acts),
    (Form.VISITED, Reason.FORM_VISIT, lambda a, p, d: d.by_whom == ByWhom.VISITOR),
    (
        Form.PERSONAL,
        Reason.FORM_PERSONAL,
        lambda a, p, d: (d.by_whom == HANDLER) | (d.by_whom == SAME) | (d.by_whom == ByWhom.VIDEO_CALLER),
    ),
    (Form.CALLED, Reason.FORM_CALL, lambda a, p, d: d.by_whom == CALLER),
    (
        Form.OTHER_WAY,
        Reason.FORM_OTHER,
        lambda a, p, d: (
            (d.stage > Stage.S0) & (d.stage <= Stage.S2) & is_unheard(a, p) & (a.last_form != Form.OTHER_WAY)
        ),
    ),
    (
        Form.LIGHT,
        Reason.FORM_LIGHT,
        lambda a, p, d: ((d.channels & Kind.LETTER) == 0) & ((d.stage == Stage.S0) | (a.last_form != Form.LIGHT)),
    ),
    (Form.WRITTEN, Reason.FORM_WRITTEN, lambda a, p, d: (d.stage >= Stage.S3) | (a.last_form != Form.WRITTEN)),
    (Form.OTHER_WAY, Reason.FORM_OTHER, lambda a, p, d: a.last_form == Form.WRITTEN),
)

WHEN: Table = (
    (When.SOON, Reason.PERSON_SOON, lambda a, p, d: ~d.acts & (d.by_whom == HANDLER)),
    (When.NONE, Reason.NO_MESSAGE, lambda a, p, d: ~d.acts),
    (When.SOON, Reason.PERSON_FIRST, lambda a, p, d: (d.by_whom == HANDLER) | (d.by_whom == SAME)),
    (When.NEXT_PERMITTED, Reason.MESSAGE_TODAY, lambda a, p, d: d.by_whom == TEAM),
    (When.AFTER_MESSAGE, Reason.CALL_AFTER_MESSAGE, lambda a, p, d: d.acts),
)

TO_WHOM: Table = (
    (ToWhom.NONE, Reason.NO_MESSAGE, lambda a, p, d: ~d.acts),
    (ToWhom.ADMINISTRATOR, Reason.TO_ADMINISTRATOR, lambda a, p, d: a.is_represented),
    (ToWhom.CUSTOMER, Reason.TO_CUSTOMER, lambda a, p, d: ~a.is_represented),
)

# Whose turn when there is not enough time for everybody: need first, then where a talk is likely to help most.
RANK: Table = (
    (Rank.NONE, Reason.NO_MESSAGE, lambda a, p, d: ~d.acts),
    (Rank.NONE, Reason.NO_PERSON_NEEDED, lambda a, p, d: d.by_whom == TEAM),
    (Rank.URGENT, Reason.TURN_URGENT, lambda a, p, d: d.stage >= Stage.S4B),
    (
        Rank.ASKED,
        Reason.TURN_ASKED,
        lambda a, p, d: needs(a, RATHER_TALKS) | (a.prefers == Kind.PHONE) | (a.prefers == Kind.VIDEO),
    ),
    (
        Rank.NEED,
        Reason.TURN_NEED,
        lambda a, p, d: (a.needs != Need.NONE) | has_room(a, Room.NONE) | was_in_distress(a, p),
    ),
    (
        Rank.EFFECT,
        Reason.TURN_EARLY,
        lambda a, p, d: (d.history == History.FIRST_TIME) | (d.history == History.HANDED_OVER),
    ),
    (Rank.REST, Reason.TURN_REST, lambda a, p, d: d.acts),
)
