"""What a picture of a page is made of: who looks, where, and what is done there first."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, NamedTuple

from playwright.sync_api import Page

from accounts.models import User
from tijdig.models import Case

Step = Callable[[Page], None]


class Who(NamedTuple):
    """Somebody who looks: a customer, a colleague, or a stranger."""

    case: Case | None = None
    user: User | None = None
    level: int = 0


STRANGER: Final = Who()


@dataclass(frozen=True)
class Shot:
    """One page in one state."""

    part: str
    name: str
    about: str
    address: str
    who: Who = STRANGER
    steps: tuple[Step, ...] = ()


def click(name: str) -> Step:
    """Press this button, and see the page that follows."""

    def press(page: Page) -> None:
        with page.expect_navigation():
            page.get_by_role("button", name=name).first.click()

    return press


def look_again() -> Step:
    """Press the button that shows what it would be; its name says "opnieuw" once the script has shown it."""

    def press(page: Page) -> None:
        with page.expect_navigation():
            page.locator("button[value=bekijk]").click()

    return press


def fill(label: str, words: str) -> Step:
    """Type this into the field with this label."""
    return lambda page: page.get_by_label(label).first.fill(words)
