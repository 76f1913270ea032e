"""The call itself: any text, places that point at the words, order, what may be left, the creditor's settings."""

import subprocess
import sys
from time import process_time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.check.letters import spoiled
from tests.check.measure import corpus
from tijdig.check import KINDS, Finding, check

DUTCH = st.text(alphabet="abcdeiklnorstuvwz ABDGNU.,?!:;-\n€0123456789*<>()'’é|#[]", max_size=400)
PARTS = st.sampled_from([letter.text for letter in corpus()])


def codes(text: str, **options: Any) -> list[str]:
    return [finding.code for finding in check(text, **options)]


@given(text=st.text(max_size=300) | DUTCH, kind=st.sampled_from(KINDS))
def test_any_text_can_be_checked(text: str, kind: str) -> None:
    for finding in check(text, kind=kind):
        points_right(text, finding)


@settings(max_examples=50)
@given(one=PARTS, other=PARTS, cut=st.integers(0, 900), kind=st.sampled_from(KINDS))
def test_letters_cut_and_glued_point_right_too(one: str, other: str, cut: int, kind: str) -> None:
    text = one[:cut] + other[cut:]
    for finding in check(text, kind=kind):
        points_right(text, finding)


def points_right(text: str, finding: Finding) -> None:
    assert text[finding.start : finding.end] == finding.words
    line = text.split("\n")[finding.line - 1]
    assert line[finding.column - 1 :].startswith(finding.words.split("\n")[0])


@settings(max_examples=30)
@given(text=PARTS)
def test_findings_stand_in_the_order_of_the_text_and_are_the_same_again(text: str) -> None:
    found = check(text)

    assert list(found) == sorted(found, key=lambda each: (each.start, each.end, each.code))
    assert found == check(text)
    assert len(set(found)) == len(found)


@pytest.mark.parametrize("text", ["", "   \n\n", "<!-- niets -->", "---\nkind: sms\n---\n"])
def test_nothing_written_gives_nothing_found(text: str) -> None:
    assert codes(text, kind="envelope") == []


def test_capitals_of_other_alphabets_keep_their_place() -> None:
    text = "İİİ wij zijn zeer teleurgesteld"

    assert [finding.words for finding in check(text) if finding.code == "emotion"] == ["wij zijn zeer teleurgesteld"]


def test_unknown_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="none of letter"):
        check("Beste Sam", kind="fax")


@pytest.mark.parametrize(
    "piece", ["a", "a.b.", "a.a", "[a](", "niet zonder ", "het mogelijk ", "0 ", "(", "€ 1 ", "WIJ "]
)
def test_strange_text_of_a_hundred_thousand_letters_takes_no_minute(piece: str) -> None:
    start = process_time()

    check(piece * (100_000 // len(piece)))

    assert process_time() - start < 15


# What may be left ----------------------------------------------------------------------------------------------------

BLAMING = spoiled(("Dat kost niets.", "Dat is uw eigen schuld."))


@pytest.mark.parametrize(
    ("comment", "left"),
    [
        ("<!-- tijdig: laat blame staan, omdat de klant dit zelf zo schreef -->", []),
        ("<!-- tijdig: laat blame en passive staan, omdat het een citaat is -->", []),
        ("<!-- tijdig: laat passive staan, omdat het een citaat is -->", ["blame"]),
        ("<!-- tijdig: laat blame staan -->", ["ignore-without-reason", "blame"]),
        ("<!-- tijdig: laat blame staan, omdat -->", ["ignore-without-reason", "blame"]),
        ("<!-- tijdig: blame mag blijven, want het is een citaat -->", ["ignore-not-understood", "blame"]),
        ("<!-- tijdig laat blame staan, omdat het een citaat is -->", ["ignore-not-understood", "blame"]),
        ("<!-- tijdig: laat staan, omdat het een citaat is -->", ["ignore-not-understood", "blame"]),
        ("<!-- tijdig: laat balme staan, omdat het een citaat is -->", ["ignore-not-understood", "blame"]),
        ("<!-- tijdig: laat blame en passief staan, omdat het een citaat is -->", ["ignore-not-understood"]),
        ("<!-- Tijdigheid: nog nakijken -->", ["blame"]),
    ],
)
def test_comment_on_the_line_before_with_a_reason(comment: str, left: list[str]) -> None:
    assert codes(BLAMING.replace("U mag in delen", f"{comment}\nU mag in delen")) == left


@pytest.mark.parametrize(
    ("comment", "said"),
    [
        ("<!-- tijdig: jargon uit -->", "<!-- tijdig: laat jargon staan, omdat de wet dit woord eist -->"),
        ("<!-- tijdig: laat vaktaal staan, omdat het zo heet -->", "tijdig check --rules"),
    ],
)
def test_comment_that_is_not_understood_says_how_to_write_it(comment: str, said: str) -> None:
    found = next(
        each for each in check(spoiled(("U mag in", f"{comment}\nU mag in"))) if each.code.startswith("ignore")
    )

    assert (found.severity, found.words) == ("warning", comment)
    assert said in found.suggestion


def test_comment_that_never_ends_is_said_at_its_place() -> None:
    found = check(spoiled(("Dat kost niets.", "<!-- tijdig: laat blame staan, omdat")))

    assert [each.code for each in found if each.code.startswith("ignore")] == ["ignore-not-understood"]


def test_comment_covers_its_next_line_only() -> None:
    comment = "<!-- tijdig: laat blame staan, omdat het een citaat is -->"

    assert codes(BLAMING.replace("Uw huur van mei", f"{comment}\nUw huur van mei")) == ["blame"]
    assert (
        codes(BLAMING.replace("Uw huur van mei", f"{comment.replace(' staan', ' staan in deze brief')}\nUw huur")) == []
    )


def test_rules_can_be_switched_off_made_stricter_and_words_allowed() -> None:
    text = spoiled(("Dat kost niets.", "Derhalve kost dat niets."))

    assert [(each.code, each.severity) for each in check(text)] == [("jargon", "warning")]
    assert check(text, off=["jargon"]) == ()
    assert [each.severity for each in check(text, severities={"jargon": "error"})] == ["error"]
    assert check(text, allowed=["derhalve"]) == ()


@pytest.mark.parametrize(
    ("greeting", "severity"),
    [
        ("Dag mevrouw De Wit", "info"),
        ("Beste meneer van den Berg", "info"),
        ("Geachte mevr. 't Hart", "info"),
        ("Geachte heer/mevrouw De Wit", "error"),
        ("Geachte heer, mevrouw", "error"),
        ("Dag mevrouw", "error"),
    ],
)
def test_salutation_with_a_surname_is_a_hint(greeting: str, severity: str) -> None:
    found = check(spoiled(("Beste Sam de Vries", greeting)))

    assert [(each.code, each.severity) for each in found] == [("gender-guess", severity)]


def test_team_that_sets_a_severity_gets_it_in_the_greeting_too() -> None:
    found = check(spoiled(("Beste Sam de Vries", "Dag mevrouw De Wit")), severities={"gender-guess": "error"})

    assert [each.severity for each in found] == ["error"]


@pytest.mark.parametrize(
    ("kept", "text", "said"),
    [
        ({"offers_instalments": False}, "U mag in delen betalen.", "in delen"),
        ({"offers_deferral": False}, "U mag later betalen.", "later betalen"),
        ({"has_counter": False}, "Kom naar de balie.", "balie"),
        ({"visits_at_home": False}, "Dan kom ik bij u langs.", "kom ik bij u langs"),
        ({"free_of_charge": False}, "Dat kost niets.", "kost niets"),
        ({"open_saturday": False}, "Wij zijn er ook op zaterdag.", "op zaterdag"),
        ({"answer_days": 10}, "Binnen vijf werkdagen krijgt u antwoord.", "binnen vijf werkdagen krijgt u antwoord"),
        ({"answer_days": 10}, "U krijgt bericht binnen een week.", "bericht binnen een week"),
        ({"phone_hours": "9-17"}, "Wij zijn er van 8 tot 17 uur.", "van 8 tot 17 uur"),
        ({"phone_hours": "9 tot 17"}, "Bellen kan tot 20 uur.", "tot 20 uur"),
    ],
)
def test_promise_is_held_against_the_creditors_own_settings(kept: dict[str, Any], text: str, said: str) -> None:
    found = [each for each in check(text, settings=kept) if each.code == "unkept-promise"]

    assert [each.words.lower() for each in found] == [said]
    assert [each for each in check(text) if each.code == "unkept-promise"] == []


@pytest.mark.parametrize(
    ("kept", "text"),
    [
        ({"offers_instalments": True}, "U mag in delen betalen."),
        ({"answer_days": 10}, "Binnen twee weken krijgt u antwoord."),
        ({"answer_days": 5}, "Binnen vijf werkdagen krijgt u antwoord."),
        ({"phone_hours": "9-17"}, "Wij zijn er van 10 tot 16 uur."),
        ({"phone_hours": "?"}, "Wij zijn er van 1 tot 23 uur."),
    ],
)
def test_promise_that_the_settings_keep_is_fine(kept: dict[str, Any], text: str) -> None:
    assert "unkept-promise" not in codes(text, settings=kept)


def test_checker_loads_no_django() -> None:
    code = "import sys; from tijdig.cli import main; import tijdig.check.files; sys.exit('django' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
