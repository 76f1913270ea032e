"""A web server that tells of a rest afterwards, and is killed or stopped meanwhile; prints what was left as JSON.

Run as a program by test_server_processes.py; see processes.py for how its processes are made.
"""

import json
import os
import sys
from datetime import date, timedelta
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlencode

import django

django.setup()

from tests.actions.conftest import make_late_case  # noqa: E402 - Django must stand first
from tests.actions.processes import Steps, again, clear, do, keep, killed, lay_tables, left  # noqa: E402
from tests.factories import NOW  # noqa: E402
from tijdig import clock, models  # noqa: E402
from tijdig.actions import afterwards, resting, sending  # noqa: E402
from tijdig.bench import serving  # noqa: E402
from tijdig.queries import resting as rests  # noqa: E402
from tijdig.queries.doors import keyed_hash  # noqa: E402
from tijdig.web.portal.session import COOKIE  # noqa: E402

KEY, TOKEN = "a-key-of-this-scene", "a" * 32


def fill() -> None:
    """One customer, who is inside."""
    clock.fix(NOW)
    models.CustomerSession.objects.create(
        customer=make_late_case().customer, key_hash=keyed_hash("session", KEY), level=0, made_at=NOW,
        expires_at=NOW + timedelta(hours=1),
    )  # fmt: skip


def the_case() -> models.Case:
    return models.Case.objects.get()


def until(case: models.Case) -> date:
    return next(day for day, may in rests.days(case, NOW).items() if may)


def a_rest(last: int = 0) -> int:
    """What a web server does after the page of a customer who took a rest, step by step; then `tijdig send`."""
    watched: list[Steps] = []
    afterwards.begin()
    afterwards.do(lambda: watched.append(Steps(last)))
    resting.rest(the_case(), until(the_case()), by="customer:1", at=NOW)
    afterwards._worker().submit(lambda: None).result()
    sending.send_due(NOW, by="test")
    return watched[0].count


def rest_killed() -> dict[str, Any]:
    return killed(a_rest)


def ask(port: int, day: str) -> int:
    """Tap on the button of the page, as a browser does."""
    connection = HTTPConnection(serving.HOST, port, timeout=30)
    headers = {
        "Cookie": f"{COOKIE}={KEY}; csrftoken={TOKEN}", "Content-Type": "application/x-www-form-urlencoded",
        "Connection": "close",
    }  # fmt: skip
    typed = urlencode({"csrfmiddlewaretoken": TOKEN, "tot": day})
    connection.request("POST", "/rust", typed, headers)
    return connection.getresponse().status


def server_stopped() -> dict[str, Any]:
    """Its master tells it to stop when the customer has the answer, and the provider the message not yet."""
    again()
    day = do(lambda: until(the_case()))
    os.environ["TIJDIG_CHANNEL_EMAIL"] = "tests.actions.carriers.Slow"
    with serving.server(workers=1) as port:
        said = ask(port, day)
        then = do(states)
    return {"said": said, "then": then, "stopped": do(states), "manifest": len(do(left)["manifest"])}


def states() -> list[str]:
    return list(models.Contact.objects.order_by("pk").values_list("state", flat=True))


if __name__ == "__main__":
    lay_tables()
    made = do(fill)
    assert made is None, made
    keep()
    try:
        print(json.dumps(globals()[sys.argv[1]]()))
    finally:
        clear()
