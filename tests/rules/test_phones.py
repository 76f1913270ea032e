"""Numbers as people read them."""

import pytest

from tijdig.rules import phones


@pytest.mark.parametrize(
    ("kept", "read"),
    [
        ("+31600021331", "06 00 02 13 31"),
        ("0600021331", "06 00 02 13 31"),
        ("06 0002 1331", "06 00 02 13 31"),
        ("06-00021331", "06 00 02 13 31"),
        ("+31205550123", "020 555 01 23"),
        ("0205550123", "020 555 01 23"),
        ("+31512345678", "0512 34 56 78"),
        ("020 - 555 0123", "020 - 555 0123"),
        ("0800 0000 120", "0800 0000 120"),
        ("+4915112345678", "+4915112345678"),
        ("1234567890", "1234567890"),
        ("anna@post.example", "anna@post.example"),
        ("", ""),
    ],
)
def test_number_is_read_in_pairs(kept: str, read: str) -> None:
    assert phones.readable(kept) == read


def test_number_is_dialled_as_it_is_kept() -> None:
    assert (phones.dialled("+31 6 00 02"), phones.dialled("06-00 02")) == ("+3160002", "060002")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("+31 6 00 02 13 31", "06-00021331", True),
        ("020 555 01 23", "(020) 5550123", True),
        ("06 00 02 13 31", "06 00 02 13 32", False),
        ("", "", False),
    ],
)
def test_two_ways_of_writing_are_one_number(one: str, other: str, same: bool) -> None:
    assert phones.is_same(one, other) is same
