"""Numbers on the command line, refused with a sentence when they mean nothing."""

from argparse import ArgumentTypeError


def at_least_one(text: str) -> int:
    """A whole number above 0."""
    if not text.isdecimal() or int(text) < 1:
        raise ArgumentTypeError(f"{text!r} is no number from 1 on")
    return int(text)
