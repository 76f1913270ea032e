"""Addresses as the post reads them (LAW 3.10)."""

from dataclasses import replace

import pytest

from tests.messages import cases
from tijdig.channels.base import Undeliverable
from tijdig.channels.letter.postal import address_lines, town_line


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("1234ab  rotterdam", "1234 AB  ROTTERDAM"),
        ("1234 AB Rotterdam", "1234 AB  ROTTERDAM"),
        ("2513 aa 's-Gravenhage", "2513 AA  'S-GRAVENHAGE"),
        ("8911 AA, Ljouwert", "8911 AA  LJOUWERT"),
        ("Lange Nieuwstraat 12 B", "Lange Nieuwstraat 12 B"),
        ("0123 AB Nergens", "0123 AB Nergens"),
        ("B-1000 Brussel", "B-1000 Brussel"),
    ],
)
def test_town_line_is_written_as_the_post_wants(line: str, expected: str) -> None:
    assert town_line(line) == expected


@pytest.mark.parametrize("letters", ["SA", "sd", "SS"])
def test_letters_that_no_postcode_has_are_refused(letters: str) -> None:
    with pytest.raises(Undeliverable, match="postcode_impossible"):
        town_line(f"2611 {letters} DELFT")


def test_address_has_three_to_six_lines() -> None:
    def lines(count: int) -> int:
        recipient = replace(cases.ANNA, address_lines=tuple(f"regel {place}" for place in range(count)))
        return len(address_lines(recipient))

    assert [lines(count) for count in (2, 5)] == [3, 6]
    with pytest.raises(Undeliverable, match="address_incomplete"):
        lines(1)
    with pytest.raises(Undeliverable, match="address_too_long"):
        lines(6)


def test_an_address_needs_a_name() -> None:
    recipient = replace(cases.ANNA, name="", address_lines=("Kade 1", "2 hoog", "1234 AB ROTTERDAM"))

    with pytest.raises(Undeliverable, match="address_incomplete"):
        address_lines(recipient)


def test_post_for_a_represented_customer_names_only_the_administrator() -> None:
    recipient = replace(cases.ANNA, via="Balans Bewind", address_lines=("Postbus 9", "3500 AA UTRECHT"))

    assert address_lines(recipient) == ("Balans Bewind", "Postbus 9", "3500 AA  UTRECHT")
