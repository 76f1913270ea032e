"""What axe-core finds on a page and what sticks out of it: loaded once, looked at in every width that is asked."""

from typing import Final

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

HEIGHT: Final = 800
THUMB: Final = 52
"""Pixels that a thumb needs, for whatever is not a link within a sentence."""
ROW: Final = 64
ASLEEP: Final = f"window.wakeAxe = () => {{ {Axe().axe_script}\n}}; 0"
"""A page gets axe asleep: carrying it over and reading it takes longer than its rules do."""
AXE: Final = """() => {
  if (typeof axe === "undefined") wakeAxe();
  return axe.run({resultTypes: ["violations"]}).then((told) => told.violations.map(
    (fault) => `${fault.id} (${fault.nodes.map((node) => node.html.slice(0, 80)).slice(0, 3).join(" ")})`));
}"""
LOW: Final = """({thumb, row}) => {
  const low = (things, least) => [...document.querySelectorAll(things)].filter((one) => {
    const box = one.getBoundingClientRect();
    return box.height && box.height < least - 0.5;
  }).map((one) => `${one.tagName} ${one.className} ${one.textContent.trim().slice(0, 30)} is low`);
  const inputs = "input:not([type=hidden], [type=radio], [type=checkbox]), select, textarea";
  const portal = `.page :is(button, .button, .act, .tick, .choice, ${inputs}), .page .back a,
    .next a, .foot a, .links a, .list a, .ways a, .person__phone a, .head a`;
  return [...low(portal, thumb), ...low(".rows tbody tr, .found li", row)];
}"""


def faults(page: Page, *widths: int) -> list[str]:
    """What axe-core finds, and whether anything sticks out; without widths as the window is."""
    found = []
    for width in widths or (page.evaluate("window.innerWidth"),):
        page.set_viewport_size({"width": width, "height": HEIGHT})
        wide = page.evaluate("document.documentElement.scrollWidth")
        said = [*violations(page), *([f"{wide} wide"] if wide > width else [])]
        found += [f"{page.url} at {width}: {fault}" for fault in said]
    return found


def violations(page: Page) -> list[str]:
    """What axe-core finds, with all its rules."""
    if page.evaluate("typeof wakeAxe") == "undefined":
        page.add_init_script(ASLEEP)  # for the pages that follow in this window
        page.evaluate(ASLEEP)
    found: list[str] = page.evaluate(AXE)
    return found


def low(page: Page) -> list[str]:
    """What a thumb would miss."""
    found: list[str] = page.evaluate(LOW, {"thumb": THUMB, "row": ROW})
    return found
