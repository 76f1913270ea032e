"""Every part of a text says why it is there."""

import pytest

from tijdig.messages.tags import TaggedPart, parts, table

PARTS = list(parts("nl"))


def _id(part: TaggedPart) -> str:
    return f"{part.file}:{part.name}:{part.kind}"


@pytest.mark.parametrize("part", PARTS, ids=map(_id, PARTS))
def test_part_says_what_makes_it_work_and_which_barrier_it_takes_away(part: TaggedPart) -> None:
    known = table()

    assert set(part.tags) & set(known["mast"])
    assert set(part.tags) & set(known["barriers"])
    assert set(part.tags) <= {*known["mast"], *known["barriers"]}


def test_every_tag_is_used_and_every_name_exists() -> None:
    known = table()

    assert {tag for part in PARTS for tag in part.tags} >= set(known["mast"])
    assert set(known["names"]) <= {part.name for part in PARTS}
    assert {component for component, _ in known["barriers"].values()} == {"C", "O", "M"}
