"""What of a decision has no words yet: held and left to a person, or simply not in the text."""

from collections.abc import Iterator

from tijdig.messages.saying import can_say, unsaid
from tijdig.planner.codes import Frame, Kind, Option, Whether
from tijdig.planner.codes import Stage as StageCode
from tijdig.planner.decisions import Decision
from tijdig.planner.outcomes import outcome_text
from tijdig.rules import dutch
from tijdig.words import ChannelKind, Stage

CARRIES = (Kind.LETTER, Kind.EMAIL)


def lines(planned: Decision) -> Iterator[str]:
    """For who asks why: what is held, and what the present text cannot say; nothing when the words say it all."""
    if planned.whether != Whether.ACT or planned.stage == StageCode.NONE:
        return
    stage = Stage[planned.stage.name]
    kinds = [kind for kind in Kind if kind and kind & planned.channels]
    dumb = [kind for kind in kinds if not can_say(stage, _name(kind))]
    if not any(kind in CARRIES and kind not in dumb for kind in kinds):
        yield f"Vastgehouden: de tekst hiervoor ({stage.label}) komt nog. Er gaat niets uit."
        return
    if dumb:
        ways = dutch.listed([ChannelKind(_name(kind)).label for kind in dumb])
        yield f"Vastgehouden: {ways}. Die weg komt nog; de rest gaat wel uit."
    if missing := list(_unsaid(planned)):
        yield f"Nog niet in de tekst: {'; '.join(missing)}."


def _unsaid(planned: Decision) -> Iterator[str]:
    if unsaid([_name(planned.frame)]):
        yield outcome_text("frame", planned.frame)
    for option in Option:
        if option and option & planned.options and unsaid([_name(option)]):
            yield outcome_text("options", option)


def _name(code: Kind | Option | Frame) -> str:
    return (code.name or "").lower()
