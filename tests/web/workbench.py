"""A morning at Woonstede for the tests of the workbench: who waits, and Samira who signs in."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client

from accounts.models import User
from accounts.second_factor import MARK
from tests import beginnings
from tests.cast import Cast, make_cast
from tests.factories import (
    NOW,
    TODAY,
    make_case,
    make_contact,
    make_creditor,
    make_customer,
    make_decision,
    make_details,
    make_moment,
    make_night,
    make_support_need,
)
from tijdig import clock
from tijdig.actions import calls, forms, requests
from tijdig.models import CallSlot, Case, Moment
from tijdig.words import CallResult, ChannelKind, RequestKind

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
EVIL = '<script>alert("x")</script> & "quotes"'
LETTER = """Dag Anna de Wit,

Er staat nog € 182,40 open. Dat is een deel van de huur van oktober en november.
Kunt u dit nu niet betalen? Bel ons. Wij denken graag met u mee. Vaak is er een oplossing die past.
U mag in delen betalen. Daar komen geen kosten bij. Wij zijn er van maandag tot en met vrijdag van 8 tot 18 uur.

Met vriendelijke groet,
Samira Kaya"""


def at(hour: time, day: date = TODAY) -> datetime:
    """An hour in the Netherlands."""
    return datetime.combine(day, hour, tzinfo=AMSTERDAM).astimezone(UTC)


def make_slots(cast: Cast) -> list[CallSlot]:
    """Two people until six, one in the evening, today and tomorrow."""
    hours = [time(9, 30), time(11), time(14), time(19, 45)]
    return [
        CallSlot.objects.create(creditor=cast.woonstede, starts_at=at(hour, TODAY + timedelta(days=days)), places=2)
        for days in (0, 1)
        for hour in hours
    ]


def make_morning() -> Cast:
    """Anna wants a call, Bram's administrator proposes, Chantal needs a person, Emre could not be reached."""
    clock.fix(NOW)
    return beginnings.begin_with(_make_morning)


def _make_morning() -> Cast:
    cast = make_cast()
    slots = make_slots(cast)
    make_night(started_at=at(time(2)), released_at=at(time(2, 5)))
    _written_to(cast.anna, date(2026, 11, 10), "S1")
    _written_to(cast.chantal, date(2026, 11, 3), "S1")
    make_support_need(cast.anna.customer, kind="read_aloud")
    calls.ask(
        cast.anna, slots[0].pk, "06 00 00 01 01", by=f"customer:{cast.anna.customer_id}", at=at(time(8), TODAY),
        text="Ik werk minder uren. Kunnen we even bellen?",
    )  # fmt: skip
    requests.receive(
        cast.bram, RequestKind.PAY_IN_PARTS, by_channel=ChannelKind.PORTAL, by="customer:2",
        at=at(time(20), date(2026, 11, 22)), text=f"Kan dit in delen? {EVIL}", details={"monthly_cents": 3500},
    )  # fmt: skip
    make_decision(
        cast.chantal,
        owner="handler",
        by_whom="handler",
        again_on=date(2026, 11, 25),
        rules={"whether": "person_decides"},
    )
    calls.log(
        cast.emre,
        CallResult.NOT_REACHED,
        "",
        good_conversation=False,
        by=f"user:{cast.dewi.pk}",
        at=at(time(15), date(2026, 11, 23)),
    )
    forms.receive(
        cast.woonstede,
        "Chantal Mensah",
        ChannelKind.PHONE,
        "06 00 00 01 03",
        at=at(time(8, 30)),
        text="Graag bellen na vijf uur.",
    )
    return cast


def _written_to(case: Case, day: date, stage: str) -> Moment:
    decision = make_decision(case, valid_from=day, outcome="act", rules={"whether": "say_first"})
    moment = make_moment(case, day=day, stage=stage, decision=decision)
    make_contact(
        moment,
        state="delivered",
        handed_over_at=at(time(9), day),
        happened_at=at(time(9), day),
        send_from=at(time(9), day),
        text=LETTER,
    )
    return moment


def session_of(user: User) -> str:
    """The key of a session as after a password and a second factor."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session[MARK] = user.pk
    session.save()
    return str(session.session_key)


def signed_in(user: User) -> Client:
    """A browser in which this colleague is at work."""
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = session_of(user)
    return client


def make_stranger(name: str) -> Case:
    """A customer of somebody else."""
    first, _, last = name.partition(" ")
    customer = make_customer(make_creditor())
    make_details(customer, first_name=first, last_name=last)
    return make_case(customer)
