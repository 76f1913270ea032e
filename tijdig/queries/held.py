"""What of a decision has no words yet: held and left to a person, or simply not in the text."""

from collections.abc import Iterable, Iterator

from tijdig.messages.saying import can_say, unsaid
from tijdig.planner.codes import Frame, Kind, Option, Whether
from tijdig.planner.codes import Stage as StageCode
from tijdig.planner.decisions import Decision
from tijdig.planner.outcomes import outcome_text
from tijdig.rules import dutch
from tijdig.words import ChannelKind, Stage

CARRIES = (ChannelKind.LETTER, ChannelKind.EMAIL)


def is_whole(planned: Decision) -> bool:
    """Whether nothing of what was planned can go out, since no letter or e-mail has the words for it."""
    if planned.whether != Whether.ACT or planned.stage == StageCode.NONE:
        return False
    return not has_words(Stage[planned.stage.name], [_name(kind) for kind in Kind if kind & planned.channels])


def has_words(stage: str, kinds: Iterable[str]) -> bool:
    """Whether a letter or an e-mail among these can say it."""
    return any(kind in CARRIES and can_say(stage, kind) for kind in kinds)


def lines(planned: Decision) -> Iterator[str]:
    """For who asks why: what is held, and what the present text cannot say; nothing when the words say it all."""
    if planned.whether != Whether.ACT or planned.stage == StageCode.NONE:
        return
    stage = Stage[planned.stage.name]
    if is_whole(planned):
        yield f"Vastgehouden: de tekst hiervoor ({stage.label}) komt nog. Er gaat niets uit."
        return
    if dumb := [kind for kind in Kind if kind & planned.channels and not can_say(stage, _name(kind))]:
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
