"""The portal under load: customers who look and ask, at a large creditor, through the web server of production.

Of each hundred requests 85 are pages (the overview, with two years of letters on it) and 15 send something. `wrk` (a
Debian package) asks them over eight connections on the same machine; Chromium says how soon the first words are seen
on a slow phone and a slow line. On PostgreSQL where it answers, else on SQLite.
"""

import json
import random  # noqa: TID251 - seeded: the same requests every time
import shutil
import subprocess
import sys
from datetime import date, timedelta
from http.client import HTTPConnection
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple
from urllib.parse import urlencode

from tijdig.bench.scratch import answer, in_own_database, in_own_postgres, postgres_answers
from tijdig.bench.serving import HOST, busy_percent, get, linked, server, spent, weight, well

CUSTOMERS = 200_000
TEMPLATES = 500
VISITORS = 2_000
"""So many customers are inside at the same time; each request is of one of them."""
CONNECTIONS, WARM_UP_S, SECONDS = 8, 3, 20
POSTS_PERCENT = 15
OVERVIEW = "/overzicht"
QUESTIONS = ("/vraag/later", "/vraag/in-delen?bedrag=25", "/vraag/hulp", "/rust")
LETTERS = 28
"""So many went to each of them in two years; the page shows the last thirty."""
LATENCY_MS, LINE_BYTES_S, SLOWER = 400, 50_000, 4
_KB = 1000
_CSRF = "a" * 32


class Visit(NamedTuple):
    """Somebody inside: the cookies, and a mark for one form of each question."""

    cookie: str
    marks: dict[str, str]


def measure(size: int = CUSTOMERS, *, sqlite: bool = False) -> dict[str, Any]:
    """So many customers in a database of their own, a real web server, real requests; RuntimeError without wrk."""
    if shutil.which("wrk") is None:
        message = "wrk is not there; install the Debian package wrk, and try again"
        raise RuntimeError(message)
    run = in_own_postgres if postgres_answers() and not sqlite else in_own_database
    return run("tijdig.bench.portal", size)


def inside(size: int) -> dict[str, Any]:
    """The measurement itself, with the database of this process as its own."""
    from django.db import connection

    from tijdig import clock
    from tijdig.bench.planning import copies, history
    from tijdig.management.bars import bar
    from tijdig.models import Customer

    templates = min(size, TEMPLATES)
    with bar() as progress:
        history.make(templates, progress)
        copies.load(size // templates - 1, progress)
    clock.fix(history.at(history.DAY, 10))
    visits = _let_in()
    found: dict[str, Any] = {
        "customers": Customer.objects.count(),
        "engine": connection.vendor,
        "max_queries": max(_queries(address, visits[0].cookie) for address in (OVERVIEW, *QUESTIONS)),
    }
    with server() as port, TemporaryDirectory(prefix="tijdig-bench-") as folder:
        found |= _weights(port, visits[0].cookie)
        script = Path(folder) / "requests"
        script.write_text("".join(_lines(visits)), encoding="ascii")
        found["busy_before_percent"] = busy_percent()
        _wrk(port, script, WARM_UP_S)
        before = spent()
        found |= _wrk(port, script, SECONDS)
        found |= _effort(before, spent(), found["requests_per_s"] * SECONDS)
        return found | {"fcp_ms": _first_paint_ms(port, visits[0].cookie)}


def _let_in() -> list[Visit]:
    """Sessions of random customers with an open case, as after the door."""
    from tijdig import clock
    from tijdig.models import Case, CustomerSession
    from tijdig.queries.doors import keyed_hash
    from tijdig.web.portal.questions import new_mark
    from tijdig.web.portal.session import COOKIE

    chance, at = random.Random(20261123), clock.now()  # noqa: S311 - no secret hangs on it
    cases = list(Case.objects.filter(state="open").order_by("pk").values_list("pk", "customer_id"))
    chosen = chance.sample(cases, min(VISITORS, len(cases)))
    sessions = [
        CustomerSession(
            customer_id=customer, key_hash=keyed_hash("session", f"bench-{case}"), level=0, made_at=at,
            expires_at=at + timedelta(days=1),
        )
        for case, customer in chosen
    ]  # fmt: skip
    CustomerSession.objects.bulk_create(sessions)
    _write_to([case for case, _ in chosen], clock.day_of(at))
    return [
        Visit(
            f"{COOKIE}=bench-{case}; csrftoken={_CSRF}",
            {kind: new_mark(case, kind) for kind in ("later", "hulp", "weet-niet")},
        )
        for case, _ in chosen
    ]


def _write_to(cases: list[int], day: date) -> None:
    """Two years of letters to who is inside: with these on it an overview weighs more than a light page."""
    from django.db import transaction

    from tijdig.models import Contact, Moment

    with transaction.atomic():
        moments = Moment.objects.bulk_create(
            [
                Moment(case_id=case, day=day - timedelta(days=23 * (number + 2)), stage="S1", total_cents=10_000)
                for case in cases
                for number in range(LETTERS)
            ],
            batch_size=2_000,
        )
        Contact.objects.bulk_create([_letter(moment) for moment in moments], batch_size=2_000)


def _letter(moment: Any) -> Any:
    from tijdig.bench.planning import history
    from tijdig.models import Contact

    at = history.at(moment.day)
    return Contact(
        case_id=moment.case_id, moment=moment, kind="letter", direction="out", state="handed_over",
        key=f"bench-{moment.pk}", send_from=at, handed_over_at=at,
    )  # fmt: skip


def _lines(visits: list[Visit]) -> list[str]:
    """The requests, shuffled: method, address, cookies, words."""
    chance = random.Random(20261124)  # noqa: S311 - no secret hangs on it
    return [_post(visit, chance) if chance.randrange(100) < POSTS_PERCENT else _page(visit)
            for _ in range(4) for visit in visits]  # fmt: skip


def _page(visit: Visit) -> str:
    """The overview: the heaviest page there is, and the one that everybody opens."""
    return f"GET\t{OVERVIEW}\t{visit.cookie}\t\n"


def _post(visit: Visit, chance: random.Random) -> str:
    """A question on its way to the look, what happened in one tap, or rest."""
    typed: dict[str, str]
    kind = chance.choice(("later", "hulp", "weet-niet", "oorzaak", "rust"))
    if kind == "oorzaak":
        address, typed = "/wat-gebeurde", {"oorzaak": chance.choice(("forgotten", "less_income", "too_much"))}
    elif kind == "rust":
        address, typed = "/rust", {"tot": _friday()}
    else:
        fields = {"later": {"wanneer": "weet-niet"}, "hulp": {"hulp": "money"}, "weet-niet": {}}[kind]
        address, typed = f"/vraag/{kind}", {"eens": visit.marks[kind], "tekst": "Kan dit?", **fields}
    return f"POST\t{address}\t{visit.cookie}\t{urlencode({'csrfmiddlewaretoken': _CSRF, **typed})}\n"


def _friday() -> str:
    from tijdig import clock
    from tijdig.queries import pauses

    return pauses.friday(clock.day_of(clock.now())).isoformat()


def _queries(address: str, cookie: str) -> int:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(SERVER_NAME=HOST, HTTP_COOKIE=cookie)
    with CaptureQueriesContext(connection) as queries:
        well(client.get(address).status_code, address)
    return len(queries)


def _weights(port: int, cookie: str) -> dict[str, Any]:
    """The first page with all that an empty browser fetches, and the heaviest of the later ones."""
    connection = HTTPConnection(HOST, port, timeout=30)
    first = get(connection, OVERVIEW, cookie)
    seen = linked(first.text)
    later = max(weight(port, address, cookie, seen=seen) for address in QUESTIONS)
    return {
        "first_page_wire_kb": round(weight(port, OVERVIEW, cookie) / _KB, 1),
        "later_page_wire_kb": round(later / _KB, 1),
        "page_kb": round(len(first.text.encode()) / _KB, 1),
    }


def _wrk(port: int, script: Path, seconds: int) -> dict[str, Any]:
    lua = Path(__file__).with_name("serving.lua")
    how = ["-t1", f"-c{CONNECTIONS}", "--timeout", "10s", f"-d{seconds}s", "-s", str(lua)]
    words = ["wrk", *how, f"http://{HOST}:{port}", "--", str(script), str(seconds)]
    done = subprocess.run(words, capture_output=True, text=True, check=True)  # noqa: S603 - a tool with our own words
    said = json.loads(done.stdout.strip().splitlines()[-1])
    if said["failed"] or said["errors"]:
        message = f"{said['failed']} requests were refused, {said['errors']} broke off"
        raise AssertionError(message)
    return {
        "requests_per_s": round(said["requests"] / (said["us"] / 1e6)),
        "p95_ms": round(said["p95_us"] / 1000, 1),
    }


def _effort(before: list[float], after: list[float], requests: int) -> dict[str, Any]:
    """What a request takes of a processor, however busy the machine is; and how much the busiest worker did of it."""
    each = [now - then for now, then in zip(after, before, strict=True)]
    if not each:
        return {"cpu_ms": None, "busiest_worker_percent": None}
    return {
        "cpu_ms": round(1000 * sum(each) / requests, 2),
        "busiest_worker_percent": round(100 * max(each) / (sum(each) or 1)),
    }


def _first_paint_ms(port: int, cookie: str) -> int | None:
    """When the first words of the overview stand on a slow phone with an empty cache; None without Chromium."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        return None
    if chromium is None:
        return None
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        times = sorted(_painted(browser, port, cookie) for _ in range(3))
        browser.close()
    return round(times[1])


def _painted(browser: Any, port: int, cookie: str) -> float:
    context = browser.new_context(viewport={"width": 360, "height": 740})
    pairs = [pair.split("=", 1) for pair in cookie.split("; ")]
    context.add_cookies([{"name": name, "value": value, "domain": HOST, "path": "/"} for name, value in pairs])
    page = context.new_page()
    devtools = context.new_cdp_session(page)
    devtools.send("Network.enable")
    line = {"downloadThroughput": LINE_BYTES_S, "uploadThroughput": LINE_BYTES_S}
    devtools.send("Network.emulateNetworkConditions", {"offline": False, "latency": LATENCY_MS, **line})
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto(f"http://{HOST}:{port}{OVERVIEW}", wait_until="load")
    found = page.evaluate(
        """() => new Promise(done => {
            const look = () => {
              const seen = performance.getEntriesByName("first-contentful-paint")[0];
              seen ? done(seen.startTime) : setTimeout(look, 50);
            };
            look();
        })"""
    )
    context.close()
    return float(found)


def is_good(found: dict[str, Any]) -> bool:
    """Whether the figures are what was asked of a machine with two cores."""
    paint = found["fcp_ms"]
    return (
        found["requests_per_s"] >= 220
        and found["p95_ms"] < 60
        and found["max_queries"] <= 6
        and found["first_page_wire_kb"] <= 50
        and found["later_page_wire_kb"] <= 20
        and (paint is None or paint < 1500)
    )


if __name__ == "__main__":
    answer(inside, sys.argv)
