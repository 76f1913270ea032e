"""The catalogues against the pages: everything is there, nothing too much, and no value or link is lost."""

import ast
import re
from pathlib import Path

import polib
import pytest

from tests.languages.reaching import HERE, graph, way_to_speaking
from tests.repository.places import modules, name_of, tree
from tijdig.languages import DUTCH, EASY, PSEUDO, catalogue, codes, full, now, say, short, speaking
from tijdig.languages.catalogue import FOLDER
from tijdig.languages.units import parts
from tools import catalogues

KEEPS = ("tijdig.actions.", "tijdig.channels.", "tijdig.messages.", "tijdig.planner.")
SHOWN = frozenset(("tijdig.actions.calls.offer", "tijdig.actions.consents.look"))
"""What these give back is shown at once, and kept nowhere."""
BOOKS = sorted(FOLDER.glob("*.po"))
_VALUE = re.compile(r"\{\w+\}")
_DEFAULT = re.compile(r':"[^"]*"')


@pytest.fixture(scope="module")
def wanted() -> dict[str, list[str]]:
    return catalogues.texts()


def entries(path: Path) -> list[polib.POEntry]:
    return list(polib.pofile(str(path), encoding="utf-8"))


def values(text: str) -> set[str]:
    """Tags, values and conditions; the words within a value (`default:"iemand"`) are to be translated too."""
    return {_DEFAULT.sub("", part) for part in parts(text)} | set(
        _VALUE.findall(re.sub(r"\{\{.*?\}\}|\{%.*?%\}", "", text))
    )


@pytest.mark.parametrize("code", [code for code in full() if code != DUTCH])
def test_every_text_of_every_page_is_there(code: str, wanted: dict[str, list[str]]) -> None:
    book = catalogue(code)

    missing = [f"{places[0]}: {text}" for text, places in wanted.items() if not book.has(text)]

    assert len(wanted) > 900
    assert missing == [], "python -m tools.catalogues makes the empty entries"


@pytest.mark.parametrize("path", BOOKS, ids=lambda path: path.stem)
def test_no_entry_is_left_of_what_no_page_says(path: Path, wanted: dict[str, list[str]]) -> None:
    assert [one.msgid for one in entries(path) if one.msgid not in wanted] == []


@pytest.mark.parametrize("path", BOOKS, ids=lambda path: path.stem)
def test_translation_holds_the_same_values_tags_and_conditions(path: Path) -> None:
    wrong = [one.msgstr for one in entries(path) if one.msgstr and values(one.msgid) != values(one.msgstr)]

    assert len(entries(path)) > 10
    assert wrong == []


@pytest.mark.parametrize("code", [code for code in full() if code != DUTCH])
def test_only_dutch_chooses_between_u_and_je(code: str) -> None:
    assert [said for said in catalogue(code).words.values() if "[[" in said or "]]" in said] == []


def test_space_around_a_text_is_kept() -> None:
    wrong = [
        one.msgid for path in BOOKS for one in entries(path) if one.msgstr and _edges(one.msgid) != _edges(one.msgstr)
    ]

    assert wrong == []


def _edges(text: str) -> tuple[bool, bool]:
    return text[:1].isspace(), text[-1:].isspace()


def test_sentence_is_said_in_the_language_of_now() -> None:
    assert say("Wij antwoorden uiterlijk {day}", day="morgen") == "Wij antwoorden uiterlijk morgen"
    with speaking("en"):
        assert say("Wij antwoorden uiterlijk {day}", day="tomorrow") == "We answer on tomorrow at the latest"
        with speaking(PSEUDO):
            assert now().direction == "rtl"
        assert now().code == "en"
    assert now().code == DUTCH


def test_text_that_is_in_no_catalogue_stays_dutch() -> None:
    with speaking("en"):
        assert say("Dit staat nergens.") == "Dit staat nergens."


def test_language_that_nobody_made_is_dutch() -> None:
    assert catalogue("xx").code == DUTCH
    assert codes()[0] == DUTCH
    assert EASY not in full()


def test_translation_is_a_draft_until_it_is_signed() -> None:
    assert not catalogue("en").is_signed
    assert catalogue(DUTCH).is_signed


def test_value_with_braces_is_shown_as_it_is() -> None:
    assert say("Dag {name}", name="{kat}") == "Dag {kat}"


@pytest.mark.parametrize("code", short())
def test_short_page_is_whole(code: str) -> None:
    assert [text for text in catalogues.of_short() if not catalogue(code).has(text)] == []


def test_what_is_kept_or_goes_out_is_never_in_the_language_of_a_page() -> None:
    calls = graph({_module(path): tree(path) for path in modules("tijdig")})
    starts = [name for name in calls if name.startswith(KEEPS) and not name.startswith(HERE)]

    told = {name: ways for name in starts if (ways := way_to_speaking(name, calls))}

    assert len(starts) > 500
    assert {name: ways for name, ways in told.items() if name not in SHOWN} == {}


def _module(path: Path) -> str:
    return name_of(path).removesuffix(".py").removesuffix("/__init__").replace("/", ".")


@pytest.mark.parametrize(
    "source",
    [
        "from tijdig.languages import say\ndef keep(): return say('Dag')",
        "from tijdig import languages\ndef keep(): return languages.say('Dag')",
        "import tijdig.languages\ndef keep(): return tijdig.languages.say('Dag')",
        "import tijdig.languages as tongues\ndef keep(): return tongues.now().code",
        "from tijdig.messages.languages import here as days\ndef keep(): return days.near(None)",
        "def keep():\n    from tijdig.queries import pages\n    return pages.name()",
        "from tijdig.queries.handed import name as called\ndef keep(): return called()",
        "from tijdig.queries.pages import Line\ndef keep(): return Line().said",
        "from tijdig.queries import pages\nTELLS = {1: pages.name}\ndef keep(): return TELLS[1]()",
    ],
)
def test_who_keeps_what_a_page_says_is_found_however_far_away_it_is_said(source: str) -> None:
    pages = "from tijdig.languages import say\ndef _told(): return say('Dag')\ndef name(): return _told()\n"
    pages += "class Line:\n    def said(self): return name()\n"
    sources = {"tijdig.actions.keeping": source, "tijdig.queries.pages": pages}
    sources["tijdig.queries.handed"] = "from tijdig.queries.pages import name"

    calls = graph({name: ast.parse(words) for name, words in sources.items()})

    assert way_to_speaking("tijdig.actions.keeping.keep", calls)[0] == "tijdig.actions.keeping.keep"


def test_who_only_marks_a_text_for_later_says_nothing() -> None:
    source = "from tijdig.languages import marked\nDAY = marked('dag')\ndef keep(): return DAY"

    assert way_to_speaking("tijdig.actions.keeping.keep", graph({"tijdig.actions.keeping": ast.parse(source)})) == []
