"""The desk of a plan for all together in Chromium: every page on a phone and at a desk, and one day that moves."""

from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from tests.cast import Cast
from tests.factories import make_point
from tests.web import workbench
from tests.web.browsing import go
from tests.web.portal.jointly import Four
from tests.web.test_joint_counter import act, balances, begin, bo, consented, four, part, running, went, works_at
from tests.web.test_workbench_browser import WIDTHS, cast, look
from tijdig.models import Joint

__all__ = ["bo", "cast", "four"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def at_work(browser: Browser, server: LiveServer, user: User) -> BrowserContext:
    context = browser.new_context(locale="nl-NL")
    value = workbench.session_of(user)
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": server.url}])
    return context


@pytest.fixture
def samira(cast: Cast) -> Any:
    return workbench.signed_in(cast.samira)


def test_first_day_that_moves_is_said_beside_the_field_and_then_taken(
    browser: Browser, live_server: LiveServer, cast: Cast, four: Four, samira: Any
) -> None:
    joint = begin(samira, four)
    for name in ("Bosstroom", "Waterheld"):
        assert went(consented(samira, joint, name), joint, "toestemming")
    page = at_work(browser, live_server, cast.samira).new_page()
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(f"{live_server.url}/werk/samen/{joint.pk}")
        look(page, width, "begonnen")
        page.goto(f"{live_server.url}/werk/samen/{joint.pk}/ruimte")
        look(page, width, "ruimte")
        page.get_by_label("Bedrag per keer").fill("60")
        page.get_by_label("elke maand").check()
        page.get_by_label("Eerste betaling op").fill("2026-12-05")
        go(page.get_by_role("button", name="Zo opschrijven"))
        look(page, width, "ruimte-schuift")
    assert page.get_by_text("De eerste betaling is dan op dinsdag 5 januari 2027").is_visible()

    go(page.get_by_role("button", name="Ja, dat klopt"))

    assert page.get_by_text("Het bedrag staat erin.").is_visible()
    assert str(Joint.objects.get().first_on) == "2026-12-05"
    page.context.close()


def test_pages_of_the_money_and_of_who_somebody_is_are_accessible_and_fit(
    browser: Browser, live_server: LiveServer, cast: Cast, four: Four, samira: Any, bo: Any, settings: Any
) -> None:
    settings.JOINT_PAYEE = four.care.code
    make_point(cast.anna.customer)
    joint = begin(samira, four)
    for name in ("Bosstroom", "Waterheld"):
        assert went(consented(samira, joint, name), joint, "toestemming")
    values: dict[str, Any] = {"spare": "60", "rhythm": "monthly", "first_on": "2026-12-15"}
    assert went(act(samira, joint, "ruimte", **values), joint, "ruimte")
    assert went(act(samira, joint, "vragen"), joint, "vragen")
    balances(samira, bo, joint)
    running(samira, bo, joint)
    paid: dict[str, Any] = {"amount": "60", "paid_on": "2026-11-24", "reference": "dagafschrift 12"}
    assert went(act(samira, joint, "betaald", **paid), joint, "betaald")
    payee = at_work(browser, live_server, works_at(four.care, "Zita Zorg")).new_page()
    house = at_work(browser, live_server, cast.samira).new_page()
    other = at_work(browser, live_server, User.objects.get(name="Bo Bos")).new_page()
    of_house = {
        "plan": f"samen/{joint.pk}", "lijst": "samen", "identiteit": f"dossier/{cast.anna.pk}/identiteit",
        "intrekken": f"samen/{joint.pk}/intrekken?deel={part(joint, 'Waterheld').pk}",
        "dossier": f"dossier/{cast.anna.pk}",
    }  # fmt: skip
    of_payee = {name: f"samen/{joint.pk}/{name}" for name in ("betaald", "terug")}
    of_payee |= {"ontvanger": f"samen/{joint.pk}", "ontvanger-lijst": "samen"}
    of_other = {"elders-dossier": f"dossier/{four.energy.pk}", "elders-plan": f"samen/{joint.pk}"}

    for page, addresses in ((house, of_house), (payee, of_payee), (other, of_other)):
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            for name, address in addresses.items():
                page.goto(f"{live_server.url}/werk/{address}")
                look(page, width, name)
        page.context.close()
