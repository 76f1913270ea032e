"""The report as people see it: on a phone and a desk, with the rules for accessibility of axe-core."""

import sys
from datetime import date
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

from tijdig.intake import profiles
from tijdig.trials import shadow_run

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tools"))
import chromium

TEXT = "Klantnummer;Factuurnummer;Vervaldatum;Openstaand bedrag\n1;A;10-11-2026;1.234,56\n2;B;31-02-2026;5,00\n"


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 360, 1280])
def test_shadow_report_is_for_everybody(tmp_path: Path, width: int) -> None:
    (tmp_path / "list.csv").write_text(TEXT)
    shadow_run.run(tmp_path / "list.csv", profiles.load("open-items"), tmp_path, day=date(2026, 11, 24))
    asked = []
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium.path(), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": width, "height": 800})
        page.on("request", lambda request: asked.append(request.url))
        page.goto((tmp_path / "report.html").as_uri())
        found = Axe().run(page)
        wide = page.evaluate("document.documentElement.scrollWidth")
        browser.close()

    assert found.violations_count == 0, found.generate_report()
    assert wide <= width
    assert [url.partition(":")[0] for url in asked if not url.startswith("data:")] == ["file"]
