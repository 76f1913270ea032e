"""What axe-core cannot see: where Tab goes and whether that shows, what lies over what, what is too small to hit."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

from playwright.sync_api import Page

CONTRAST: Final = 3.0
"""How much the outline of what has the focus differs from what is around it (WCAG 1.4.11, 2.4.13)."""
MOST: Final = 150
"""More stops than this on one page is a trap."""

COMMON: Final = """
const controls = "a[href], button, input:not([type=hidden]), select, textarea, summary, audio[controls]";
const seen = (one) => one.checkVisibility({checkOpacity: true, checkVisibilityCSS: true});
const numbers = (colour) => (colour.match(/[\\d.]+/g) || []).map(Number);
const light = ([r, g, b]) => [r, g, b].map((v) => v / 255)
  .map((v) => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
  .reduce((sum, v, at) => sum + v * [0.2126, 0.7152, 0.0722][at], 0);
const contrast = (one, other) => {
  const [low, high] = [light(one), light(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
};
const behind = (one) => {
  for (; one; one = one.parentElement) {
    const colour = numbers(getComputedStyle(one).backgroundColor);
    if (colour.length < 4 || colour[3] > 0) return colour;
  }
  return [255, 255, 255];
};
const name = (one) => (one.getAttribute("aria-label") || (one.labels && [...one.labels].map((l) => l.innerText)
  .join(" ")) || one.innerText || one.value || "").trim().replace(/\\s+/g, " ").slice(0, 60);
"""

STOP: Final = f"""() => {{ {COMMON}
  const one = document.activeElement;
  if (!one || one === document.body || one === document.documentElement) return null;
  const box = one.getBoundingClientRect(), first = one.getClientRects()[0], look = getComputedStyle(one);
  const top = document.elementFromPoint(first.left + first.width / 2, first.top + first.height / 2);
  return {{
    number: [...document.querySelectorAll(controls)].indexOf(one),
    name: name(one), tag: one.tagName.toLowerCase(), kind: one.type || "",
    top: box.top + scrollY, bottom: box.bottom + scrollY, left: box.left,
    outline: look.outlineStyle === "none" ? 0 : parseFloat(look.outlineWidth),
    contrast: contrast(numbers(look.outlineColor), behind(one.parentElement)),
    uncovered: box.top >= -1 && Math.min(box.bottom, box.top + innerHeight) <= innerHeight + 1
      && !!top && (one.contains(top) || top.contains(one)),
  }};
}}"""

REACHABLE: Final = f"""() => {{ {COMMON}
  const groups = new Set();
  return [...document.querySelectorAll(controls)].filter((one) => {{
    if (!seen(one) || one.disabled || one.tabIndex < 0 || one.type === "radio" && groups.has(one.name)) return false;
    if (one.type === "radio") groups.add(one.name);
    return true;
  }}).map(name);
}}"""

SPACED: Final = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
    p { margin-block-end: 2em !important }`);
  document.adoptedStyleSheets = [sheet];
}"""
LARGE: Final = "() => { document.adoptedStyleSheets = []; document.documentElement.style.fontSize = '200%'; }"

SPOILED: Final = f"""() => {{ {COMMON}
  const found = [], lines = [], walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const width = document.documentElement.clientWidth, HIDDEN = ".unseen, .away, .hide, .skip, select, textarea";
  for (let text = walk.nextNode(); text; text = walk.nextNode()) {{
    const around = text.parentElement;
    if (!text.data.trim() || !seen(around) || around.closest(HIDDEN)) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    for (const box of range.getClientRects()) {{
      if (box.width < 1) continue;
      const inset = box.height * 0.2, words = text.data.trim().slice(0, 30);
      lines.push({{words, text, left: box.left, right: box.right, top: box.top + inset, bottom: box.bottom - inset}});
      if (box.right > width + 1 || box.left < -1) found.push(`${{words}} sticks out`);
      for (let one = around; one; one = one.parentElement) {{
        if (!["hidden", "clip"].includes(getComputedStyle(one).overflowX) || one === document.documentElement) continue;
        const frame = one.getBoundingClientRect();
        if (box.right > frame.right + 1 || box.bottom - inset > frame.bottom + 1) found.push(`${{words}} is cut`);
      }}
    }}
  }}
  lines.sort((one, other) => one.top - other.top);
  lines.forEach((one, at) => {{
    for (const other of lines.slice(at + 1)) {{
      if (other.top >= one.bottom) break;
      if (other.text !== one.text && one.left < other.right - 2 && other.left < one.right - 2)
        found.push(`${{one.words}} lies over ${{other.words}}`);
    }}
  }});
  return [...new Set(found)];
}}"""

SMALL: Final = f"""() => {{ {COMMON}
  return [...document.querySelectorAll(controls)].filter((one) => {{
    if (!seen(one) || one.matches(".skip")) return false;
    const target = one.matches("[type=radio], [type=checkbox]") && one.labels[0] || one;
    const box = target.getBoundingClientRect();
    const within = getComputedStyle(one).display === "inline"
      && one.parentElement.innerText.trim().length > one.innerText.trim().length;
    return !within && (box.width < 24 || box.height < 24);
  }}).map((one) => `${{one.tagName}} ${{name(one)}} is small`);
}}"""

MISNAMED: Final = """() => [...document.querySelectorAll(":is(a, button, input, summary)[aria-label]")]
  .filter((one) => !one.getAttribute("aria-label").includes(one.innerText.trim()))
  .map((one) => `${one.innerText} is called ${one.getAttribute("aria-label")}`)"""
HELPED: Final = """() => {
  const found = [...document.querySelectorAll("main > .person")];
  const [place] = found, heading = document.querySelector("h1");
  return found.length === 1 && !!place.querySelector("a[href^='tel:']")
    && !!(heading.compareDocumentPosition(place) & Node.DOCUMENT_POSITION_FOLLOWING);
}"""

UNTOLD: Final = """async () => {
  const found = [], place = document.querySelector("[role=alert]");
  if (!place) return ["no mistake is told"];
  for (let frame = 0; frame < 60 && document.activeElement !== place; frame++)
    await new Promise(requestAnimationFrame);  // a browser moves the focus after it has painted
  if (!document.title.startsWith("Fout: ")) found.push(`the title is ${document.title}`);
  if (document.activeElement !== place) found.push("the mistake has not the focus");
  for (const link of place.querySelectorAll("a")) {
    const field = document.getElementById(link.hash.slice(1));
    const words = field && (field.getAttribute("aria-describedby") || "").split(" ")
      .map((id) => (document.getElementById(id) || {}).innerText);
    if (!words || !words.includes(link.innerText)) found.push(`nothing ties ${link.innerText} to ${link.hash}`);
    if (field && field.matches("input, select, textarea") && field.getAttribute("aria-invalid") !== "true")
      found.push(`${link.hash} is not marked as wrong`);
  }
  return found;
}"""
UNREACHED: Final = """() => {
  const place = document.querySelector(location.hash || "nothing"), at = document.activeElement;
  if (!place) return ["the link of the mistake leads nowhere"];
  return place === at || place.matches("fieldset") ? [] : [`the focus is on ${at.tagName} ${at.id}, not on the field`];
}"""

FLAT: Final = """() => [...document.querySelectorAll(".button, .act, button:not(.link), .tick, .field input")]
  .filter((one) => one.checkVisibility() && getComputedStyle(one).borderStyle === "none")
  .map((one) => `${one.className} ${one.innerText} has no edge where colours are forced`)"""
MOVING: Final = """() => [...document.querySelectorAll("*")].filter((one) => {
    const look = getComputedStyle(one);
    return look.animationName !== "none" || look.transitionDuration !== "0s" || look.scrollBehavior === "smooth";
  }).map((one) => `${one.tagName} ${one.className} moves`)"""
UNPRINTED: Final = """() => {
  const away = [...document.querySelectorAll("button, .skip, .foot, .links, .back")];
  const words = [...document.querySelectorAll("main :is(h1, h2, p, dd, td)")];
  const left = words.filter((one) => !one.closest(".back, .aloud, form"));
  return [
    ...away.filter((one) => one.checkVisibility()).map((one) => `${one.className} is of no use`),
    ...left.filter((one) => !one.checkVisibility()).map((one) => `${one.innerText} is gone`),
  ];
}"""


@dataclass(frozen=True, slots=True)
class Stop:
    """Where the focus is after one press of Tab."""

    number: int
    name: str
    tag: str
    kind: str
    top: float
    bottom: float
    left: float
    outline: float
    contrast: float
    uncovered: bool

    @property
    def fault(self) -> str:
        """What somebody who uses no mouse would miss."""
        if self.outline < 2 or self.contrast < CONTRAST:
            return f"{self.tag} {self.name}: no focus to see ({self.outline} px, {self.contrast:.1f})"
        return "" if self.uncovered else f"{self.tag} {self.name}: covered or out of sight"


def tab(page: Page) -> Stop | None:
    """One press of Tab; nothing when the focus left the page."""
    page.keyboard.press("Tab")
    told: dict[str, Any] | None = page.evaluate(STOP)
    return Stop(**told) if told else None


def stops(page: Page) -> list[Stop]:
    """Every stop of one round of Tab through the page."""
    found: list[Stop] = []
    for _ in range(MOST):
        stop = tab(page)
        if stop is None or (found and stop.number == found[0].number):
            break
        found.append(stop)
    return found


def key_faults(page: Page, *, columns: bool = False) -> list[str]:
    """What is wrong for who uses only a keyboard: a trap, something out of reach, no focus to see, a jump."""
    found = stops(page)
    wanted = page.evaluate(REACHABLE)
    wrong = [stop.fault for stop in found if stop.fault]
    if len(found) == MOST:
        wrong.append("a trap")
    if [stop.name for stop in found] != wanted:
        wrong.append(f"Tab goes {[stop.name for stop in found]}, the page has {wanted}")
    for one, other in pairwise([] if columns else found[1:]):  # after the skip link
        if other.bottom <= one.top or (
            other.top < one.bottom - 1 and one.top < other.bottom - 1 and other.left < one.left
        ):
            wrong.append(f"{other.name} stands before {one.name}")
    return wrong


def reach(page: Page, name: str) -> Stop:
    """Press Tab until the focus is on what has this name."""
    for _ in range(MOST):
        stop = tab(page)
        if stop and stop.name.startswith(name):
            return stop
    raise AssertionError(f"Tab never comes at {name} on {page.url}")
