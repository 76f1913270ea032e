"""Random lives of cases by the product's own actions, held against what is kept of them before and after each night."""

import random  # noqa: TID251 - the seed is handed in
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.conf import settings

from tijdig.actions import (
    arrangements,
    calls,
    disputes,
    holds,
    knowing,
    night,
    payments,
    points,
    reports,
    steps,
    stops,
    transfers,
    wishes,
)
from tijdig.actions.arrangements import Yes
from tijdig.actions.counts import Progress, silent
from tijdig.actions.intake import receive
from tijdig.actions.refusals import ConflictError, RefusedError
from tijdig.actions.sending import send_due
from tijdig.bench.night import CREDITOR
from tijdig.bench.planning.history import HEADER, at
from tijdig.channels.base import DeliveryReport
from tijdig.intake.profiles import FOLDER
from tijdig.models import (
    Arrangement,
    Case,
    Claim,
    Contact,
    ContactPoint,
    Creditor,
    Hold,
    LifeEvent,
    MoneyEntry,
    Representative,
    RoomToPay,
    Step,
    SupportNeed,
)
from tijdig.queries import audits, visible
from tijdig.queries.audits import Audit
from tijdig.words import (
    CallResult,
    ChannelKind,
    ConsequenceKind,
    EventKind,
    FactSource,
    PauseReason,
    PointKind,
    RecallReason,
    RepresentativeKind,
    Room,
    SupportNeedKind,
)

BY = "audit"
FIRST_DAY = date(2026, 2, 3)
CASES = 4_000
ACTS = 0.2
"""Of every hundred cases so many get an act between two nights, beside what files and nights do."""
LONGEST = 11
"""Between two nights pass one to so many days."""


@dataclass(frozen=True)
class Turn:
    """One act on one case: the case as it stands, the day, the chance."""

    case: Case
    day: date
    chance: random.Random

    @property
    def how(self) -> dict[str, Any]:
        """By whom and when."""
        return {"by": BY, "at": self.now}

    @property
    def now(self) -> datetime:
        """A moment of the day, before or after the Dutch midnight as seen from UTC."""
        return at(self.day, self.chance.choice((0, 9, 14, 23)))

    def later(self, most: int = 40) -> date:
        """A day to come."""
        return self.day + timedelta(days=self.chance.randint(1, most))

    def one(self, rows: Any) -> Any:
        """One of these rows; RefusedError's part is played by LookupError where there is none."""
        found = list(rows.order_by("pk")[:20])
        if not found:
            raise LookupError
        return self.chance.choice(found)


def live(histories: int, progress: Progress = silent, *, seed: int = 1, cases: int = CASES) -> Audit:
    """Play nights until so many case-days were held against the tables; what differed.

    A history is one case up to one night: what went before is different for every case, and longer every night.
    """
    settings.CHANNELS = dict.fromkeys(settings.CHANNELS, "tijdig.bench.planning.carriers.Nowhere")
    Creditor.objects.create(**CREDITOR)
    chance, day, found = random.Random(seed), FIRST_DAY, Audit()  # noqa: S311 - no secret hangs on it
    size = min(cases, histories)
    with TemporaryDirectory(prefix="tijdig-audit-") as folder:
        while found.cases < histories:
            _a_file(Path(folder), day, size, chance)
            _acts(day, chance)
            audits.planning(day, audit=found)
            night.run(day, at=at(day, 1), by=BY)
            send_due(at(day), by=BY)
            _bounces(day, chance)
            audits.planning(day, audit=found)
            progress("levens", min(found.cases, histories), histories)
            day += timedelta(days=chance.choice((1, 1, 2, 3, 5, 7, LONGEST)))
    return found


def _a_file(folder: Path, day: date, size: int, chance: random.Random) -> None:
    """A list of changes: new bills, other sums and due days, other addresses, for a part of the customers."""
    profile = folder / "changes.toml"
    profile.write_text((FOLDER / "snapshot.toml").read_text().replace('kind = "full"', 'kind = "changes"'))
    path = folder / f"{day}.csv"
    is_first = not Case.objects.exists()
    lines = [
        _line(number, day, chance) for number in range(size) if is_first or chance.random() < chance.choice((0.0, 0.15))
    ]
    path.write_text("\r\n".join([HEADER, *lines, ""]), encoding="utf-8")
    if lines:
        receive(path, creditor=str(CREDITOR["code"]), profile=str(profile), by=BY, at=at(day, 0))


def _line(number: int, day: date, chance: random.Random) -> str:
    post = f"Lindepad;{chance.randint(1, 3)};1288 AW;Watermeer" if chance.random() < 0.6 else ";;;"
    mobile = f"06 0000 {number % 10_000:04d}" if chance.random() < 0.5 else ""
    email = f"klant{number}@post.example" if chance.random() < 0.7 else ""
    due = day + timedelta(days=chance.choice((-60, -20, -9, -3, 0, 1, 4, 14)))
    mark = f"{chance.randint(1, 6)}-{number}"  # sometimes one that is known
    euros = chance.choice((0, 5, 30, 60, 250, 900))
    return (
        f"K{number:07d};de Wit;{post};{email};{mobile};F{mark};{due - timedelta(days=30):%d-%m-%Y};{due:%d-%m-%Y};"
        f"{euros},{chance.randrange(100):02d};Energie"
    )


def _acts(day: date, chance: random.Random) -> None:
    ids = list(Case.objects.order_by("pk").values_list("pk", flat=True))
    verbs = list(VERBS.values())
    for number in chance.sample(ids, int(len(ids) * ACTS)):
        turn = Turn(Case.objects.select_related("creditor", "customer").get(pk=number), day, chance)
        try:
            chance.choice(verbs)(turn)
        except (RefusedError, ConflictError, LookupError):
            continue


def _bounces(day: date, chance: random.Random) -> None:
    """Some of what went out comes back, by the road of the provider's reports."""
    sent = list(Contact.objects.filter(state="handed_over", direction="out").order_by("pk").values_list("key", "kind"))
    for key, kind in chance.sample(sent, len(sent) // 20):
        told = DeliveryReport(key, at(day, 12), is_delivered=chance.random() < 0.5)
        reports.take(kind, {"reports": [told]}, by=BY, at=at(day, 12))


# What may happen to a case -------------------------------------------------------------------------------------------


def _pay(turn: Turn) -> None:
    claim = turn.one(Claim.objects.filter(customer=turn.case.customer_id))
    left = visible.balance_cents(claim)
    payments.book(claim, max(1, left // turn.chance.choice((1, 1, 2, 5))), booked_on=turn.day, **turn.how)


def _reverse(turn: Turn) -> None:
    paid = MoneyEntry.objects.filter(claim__customer=turn.case.customer_id, kind="payment")
    payments.reverse(turn.one(paid), booked_on=turn.day, **turn.how)


def _correct(turn: Turn) -> None:
    claim = turn.one(Claim.objects.filter(customer=turn.case.customer_id))
    payments.correct(claim, turn.chance.choice((-500, 700)), booked_on=turn.day, **turn.how)


def _dispute(turn: Turn) -> None:
    claims = [turn.one(Claim.objects.filter(customer=turn.case.customer_id))] if turn.chance.random() < 0.5 else []
    stops.disputed(turn.case, claims=claims, **turn.how)


def _settle(turn: Turn) -> None:
    disputes.settle(turn.case, {}, "Wij zochten het uit: het klopt.", **turn.how)


def _hold(turn: Turn) -> None:
    verb: Callable[..., Any] = turn.chance.choice(
        (stops.collection_pause, stops.moratorium, stops.settlement, stops.debt_help)
    )
    verb(turn.case, until_on=turn.later(), **turn.how)


def _pause(turn: Turn) -> None:
    reason = turn.chance.choice((PauseReason.NOT_NOW, PauseReason.DISTRESS))
    stops.paused(turn.case, reason=reason, until_on=turn.later(25), **turn.how)


def _lift(turn: Turn) -> None:
    holds.lift(turn.one(Hold.objects.filter(case=turn.case, lifted_at__isnull=True)), **turn.how)


def _end_on(turn: Turn) -> None:
    hold = turn.one(Hold.objects.filter(case=turn.case, lifted_at__isnull=True))
    holds.end_on(hold, turn.later(), **turn.how)


def _react(turn: Turn) -> None:
    stops.reacted(turn.case, by_channel=ChannelKind.EMAIL, text="Ik kijk ernaar.", **turn.how)


def _arrange(turn: Turn) -> None:
    yes = Yes(by_lead=True, reason="Zo past het.")
    arrangements.agree(turn.case, count=turn.chance.randint(2, 4), first_on=turn.later(20), yes=yes, **turn.how)


def _end_arrangement(turn: Turn) -> None:
    arrangements.end(turn.one(Arrangement.objects.filter(case=turn.case, state="active")), **turn.how)


def _call(turn: Turn) -> None:
    result = turn.chance.choice(list(CallResult))
    reached = result == CallResult.REACHED
    says_no = reached and turn.chance.random() < 0.2
    calls.log(turn.case, result, "Gebeld.", good_conversation=reached, says_no=says_no, **turn.how)


def _point(turn: Turn) -> None:
    points.add(turn.case, PointKind.EMAIL, f"nieuw{turn.chance.randint(1, 99)}@post.example", **turn.how)


def _mark(turn: Turn) -> None:
    point = turn.one(ContactPoint.objects.filter(customer=turn.case.customer_id, until_intake__isnull=True))
    points.mark(point, turn.case, turn.chance.choice(list(points.PointMark)), **turn.how)


def _wish(turn: Turn) -> None:
    verb: Callable[..., Any] = turn.chance.choice((wishes.prefer, wishes.refuse))
    verb(turn.case, turn.chance.choice((ChannelKind.LETTER, ChannelKind.EMAIL, ChannelKind.SMS)), **turn.how)


def _safe(turn: Turn) -> None:
    verb: Callable[..., Any] = turn.chance.choice((wishes.unsafe, wishes.safe_again))
    verb(turn.case, **turn.how)


def _need(turn: Turn) -> None:
    kind = turn.chance.choice(list(SupportNeedKind))
    knowing.note_need(turn.case, kind, source=FactSource.CUSTOMER, expires_on=turn.later(), **turn.how)


def _no_need(turn: Turn) -> None:
    need = turn.one(SupportNeed.objects.filter(customer=turn.case.customer_id, removed_at__isnull=True))
    knowing.remove_need(need, turn.case, **turn.how)


def _event(turn: Turn) -> None:
    kind = turn.chance.choice(list(EventKind))
    knowing.note_event(turn.case, kind, source=FactSource.CUSTOMER, expires_on=turn.later(), **turn.how)


def _no_event(turn: Turn) -> None:
    event = turn.one(LifeEvent.objects.filter(customer=turn.case.customer_id, removed_at__isnull=True))
    knowing.remove_event(event, turn.case, **turn.how)


def _room(turn: Turn) -> None:
    state = turn.chance.choice((Room.OK, Room.NONE))
    seized = turn.chance.random() < 0.3
    tight = state == Room.OK and turn.chance.random() < 0.3
    source = FactSource.CUSTOMER
    knowing.note_room(turn.case, state, source=source, has_seizure=seized, is_tight=tight, **turn.how)


def _no_room(turn: Turn) -> None:
    room = turn.one(RoomToPay.objects.filter(case=turn.case, removed_at__isnull=True))
    knowing.remove_room(room, turn.case, **turn.how)


def _consequence(turn: Turn) -> None:
    kind = turn.chance.choice(list(ConsequenceKind))
    knowing.record_consequence(
        turn.case, kind, on_day=turn.later(), avoid_cents=1_000, by_lead=True, reminded_before=True, **turn.how
    )


def _represent(turn: Turn) -> None:
    kind = turn.chance.choice(list(RepresentativeKind))
    email = turn.chance.choice(("", "post@bewind.example"))
    stops.represented(turn.case, kind=kind, name="Lotus Bewind", email=email, **turn.how)


def _no_longer(turn: Turn) -> None:
    who = turn.one(Representative.objects.filter(customer=turn.case.customer_id, until_on__isnull=True))
    holds.end_representation(who, turn.case, **turn.how)


def _in_hand(turn: Turn) -> None:
    verb: Callable[..., Any] = turn.chance.choice((knowing.take_in_hand, knowing.let_go))
    verb(turn.case, **turn.how)


def _moved(turn: Turn) -> None:
    letter = Contact.objects.filter(case=turn.case, kind="letter", state="handed_over").order_by("pk").last()
    stops.moved(turn.case, letter=letter, **turn.how)


def _done(turn: Turn) -> None:
    step = turn.one(Step.objects.filter(case=turn.case, state__in=("wished", "given")))
    steps.done(turn.case, step.pk, "Gedaan.", met=turn.chance.random() < 0.5, **turn.how)


def _agency(turn: Turn) -> None:
    if turn.chance.random() < 0.5:
        transfers.recall(turn.case, turn.chance.choice(list(RecallReason)), words="Anders.", **turn.how)
    else:
        transfers.hand_over(turn.case, "Incassohuis", "Alles is geprobeerd.", by_lead=True, **turn.how)


VERBS: Mapping[str, Callable[[Turn], None]] = {
    name.strip("_"): verb
    for name, verb in globals().copy().items()
    if callable(verb) and getattr(verb, "__annotations__", {}).get("turn") is Turn
}
"""Every act above, by its name."""
