"""Two processes at once with files of payments, on a real database; prints what was left as JSON.

Run as a program by test_payment_processes.py; see processes.py for how its processes are made.
"""

import json
import random
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.actions import joint_processes as scene  # Django stands once this is read
from tests.actions.processes import FOLDER, again, clear, do, keep, lay_tables
from tests.factories import NOW, TODAY, make_claim
from tests.intake.helpers import write
from tijdig import models
from tijdig.actions import joint, payments_file
from tijdig.actions.payments_file import PaymentsReport
from tijdig.actions.refusals import RefusedError
from tijdig.intake import FileError
from tijdig.queries.facts import payment_reference

HEADER = "Betalingskenmerk;Factuurnummer;Klantnummer;Bedrag;Datum;Bankreferentie"
NEW_CENTS = 9_952
Act = Callable[[], Any]


def fill() -> None:
    """A plan of four of which the house takes the money, and a bill at the house beside it."""
    scene.fill()
    scene.run()
    house = scene.joint().case
    models.Joint.objects.update(pay_to=house.creditor)
    make_claim(house.customer, amount_cents=NEW_CENTS, due_on=TODAY, reference="Nieuw")


def for_all(bank: str = "B-1") -> str:
    return f"SAMEN-{scene.joint().pk};;;45,00;{TODAY:%d-%m-%Y};{bank}"


def beside(bank: str = "B-2") -> str:
    return f"{payment_reference('A-1', ['1', '2'])};;;99,52;{TODAY:%d-%m-%Y};{bank}"


def file(name: str, *lines: str) -> Path:
    return write(FOLDER / f"{name}.csv", lines, HEADER)


def book(path: Path, creditor: str) -> str:
    """What became of it; who comes while another is at work is told so, and sends it again."""
    try:
        report = payments_file.book(path, creditor=creditor, by="user:1", at=NOW)
    except FileError as busy:
        return busy.code.value
    return said(report)


def said(report: PaymentsReport) -> str:
    if report.is_again:
        return "again"
    return f"booked {report.booked}, known {report.known}, back {len(report.returned)}"


def left() -> dict[str, Any]:
    """All money that came in, of whatever file."""
    rows = models.MoneyEntry.objects.filter(kind="payment").order_by("claim__creditor", "reference", "pk")
    plan = scene.left()
    is_exact = all(planned == still_open for planned, still_open in plan["sums"])
    return {
        "booked": [(reference, -cents) for reference, cents in rows.values_list("reference", "amount_cents")],
        "paid": plan["paid"],
        "is_whole": plan["is_newest"] and plan["no_others"] and is_exact,
        "back": models.MoneyEntry.objects.filter(kind="reversal").count(),
        "linked": models.JointEntry.objects.count(),
        "files": models.Intake.objects.count(),
    }


def house() -> str:
    return str(do(lambda: scene.joint().case.creditor.code))


def rounds(first: Act, second: Act, *more: Act, before: Act | None = None) -> list[dict[str, Any]]:
    """Both at once, some times, a little apart; after each time what is to come then, one by one."""
    chance, found = random.Random(20261128), list[dict[str, Any]]()
    for _ in range(scene.ROUNDS):
        again()
        if before is not None:
            do(before)
        said_ = scene.both(first, second, pauses=(chance.random() / 20, chance.random() / 5))
        found.append({"said": said_, "then": [do(act) for act in more], **do(left)})
    return found


def same_file() -> list[dict[str, Any]]:
    """The same file from two windows at once, and once more."""
    again()
    code, path = house(), file("dag", *do(lambda: [for_all(), beside()]))

    def one() -> str:
        return book(path, code)

    def other() -> str:
        return book(path, code)

    return rounds(one, other, lambda: book(path, code))


def same_lines() -> list[dict[str, Any]]:
    """The file of the day and that of the week, with the same lines in another order."""
    again()
    lines = do(lambda: [for_all(), beside()])
    code, day, week = house(), file("dag", *lines), file("week", *reversed(lines))

    def one() -> str:
        return book(day, code)

    def other() -> str:
        return book(week, code)

    return rounds(one, other, lambda: book(day, code), lambda: book(week, code))


def file_and_person() -> list[dict[str, Any]]:
    """A colleague books the payment for all by hand while the file is read, under the mark of the bank."""
    again()
    code, path = house(), file("dag", *do(lambda: [for_all(), beside()]))

    def bank() -> str:
        return book(path, code)

    def person() -> int:
        return joint.pay(scene.joint(), 4_500, TODAY, "B-1", by="user:2", at=NOW).amount_cents

    return rounds(bank, person, lambda: book(path, code))


def two_houses() -> list[dict[str, Any]]:
    """The payee splits a payment while another house books one of the same customer in its own file."""
    again()
    code = house()
    path = file("dag", *do(lambda: [for_all(), beside()]))
    own = file("eigen", f"{payment_reference('E-1', ['1', '2'])};;;10,00;{TODAY:%d-%m-%Y};E-1")

    def payee() -> str:
        return book(path, code)

    def other() -> str:
        return book(own, "bosstroom")

    def night() -> str:
        joint.tick(scene.joint(), by="night", at=NOW)
        return "heard"

    return rounds(payee, other, lambda: book(path, code), lambda: book(own, "bosstroom"), night, night)


def storno_twice() -> list[dict[str, Any]]:
    """Two colleagues take the same payment back at once; the file that brought it is sent again."""
    again()
    code, path = house(), file("dag", *do(lambda: [for_all(), beside()]))

    def take() -> str:
        paid = models.JointPayment.objects.get(reference="B-1")
        return str(joint.take_back(paid, booked_on=TODAY, by="user:1", at=NOW).amount_cents)

    def one() -> str:
        return _refused(take)

    def other() -> str:
        return _refused(take)

    def send() -> str:
        return book(path, code)

    return rounds(one, other, send, before=send)


def _refused(act: Act) -> str:
    try:
        return str(act())
    except RefusedError as refused:
        return str(refused.code.value)


if __name__ == "__main__":
    lay_tables()
    filled = do(fill)
    assert filled is None, filled
    keep()
    try:
        print(json.dumps(globals()[sys.argv[1]]()))
    finally:
        clear()
