"""The start page and the error pages: Dutch, one heading, a person and a way on, nothing from elsewhere."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.contrib.staticfiles import finders
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import path

from tests.conftest import NOW
from tests.web import pages
from tijdig import clock, urls


def _raises(error: type[Exception]) -> Callable[[HttpRequest], HttpResponse]:
    def view(request: HttpRequest) -> HttpResponse:
        raise error("Anna de Vries, € 182,40")

    return view


urlpatterns = [
    *urls.urlpatterns,
    path("400", _raises(BadRequest)),
    path("403", _raises(PermissionDenied)),
    path("500", _raises(RuntimeError)),
]
handler400, handler403, handler404, handler500 = urls.handler400, urls.handler403, urls.handler404, urls.handler500

ALL = {"/": 200, "/400": 400, "/403": 403, "/404": 404, "/500": 500}


@pytest.fixture
def visitor(settings: LazySettings) -> Client:
    settings.ROOT_URLCONF = __name__
    return Client(raise_request_exception=False)


@pytest.mark.django_db
@pytest.mark.parametrize(("address", "status"), ALL.items())
def test_page_is_dutch_with_one_heading_and_a_way_on(
    address: str, status: int, visitor: Client, settings: LazySettings
) -> None:
    settings.HELP_NAME, settings.HELP_PHONE = "Samira Kaya", "020 555 01 23"

    response = visitor.get(address)
    page = pages.read(response.content)

    assert response.status_code == status
    assert page.language == "nl"
    assert page.title.endswith("Tijdig") or page.title.startswith("Tijdig")
    assert [level for level, _ in page.headings].count(1) == 1
    assert [level for level, _ in page.headings] == sorted(level for level, _ in page.headings)
    assert page.links["020 555 01 23"] == "tel:0205550123"
    assert "Samira Kaya" in page.text
    assert page.links["Tijdig"] == "/"
    assert len(page.ids) == len(set(page.ids))


@pytest.mark.parametrize("address", ALL)
def test_page_without_a_person_set_points_to_the_number_in_the_message(address: str, visitor: Client) -> None:
    page = pages.read(visitor.get(address).content)

    assert "Bel het nummer in uw brief, e-mail of sms." in " ".join(page.text.split())


@pytest.mark.parametrize("address", [address for address in ALL if address != "/"])
def test_error_page_shows_the_number_of_the_request_and_nothing_of_the_error(address: str, visitor: Client) -> None:
    response = visitor.get(address, headers={"X-Request-ID": "abcd-1234"})
    page = pages.read(response.content)

    assert "abcd-1234" in page.text
    assert page.links["Naar het begin"] == "/"
    assert "Anna" not in page.text
    assert "182" not in page.text


def test_form_that_stood_open_too_long_says_what_to_do(visitor: Client) -> None:
    strict = Client(enforce_csrf_checks=True)

    response = strict.post("/", {"x": "y"})

    assert response.status_code == 403
    assert "te lang open" in pages.read(response.content).headings[0][1]


@pytest.mark.parametrize("address", ALL)
def test_page_speaks_in_short_sentences(address: str, visitor: Client) -> None:
    page = pages.read(visitor.get(address).content)

    assert len(page.sentences) > 4
    assert [said for said in page.sentences if len(said.split()) > pages.WORDS] == []
    assert [said for said in page.sentences if re.search(r"schuld|debiteur|!", said)] == []


@pytest.mark.parametrize("address", ALL)
def test_page_is_light_and_needs_nothing_from_elsewhere(address: str, visitor: Client) -> None:
    content = visitor.get(address).content
    page = pages.read(content)
    style = Path(str(finders.find("tijdig/house.css")))
    fonts = [path.stat().st_size for path in (style.parent.parent / "fonts").glob("*-latin-[47]00-*.woff2")]

    assert len(fonts) == 2
    assert len(content) + style.stat().st_size + sum(fonts) < pages.WEIGHT
    assert page.inline == []
    assert re.findall(rb'(?:src|href)="(?:https?:)?//', content) == []


@pytest.mark.parametrize("address", ALL)
def test_page_keeps_the_browser_strict(address: str, visitor: Client) -> None:
    headers = visitor.get(address).headers

    policy = dict(part.split(" ", 1) for part in headers["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["form-action"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Permissions-Policy"].startswith("camera=()")


@pytest.mark.django_db
def test_start_page_of_a_demo_says_that_all_is_made_up(visitor: Client, data_dir: Path) -> None:
    plain = pages.read(visitor.get("/").content).text
    clock.fix(NOW)

    demo = pages.read(visitor.get("/").content).text

    assert "verzonnen" not in plain
    assert "dinsdag 24 november 2026, 9.00 uur" in " ".join(demo.split())


@pytest.mark.django_db
def test_style_sheet_and_mark_are_served(visitor: Client) -> None:
    for name in ("house.css", "mark.svg"):
        response = visitor.get(f"/static/tijdig/{name}")
        response.close()
        assert response.status_code == 200


def test_style_sheet_refers_only_to_what_is_there() -> None:
    sheet = Path(str(finders.find("tijdig/house.css")))

    named = re.findall(r'url\("([^"]+)"\)', sheet.read_text())

    assert [name for name in named if not (sheet.parent / name).exists()] == []


def test_health_keeps_to_safe_methods() -> None:
    from tijdig.web import health

    assert health.show(RequestFactory().post("/")).status_code == 405
