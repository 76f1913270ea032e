"""What the texts that exist can say: worked out from the texts themselves."""

import pytest

from tijdig.messages.saying import can_say, unsaid
from tijdig.messages.templates import TEXTS, occasions
from tijdig.messages.values import LANGUAGE
from tijdig.planner.codes import Frame, Kind, Option
from tijdig.words import ChannelKind, Stage


@pytest.mark.parametrize("stage", list(Stage))
@pytest.mark.parametrize("kind", [ChannelKind.LETTER, ChannelKind.EMAIL, ChannelKind.SMS])
def test_every_step_of_the_road_has_its_words(stage: Stage, kind: ChannelKind) -> None:
    assert can_say(stage, kind)


def test_cent_has_no_words_yet() -> None:
    assert not any(can_say(stage, ChannelKind.TRANSFER) for stage in Stage)


def test_answer_is_what_the_folder_of_texts_holds() -> None:
    there = {tuple(path.name.split(".")[:2]) for path in (TEXTS / LANGUAGE).glob("*.*.toml")}

    said = {(stage.value, kind.value) for stage in Stage for kind in ChannelKind if can_say(stage, kind)}

    assert said == {pair for pair in there if pair[0] in set(Stage)}
    assert said <= set(occasions(LANGUAGE))


def test_names_without_words_are_found() -> None:
    assert unsaid(["solution", "explain", "", "spoken", "thankful", "pictures"]) == ("spoken", "pictures")


def test_every_way_of_the_planner_is_a_way_of_the_house() -> None:
    assert {kind.name.lower() for kind in Kind if kind.name and kind} <= set(ChannelKind)
    assert all(name.islower() for code in (Frame, Option) for name in [one.name.lower() for one in code if one.name])
