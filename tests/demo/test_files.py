"""The files of the demo are what creditors really send: the intake reads each line of them."""

from datetime import timedelta
from pathlib import Path

import pytest

from demo import coalition, files
from demo.cast import ANNA, TODAY
from demo.creditors import CREDITORS, CreditorCard
from tijdig.intake import Reading, profiles
from tijdig.policy import load

EVE = TODAY - timedelta(days=1)


@pytest.mark.parametrize("card", CREDITORS, ids=lambda card: card.code)
def test_every_line_is_understood(card: CreditorCard, tmp_path: Path) -> None:
    members = coalition.make(people=200).by_creditor[card.code]
    path = tmp_path / "list.csv"

    lines = files.write(path, members, EVE)

    items, bad = _read(path, card.sector)
    assert bad == []
    assert [(item.customer, item.reference, item.kind, item.due_on, item.open_cents) for item in items] == [
        (member.number, bill.reference, bill.kind, bill.due_on, bill.open_on(EVE))
        for member in members
        for bill in member.open_on(EVE)
    ]
    assert lines == len(items)


def test_contact_data_come_along(tmp_path: Path) -> None:
    members = [member for member in coalition.make(people=1).members if member.number == ANNA.number]
    files.write(tmp_path / "list.csv", members, EVE)

    items, _ = _read(tmp_path / "list.csv", "housing")

    assert [item.open_cents for item in items] == [6120, 12120]
    assert items[0].details["email"] == "anna.dewit@post.example"
    assert items[0].details["mobile"] == "+31600000101"
    assert items[0].details["post"] == "Lindepad 7\n1288 AW Watermeer"
    assert items[0].details["last_name"] == "de Wit"


def test_a_mistake_costs_one_line_and_comes_back_with_advice(tmp_path: Path) -> None:
    members = coalition.make(people=60).by_creditor["hartewens"]
    lines = files.write(tmp_path / "list.csv", members, EVE, mistake="31-11-2026")

    items, bad = _read(tmp_path / "list.csv", "health")

    assert (len(items), len(bad)) == (lines - 1, 1)
    assert "31-11-2026" in bad[0].advice


def test_amounts_are_written_as_dutch_programs_do() -> None:
    assert [files.amount_text(cents) for cents in (5, 18240, 112075, 123456789)] == [
        "0,05",
        "182,40",
        "1.120,75",
        "1.234.567,89",
    ]


def _read(path: Path, sector: str) -> tuple[list[object], list[object]]:
    reading = Reading(path, profiles.load(files.PROFILE), limits=load(TODAY).intake, sector=sector)
    items = list(reading.items())
    bad = [
        row
        for chunk in Reading(path, reading.profile, limits=load(TODAY).intake, sector=sector).chunks()
        for row in chunk.bad
    ]
    return items, bad
