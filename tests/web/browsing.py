"""Moving about in a browser."""

from playwright.sync_api import Locator


def go(link: Locator) -> None:
    """Press what leads to another page and wait for that page; a click alone may return while the old one stands."""
    with link.page.expect_navigation():
        link.click()
