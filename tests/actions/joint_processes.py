"""Two processes at once on one joint arrangement, on a real database; prints what was left as JSON.

Run as a program by test_joint_processes.py; see processes.py for how its processes are made.
"""

import json
import random
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402 - Django must stand first

from tests.actions.conftest import make_late_case  # noqa: E402
from tests.actions.processes import FOLDER, Child, again, clear, do, keep, lay_tables, wait_for  # noqa: E402
from tests.factories import NOW, TODAY, make_consent, make_creditor  # noqa: E402
from tijdig import models  # noqa: E402
from tijdig.actions import answering, consents  # noqa: E402
from tijdig.actions import joint as acts  # noqa: E402
from tijdig.actions.answering import AnswerShutError  # noqa: E402
from tijdig.actions.joint import asking, finding, stepping  # noqa: E402
from tijdig.actions.joint.apart import Apart  # noqa: E402
from tijdig.queries import jointfacts, jointfile  # noqa: E402
from tijdig.queries.doors import keyed_hash  # noqa: E402
from tijdig.rules.joint.drafts import JointRefusedError  # noqa: E402
from tijdig.words import AssuranceLevel, ChangeReason, ChannelKind, Rhythm  # noqa: E402

ROUNDS = 4
FIRST = date(2026, 12, 15)
TEN = NOW.replace(hour=9)  # 10:00 in Amsterdam
WHO: dict[str, Any] = {"by": "user:1", "at": NOW}
TOKEN = "a" * answering.TOKEN


# The plan ------------------------------------------------------------------------------------------------------------


def fill() -> None:
    """Four organisations: two with a file here, two that answer by a link; a proposal lies before those two."""
    settings.CHANNELS = dict.fromkeys(settings.CHANNELS, "tijdig.bench.planning.carriers.Nowhere")
    late = make_late_case(number="A-1")
    energy = make_late_case(make_creditor(name="Bosstroom", code="bosstroom"), cents=5_000, number="E-1")
    make_consent(
        late.customer, other=energy.creditor, other_customer=energy.customer, purpose="overview", data=[], until_on=None
    )
    outside = [
        make_creditor(name=name, code=name.lower(), joint_email=f"{name}@x.example") for name in ("Water", "Zorg")
    ]
    made = acts.start(late, [energy.creditor, *outside], by_channel=ChannelKind.PHONE, **WHO)
    for part in made.parts.exclude(creditor=late.creditor).order_by("pk"):
        agree(part)
    acts.capacity(made, 6_000, Rhythm.MONTHLY, FIRST, **WHO)
    acts.ask(made, **WHO)
    acts.balance(part_of("water"), 9_000, **WHO)
    acts.balance(part_of("zorg"), 12_000, **WHO)


def agree(part: models.JointPart) -> None:
    acts.consent(
        part, text_version="samen-2026-11", language="nl", by_channel=ChannelKind.PHONE, level=AssuranceLevel.PROVEN,
        proof="gesprek 12", **WHO,
    )  # fmt: skip


def joint() -> models.Joint:
    """The newest."""
    return models.Joint.objects.latest("pk")


def part_of(code: str) -> models.JointPart:
    return joint().parts.get(creditor__code=code)


def offer() -> None:
    """Both said yes: it lies before the customer."""
    acts.accept(part_of("water"), **WHO)
    acts.accept(part_of("zorg"), **WHO)


def run() -> None:
    offer()
    acts.confirm(joint(), **WHO)


def left() -> dict[str, Any]:
    """What must hold whoever came first, and what one would see of it."""
    row = joint()
    now = jointfacts.read(row, TODAY)
    plans = list(row.plans.order_by("number").values_list("number", flat=True))
    plan = now.plan or now.running
    sums = {part.id: 0 for part in now.parts}
    for line in plan.lines if plan else ():
        sums[line.part] += line.amount_cents
    in_it = [part for part in now.parts if part.state in {"accepted", "running", "proposed", "paid"}]
    booked = models.MoneyEntry.objects.filter(kind="payment")
    return {
        "state": row.state,
        "parts": [str(part.state) for part in now.parts],
        "is_newest": plan is not None and plan.number == plans[-1],
        "confirmed": row.plans.filter(confirmed_at__isnull=False).count(),
        # A plan that runs was made before the money came; one that lies there, after it.
        "sums": [[sums[part.id] - (0 if now.plan else part.paid_cents), part.left_cents] for part in in_it],
        "no_others": all(not sums[part.id] for part in now.parts if part not in in_it),
        "active": models.Arrangement.objects.filter(state="active").count(),
        "paid": sorted(models.JointPayment.objects.values_list("amount_cents", flat=True)),
        "shares": sum(sum(one.shares.values()) for one in models.JointPayment.objects.all()),
        "booked": sorted(booked.values_list("amount_cents", flat=True)),
        "links": models.AnswerLink.objects.filter(ended_at__isnull=True).count(),
    }


# Two at once ---------------------------------------------------------------------------------------------------------


def both(*acts_: Callable[[], Any], pauses: tuple[float, ...] = (0, 0)) -> list[Any]:
    """Each in a process of its own, which has looked already; let go at the same moment."""
    go = FOLDER / f"go-{time.time_ns()}"

    def after(pause: float, act: Callable[[], Any]) -> Callable[[], Any]:
        def waits() -> Any:
            joint()  # the connection stands
            (FOLDER / f"{go.name}-{act.__name__}").touch()
            wait_for(go)
            time.sleep(pause)
            try:
                return act()
            except (JointRefusedError, AnswerShutError) as refused:
                return str(refused.code)

        return waits

    running = [Child(after(pause, act)) for pause, act in zip(pauses, acts_, strict=True)]
    for act in acts_:
        wait_for(FOLDER / f"{go.name}-{act.__name__}")
    go.touch()
    return [child.result() for child in running]


def rounds(before: Callable[[], Any], make: Callable[[], tuple[Callable[[], Any], ...]]) -> list[dict[str, Any]]:
    """The same two, many times, a little apart."""
    chance, found = random.Random(20261127), []
    for _ in range(ROUNDS):
        again()
        made = do(before)
        assert made is None, made
        pauses = (chance.random() / 20, chance.random() / 20)
        found.append({"said": both(*make(), pauses=pauses), **do(left)})
    return found


def two_answers() -> list[dict[str, Any]]:
    """Two organisations say yes at the same moment: neither is lost."""

    def water() -> str:
        return str(acts.accept(part_of("water"), **WHO).state)

    def care() -> str:
        return str(acts.accept(part_of("zorg"), **WHO).state)

    return rounds(lambda: None, lambda: (water, care))


def two_pages() -> list[dict[str, Any]]:
    """The same from two pages that showed the same version: one is heard, the other looks again."""
    again()
    seen = do(lambda: joint().version)

    def water() -> str:
        return str(acts.accept(part_of("water"), **WHO, version=seen).state)

    def care() -> str:
        return str(acts.accept(part_of("zorg"), **WHO, version=seen).state)

    return rounds(lambda: None, lambda: (water, care))


def yes_while_one_goes() -> list[dict[str, Any]]:
    """The customer says yes to what was shown, while an organisation that is in it steps out."""
    again()
    do(offer)
    seen = do(lambda: joint().version)

    def confirm() -> str:
        return str(acts.confirm(joint(), **WHO, version=seen).state)

    def goes() -> str:
        part = part_of("zorg")
        acts.leave(part, **WHO)
        return str(part.state)

    return rounds(offer, lambda: (confirm, goes))


def paid_while_revised() -> list[dict[str, Any]]:
    """Money is split over the plan while it is made anew for less income."""

    def pay() -> int:
        return acts.pay(joint(), 4_500, TODAY, "bank-1", **WHO).amount_cents

    def revise() -> str:
        row = acts.revise(joint(), ChangeReason.LESS_INCOME, **WHO)
        return str(acts.capacity(row, 3_000, Rhythm.MONTHLY, FIRST + timedelta(days=20), **WHO).state)

    return rounds(run, lambda: (pay, revise))


def paid_twice() -> list[dict[str, Any]]:
    """The bank and a colleague book the same payment."""

    def bank() -> int:
        return acts.pay(joint(), 4_500, TODAY, "bank-1", **WHO).pk

    def person() -> int:
        return acts.pay(joint(), 4_500, TODAY, "bank-1", by="user:2", at=NOW).pk

    return rounds(run, lambda: (bank, person))


# Slowly: each has what it needs first, and then wants what the other has ----------------------------------------------


def slowly(place: Any, name: str, seconds: float, act: Callable[[], Any]) -> Any:
    """Do this with that function waiting before each of its calls; for a process of its own."""
    real = getattr(place, name)

    def waits(*args: Any, **named: Any) -> Any:
        time.sleep(seconds)
        return real(*args, **named)

    setattr(place, name, waits)
    return act()


def begun_anew() -> None:
    """The plan ended, and the customer begins another: nothing was agreed to yet."""
    acts.end(joint(), **WHO)
    late = models.Case.objects.get(customer__number="A-1")
    acts.start(late, models.Creditor.objects.filter(code="water"), by_channel=ChannelKind.PHONE, **WHO)


def agreed_while_left_out() -> dict[str, Any]:
    """The customer agrees that an organisation is asked, while a colleague leaves it out."""

    def agrees() -> str:
        slowly(asking, "changing", 0.5, lambda: agree(part_of("water")))
        return "agreed"

    def goes() -> str:
        slowly(stepping.Work, "step", 1, lambda: acts.leave(part_of("water"), **WHO))
        return "gone"

    again()
    began = do(begun_anew)
    assert began is None, began
    return {"said": both(agrees, goes, pauses=(0.1, 0)), "state": do(lambda: part_of("water").state)}


def found_while_answered() -> dict[str, Any]:
    """The night finds the file of an organisation, while that organisation says yes."""

    def file_comes() -> None:
        make_late_case(models.Creditor.objects.get(code="water"), cents=9_000, number="W-1")
        models.Consent.objects.filter(joint_parts=part_of("water")).update(data=["who", "balance", "status"])

    def night() -> list[int]:
        apart = Apart()
        slowly(finding, "changing", 0.5, lambda: finding.find_all(apart, NOW, by="system"))
        return sorted(apart.stuck)

    def answers() -> str:
        return str(acts.accept(part_of("water"), **WHO).state)

    again()
    do(file_comes)
    said = both(night, answers, pauses=(0, 0.25))
    return {"said": said, "file": do(lambda: models.Case.objects.get(joint_parts=part_of("water")).customer.number)}


def begun_on_both_sides() -> dict[str, Any]:
    """One customer begins a plan in two files of theirs at once, each with the other in it."""

    def begins(number: str, other: str) -> str:
        case = models.Case.objects.get(customer__number=number)
        there = models.Creditor.objects.filter(case__customer__number=other)
        act = lambda: acts.start(case, there, by_channel=ChannelKind.PHONE, **WHO)  # noqa: E731
        return str(slowly(stepping.Work, "step", 0.5, act).parts.count())

    def here() -> str:
        return begins("A-1", "E-1")

    def there() -> str:
        return begins("E-1", "A-1")

    again()
    ended = do(lambda: acts.end(joint(), **WHO).state)
    assert ended == "ended", ended
    return {"said": both(here, there)}


# Taken back ----------------------------------------------------------------------------------------------------------


def taken_back() -> dict[str, Any]:
    """At 10:00 the customer takes a consent back; what other processes do at 10:00:01 tells that one nothing."""
    again()
    later = TEN + timedelta(seconds=1)

    def known_link() -> None:
        models.AnswerLink.objects.filter(part=part_of("water"), ended_at__isnull=True).update(
            token_hash=keyed_hash("answer", TOKEN), expires_at=NOW + timedelta(days=9)
        )

    def take_back() -> int:
        consent = part_of("water").consent
        assert consent is not None
        return len(consents.withdraw(consent, by="customer:1", at=TEN))

    def code() -> str:
        try:
            answering.send_code(TOKEN, at=later)
        except AnswerShutError as shut:
            return str(shut.code)
        return "mailed"

    def answer() -> str:
        try:
            return str(acts.accept(part_of("water"), by="creditor:3", at=later).state)
        except JointRefusedError as refused:
            return str(refused.code)

    def tell() -> dict[str, Any]:
        acts.tick(joint(), by="night", at=later)
        told = models.Shared.objects.filter(at__gte=TEN).count()
        file = jointfile.as_json(joint(), TODAY)
        water = next(one for one in file["organisations"] if one["name"] == "Water")
        return {
            "told": told,
            "file": [water["balance_cents"], water["contact"], water["reason"]],
            "left": [row for row in file["payments_left"] if row["organisation"] == "Water"],
            "state": str(part_of("water").state),
        }

    do(known_link)
    before, is_ready, is_back = do(code), FOLDER / "is_ready", FOLDER / "is_back"

    def waits(act: Callable[[], Any], name: str) -> Callable[[], Any]:
        def runs() -> Any:
            part_of("water")  # it saw the consent while it stood
            (FOLDER / f"{is_ready.name}-{name}").touch()
            wait_for(is_back)
            return act()

        return runs

    started = {name: Child(waits(act, name)) for name, act in (("code", code), ("answer", answer))}
    for name in started:
        wait_for(FOLDER / f"{is_ready.name}-{name}")
    do(take_back)
    is_back.touch()
    said = {name: child.result() for name, child in started.items()}
    return {"before": before, **said, **do(tell)}


if __name__ == "__main__":
    lay_tables()
    filled = do(fill)
    assert filled is None, filled
    keep()
    try:
        print(json.dumps(globals()[sys.argv[1]]()))
    finally:
        clear()
