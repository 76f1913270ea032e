"""The pages: what the overview weighs on the wire, what it and the list of today ask of the database, and how fast."""

import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from http.client import HTTPConnection
from time import perf_counter
from typing import Any, NamedTuple

from tijdig.bench.night import AT, DAY, fill
from tijdig.bench.scratch import answer, in_own_database
from tijdig.bench.serving import HOST, get, server, weight, well

CASES = 20_000
CLIENTS = 4
WARM_UP, SECONDS = 1.0, 10.0
OVERVIEW, TODAY = "/overzicht", "/werk/?wie=iedereen"
MORNING = AT + timedelta(hours=8)
MANY_CLAIMS = 25
_KB = 1000


class Doors(NamedTuple):
    """The cookies with which a customer and a colleague are inside."""

    customer: str
    staff: str


def measure(size: int = CASES) -> dict[str, Any]:
    """So many open cases in a database of their own, a real web server on this machine, real requests."""
    return in_own_database("tijdig.bench.pages", size)


def inside(size: int) -> dict[str, Any]:
    """The measurement itself, with the database of this process as its own."""
    from tijdig import clock

    fill(size)
    clock.fix(MORNING)
    _fill_work(size)
    doors = _let_in()
    found: dict[str, Any] = {
        "cases": size,
        "overview_queries": _queries(OVERVIEW, doors.customer),
        "today_queries": _queries(TODAY, doors.staff),
    }
    with server() as port:
        found["wire_kb"] = round(weight(port, OVERVIEW, doors.customer) / _KB, 1)
        _busy(port, doors, WARM_UP)
        times = _busy(port, doors, SECONDS)
    every = sorted(took for _, took in times)
    return found | {
        "requests_per_s": round(len(every) / SECONDS),
        "p95_ms": _p95_ms(every),
        "overview_p95_ms": _p95_ms(sorted(took for where, took in times if where == OVERVIEW)),
        "today_p95_ms": _p95_ms(sorted(took for where, took in times if where == TODAY)),
    }


def _fill_work(size: int) -> None:
    """Work for people: of every twenty cases one asked something, five need somebody to look; one has many bills."""
    from django.db import transaction

    from tijdig.models import Case, Claim, Decision, MoneyEntry, Night, Request

    ids = list(Case.objects.order_by("pk").values_list("pk", flat=True))
    first = Case.objects.select_related("customer").get(pk=ids[0])
    with transaction.atomic():
        Night.objects.create(day=DAY, state="released", started_at=AT, released_at=AT, policy_version="bench")
        person, time = _kind("person_decides", "handler"), _kind("time_after_first", "customer")
        decided = (_decision(number, person if place % 4 == 1 else time) for place, number in enumerate(ids))
        Decision.objects.bulk_create(decided, batch_size=1000)
        Request.objects.bulk_create((_request(number) for number in ids[: max(1, size // 20)]), batch_size=1000)
        more = [
            Claim(
                creditor_id=first.creditor_id, customer=first.customer, reference=f"M{place}", kind="energy",
                description=f"Energie, termijn {place}", due_on=DAY - timedelta(days=10 + place),
            )
            for place in range(MANY_CLAIMS - 1)
        ]  # fmt: skip
        for claim in Claim.objects.bulk_create(more):
            MoneyEntry.objects.create(
                creditor_id=first.creditor_id, claim=claim, kind="claim", amount_cents=5_000, booked_on=claim.due_on,
                made_by="bench", made_at=AT,
            )  # fmt: skip


def _decision(number: int, kind: Any) -> Any:
    from tijdig.models import Decision

    return Decision(case_id=number, valid_from=DAY, again_on=DAY + timedelta(days=2), kind=kind)


def _kind(reason: str, owner: str) -> Any:
    from tijdig.actions import deciding

    values = {"outcome": "wait", "reason": reason, "rules": {"whether": reason}, "owner": owner}
    return deciding.kind_of(values | {"policy_version": "bench"})


def _request(number: int) -> Any:
    from tijdig.models import Request

    return Request(
        case_id=number,
        kind="pay_in_parts",
        by_channel="portal",
        text="Kan dit in delen?",
        details={"instalment_cents": 2_500},
        received_at=AT,
        answer_due_on=DAY + timedelta(days=number % 3),
    )


def _let_in() -> Doors:
    """A customer with many bills and a colleague, both as after their door."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from accounts.models import Membership, User
    from accounts.second_factor import MARK
    from tijdig.models import Creditor, Customer, CustomerSession
    from tijdig.queries.doors import keyed_hash
    from tijdig.web.portal.session import COOKIE

    customer, creditor = Customer.objects.order_by("pk")[0], Creditor.objects.get()
    CustomerSession.objects.create(
        customer=customer, key_hash=keyed_hash("session", "bench"), level=0, made_at=MORNING,
        expires_at=MORNING + timedelta(days=1),
    )  # fmt: skip
    user = User.objects.create_user("samira@lichtbron.example", "bench", name="Samira Kaya")
    Membership.objects.create(user=user, creditor=creditor, role="handler", since_on=DAY - timedelta(days=30))
    session = SessionStore()
    session[SESSION_KEY], session[MARK] = str(user.pk), user.pk
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return Doors(f"{COOKIE}=bench", f"{settings.SESSION_COOKIE_NAME}={session.session_key}")


def _queries(address: str, cookie: str) -> int:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(SERVER_NAME=HOST, HTTP_COOKIE=cookie)
    with CaptureQueriesContext(connection) as queries:
        well(client.get(address).status_code, address)
    return len(queries)


def _busy(port: int, doors: Doors, seconds: float) -> list[tuple[str, float]]:
    """Some browsers that ask one page after the other; half of them customers."""
    asked = [(OVERVIEW, doors.customer), (TODAY, doors.staff)] * (CLIENTS // 2)
    with ThreadPoolExecutor(CLIENTS) as pool:
        runs = list(pool.map(lambda page: _ask(port, page[0], page[1], seconds), asked))
    return [one for run in runs for one in run]


def _ask(port: int, address: str, cookie: str, seconds: float) -> list[tuple[str, float]]:
    connection = HTTPConnection(HOST, port, timeout=30)
    times, end = [], perf_counter() + seconds
    while (started := perf_counter()) < end:
        well(get(connection, address, cookie).status, address)
        times.append((address, perf_counter() - started))
    connection.close()
    return times


def _p95_ms(times: list[float]) -> float:
    return round(times[int(len(times) * 0.95)] * 1000, 1) if times else 0.0


if __name__ == "__main__":
    answer(inside, sys.argv)
