"""The plans for all together in the pictures: eleven people, each at another moment of it, made by what people do.

What has run for a while was begun in September, with the clock of those days; afterwards it is the day of the pictures.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from django.test import override_settings

from accounts.models import User
from demo.bills import Bill
from demo.cast import ANNA
from tests.cast import Cast, make_member
from tests.factories import NOW, make_creditor, make_membership, make_user
from tests.web.portal.jointly import Four, make_four
from tijdig import clock
from tijdig.actions import joint as acts
from tijdig.actions import proving
from tijdig.models import AnswerLink, Case, Creditor, Joint, JointPart
from tijdig.queries.doors import keyed_hash
from tijdig.words import AssuranceLevel, ChannelKind, ProofMeans, Rhythm

TEXT: Final = "samen-2026-11-b"
ASKED: Final = datetime(2026, 9, 1, 8, 0, tzinfo=UTC)
BEGUN: Final = date(2026, 10, 1)
SOON: Final = date(2026, 12, 15)
SPARE: Final = 6_000
WATER: Final = 9_000
CARE: Final = 12_000
ENERGY: Final = 5_100
PAYEE: Final = "samenbetaald"
ACCOUNTS: Final = (
    ("bosstroom", "020 555 01 77", "NL64TEST0417164305"),
    ("waterheld", "020 555 02 22", "NL61TEST0001234567"),
    ("zorgpunt", "020 555 02 44", "NL39TEST0001234575"),
)
PEOPLE: Final = (
    ("begin", "mevrouw", "Olga", "Maas"),
    ("picked", "de heer", "Pieter", "Blom"),
    ("told", "mevrouw", "Roos", "Verhoef"),
    ("asking", "de heer", "Stefan", "Kok"),
    ("weighed", "mevrouw", "Tess", "Hermans"),
    ("countered", "de heer", "Umut", "Aydin"),
    ("offered", "mevrouw", "Vera", "Bos"),
    ("active", "mevrouw", "Wies", "Jacobs"),
    ("missed", "de heer", "Youri", "Dekker"),
    ("paused", "mevrouw", "Zehra", "Polat"),
    ("completed", "de heer", "Aad", "Kuiper"),
)


@dataclass(frozen=True)
class Plans:
    """Everybody at a moment of it, by the name of that moment, and who works elsewhere."""

    cases: dict[str, Case]
    joints: dict[str, Joint]
    bo: User  # works at Bosstroom, which takes part
    zita: User  # works where the money of all comes in


class Plan:
    """What the customer and the others do, one thing after another, on a day."""

    def __init__(self, case: Case, four: Four, at: datetime = NOW) -> None:
        self.case, self.four, self.at = case, four, at
        self.joint = Joint()
        clock.fix(at)

    @property
    def who(self) -> dict[str, Any]:
        """The customer, now."""
        return {"by": f"customer:{self.case.customer_id}", "at": self.at}

    def of(self, creditor: Creditor) -> JointPart:
        """How it stands with this organisation."""
        return self.joint.parts.get(creditor=creditor)

    def picked(self) -> "Plan":
        """With which organisations."""
        picks = [self.four.energy.creditor, self.four.water, self.four.care]
        self.joint = acts.start(self.case, picks, by_channel=ChannelKind.PORTAL, **self.who)
        return self

    def told(self, cents: int = SPARE, first_on: date = SOON) -> "Plan":
        """Yes for each, and so much each month."""
        for part in self.picked().joint.parts.exclude(creditor=self.case.creditor):
            acts.consent(
                part, text_version=TEXT, language="nl", by_channel=ChannelKind.PORTAL, level=AssuranceLevel.PROVEN,
                proof="", customer_number="K-7741", **self.who,
            )  # fmt: skip
        acts.capacity(self.joint, cents, Rhythm.MONTHLY, first_on, **self.who)
        return self

    def asked(self, cents: int = SPARE, first_on: date = SOON) -> "Plan":
        """Everybody was asked."""
        acts.ask(self.told(cents, first_on).joint, **self.who)
        return self

    def answered(self, *creditors: Creditor) -> "Plan":
        """These say what is open."""
        amounts = {self.four.energy.creditor: ENERGY, self.four.water: WATER, self.four.care: CARE}
        for one in creditors:
            acts.balance(
                self.of(one), amounts[one], contact=f"Ina, {one.phone}", by=f"organisation:{one.pk}", at=self.at
            )
        return self

    def all_answered(self) -> "Plan":
        """All say what is open."""
        return self.answered(self.four.energy.creditor, self.four.water, self.four.care)

    def accepted(self, *creditors: Creditor) -> "Plan":
        """These say yes to the proposal."""
        for one in creditors:
            acts.accept(self.of(one), by=f"organisation:{one.pk}", at=self.at)
        return self

    def running(self) -> "Plan":
        """Asked in September; all said yes, and the first payment came in."""
        self.asked(first_on=BEGUN).all_answered()
        self.accepted(self.four.energy.creditor, self.four.water, self.four.care)
        acts.confirm(self.joint, **self.who)
        self.on(date(2026, 10, 1))
        self.paid(SPARE)
        return self

    def on(self, *days: date) -> "Plan":
        """These days begin, one after another."""
        for day in days:
            self.at = datetime.combine(day, ASKED.timetz())
            clock.fix(self.at)
            self.joint = acts.tick(Joint.objects.get(pk=self.joint.pk), by="night", at=self.at)
        return self

    def paid(self, cents: int) -> "Plan":
        """So much comes in for all."""
        day = self.at.date()
        acts.pay(self.joint, cents, day, f"bank-{self.joint.pk}-{day}", by="bank", at=self.at)
        return self


def make(cast: Cast) -> Plans:
    """Everybody, and the clock back to where it stood."""
    four = _organisations(cast)
    cases = {name: _customer(cast, number, *who) for number, (name, *who) in enumerate(PEOPLE, 21)}
    with override_settings(JOINT_PAYEE=PAYEE):
        joints = {**_earlier(cases, four), **_now(cases, four)}
    clock.fix(NOW)
    joints = {name: Joint.objects.get(pk=joint.pk) for name, joint in joints.items()}
    return Plans(cases, joints, _colleague(four.energy.creditor, "Bo Bos"), _colleague(_payee(), "Zita Mulder"))


def link_to(part: JointPart, token: str) -> AnswerLink:
    """The link in the e-mail to this organisation, with a token that the pictures know."""
    return AnswerLink.objects.create(
        part=part, token_hash=keyed_hash("answer", token), sent_to=part.creditor.joint_email, made_at=NOW,
        expires_at=NOW + timedelta(days=21),
    )  # fmt: skip


def let_in(link: AnswerLink, code: str) -> None:
    """This code was mailed for it just now."""
    AnswerLink.objects.filter(pk=link.pk).update(
        code_hash=keyed_hash("answer-code", f"{link.pk}-{code}"), code_until=NOW + timedelta(minutes=30)
    )


def _now(cases: dict[str, Case], four: Four) -> dict[str, Joint]:
    """What was begun today."""
    energy, water, care = four.energy.creditor, four.water, four.care
    countered = Plan(cases["countered"], four).asked().all_answered().accepted(energy)
    acts.counter(
        countered.of(water), 2_500, "Dit is ons laagste bedrag per keer.", by=f"organisation:{water.pk}", at=NOW
    )
    plans = {
        "picked": Plan(cases["picked"], four).picked(),
        "told": Plan(cases["told"], four).told(),
        "asking": Plan(cases["asking"], four).asked().answered(energy),
        "weighed": Plan(cases["weighed"], four).asked(cents=1_000).all_answered(),
        "countered": countered,
        "offered": Plan(cases["offered"], four).asked().all_answered().accepted(energy, water, care),
    }
    return {name: plan.joint for name, plan in plans.items()}


def _earlier(cases: dict[str, Case], four: Four) -> dict[str, Joint]:
    """What was begun in September."""
    november = date(2026, 11, 2)
    active = Plan(cases["active"], four, ASKED).running().on(november).paid(SPARE)
    missed = Plan(cases["missed"], four, ASKED).running().on(*_days(november, date(2026, 11, 24)))
    paused = Plan(cases["paused"], four, ASKED).running().on(november).paid(SPARE).on(date(2026, 11, 20))
    acts.pause(paused.joint, date(2026, 12, 18), **paused.who)
    completed = Plan(cases["completed"], four, ASKED).running().on(date(2026, 11, 23))
    completed.paid(sum(part.balance_cents or 0 for part in completed.joint.parts.all()) - SPARE)
    plans = {"active": active, "missed": missed, "paused": paused, "completed": completed}
    return {name: plan.joint for name, plan in plans.items()}


def _days(first: date, last: date) -> Iterable[date]:
    return (first + timedelta(days=count) for count in range((last - first).days + 1))


def _organisations(cast: Cast) -> Four:
    """The three others, who answer by e-mail or at their own desk, and who takes the money of all."""
    four = make_four(cast)
    for code, phone, iban in ACCOUNTS:
        Creditor.objects.filter(code=code).update(
            joint_email=f"samen@{code}.example", phone=phone, iban=iban, iban_name=code.capitalize()
        )
    make_creditor(
        code=PAYEE, name="Samen Betaald", sender_name="Samen Betaald", sector="municipality",
        iban="NL13TEST0123456789", iban_name="Stichting Samen Betaald", phone="020 555 03 03",
    )  # fmt: skip
    for one in (four.energy.creditor, four.water, four.care):
        one.refresh_from_db()
    return four


def _payee() -> Creditor:
    return Creditor.objects.get(code=PAYEE)


def _customer(cast: Cast, number: int, salutation: str, first: str, last: str) -> Case:
    """Rent of the summer, a part of it still open, as with Anna; of whom it is sure who they are."""
    bill = Bill(
        f"WS-1000{number}-202608", "rent", "Huur augustus 2026", date(2026, 7, 20), date(2026, 8, 1), ANNA.open_cents
    )
    member = replace(
        ANNA, number=f"W-1000{number}", salutation=salutation, first_name=first, last_name=last, bills=(bill,),
        birth_on=date(1960 + number, 4, number - 10), street=f"Elzenpad {number}", contract=f"HUUR-1000{number}",
        email=f"{first}.{last}@post.example".lower(), mobile=f"06 00 00 03 {number}",
    )  # fmt: skip
    case = make_member(cast.woonstede, member)
    Case.objects.filter(pk=case.pk).update(handler=cast.samira)
    proving.record(case, ProofMeans.COUNTER, ["paspoort"], by=f"user:{cast.samira.pk}", at=NOW)
    case.refresh_from_db()
    return case


def _colleague(creditor: Creditor, name: str) -> User:
    user = make_user(email=f"{name.replace(' ', '.').lower()}@{creditor.code}.example", name=name)
    make_membership(user, creditor, role="handler")
    return user
