"""A consent that is taken back while another process tells something under it; prints what was left as JSON.

Run as a program by test_consent_processes.py; see processes.py for how its processes are made.
"""

import json
import random
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import django

django.setup()

from tests.actions.processes import (  # noqa: E402 - Django must stand first
    FOLDER,
    Child,
    again,
    clear,
    do,
    keep,
    lay_tables,
    wait_for,
)
from tests.factories import NOW, make_case, make_consent, make_creditor, make_customer  # noqa: E402
from tijdig import models  # noqa: E402
from tijdig.actions import consents  # noqa: E402
from tijdig.actions.consents import NoConsentError  # noqa: E402
from tijdig.words import SharedData  # noqa: E402

ROUNDS = 12
TEN = NOW.replace(hour=9)  # 10:00 in Amsterdam


def fill() -> None:
    """One customer who agreed that an energy company is told."""
    customer = make_customer(make_creditor())
    make_case(customer)
    make_consent(customer, other=make_creditor(code="bosstroom", name="Bosstroom"))


def job(at: Any) -> str:
    """What a job does that tells the other organisation what is open."""
    given = models.Consent.objects.select_related("other").order_by("pk").first()
    assert given is not None
    try:
        consents.share(given.pk, [SharedData.BALANCE], "wat er openstaat", given.other, by="job", at=at)
    except NoConsentError as refused:
        return str(refused.code)
    return "told"


def take_back(at: Any) -> int:
    given = models.Consent.objects.order_by("pk").first()
    assert given is not None
    return len(consents.withdraw(given, by="customer:1", at=at))


def left() -> dict[str, Any]:
    whats = list(models.AuditEvent.objects.order_by("pk").values_list("what", flat=True))
    return {"shared": models.Shared.objects.count(), "trail": whats}


def withdrawn_before() -> dict[str, Any]:
    """Taken back at 10:00 in one process; the job in another, that started before it, claims at 10:00:01."""
    again()
    is_ready, is_back = FOLDER / "is_ready", FOLDER / "is_back"

    def waits() -> str:
        models.Consent.objects.get()  # it saw the consent while it stood
        is_ready.touch()
        wait_for(is_back)
        return job(TEN + timedelta(seconds=1))

    runs = Child(waits)
    wait_for(is_ready)
    listed = do(lambda: take_back(TEN))
    is_back.touch()
    return {"listed": listed, "job": runs.result(), **do(left)}


def at_once() -> dict[str, Any]:
    """Both start at the same moment, a little apart, many times: what came first is told and listed, else nothing."""
    chance, odd, ends = random.Random(20261124), [], set()
    for turn in range(ROUNDS):
        again()
        go = FOLDER / f"go-{turn}"

        def after(pause: float, act: Callable[[], Any], go: Any = go) -> Callable[[], Any]:
            def run() -> Any:
                models.Consent.objects.get()
                wait_for(go)
                time.sleep(pause)
                return act()

            return run

        pauses = [chance.random() / 50, chance.random() / 50]
        teller, taker = Child(after(pauses[0], lambda: job(TEN))), Child(after(pauses[1], lambda: take_back(TEN)))
        time.sleep(0.1)
        go.touch()
        said, listed, found = teller.result(), taker.result(), do(left)
        told_first = found["trail"] == ["consent.shared", "consent.withdrawn"]
        fits = {"told": (told_first, 1, 1), "withdrawn": (not told_first, 0, 0)}.get(said)
        if fits != (True, listed, found["shared"]):
            odd.append([said, listed, found])
        ends.add(said)
    return {"odd": odd, "ends": sorted(ends)}


if __name__ == "__main__":
    lay_tables()
    made = do(fill)
    assert made is None, made
    keep()
    try:
        print(json.dumps(globals()[sys.argv[1]]()))
    finally:
        clear()
