"""A world in which one text is still to be written: what was planned with it is held, and left to a person."""

import pytest

from tijdig.actions import composing
from tijdig.messages.saying import can_say
from tijdig.queries import held


def forget(monkeypatch: pytest.MonkeyPatch, *stages: str) -> None:
    """As if there were no words yet for these stages."""

    def knows(stage: str, kind: str) -> bool:
        return stage not in stages and can_say(stage, kind)

    for module in (composing, held):
        monkeypatch.setattr(module, "can_say", knows)
