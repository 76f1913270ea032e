"""A reaction is seen at once: the list of today asks whether something came in, says so, and moves nothing."""

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.sessions.models import Session
from django.test import Client
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.cast import Cast
from tests.factories import NOW, make_creditor, make_membership
from tests.web import workbench
from tests.web.test_workbench_browser import at_work
from tijdig.actions import forms, requests
from tijdig.models import Case, OpenForm, Request
from tijdig.words import ChannelKind, RequestKind


@pytest.fixture
def cast(data_dir: Path, request: pytest.FixtureRequest) -> Cast:
    request.getfixturevalue("emptied" if "browser" in request.fixturenames else "db")
    return workbench.make_morning()


def react(case: Case) -> Request:
    by = f"customer:{case.customer_id}"
    return requests.receive(case, RequestKind.EXPLAIN, by_channel=ChannelKind.PORTAL, by=by, at=NOW, text="Waarom?")


def leave_number(cast: Cast) -> None:
    forms.receive(cast.woonstede, "Iemand Anders", ChannelKind.PHONE, "06 00 00 01 09", at=NOW)


def address_in(client: Client, page: str) -> str:
    found = re.search(r'data-news="([^"]*)"', client.get(page).content.decode())
    return unescape(found[1]) if found else ""


def is_new(client: Client, address: str) -> bool:
    response = client.get(address)
    assert response.status_code == 200
    return bool(response.json()["nieuw"])


PAGES = ["/werk/", "/werk/?wie=iedereen", "/werk/verzoeken", "/werk/formulieren", "/werk/?soort=call_back"]


@pytest.mark.parametrize(
    ("page", "of_request", "of_form"),
    [
        *[(page, True, True) for page in PAGES[:2]],
        (PAGES[2], True, False),
        (PAGES[3], False, True),
        (PAGES[4], True, False),
    ],
)
def test_list_hears_of_what_it_would_show(page: str, of_request: bool, of_form: bool, cast: Cast) -> None:
    samira = workbench.signed_in(cast.samira)
    first = address_in(samira, page)
    quiet = is_new(samira, first)

    react(cast.emre)
    after_request, again = is_new(samira, first), address_in(samira, page)
    leave_number(cast)
    after_form = is_new(samira, again)

    assert (quiet, after_request, after_form) == (False, of_request, of_form)


@pytest.mark.parametrize("page", ["/werk/?soort=missed", "/werk/niet-bereikt", "/werk/mijn", "/werk/zoeken"])
def test_list_that_no_customer_writes_to_does_not_ask(page: str, cast: Cast) -> None:
    assert address_in(workbench.signed_in(cast.samira), page) == ""


def test_customers_of_a_colleague_are_news_for_the_whole_team_only(cast: Cast) -> None:
    Case.objects.filter(pk=cast.emre.pk).update(handler=cast.dewi)
    samira = workbench.signed_in(cast.samira)
    own, team = address_in(samira, "/werk/"), address_in(samira, "/werk/?wie=iedereen")

    react(cast.emre)

    assert (is_new(samira, own), is_new(samira, team)) == (False, True)


def test_news_of_another_organisation_is_none_of_ours(cast: Cast) -> None:
    stranger = workbench.signed_in(make_membership(creditor=make_creditor()).user)
    address = address_in(stranger, "/werk/")

    react(cast.emre)
    leave_number(cast)

    assert is_new(stranger, address) is False


def test_what_a_colleague_answered_is_no_news_any_more(cast: Cast) -> None:
    samira = workbench.signed_in(cast.samira)
    address = address_in(samira, "/werk/")
    asked = react(cast.emre)

    Request.objects.filter(pk=asked.pk).update(state="answered")

    assert is_new(samira, address) is False


@pytest.mark.parametrize("is_form", [False, True])
def test_lower_number_that_is_seen_later_is_news_too(is_form: bool, cast: Cast) -> None:
    """As on PostgreSQL, where who took the first number may commit last."""
    rows: Any = OpenForm.objects if is_form else Request.objects
    if is_form:
        leave_number(cast)
    else:
        react(cast.emre)
    late = rows.order_by("pk").last()
    rows.filter(pk=late.pk).delete()
    last = rows.model(**{field.attname: getattr(late, field.attname) for field in rows.model._meta.fields})
    last.pk = late.pk + 1
    last.save(force_insert=True)
    samira = workbench.signed_in(cast.samira)
    address = address_in(samira, "/werk/")
    quiet = is_new(samira, address)

    late.save(force_insert=True)

    assert (quiet, is_new(samira, address)) == (False, True)
    assert is_new(samira, address_in(samira, "/werk/")) is False


@pytest.mark.parametrize(
    "mark",
    [
        "1.2.x-3",
        f"{'9' * 18}.{'9' * 30}-{'1.' * 5000}",
        "\u0663-\u00b2",
        "",
        "x",
        "1",
        "1-",
        "-",
        "99999999999999999999-1",
        "1-2-3",
    ],
)
def test_mark_that_makes_no_sense_is_no_fault(mark: str, cast: Cast) -> None:
    assert workbench.signed_in(cast.samira).get(f"/werk/nieuw?na={mark}").status_code == 200


def test_asking_is_one_query_beside_who_asks(cast: Cast, django_assert_num_queries: Callable[..., object]) -> None:
    samira = workbench.signed_in(cast.samira)
    address = address_in(samira, "/werk/")

    with django_assert_num_queries(4):  # the session, the user, the organisation; and whether something came in
        samira.get(address)


def test_asking_keeps_no_session_alive(cast: Cast) -> None:
    samira = workbench.signed_in(cast.samira)
    address = address_in(samira, "/werk/")
    before = Session.objects.get().expire_date

    answers = [samira.get(address) for _ in range(5)]
    after = Session.objects.get().expire_date
    Session.objects.update(expire_date="2020-01-01T00:00:00Z")

    assert [answer.cookies for answer in answers] == [{}] * 5
    assert after == before
    assert samira.get(address)["Location"].startswith("/werk/inloggen/")


# In Chromium ---------------------------------------------------------------------------------------------------------


def half_a_minute(page: Page) -> None:
    with page.expect_response(lambda response: "/werk/nieuw" in response.url):
        page.clock.fast_forward(31_000)


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("width", [360, 1280])
def test_line_appears_by_itself_and_moves_nothing(
    width: int, browser: Browser, live_server: LiveServer, cast: Cast
) -> None:
    with at_work(browser, live_server, cast, width) as context:
        page = context.new_page()
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text))
        page.clock.install()
        page.goto(f"{live_server.url}/werk/")
        row, line = page.locator(".rows tbody tr").first, page.locator("[data-news] p")
        before = row.bounding_box()
        half_a_minute(page)
        quiet = line.is_visible()

        react(cast.emre)
        half_a_minute(page)
        expect(line).to_be_visible()
        text, after = line.inner_text(), row.bounding_box()
        faults = Axe().run(page).violations_count
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.clock.fast_forward(120_000)
        page.get_by_role("link", name="Ververs de lijst").press("Enter")
        page.wait_for_load_state()
        fresh = page.get_by_text("Waarom?").count()
        hidden = page.locator("[data-news] p").is_visible()

    assert (quiet, text) == (False, "Er is een nieuwe reactie. Ververs de lijst.")
    assert before == after
    assert (faults, said, [url for url in asked if "nieuw?" in url]) == (0, [], [])
    assert (fresh, hidden) == (1, False)


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_screen_that_nobody_watches_asks_seldom_and_tells_in_its_title(
    browser: Browser, live_server: LiveServer, cast: Cast
) -> None:
    with at_work(browser, live_server, cast, 1280) as context:
        page = context.new_page()
        page.clock.install()
        page.goto(f"{live_server.url}/werk/")
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.evaluate("Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true })")
        page.clock.run_for(290_000)
        unwatched = [url for url in asked if "nieuw?" in url]  # the browser may still fetch the icon
        react(cast.emre)
        page.clock.run_for(30_000)
        expect(page.locator("[data-news] p")).to_be_visible()
        title = page.title()

    assert (unwatched, title) == ([], "(1) Vandaag - Woonstede - Tijdig")


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_screen_that_comes_back_in_sight_asks_at_once(browser: Browser, live_server: LiveServer, cast: Cast) -> None:
    with at_work(browser, live_server, cast, 1280) as context:
        page = context.new_page()
        page.clock.install()
        page.goto(f"{live_server.url}/werk/dossier/{cast.anna.pk}")
        react(cast.emre)
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        expect(page.locator("[data-news] p")).to_be_visible()
        text, link = page.locator("[data-news] p").inner_text(), page.get_by_role("link", name="Naar de lijst")

        assert text == "Er is een nieuwe reactie. Naar de lijst."
        assert link.get_attribute("href") == "/werk/"


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_screen_of_a_session_that_ended_says_so(browser: Browser, live_server: LiveServer, cast: Cast) -> None:
    with at_work(browser, live_server, cast, 1280) as context:
        page = context.new_page()
        page.clock.install()
        page.goto(f"{live_server.url}/werk/")
        Session.objects.update(expire_date="2020-01-01T00:00:00Z")
        half_a_minute(page)
        expect(page.locator("[data-news] p")).to_be_visible()
        text = page.locator("[data-news] p").inner_text()

    assert text == "U bent uitgelogd. Log weer in."


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_list_without_javascript_has_no_line(browser: Browser, live_server: LiveServer, cast: Cast) -> None:
    with at_work(browser, live_server, cast, 1280, script=False) as context:
        page = context.new_page()
        page.goto(f"{live_server.url}/werk/")
        line, rows = page.locator("[data-news] p").count(), page.locator(".rows tbody tr").count()

    assert (line, rows) == (0, 5)
