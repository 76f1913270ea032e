"""The look at a page sees what is wrong with it, on the first page of a window and on the next."""

import pytest
from playwright.sync_api import Browser

from tests.web.looking import faults, low

GOOD = "<!doctype html><html lang=nl><title>Dag</title><main><h1>Dag</h1>{}</main>"
PALE = '<p style="color: #bbb; background: #fff">Bleek</p>'
PALE_ON_A_PHONE = "<style>@media (max-width: 500px) { p { color: #bbb } }</style><p>Bleek</p>"
WIDE = '<div style="width: 500px">Breed</div>'


@pytest.mark.browser
@pytest.mark.parametrize(
    ("inside", "found"),
    [
        ("", []),
        ('<img src="data:,">', ["image-alt at 360", "image-alt at 1280"]),
        (PALE, ["color-contrast at 360", "color-contrast at 1280"]),
        (PALE_ON_A_PHONE, ["color-contrast at 360"]),
        (WIDE, ["508 at 360"]),
    ],
)
def test_fault_is_found_in_each_width_that_has_it(inside: str, found: list[str], browser: Browser) -> None:
    page = browser.new_page()
    said = []
    for _ in range(2):
        page.goto("data:text/html," + GOOD.format(inside).replace("#", "%23"))
        said.append([_short(fault) for fault in faults(page, 360, 1280)])
    page.close()

    assert said == [found, found]


def _short(fault: str) -> str:
    place, _, what = fault.rpartition(" at ")[2].partition(": ")
    return f"{what.split()[0]} at {place}"


@pytest.mark.browser
def test_button_that_a_thumb_would_miss_is_low(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content('<div class="page"><button style="height: 40px">Klein</button><button style="height: 52px">Ja')
    found = low(page)
    page.close()

    assert found == ["BUTTON  Klein is low"]
