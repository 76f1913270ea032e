"""Who may open what: every address x every role x an object of Anna's. An address without a row fails."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from accounts.models import Membership
from tests.cast import Cast, make_cast
from tests.conftest import NOW
from tests.factories import (
    make_consent,
    make_contact,
    make_creditor,
    make_intake,
    make_membership,
    make_moment,
    make_reject,
    make_request,
    make_support_need,
    make_user,
)
from tests.web.portal.companions import make_helper
from tests.web.portal.jointly import make_four, make_joint, make_plan
from tests.web.portal.visits import visit
from tests.web.workbench import signed_in
from tijdig import clock
from tijdig.actions import forms
from tijdig.models import AuditEvent, Case, Consent, Contact, Helper, Intake, Joint, JointPart, OpenForm, Request
from tijdig.queries.doors import HELPERS_ASK
from tijdig.queries.offers_made import Terms, kept
from tijdig.queries.otherway import token as other_way_token
from tijdig.queries.publicpages import TITLES
from tijdig.rules.solutions.shapes import Shape
from tijdig.web.portal.journeys import QUESTIONS
from tijdig.web.workbench.acts import ACTS
from tijdig.web.workbench.joints import JOINT_ACTS
from tijdig.words import ChannelKind, Mandate

pytestmark = [pytest.mark.django_db, pytest.mark.slow]  # every address, as everybody

OK, GONE, SHUT, CLOSED = "200", "404", "410", "403"
LOST = "400"
LATER, COMPLAINT = "/vraag/later", "/vraag/klacht"
HOME, WHO, CONTACT, OVERVIEW = "/", "/wie", "/contact", "/overzicht"
PROVE, JOINT = "/bewijs", "/samen-regelen/plan"
LOGIN, SECOND, AGAIN, TODAY = "/werk/inloggen/", "/werk/inloggen/app", "/werk/inloggen/opnieuw", "/werk/"
OF_ONE = sorted(name for name, form in JOINT_ACTS.items() if form.part_states)  # of one organisation, and none is named
OF_ALL = sorted(set(JOINT_ACTS) - set(OF_ONE))
OF_MONEY = {name for name, form in JOINT_ACTS.items() if form.by_payee}  # for who takes the money of the plan as well
CUSTOMERS = ("customer", "proved", "other", "representative")
HELPERS = ("helper_look", "helper_ask")
STAFF = ("handler", "lead", "elsewhere", "payee", "editor", "half")
ROLES = ("nobody", *CUSTOMERS, *HELPERS, *STAFF)
Row = dict[str, str]


@dataclass(frozen=True)
class World:
    """Anna's things, and a browser for every role."""

    cast: Cast
    request: Request
    contact: Contact
    planned: Contact
    form: OpenForm
    payments: Intake
    key: Authenticator
    helper: Helper
    link: Consent
    joint: JointPart
    agreed: Consent
    offered: Request
    clients: dict[str, Client]


def row(nobody: str, customers: str, staff: str, **others: str) -> Row:
    """What each role meets; a role of its own says so by name.

    What asks for a code is closed to who looks along for Anna unless the row opens it; the rest is as for others.
    """
    helpers = CLOSED if nobody == HOME else customers
    found = {"nobody": nobody, **dict.fromkeys(CUSTOMERS, customers), **dict.fromkeys(HELPERS, helpers)}
    return {**found, **dict.fromkeys(STAFF, staff), **others}


EVERYBODY = row(OK, OK, OK)
FRONT_DOOR = row(OK, OVERVIEW, OK)
"""Who is inside goes on to the overview, and may still type another code there."""
ANY_CUSTOMER = row(HOME, OK, HOME)
ALONG = row(HOME, OK, HOME, helper_look=OK, helper_ask=OK)
ALONG_ASKS = row(HOME, OK, HOME, helper_ask=OK)
OWN = row(HOME, GONE, HOME, customer=OK, proved=OK)
OWN_ALONG = OWN | {"helper_look": OK, "helper_ask": OK}
PROVED = row(HOME, OK, HOME, customer=WHO)
ONE_OF_ANNA = row(HOME, GONE, HOME, customer=WHO, proved=OK)
ONE_OF_ANNA_AT_ANY_LEVEL = row(HOME, GONE, HOME, customer=OK, proved=OK)
OWN_PROVED = row(HOME, GONE, HOME, customer=WHO, proved=OK)
OWN_PROVED_NOT_YET = row(HOME, GONE, HOME, customer=WHO)
ANY_STAFF = row(LOGIN, LOGIN, OK, editor=GONE, half=SECOND)
OF_THE_HOUSE = row(LOGIN, LOGIN, OK, elsewhere=GONE, payee=GONE, editor=GONE, half=SECOND)
OF_THE_PAYEE = OF_THE_HOUSE | {"payee": OK}
OF_ONE_COLLEAGUE = row(LOGIN, LOGIN, GONE, handler=OK, half=SECOND)
NOBODY_OF_STAFF = row(LOGIN, LOGIN, GONE, half=SECOND)
OWN_ACCOUNT = row(LOGIN, LOGIN, OK)
NOT_SIGNED_IN = row(OK, OK, TODAY)

Args = Callable[["World"], tuple[Any, ...]]


def nothing(world: "World") -> tuple[Any, ...]:
    """An address without an object."""
    return ()


# Address, what fills it in, what each role meets. One address may have more objects.
ROWS: list[tuple[str, Args, Row]] = [
    ("healthz", nothing, EVERYBODY),
    ("home", nothing, FRONT_DOOR),
    ("portal-link", nothing, EVERYBODY),
    ("portal-link-sent", nothing, EVERYBODY),
    ("portal-follow", lambda world: ("no-such-link",), row(SHUT, SHUT, SHUT)),
    ("portal-who", nothing, ANY_CUSTOMER),
    ("portal-prove", nothing, ANY_CUSTOMER),
    ("portal-prove-back", nothing, row(HOME, LOST, HOME)),
    ("portal-out", nothing, EVERYBODY),
    ("portal-gone", nothing, EVERYBODY),
    ("portal-contact", nothing, EVERYBODY),
    ("portal-contact-sent", nothing, row(CONTACT, CONTACT, CONTACT)),
    ("portal-never", nothing, EVERYBODY),
    ("portal-help", nothing, EVERYBODY),
    ("portal-rights", nothing, EVERYBODY),
    ("portal-reading", nothing, EVERYBODY),
    ("portal-language", lambda world: ("nl",), row(HOME, HOME, HOME, helper_look=HOME, helper_ask=HOME)),
    ("portal-language", lambda world: ("xx",), row(GONE, GONE, GONE)),
    ("portal-public-all", lambda world: (world.cast.woonstede.code,), EVERYBODY),
    *[("portal-public", lambda world, slug=slug: (world.cast.woonstede.code, slug), EVERYBODY) for slug in TITLES],
    ("portal-public", lambda world: (world.cast.woonstede.code, "van-alles"), row(GONE, GONE, GONE)),
    ("portal-logo", lambda world: (world.cast.woonstede.code,), row(GONE, GONE, GONE)),
    ("portal-other-way", lambda world: (other_way_token(world.cast.anna.pk),), EVERYBODY),
    ("portal-other-way", lambda world: ("1-no-seal",), row(GONE, GONE, GONE)),
    ("portal-spoken", lambda world: (world.cast.woonstede.code,), EVERYBODY),
    ("portal-spoken-letter", lambda world: (world.cast.woonstede.code, "S1"), EVERYBODY),
    ("portal-sound", lambda world: (world.cast.woonstede.code, "S1", "nl", "other"), row(GONE, GONE, GONE)),
    ("portal-sent-sound", lambda world: (world.contact.pk,), OWN_PROVED),
    ("portal-sent-sound", lambda world: (world.planned.pk,), OWN_PROVED_NOT_YET),
    ("portal-style", lambda world: (world.cast.woonstede.code,), EVERYBODY),
    ("portal-overview", nothing, ALONG),
    *[
        ("portal-ask", lambda world, slug=slug: (slug,), ALONG_ASKS if slug in HELPERS_ASK else ANY_CUSTOMER)
        for slug in QUESTIONS
    ],
    ("portal-look", lambda world: ("later",), row(HOME, LATER, HOME, helper_ask=LATER)),
    ("portal-look", lambda world: ("klacht",), row(HOME, COMPLAINT, HOME)),
    ("portal-draft", lambda world: ("later",), row(HOME, LATER, HOME, helper_ask=LATER)),
    ("portal-rest", nothing, ALONG_ASKS),
    ("portal-happened", nothing, ANY_CUSTOMER),
    ("portal-story", nothing, ANY_CUSTOMER),
    ("portal-helping", nothing, EVERYBODY),
    ("portal-helper", nothing, PROVED),
    ("portal-helper-add", nothing, PROVED),
    ("portal-helper-stop", lambda world: (world.helper.pk,), ONE_OF_ANNA),
    ("portal-together", nothing, PROVED),
    ("portal-together-add", nothing, PROVED),
    ("portal-together-agree", nothing, row(HOME, "/samen/erbij", HOME, customer=WHO)),
    ("portal-together-stop", lambda world: (world.link.pk,), ONE_OF_ANNA),
    ("portal-together-open", lambda world: (world.link.pk,), ONE_OF_ANNA),
    ("portal-consents", nothing, ANY_CUSTOMER),
    ("portal-consent-later", nothing, ANY_CUSTOMER),
    ("portal-consent", lambda world: (world.agreed.pk,), ONE_OF_ANNA_AT_ANY_LEVEL),
    ("portal-consent", lambda world: (world.link.pk,), row(HOME, GONE, HOME, proved=OK)),
    ("portal-room", nothing, ANY_CUSTOMER),
    ("portal-room-step", lambda world: ("thuis",), PROVED),
    ("portal-room-step", lambda world: ("van-alles",), row(HOME, GONE, HOME, customer=WHO)),
    ("portal-room-result", nothing, row(HOME, "/missen", HOME, customer=WHO)),
    ("portal-joint", nothing, row(HOME, OK, HOME, customer=JOINT, proved=JOINT)),
    *[(f"portal-joint-{name}", nothing, row(HOME, PROVE, HOME)) for name in ("pick", "spare", "told", "look")],
    *[(f"portal-joint-{name}", nothing, row(HOME, PROVE, HOME)) for name in ("offer", "doubt", "change", "again")],
    ("portal-joint-plan", nothing, row(HOME, "/samen-regelen", HOME, customer=WHO, proved=OK)),
    ("portal-joint-pay", nothing, row(HOME, JOINT, HOME, customer=WHO, proved=OK)),
    *[(f"portal-joint-{name}", nothing, ONE_OF_ANNA) for name in ("pause", "day", "help", "stop")],
    ("portal-joint-part", lambda world: (world.joint.pk,), ONE_OF_ANNA),
    ("portal-joint-take-back", lambda world: (world.joint.pk,), ONE_OF_ANNA),
    ("portal-joint-consent", lambda world: (world.joint.pk,), row(HOME, PROVE, HOME)),
    ("portal-joint-counter", lambda world: (world.joint.pk,), row(HOME, PROVE, HOME)),
    *[(name, nothing, row(CLOSED, CLOSED, CLOSED)) for name in ("answer-show", "answer-decline", "answer-out")],
    *[(name, lambda world: ("no-such-link",), row(SHUT, SHUT, SHUT)) for name in ("answer", "answer-code")],
    ("portal-for-me", nothing, row(HOME, OVERVIEW, HOME, customer=WHO)),
    ("portal-thanks", lambda world: (world.request.pk,), OWN_ALONG),
    ("portal-sent", lambda world: (world.contact.pk,), OWN_PROVED),
    ("portal-sent", lambda world: (world.planned.pk,), OWN_PROVED_NOT_YET),
    ("portal-sent-pdf", lambda world: (world.contact.pk,), OWN_PROVED),
    ("portal-sent-pdf", lambda world: (world.planned.pk,), OWN_PROVED_NOT_YET),
    ("portal-why", lambda world: (world.contact.pk,), OWN),
    ("portal-why", lambda world: (world.planned.pk,), row(HOME, GONE, HOME)),
    ("portal-statement", nothing, ALONG),
    ("portal-statement-pdf", nothing, PROVED),
    ("portal-arrangement-pdf", nothing, row(HOME, GONE, HOME, customer=WHO)),
    ("portal-change", nothing, row(HOME, OVERVIEW, HOME, customer=WHO)),
    ("portal-pause", nothing, row(HOME, OVERVIEW, HOME, customer=WHO)),
    ("portal-offer", lambda world: (world.offered.pk,), OWN_PROVED),
    ("portal-mine", nothing, PROVED),
    ("portal-mine-reach", nothing, PROVED),
    ("portal-mine-language", nothing, PROVED),
    ("portal-mine-point", nothing, PROVED),
    ("portal-mine-helps", nothing, PROVED),
    ("portal-mine-forget", lambda world: (f"hulp-{make_support_need(world.cast.anna.customer).pk}",), OWN_PROVED),
    ("portal-mine-research", nothing, PROVED),
    ("portal-mine-fault", nothing, PROVED),
    ("portal-my-data", nothing, PROVED),
    ("portal-my-data-read", nothing, PROVED),
    ("portal-my-data-json", nothing, PROVED),
    ("work-organisation", nothing, row(LOGIN, LOGIN, OK, half=SECOND)),
    ("work-today", nothing, ANY_STAFF),
    ("work-requests", nothing, ANY_STAFF),
    ("work-forms", nothing, ANY_STAFF),
    ("work-not-reached", nothing, ANY_STAFF),
    ("work-news", nothing, ANY_STAFF),
    ("work-mine", nothing, ANY_STAFF),
    ("work-search", nothing, ANY_STAFF),
    ("work-hours", nothing, ANY_STAFF),
    ("work-payments", nothing, ANY_STAFF),
    ("work-payments-done", lambda world: (world.payments.pk,), OF_ONE_COLLEAGUE),
    ("work-payments-lines", lambda world: (world.payments.pk,), OF_ONE_COLLEAGUE),
    ("work-form", lambda world: (world.form.pk,), OF_THE_HOUSE),
    ("work-case", lambda world: (world.cast.anna.pk,), OF_THE_HOUSE),
    ("work-why", lambda world: (world.cast.anna.pk,), OF_THE_HOUSE),
    ("work-transfer", lambda world: (world.cast.anna.pk,), OF_THE_HOUSE),
    ("work-solutions", lambda world: (world.cast.anna.pk,), OF_THE_HOUSE),
    *[("work-act", lambda world, name=name: (world.cast.anna.pk, name), OF_THE_HOUSE) for name in ACTS],
    ("work-act", lambda world: (world.cast.anna.pk, "van-alles"), NOBODY_OF_STAFF),
    ("work-joints", nothing, ANY_STAFF),
    ("work-joint", lambda world: (world.joint.joint_id,), OF_THE_PAYEE),
    ("work-joint-file", lambda world: (world.joint.joint_id,), NOBODY_OF_STAFF),  # it is not with debt help
    *[
        (
            "work-joint-act",
            lambda world, name=name: (world.joint.joint_id, name),
            OF_THE_PAYEE if name in OF_MONEY else OF_THE_HOUSE,
        )
        for name in OF_ALL
    ],
    *[("work-joint-act", lambda world, name=name: (world.joint.joint_id, name), NOBODY_OF_STAFF) for name in OF_ONE],
    # Signing in: one's own account and nobody else's.
    ("account_login", nothing, NOT_SIGNED_IN),
    ("account_logout", nothing, OWN_ACCOUNT),
    ("account_inactive", nothing, EVERYBODY),
    ("account_reauthenticate", nothing, OWN_ACCOUNT),
    ("account_signup", nothing, row(LOGIN, LOGIN, LOGIN)),
    ("account_reset_password", nothing, row(LOGIN, LOGIN, LOGIN)),
    ("mfa_authenticate", nothing, row(LOGIN, LOGIN, TODAY)),
    ("mfa_login_webauthn", nothing, row(LOGIN, LOGIN, TODAY)),
    ("mfa_reauthenticate", nothing, row(LOGIN, LOGIN, AGAIN)),
    ("mfa_reauthenticate_webauthn", nothing, row(LOGIN, LOGIN, AGAIN)),
    ("mfa_index", nothing, OWN_ACCOUNT),
    ("mfa_activate_totp", nothing, OWN_ACCOUNT),
    ("mfa_deactivate_totp", nothing, row(LOGIN, LOGIN, GONE)),
    ("mfa_view_recovery_codes", nothing, row(LOGIN, LOGIN, GONE)),
    ("mfa_generate_recovery_codes", nothing, OWN_ACCOUNT),
    ("mfa_list_webauthn", nothing, OWN_ACCOUNT),
    ("mfa_add_webauthn", nothing, OWN_ACCOUNT),
    ("mfa_remove_webauthn", lambda world: (world.key.pk,), row(LOGIN, LOGIN, GONE)),
]
MAY_READ_ANNA = {"customer", "proved", "helper_look", "helper_ask", "handler", "lead"}


def _addresses(found: Any = None, before: str = "") -> Iterator[tuple[str, str]]:
    for pattern in found.url_patterns if found else get_resolver().url_patterns:
        address = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _addresses(pattern, address)
        elif isinstance(pattern, URLPattern):
            yield pattern.name or "", address


def make_world() -> World:
    clock.fix(NOW)
    cast = make_cast()
    moment = make_moment(cast.anna, day=date(2026, 11, 10))
    contact = make_contact(moment, state="handed_over", handed_over_at=NOW, text="Dag Anna de Wit")
    form = forms.receive(cast.woonstede, "Anna de Wit", ChannelKind.PHONE, "06 00 00 01 01", at=NOW)
    elsewhere = make_membership(creditor=make_creditor(), role="lead").user
    editor = make_membership(creditor=cast.woonstede, role="editor").user
    half = Client()
    half.force_login(make_membership(make_user(), cast.woonstede).user)
    payee = make_membership(creditor=make_creditor(), role="handler").user
    staff = {"handler": cast.samira, "lead": cast.dewi, "elsewhere": elsewhere, "payee": payee, "editor": editor}
    looks, asks = make_helper(cast.anna), make_helper(cast.anna, may_ask=True)
    clients = {
        "nobody": Client(),
        "customer": visit(cast.anna),
        "proved": visit(cast.anna, level=1),
        "other": visit(cast.chantal, level=1),
        "representative": visit(cast.bram, level=1),
        "helper_look": visit(cast.anna, helper=looks, REMOTE_ADDR="192.0.2.8"),
        "helper_ask": visit(cast.anna, helper=asks, REMOTE_ADDR="192.0.2.9"),
        **{name: signed_in(user) for name, user in staff.items()},
        "half": half,
    }
    clients["payee"].defaults["REMOTE_ADDR"] = "192.0.2.10"  # so many roles at one address would be too many tries
    request = make_request(cast.anna, text="Bel Anna de Wit.")
    planned = make_contact(make_moment(cast.anna, day=date(2026, 11, 25)), kind="email", text="Dag Anna de Wit")
    key = Authenticator.objects.create(
        user=make_user(), type=Authenticator.Type.WEBAUTHN, data={"name": "sleutel"}
    )  # of a colleague
    four = make_four(cast)
    link, joint = Consent.objects.get(), make_joint(four, "active", "running", "running", "running", "declined")
    make_plan(joint, confirmed_at=NOW)
    Joint.objects.filter(pk=joint.pk).update(pay_to=payee.memberships.get().creditor)
    part = joint.parts.get(creditor=four.energy.creditor)
    later = {"purpose": "ask_later", "other": cast.woonstede, "data": [], "level": 0}
    agreed = make_consent(cast.anna.customer, **later)
    offered = make_offer(cast.anna)
    file = make_payments(cast)
    return World(cast, request, contact, planned, form, file, key, looks, link, part, agreed, offered, clients)


def make_offer(case: Case) -> Request:
    """Another proposal of ours, that Anna can take."""
    shape = Shape(first_on=date(2026, 12, 15), instalment_cents=2_000)
    terms = Terms(
        shape=shape,
        offered_on=NOW.date(),
        until_on=date(2026, 12, 8),
        by="user:1",
        decided_by=Mandate.HANDLER,
        reason="",
    )
    return make_request(case, kind="pay_in_parts", details=kept(terms))


def make_payments(cast: Cast) -> Intake:
    """A file that Samira booked, with a line of Anna's that came back."""
    names = ("rows", "booked", "closed", "stopped", "known", "above", "returned", "cents")
    more = {"about": "payments", "header": ["Klant"], "above_lines": [[2, 100, cast.anna.pk]]}
    counts = dict.fromkeys(names, 1) | more
    file = make_intake(cast.woonstede, counts=counts, made_by=f"user:{cast.samira.pk}", profile="payments")
    make_reject(file, raw="Anna de Wit")
    return file


@pytest.fixture
def world(data_dir: Path) -> World:
    return make_world()


def met(response: Any) -> str:
    """What somebody meets: a status, or where they are sent."""
    if response.status_code in {301, 302, 303}:
        return str(response["Location"].partition("?")[0])
    return str(response.status_code)


def numbers() -> list[int]:
    return list(range(len(ROWS)))


def label(place: int) -> str:
    return f"{place}-{ROWS[place][0]}"


def test_every_address_has_a_row() -> None:
    addresses = dict(_addresses())

    assert len(addresses) > 35
    assert set(addresses) == {name for name, _, _ in ROWS}


@pytest.mark.parametrize("role", ROLES)
def test_every_role_meets_what_the_matrix_says(role: str, world: World) -> None:
    """Looking changes nothing (portal/test_security.py), so one world will do for all addresses."""
    found, leaks = {}, set()
    for place, (name, args, _) in enumerate(ROWS):
        response = world.clients[role].get(reverse(name, args=args(world)))
        found[label(place)] = met(response)
        leaks |= {label(place)} if b"de wit" in response.getvalue().lower() else set()

    assert found == {label(place): expected[role] for place, (_, _, expected) in enumerate(ROWS)}
    assert role in MAY_READ_ANNA or leaks == set()


@pytest.mark.once
@pytest.mark.parametrize("place", numbers(), ids=label)
def test_no_role_can_send_where_it_may_not_look(place: int, world: World) -> None:
    name, args, expected = ROWS[place]
    address, before = reverse(name, args=args(world)), AuditEvent.objects.count()
    shut = {role: wanted for role, wanted in expected.items() if wanted != OK and expected is not FRONT_DOOR}

    found = {role: met(world.clients[role].post(address, {"summary": "x", "text": "x"})) for role in shut}

    assert {role: now for role, now in found.items() if now not in {shut[role], "405"}} == {}
    assert AuditEvent.objects.count() == before


OBJECTS = [name for name, args, expected in ROWS if GONE in expected.values() and args is not nothing]


@pytest.mark.parametrize("name", sorted(set(OBJECTS) - {"mfa_remove_webauthn"}))
def test_not_yours_and_not_there_look_the_same(name: str, world: World) -> None:
    args, expected = next((args, expected) for one, args, expected in ROWS if one == name and GONE in expected.values())
    own = args(world)
    role = next(role for role in ("other", "elsewhere") if expected[role] == GONE)
    headers = {"X-Request-ID": "abcd-1234"}

    not_yours = world.clients[role].get(reverse(name, args=own), headers=headers)
    not_there = world.clients[role].get(reverse(name, args=(987_654, *own[1:])), headers=headers)

    assert (not_yours.status_code, not_yours.content) == (404, not_there.content)


def test_customer_of_an_intake_that_is_not_published_sees_nothing(world: World) -> None:
    Case.objects.filter(pk=world.cast.anna.pk).update(since_intake=9)

    assert met(world.clients["customer"].get(reverse("portal-overview"))) == GONE
    assert met(world.clients["handler"].get(reverse("work-case", args=[world.cast.anna.pk]))) == GONE


def test_membership_that_ended_opens_nothing(world: World) -> None:
    Membership.objects.filter(user=world.cast.samira).update(until_on=date(2026, 11, 24))

    assert met(world.clients["handler"].get(reverse("work-case", args=[world.cast.anna.pk]))) != OK
