"""Steps that somebody else proposes, an experiment or a person: anything at all, for the gate to judge."""

from datetime import date

import numpy as np

from tijdig.planner.codes import ByWhom, Form, Frame, Owner, Rank, Stage, Tone, ToWhom, When, Whether
from tijdig.planner.columns import Accounts
from tijdig.planner.decisions import PLACES, Decisions
from tijdig.planner.plan import TABLES
from tijdig.planner.reasons import Reason

ANY_KIND, ANY_OPTION = 256, 1 << 14
ANYTHING = {
    "history": range(-1, 5),
    "stage": [int(code) for code in Stage],
    "channels": range(ANY_KIND),
    "frame": [int(code) for code in Frame],
    "tone": [int(code) for code in Tone],
    "by_whom": [int(code) for code in ByWhom],
    "form": [int(code) for code in Form],
    "options": range(ANY_OPTION),
    "when": [int(code) for code in When],
    "rank": [int(code) for code in Rank],
    "to_whom": [int(code) for code in ToWhom],
}


def proposals(accounts: Accounts, day: date, seed: int) -> Decisions:
    """For every account a step drawn from all there are; one in eight proposes to do nothing."""
    chance, size = np.random.default_rng([seed, 2]), len(accounts)
    made = Decisions(day=day, case_id=accounts.case_id)
    acts = chance.random(size) < 7 / 8
    made.columns["whether"] = np.where(acts, Whether.ACT, Whether.WAIT).astype(np.int16)
    for name, outcomes in ANYTHING.items():
        made.columns[name] = np.array(outcomes, dtype=np.int16)[chance.integers(0, len(outcomes), size)]
    made.columns["owner"] = np.full(size, Owner.TEAM, dtype=np.int16)
    made.columns["wait_until"] = np.full(size, day.toordinal(), dtype=np.int32) + ~acts
    made.columns["person_on"] = np.zeros(size, dtype=np.int32)
    for name in TABLES:
        made.rules[name] = np.full(size, PLACES[Reason.MAY_GO_OUT], dtype=np.int16)
    return made
