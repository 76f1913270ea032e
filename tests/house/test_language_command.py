"""`tijdig language` tells what there is, what is signed, and which version a panel signs."""

import io

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from tijdig.messages.templates import occasions, template


def said(*words: str) -> list[str]:
    out = io.StringIO()
    call_command("language", *words, stdout=out)
    return out.getvalue().splitlines()


def test_language_command_counts_every_language() -> None:
    count = len(occasions("en"))

    assert said()[0].startswith("nl  Nederlands: ")
    assert f"en  English: {count} teksten, 0 getekend, {count} concept" in said()


def test_language_command_gives_the_version_to_sign() -> None:
    lines = said("en")

    assert f"S1.letter  {template('en', 'S1', 'letter', 'u').version}  concept" in lines
    assert len(lines) == len(occasions("en"))


def test_language_command_refuses_a_language_without_texts() -> None:
    with pytest.raises(CommandError, match="geen teksten in 'xx'; wel in nl, en"):
        call_command("language", "xx")
