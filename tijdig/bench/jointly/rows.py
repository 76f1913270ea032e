"""The same lives through the actions, on tables: each act of somebody is the action that a page would call."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from django.conf import settings

from tijdig.actions import consents, payments
from tijdig.actions import joint as acts
from tijdig.actions.consents import NoConsentError
from tijdig.actions.joint import stepping
from tijdig.actions.refusals import RefusedError
from tijdig.bench.jointly import rivals
from tijdig.bench.jointly.faults import replaced
from tijdig.bench.jointly.judging import Judge, Step
from tijdig.bench.jointly.lives import Life
from tijdig.messages import consents as texts
from tijdig.messages.languages import DUTCH
from tijdig.models import Arrangement, Case, Claim, Creditor, Customer, Hold, Joint, JointPart, MoneyEntry
from tijdig.policy import Policy, load
from tijdig.queries import arrangements as found
from tijdig.queries import jointdesk, jointfacts, jointmoney
from tijdig.rules.joint import events as e
from tijdig.rules.joint import facts, moving
from tijdig.rules.joint.drafts import QUIET, JointRefusedError, lefts
from tijdig.rules.workdays import AMSTERDAM
from tijdig.words import AssuranceLevel, ChannelKind, ConsentPurpose
from tijdig.words import JointPartState as P

BY, TEXT, PROOF = "user:0", "samen-2026-11-b", "aan de balie"
CREDITORS = 8
"""So many organisations beside the one where it is asked: half of them with files here."""


def lay() -> list[Creditor]:
    """The organisations; some of them give no word beforehand, some have no installation of their own."""
    settings.CHANNELS = dict.fromkeys(settings.CHANNELS, "tijdig.bench.planning.carriers.Nowhere")
    common = {
        "phone": "020 555 01 23",
        "phone_hours": "9 tot 5",
        "email": "x@x.example",
        "portal_url": "https://x.example",
    }
    return [
        Creditor.objects.create(
            code=f"organisatie-{number}", name=f"Organisatie {number}", sender_name=f"Organisatie {number}",
            sector="energy", sms_sender="Organisatie", website="x.example", joint_email=f"samen@{number}.example",
            policy_overrides=_own_numbers(number), **common,
        )
        for number in range(CREDITORS + 1)
    ]  # fmt: skip


def _own_numbers(number: int) -> dict[str, int]:
    """Where it is asked a consent is short, so that it often ends before the plan; some give no word beforehand."""
    if not number:
        return {"joint.consent_months": 6}
    return {"joint.yes_months_max": 0} if number % 3 == 1 else {}


def file_at(creditor: Creditor, name: str, cents: int, day: date) -> Case:
    """A file with one bill that is late."""
    customer = Customer.objects.create(creditor=creditor, number=name)
    claim = Claim.objects.create(
        creditor=creditor, customer=customer, reference=f"F-{creditor.pk}-{name}", kind="energy",
        description="Rekening", invoiced_on=day - timedelta(days=60),
        due_on=day - timedelta(days=30),
    )  # fmt: skip
    at = datetime.combine(day, time(9), AMSTERDAM)
    MoneyEntry.objects.create(
        creditor=creditor, claim=claim, kind="claim", amount_cents=cents, booked_on=day, made_by=BY, made_at=at
    )
    return Case.objects.create(creditor=creditor, customer=customer)


class Rows(Life):
    """One of them, on tables."""

    longest = 40

    def __init__(self, seed: int, policy: Policy, creditors: list[Creditor]) -> None:
        super().__init__(seed, policy)
        self.seed, self.creditors = seed, creditors
        self.seen: list[Step] = []
        wanted = max(1, min(4, len(self.joint.parts)))
        self.house = house = file_at(creditors[0], str(seed), self.size(), self.day)
        picked = self.chance.sample(creditors[1:], wanted)
        for creditor in picked:
            self.link(creditor)
        others = "\n".join(["Een ander"] * self.joint.outside)
        with self._watched():
            self.row = acts.start(house, picked, by_channel=ChannelKind.COUNTER, others=others, by=BY, at=self.now)
        self.joint = jointfacts.read(self.row, self.day)

    def size(self) -> int:
        """What is open in a file."""
        return self.chance.randint(500, 30_000)

    @property
    def now(self) -> datetime:
        """Nine in the morning."""
        return datetime.combine(self.day, time(9), AMSTERDAM)

    def link(self, creditor: Creditor) -> None:
        """Half of the organisations have a file of this customer here, which the customer put beside the own one."""
        if creditor.pk % 2 and not Case.objects.filter(creditor=creditor, customer__number=f"{self.seed}").exists():
            there = file_at(creditor, str(self.seed), self.size(), self.day)
            text = texts.current(ConsentPurpose.OVERVIEW, self.day)
            consents.write(
                self.house, ConsentPurpose.OVERVIEW, creditor, text.data, text_version=text.code, language=DUTCH,
                by_channel=ChannelKind.COUNTER, level=AssuranceLevel.PROVEN, proof=PROOF,
                other_customer=there.customer, **self.who,
            )  # fmt: skip

    def _watched(self) -> Any:
        """Every step of the rules, as it is made by an action."""
        real = moving.stepped

        def stepped(joint: facts.Joint, event: e.Event, day: date, policy: Policy) -> Any:
            after, effects = real(joint, event, day, policy)
            self.seen.append(Step(day, joint, event, effects, after))
            return after, effects

        return replaced(stepping, "stepped", stepped)

    def _try(self, event: e.Event) -> Step | None:
        """The action of this event, and what is then in the tables."""
        count = len(self.seen)
        try:
            with self._watched():
                _ACTIONS[type(event)](self, event)
        except (RefusedError, JointRefusedError, NoConsentError):
            del self.seen[count:]
        self.row = Joint.objects.select_related("case__creditor").get(pk=self.row.pk)
        self.joint = jointfacts.read(self.row, self.day)
        return self.seen[-1] if len(self.seen) > count else None

    def money(self) -> e.Event | None:
        """Often all at once: what is tried here is the tables, and years of payments are tried without them."""
        event = super().money()
        if isinstance(event, e.Paid) and event.part is None and self.chance.random() < 0.6:
            running = [part for part in self.joint.parts if part.state == P.RUNNING]
            return e.Paid(sum(cents for *_, cents in lefts(self.joint.running, running)))
        return event

    def row_of(self, number: int) -> JointPart:
        """The row of one organisation."""
        return jointmoney.part(number)

    @property
    def who(self) -> dict[str, Any]:
        """Who does it, and when."""
        return {"by": BY, "at": self.now}


def judged(life: Rows) -> tuple[int, list[str]]:
    """How many steps, and what the judge found in them and in the tables after each act."""
    judge, found, looked = Judge(life.policy), list[str](), 0
    for _ in life.steps():
        found += [fault for step in life.seen[looked:] for fault in judge.look(step)]
        looked = len(life.seen)
        found += [*_tables(life), *rivals.asked_twice(life)]
        rivals.act(life)
    return looked, found


def _tables(life: Rows) -> Iterator[str]:
    """The tables say what the rules said; it is quiet where it must be, and each file has its own part to the cent."""
    said, now = life.seen[-1].after, life.joint
    if (said.state, said.due_on, said.spare_cents, said.running) != (
        now.state,
        now.due_on,
        now.spare_cents,
        now.running,
    ):
        yield "tables_differ"
    rows = {row.pk: row for row in JointPart.objects.filter(joint=life.row)}
    for was, part in zip(said.parts, now.parts, strict=False):
        if (was.id, was.state, was.balance_cents, was.paid_cents) != (
            part.id,
            part.state,
            part.balance_cents,
            part.paid_cents,
        ):
            yield "tables_differ_part"
        row = rows[part.id]
        if part.state in QUIET and row.case_id and _is_still(now, life.day) and not _holds(row, life.day):
            yield "outreach_during_standstill"
        if part.state == P.RUNNING and row.case_id and not _is_arranged(row, part.left_cents):
            yield "file_differs"


def _is_still(joint: facts.Joint, day: date) -> bool:
    return joint.running is None and joint.standstill_until is not None and joint.standstill_until > day


def _holds(row: JointPart, day: date) -> bool:
    return Hold.objects.filter(case=row.case_id, lifted_at__isnull=True, until_on__gt=day).exists()


def _is_arranged(row: JointPart, left_cents: int) -> bool:
    running = Arrangement.objects.filter(pk=row.arrangement_id or 0, state="active").select_related("case").first()
    return running is not None and found.open_cents(found.claims_of(running)) == left_cents


def _picks(life: Rows, _event: e.Picked) -> None:
    there = set(life.row.parts.values_list("creditor_id", flat=True))
    free = [one for one in life.creditors if one.pk not in there]
    if free:
        wanted = life.chance.choice(free)
        life.link(wanted)
        acts.pick(life.row, wanted, **life.who)


def _consents(life: Rows, event: e.Consented) -> None:
    acts.consent(
        life.row_of(event.part), text_version=TEXT, language="nl", by_channel=ChannelKind.COUNTER,
        level=AssuranceLevel.PROVEN, proof=PROOF, **life.who,
    )  # fmt: skip


def _renews(life: Rows, event: e.Renewed) -> None:
    acts.renew(
        life.row_of(event.part), text_version=TEXT, language="nl", by_channel=ChannelKind.COUNTER,
        level=AssuranceLevel.PROVEN, proof=PROOF, **life.who,
    )  # fmt: skip


def _withdraws(life: Rows, event: e.Withdrawn) -> None:
    """Taken back; or its day came, which is heard in the night."""
    given = life.row_of(event.part).consent
    if given is not None and given.until_on is not None and given.until_on <= life.day:
        acts.tick(life.row, **life.who)
    else:
        acts.withdraw(life.row_of(event.part), **life.who)


def _balance(life: Rows, event: e.BalanceTold) -> None:
    row = life.row_of(event.part)
    cents = jointmoney.open_cents(row.case, life.day) if row.case else event.balance_cents
    acts.balance(row, cents, is_threatening=life.chance.random() < 0.1, **life.who)


def _pays(life: Rows, event: e.Paid) -> None:
    part = life.row_of(event.part) if event.part else None
    acts.pay(life.row, event.amount_cents, life.day, f"bank-{len(life.seen)}", part=part, **life.who)


def _went_back(life: Rows, _event: e.WentBack) -> None:
    """The newest payment for all that stands, as the bank takes it back."""
    if standing := jointdesk.standing(life.row):
        acts.take_back(standing[0], booked_on=life.day, **life.who)


def _paid_outside(life: Rows, event: e.FoundPaid) -> None:
    """All of it is paid, or put right, in the file itself: the plan hears of that when the customer says yes."""
    row = life.row_of(event.part) if event.part else None
    for claim in jointmoney.claims(row, life.day) if row is not None else ():
        cents, reference = jointmoney.left_cents(claim), f"buiten-{claim.pk}"
        if event.paid_cents == 0:
            payments.correct(claim, -cents, booked_on=life.day, by=BY, at=life.now)
            continue
        payments.book(claim, cents, booked_on=life.day, by=BY, at=life.now, reference=reference)


def _put_right(life: Rows, event: e.Lowered) -> None:
    """The bill in the file here is put right: the plan hears of it in the night."""
    row, left = life.row_of(event.part), event.cents
    if row.arrangement is None:
        return
    for claim in jointmoney.claims(row, life.day):
        if less := min(left, jointmoney.left_cents(claim)):
            payments.correct(claim, -less, booked_on=life.day, by=BY, at=life.now)
            left -= less
    acts.tick(life.row, **life.who)


def _capacity(life: Rows, event: e.CapacityTold) -> None:
    acts.capacity(life.row, event.spare_cents, event.rhythm, event.first_on, **life.who)


def _of_part(act: Callable[..., Any]) -> Callable[[Rows, Any], Any]:
    return lambda life, event: act(life.row_of(event.part), **life.who) if event.part else None


def _of_whole(act: Callable[..., Any], **more: Any) -> Callable[[Rows, Any], Any]:
    return lambda life, _event: act(life.row, **more, **life.who)


_ACTIONS: Mapping[type, Callable[[Any, Any], Any]] = {
    e.Picked: _picks,
    e.Consented: _consents,
    e.Renewed: _renews,
    e.Withdrawn: _withdraws,
    e.Asked: _of_whole(acts.ask),
    e.CapacityTold: _capacity,
    e.BalanceTold: _balance,
    e.SeizureTold: _of_whole(acts.seizure),
    e.HelpAsked: _of_whole(acts.ask_help),
    e.GoesOn: _of_whole(acts.go_on),
    e.Referred: _of_whole(acts.refer, reason="Er is meer nodig."),
    e.Accepts: _of_part(acts.accept),
    e.Counters: lambda life, event: acts.counter(life.row_of(event.part), event.share_cents, "Liever dit.", **life.who),
    e.Declines: lambda life, event: acts.decline(life.row_of(event.part), "Het kan hier niet.", **life.who),
    e.CounterTaken: _of_part(acts.take_counter),
    e.Confirms: _of_whole(acts.confirm),
    e.WantsOther: lambda life, event: acts.want_other(life.row, event.spare_cents, **life.who),
    e.KeepsOld: _of_whole(acts.keep_old),
    e.Paid: _pays,
    e.FoundPaid: _paid_outside,
    e.Lowered: _put_right,
    e.WentBack: _went_back,
    e.NewDay: lambda life, event: acts.new_day(life.row, event.first_on, **life.who),
    e.Pauses: lambda life, event: acts.pause(life.row, event.until, by_person=event.by_person, **life.who),
    e.Revises: lambda life, event: acts.revise(life.row, event.change, **life.who),
    e.Leaves: _of_part(acts.leave),
    e.Ends: _of_whole(acts.end),
    e.TimePassed: _of_whole(acts.tick),
}


def play(first: int, size: int) -> dict[str, Any]:
    """So many lives from this seed on, on the tables of this process: steps, and what was found."""
    creditors, policy = lay(), load(date(2026, 11, 23))
    steps, faults = 0, dict[str, int]()
    for seed in range(first, first + size):
        looked, found_here = judged(Rows(seed, policy, creditors))
        steps += looked
        for fault in found_here:
            faults[fault] = faults.get(fault, 0) + 1
    return {"plans": size, "steps": steps, "found": faults}
