"""A second planner, slow and plain, written from docs/planner.md and without the rule tables.

It answers for one account. Small functions, one per question, each readable beside the text: here what is decided
and why; in reference_whether.py whether anything goes out and until when; in reference_step.py what a step looks
like; in reference_gate.py the hard limits.
"""

from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache

from tests.planner.reference_gate import (
    permitted_channels,
    permitted_frame,
    permitted_options,
    permitted_person,
    permitted_reader,
    permitted_tone,
    reason_to_hold_back,
)
from tests.planner.reference_step import (
    Answer,
    by_whom,
    options,
    which_channels,
    which_form,
    which_frame,
    which_history,
    which_options,
    which_stage,
    which_tone,
    which_when,
    whose_turn,
)
from tests.planner.reference_whether import first_day_of_outreach, look_again_on, may_go_out, person_comes_by, whether
from tijdig.planner.codes import ProductCode
from tijdig.planner.columns import AccountRow
from tijdig.policy import Policy

LATER = ("history", "stage", "channels", "frame", "tone", "by_whom", "form", "options", "when", "rank", "to_whom")
AT_REST: Mapping[str, object] = dict.fromkeys(LATER, "NONE") | {"channels": 0, "options": 0, "person_on": None}


def decide(a: AccountRow, policy: Policy, day: date) -> dict[str, object]:
    """Everything the planner decides, by the names that the planner uses; `reasons` by dimension."""
    policy = with_product(policy, a.product)
    outcome, reason, until, owner = whether(a, policy, day)
    if outcome == "ACT":
        return step_of(a, policy, day, reason)
    looks = owner == "HANDLER" and outcome != "CLOSE"
    return at_rest(outcome, reason, until, owner, looks=looks)


@lru_cache(maxsize=1024)
def with_product(policy: Policy, product: int) -> Policy:
    """The numbers of what the heaviest claim is for."""
    return policy.for_product(ProductCode(product).name.lower()) if product else policy


def at_rest(outcome: str, reason: str, until: date, owner: str, *, looks: bool) -> dict[str, object]:
    """Nothing goes out; where a handler has to look, that person is asked for on the day that the case waits for."""
    found: dict[str, object] = {"whether": outcome, "until": until, "owner": owner, **AT_REST}
    reasons = dict.fromkeys(LATER, "no_message") | {"whether": reason, "by_whom": "nobody_now"}
    if looks:
        reasons |= {"by_whom": "person_looks", "when": "person_soon"}
        found |= {"by_whom": "HANDLER", "when": "SOON", "person_on": until}
    return found | {"reasons": reasons}


def step_of(a: AccountRow, policy: Policy, day: date, reason: str) -> dict[str, object]:
    """What goes out today and what follows, each limit right after the dimension it belongs to."""
    step: dict[str, str] = {}
    why: dict[str, str] = {"whether": reason}

    def say(dimension: str, answer: Answer) -> None:
        step[dimension], why[dimension] = answer

    say("history", which_history(a, policy))
    say("stage", which_stage(a, policy))
    stage = step["stage"]
    channels, why["channels"] = which_channels(a, policy, step)
    channels, limited = permitted_channels(a, channels)
    why["channels"] = limited or why["channels"]
    held = reason_to_hold_back(a, policy, stage, channels)
    if held:
        return at_rest(*held, look_again_on(policy, day), "HANDLER", looks=True)
    say("frame", unless(which_frame(a, policy, step), lambda frame: permitted_frame(a, policy, stage, frame)))
    say("tone", unless(which_tone(a, policy, step), lambda tone: permitted_tone(a, policy, stage, tone)))
    say("by_whom", unless(by_whom(a, policy, step), lambda whom: permitted_person(a, policy, stage, whom)))
    say("form", which_form(a, policy, step, channels))
    names, why["options"] = which_options(a, policy, step)
    say("when", which_when(step))
    say("rank", whose_turn(a, policy, step))
    say("to_whom", ("ADMINISTRATOR", "to_administrator") if a.is_represented else ("CUSTOMER", "to_customer"))
    return {
        "whether": "ACT",
        "until": day,
        "owner": "TEAM",
        **step,
        "channels": channels,
        "options": permitted_options(a, channels, options(names)),
        "person_on": day_of_person(step["when"], policy, day),
        "reasons": why,
    }


def judge(a: AccountRow, policy: Policy, day: date, proposed: dict[str, object]) -> dict[str, object]:
    """What is left of a step that somebody else proposes; the policy is already that of the product."""
    if proposed["whether"] != "ACT":
        return proposed
    outcome, reason, until, owner = may_go_out(a, policy, day)
    if outcome == "ACT":
        return limited(a, policy, day, proposed)
    return at_rest(outcome, reason, until, owner, looks=owner == "HANDLER" and outcome != "CLOSE")


def limited(a: AccountRow, policy: Policy, day: date, proposed: dict[str, object]) -> dict[str, object]:
    """The same step, made milder or kept back by the limits."""
    stage, reasons = str(proposed["stage"]), proposed["reasons"]
    assert isinstance(reasons, dict)
    assert isinstance(proposed["channels"], int)
    channels, why = permitted_channels(a, proposed["channels"])
    held = reason_to_hold_back(a, policy, stage, channels)
    if held:
        return at_rest(*held, look_again_on(policy, day), "HANDLER", looks=True)
    frame, why_frame = permitted_frame(a, policy, stage, str(proposed["frame"]))
    tone, why_tone = permitted_tone(a, policy, stage, str(proposed["tone"]))
    person, why_person = permitted_person(a, policy, stage, str(proposed["by_whom"]))
    reader, why_reader = permitted_reader(a, str(proposed["to_whom"]))
    whys = {
        "channels": why, "frame": why_frame, "tone": why_tone, "by_whom": why_person, "to_whom": why_reader,
    }  # fmt: skip
    return {
        **proposed,
        "channels": channels,
        "frame": frame,
        "tone": tone,
        "by_whom": person,
        "options": permitted_options(a, channels, int(str(proposed["options"]))),
        "to_whom": reader,
        "reasons": {**reasons, **{name: reason for name, reason in whys.items() if reason}},
    }


def unless(answer: Answer, permitted: Callable[[str], tuple[str, str | None]]) -> Answer:
    """What a rule says, unless a limit says otherwise."""
    outcome, limited = permitted(answer[0])
    return outcome, limited or answer[1]


def day_of_person(when: str, policy: Policy, day: date) -> date | None:
    """The day on which a person is wanted beside the message."""
    if when == "SOON":
        return person_comes_by(policy, day)
    return first_day_of_outreach(policy, day, policy.steps.call_after_days) if when == "AFTER_MESSAGE" else None
