"""What has no words yet, said to who asks why."""

from datetime import date
from typing import Any

import pytest

from tests.wordless import forget
from tijdig.planner.codes import Frame, Kind, Option, Stage, Whether
from tijdig.planner.decisions import Decision
from tijdig.planner.outcomes import outcome_text
from tijdig.queries import held


def lines(**values: Any) -> list[str]:
    facts: dict[str, Any] = dict.fromkeys(Decision._fields) | {
        "whether": Whether.ACT, "stage": Stage.S1, "channels": Kind.LETTER | Kind.EMAIL, "frame": Frame.SOLUTION,
        "options": Option.ARRANGEMENT, "wait_until": date(2026, 11, 24),
    }  # fmt: skip
    return list(held.lines(Decision(**facts | values)))


def test_nothing_is_said_where_the_words_say_it_all() -> None:
    assert lines() == []


@pytest.mark.parametrize(("stage", "label"), [(Stage.S4B, "dagvaarding"), (Stage.S5, "ontruiming of afsluiting")])
def test_stage_without_words_is_held_as_a_whole(stage: Stage, label: str, monkeypatch: pytest.MonkeyPatch) -> None:
    forget(monkeypatch, "S4b", "S5")

    assert lines(stage=stage) == [f"Vastgehouden: de tekst hiervoor ({label}) komt nog. Er gaat niets uit."]


def test_carrier_without_words_is_held_alone() -> None:
    assert lines(channels=Kind.LETTER | Kind.TRANSFER) == [
        "Vastgehouden: 1-cent-overboeking. Die weg komt nog; de rest gaat wel uit."
    ]


def test_frame_and_options_without_words_are_named() -> None:
    assert lines(frame=Frame.EXPLAIN, options=Option.ARRANGEMENT | Option.FOUR_STEPS) == []
    assert lines(options=Option.ARRANGEMENT | Option.SPOKEN) == [
        f"Nog niet in de tekst: {outcome_text('options', Option.SPOKEN)}."
    ]


@pytest.mark.parametrize("whether", [Whether.WAIT, Whether.STOP, Whether.CLOSE])
def test_what_does_not_act_holds_nothing(whether: Whether) -> None:
    assert lines(whether=whether, stage=Stage.S5) == []
