"""Logs say what happened with ids and counts; a name, an amount, an address or a token never gets in."""

import json
import logging
import sys
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from tijdig import logs

PRIVATE = ("Anna", "de Vries", "182", "182,40", "anna@example.org", "Dorpsstraat", "NL91ABNA0417164300", "geheim-token")


def line(message: object, *args: object, name: str = "tijdig.actions.night", **extra: object) -> dict[str, Any]:
    record = logging.LogRecord(name, logging.INFO, __file__, 1, message, args, None)
    vars(record).update(extra)
    loaded: dict[str, Any] = json.loads(logs.Json().format(record))
    return loaded


def test_line_holds_event_ids_and_counts() -> None:
    told = line("contact.handed_over", contact=17, kind="letter", count=3, ms=12)

    assert {key: told[key] for key in ("event", "contact", "kind", "count", "ms", "level")} == {
        "event": "contact.handed_over",
        "contact": 17,
        "kind": "letter",
        "count": 3,
        "ms": 12,
        "level": "info",
    }


@pytest.mark.parametrize(
    "told",
    [
        line("contact.sent", customer="Anna de Vries", amount_cents=18240, address="Dorpsstraat 1"),
        line("contact.sent", kind="Anna de Vries", state="€ 182,40", code="anna@example.org"),
        line("sent € 182,40 to Anna de Vries"),
        line("sent %s to %s", "€ 182,40", "Anna de Vries"),
        line("Not Found: %s", "/in/geheim-token/", name="django.request"),
        line("mail to anna@example.org failed for Anna (182,40)", name="smtplib"),
        line("IBAN=NL91ABNA0417164300 key='Dorpsstraat' 182", name="lib"),
        line({"name": "Anna de Vries"}, name="lib"),
    ],
)
def test_line_never_holds_a_name_an_amount_an_address_or_a_token(told: dict[str, Any]) -> None:
    text = json.dumps(told, ensure_ascii=False)

    assert [word for word in PRIVATE if word in text.replace(told["at"], "")] == []


def test_line_of_a_library_keeps_its_own_words() -> None:
    assert line("Not Found: %s", "/in/geheim-token/", name="django.request")["event"] == "not Found: …"


def test_error_says_its_kind_and_place_but_not_its_values() -> None:
    try:
        raise ValueError("Anna de Vries owes 182,40")
    except ValueError:
        record = logging.LogRecord(
            "django.request", 40, __file__, 1, "Internal Server Error: %s", ("/x",), sys.exc_info()
        )

    told = json.loads(logs.Json().format(record))

    assert told["error"] == "ValueError"
    assert told["where"][-1].endswith("test_error_says_its_kind_and_place_but_not_its_values")
    assert "Anna" not in json.dumps(told)


def test_case_is_on_every_line_inside_and_gone_outside() -> None:
    with logs.about(42):
        inside = line("night.planned")

    assert inside["case"] == 42
    assert "case" not in line("night.planned")


def test_request_is_on_every_line_and_in_the_answer() -> None:
    seen: list[dict[str, Any]] = []

    def answer(request: HttpRequest) -> HttpResponse:
        seen.append(line("anything"))
        return HttpResponse("ok")

    response = logs.RequestLog(answer)(RequestFactory().get("/", headers={"X-Request-ID": "proxy-000123"}))

    assert response["X-Request-ID"] == "proxy-000123"
    assert seen[0]["request"] == "proxy-000123"
    assert logs.request_id() is None


@pytest.mark.parametrize(
    "given", ["", "short", "Anna de Vries 182,40", "<script>alert(1)</script>", "x" * 65, "a\nb-c-d-e-f"]
)
def test_request_number_of_elsewhere_is_not_trusted(given: str) -> None:
    def answer(request: HttpRequest) -> HttpResponse:
        return HttpResponse(logs.request_id() or "")

    request = RequestFactory().get("/")
    request.META["HTTP_X_REQUEST_ID"] = given

    number = logs.RequestLog(answer)(request).content.decode()

    assert number != given
    assert len(number) == 8


@pytest.mark.django_db
def test_request_is_logged_by_the_name_of_its_view(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "tijdig.logs"):
        client.get("/?token=geheim-token")

    told = [json.loads(logs.Json().format(record)) for record in caplog.records if record.name == "tijdig.logs"]
    assert [(each["event"], each["view"], each["method"], each["status"]) for each in told] == [
        ("request", "home", "GET", 200)
    ]
    assert "geheim" not in json.dumps(told)
