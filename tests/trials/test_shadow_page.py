"""The report as people see it: on a phone and a desk, with the rules for accessibility of axe-core."""

from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.web.looking import faults
from tijdig.intake import profiles
from tijdig.trials import shadow_run

TEXT = "Klantnummer;Factuurnummer;Vervaldatum;Openstaand bedrag\n1;A;10-11-2026;1.234,56\n2;B;31-02-2026;5,00\n"


@pytest.mark.browser
def test_shadow_report_is_for_everybody(tmp_path: Path, browser: Browser) -> None:
    (tmp_path / "list.csv").write_text(TEXT)
    shadow_run.run(tmp_path / "list.csv", profiles.load("open-items"), tmp_path, day=date(2026, 11, 24))
    asked = []
    page = browser.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.goto((tmp_path / "report.html").as_uri())
    wrong = faults(page, 320, 360, 1280)

    assert wrong == []
    assert [url.partition(":")[0] for url in asked if not url.startswith("data:")] == ["file"]
