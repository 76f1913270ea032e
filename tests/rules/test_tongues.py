"""Languages in which customers like to talk."""

import pytest

from tijdig.rules import tongues


@pytest.mark.parametrize(("code", "name"), [("tr", "Türkçe"), ("pap", "Papiamentu"), ("nl", ""), ("xx", "")])
def test_a_language_is_named_in_itself(code: str, name: str) -> None:
    assert tongues.own_name(code) == name


@pytest.mark.parametrize(("name", "code"), [("Turks", "tr"), (" türkçe ", "tr"), ("العربية", "ar"), ("graag", "")])
def test_a_language_is_known_by_both_names(name: str, code: str) -> None:
    assert tongues.code_of(name) == code


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("tr", "Bel in het Turks, met tolk"),
        ("tr-TR", "Bel in het Turks, met tolk"),
        ("en", "Bel in het Engels"),
        ("en-GB", "Bel in het Engels"),
        ("nl", ""),
        ("nl-NL", ""),
        ("", ""),
    ],
)
def test_who_calls_reads_in_which_language_and_with_whom(code: str, said: str) -> None:
    assert tongues.call_in(code) == said


def test_a_dutch_team_speaks_dutch_and_english_itself() -> None:
    assert [code for code in ("nl", "en", "tr") if tongues.needs_interpreter(code)] == ["tr"]
