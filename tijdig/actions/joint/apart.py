"""In the night each plan for all together goes its own way: one that cannot go on keeps no other waiting."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from tijdig.actions.refusals import RefusedError
from tijdig.rules.joint.drafts import JointRefusedError

_log = logging.getLogger(__name__)

_EXPECTED: Final = (RefusedError, JointRefusedError)


class Apart:
    """Runs one after the other, and keeps the numbers of the plans that could not go on."""

    def __init__(self) -> None:
        self.stuck: set[int] = set()

    @contextmanager
    def one(self, joint: int, event: str) -> Iterator[None]:
        """Whatever goes wrong inside is told in the log, with the way to it unless our own rules refused."""
        try:
            yield
        except Exception as refused:
            is_ours = isinstance(refused, _EXPECTED)
            level = logging.WARNING if is_ours else logging.ERROR
            code = getattr(refused, "code", type(refused).__name__)
            _log.log(level, event, extra={"joint": joint, "code": code}, exc_info=not is_ours)
            self.stuck.add(joint)


def stuck_note(stuck: set[int]) -> tuple[str, ...]:
    """What who runs the night reads of plans that could not go on; nothing where all did."""
    if not stuck:
        return ()
    numbers = ", ".join(map(str, sorted(stuck)))
    subject = "plan voor alles samen kon" if len(stuck) == 1 else "plannen voor alles samen konden"
    return (f"{len(stuck)} {subject} niet verder: nummer {numbers}. Het log zegt waarom.",)
