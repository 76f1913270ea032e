"""What axe-core cannot see is seen by ours: each fault is found on a page that has it, and none on one that has not."""

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page

from tests.web import sensing

pytestmark = pytest.mark.browser

OUTLINE = ":focus-visible { outline: 3px solid #1d2b33; outline-offset: 3px }"
BARE = "<!doctype html><html lang=nl><title>Dag</title><style>{style}</style><main><h1>Dag</h1>{inside}</main>"
LINKS = "<p><a href=/a>Een</a></p><p><a href=/b>Twee</a></p><p><a href=/c>Drie</a></p>"
TRAP = """<p><a href=/a>Een</a></p><p><a href=/b id=b>Twee</a></p><p><a href=/c id=c>Drie</a></p><script>
  c.addEventListener("keydown", (event) => { if (event.key === "Tab") { b.focus(); event.preventDefault(); } });
</script>"""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    opened = browser.new_page(viewport={"width": 360, "height": 640})
    yield opened
    opened.close()


def show(page: Page, inside: str, style: str = "") -> None:
    page.goto("data:text/html," + quote(BARE.format(style=style, inside=inside)))


@pytest.mark.parametrize(
    ("inside", "style", "found"),
    [
        (LINKS, OUTLINE, ""),
        (LINKS, ":focus { outline: none }", "no focus to see"),
        (LINKS, ":focus { outline: 3px solid #ddd }", "no focus to see"),
        (LINKS + "<p style='position: fixed; inset: 0; background: #fff'>Over alles</p>", OUTLINE, "covered"),
        (LINKS + "<button tabindex=1>Vier</button>", OUTLINE, "Tab goes ['Vier'"),
        (LINKS + "<p style='position: absolute; top: 0'><a href=/d>Vier</a></p>", OUTLINE, "Vier stands before Drie"),
        (TRAP, OUTLINE, "a trap"),
    ],
)
def test_fault_of_the_keyboard_is_found(inside: str, style: str, found: str, page: Page) -> None:
    show(page, inside, style)

    wrong = sensing.key_faults(page)

    assert (wrong == []) == (found == "")
    assert found in " ".join(wrong)


@pytest.mark.parametrize(
    ("inside", "found"),
    [
        ("<p>Een hele zin die past.</p>", []),
        ("<p style='height: 1em; overflow: hidden'>Boven<br>Onder</p>", ["Onder is cut"]),
        (
            "<p style='white-space: nowrap'>" + "Veel woorden " * 9 + "</p>",
            ["Veel woorden Veel woorden Veel sticks out"],
        ),
        ("<p>Onder</p><p style='margin-top: -2.2em'>Boven</p>", ["Onder lies over Boven"]),
    ],
)
def test_spoiled_text_is_found(inside: str, found: list[str], page: Page) -> None:
    show(page, inside, "p { font: 16px/1.2 sans-serif }")

    said = page.evaluate(sensing.SPOILED)

    assert [one.strip() for one in said] == found


def test_air_between_the_words_is_what_the_rule_asks_also_under_our_policy(page: Page) -> None:
    show(page, "<p>Een zin</p>", "p { font-size: 20px }")

    page.evaluate(sensing.SPACED)

    assert page.evaluate("""() => {
        const look = getComputedStyle(document.querySelector("p"));
        return [look.lineHeight, look.letterSpacing, look.wordSpacing, look.marginBlockEnd];
    }""") == ["30px", "2.4px", "3.2px", "40px"]


def test_small_target_is_found_and_a_link_in_a_sentence_is_not(page: Page) -> None:
    show(page, "<p>Lees <a href=/a>dit</a> maar.</p><p><button style='width: 20px; padding: 0'>x</button></p>")

    assert page.evaluate(sensing.SMALL) == ["BUTTON x is small"]


@pytest.mark.parametrize(
    ("inside", "found"),
    [
        ("<a class=button style='border: 1px solid'>A</a>", []),
        ("<a class=button>A</a>", ["button A has no edge where colours are forced"]),
    ],
)
def test_control_without_an_edge_is_found(inside: str, found: list[str], page: Page) -> None:
    show(page, inside)

    assert page.evaluate(sensing.FLAT) == found


def test_motion_and_waste_of_paper_are_found(page: Page) -> None:
    show(page, "<p class=x>A</p><button>B</button>", ".x { transition: color 1s } @media print { p { display: none } }")
    moving = page.evaluate(sensing.MOVING)
    page.emulate_media(media="print")

    assert moving == ["P x moves"]
    assert page.evaluate(sensing.UNPRINTED) == [" is of no use", "A is gone"]


FIELD = "<input id=naam {}><p id=fout>Vul uw naam in.</p>"
ALERT = "<div role=alert tabindex=-1 autofocus><a href=#naam>Vul uw naam in.</a></div>"


@pytest.mark.parametrize(
    ("inside", "found"),
    [
        (ALERT + FIELD.format("aria-invalid=true aria-describedby=fout"), 0),
        (ALERT + FIELD.format("aria-invalid=true"), 1),
        (ALERT + FIELD.format("aria-describedby=fout"), 1),
        (ALERT.replace(" autofocus", "") + FIELD.format("aria-invalid=true aria-describedby=fout"), 1),
        (FIELD.format(""), 1),
    ],
)
def test_mistake_that_is_not_told_is_found(inside: str, found: int, page: Page) -> None:
    show(page, inside)
    page.evaluate("document.title = 'Fout: naam'")

    assert len(page.evaluate(sensing.UNTOLD)) == found


@pytest.mark.parametrize(
    ("inside", "misnamed", "helped"),
    [
        ("<a href=/x aria-label='Waarom? Brief'>Waarom?</a><div class=person><a href=tel:112>112</a></div>", 0, True),
        ("<a href=/x aria-label='Uitleg'>Waarom?</a><div class=person>Niemand</div>", 1, False),
        ("", 0, False),
    ],
)
def test_other_name_and_missing_help_are_found(inside: str, misnamed: int, helped: bool, page: Page) -> None:
    show(page, inside)

    assert (len(page.evaluate(sensing.MISNAMED)), page.evaluate(sensing.HELPED)) == (misnamed, helped)
