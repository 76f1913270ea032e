"""Full stops: each verb places its hold, stops every queued message, leaves a trace, and is undone without one."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from tests.factories import (
    NOW,
    TODAY,
    make_claim,
    make_contact,
    make_hold,
    make_moment,
    make_point,
    make_representative,
)
from tijdig.actions import audit, holds, night, stops
from tijdig.actions.refusals import ConflictError, Refusal, RefusedError
from tijdig.models import AuditEvent, Case, Claim, Contact, ContactPoint, Hold, Representative
from tijdig.words import ChannelKind, HoldKind, PauseReason, RepresentativeKind

pytestmark = pytest.mark.django_db
LATER = TODAY + timedelta(days=30)
Verb = Callable[..., Any]

VERBS: dict[str, tuple[Verb, dict[str, Any], HoldKind, str, date | None, str]] = {
    "reacted": (stops.reacted, {}, HoldKind.REACTED, "reacted", TODAY + timedelta(days=7), "team"),
    "spoke": (stops.spoke, {}, HoldKind.REACTED, "reacted", TODAY + timedelta(days=7), "team"),
    "disputed": (stops.disputed, {}, HoldKind.DISPUTED, "disputed", None, "handler"),
    "paused": (
        stops.paused, {"reason": PauseReason.NOT_NOW, "until_on": LATER}, HoldKind.PAUSED, "paused", LATER, "team",
    ),
    "agreed": (stops.agreed, {"pay_on": LATER}, HoldKind.AGREED, "agreed", LATER + timedelta(days=6), "customer"),
    "died": (stops.died, {"died_on": TODAY}, HoldKind.DIED, "died", None, "handler"),
    "moved": (stops.moved, {}, HoldKind.MOVED, "moved", None, "team"),
    "debt_help": (stops.debt_help, {}, HoldKind.DEBT_HELP, "debt_help", None, "municipality"),
    "collection_pause": (
        stops.collection_pause, {"until_on": LATER}, HoldKind.COLLECTION_PAUSE, "debt_help", LATER, "municipality",
    ),
    "moratorium": (stops.moratorium, {"until_on": LATER}, HoldKind.MORATORIUM, "debt_help", LATER, "municipality"),
    "settlement": (stops.settlement, {}, HoldKind.SETTLEMENT, "debt_help", None, "municipality"),
}  # fmt: skip


@pytest.fixture
def queued(late: Case) -> Case:
    """A case with a letter and an SMS that wait, and an e-mail that is on its way."""
    moment = make_moment(late)
    make_contact(moment)
    make_contact(moment, kind="sms")
    make_contact(moment, kind="email", state="claimed")
    return late


def fail(*_args: Any, **_values: Any) -> None:
    raise OSError("the trace cannot be written")


@pytest.mark.parametrize("name", VERBS)
def test_stop_holds_and_stops_everything(queued: Case, name: str) -> None:
    verb, values, kind, reason, until, owner = VERBS[name]

    verb(queued, by="user:1", at=NOW, **values)

    hold = Hold.objects.get()
    assert (hold.kind, hold.until_on, hold.owner, hold.since_on, hold.made_by) == (kind, until, owner, TODAY, "user:1")
    assert set(Contact.objects.values_list("kind", "state", "stop_reason")) == {
        ("letter", "stopped", reason),
        ("sms", "stopped", reason),
        ("email", "claimed", reason),
    }
    assert AuditEvent.objects.get(what="hold.placed").facts["stopped"] == 3


@pytest.mark.parametrize("name", VERBS)
def test_stop_is_undone_when_its_trace_fails(queued: Case, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    verb, values, *_ = VERBS[name]
    monkeypatch.setattr(audit, "record", fail)

    with pytest.raises(OSError, match="trace"):
        verb(queued, by="user:1", at=NOW, **values)

    queued.refresh_from_db()
    assert (Hold.objects.count(), queued.version, queued.customer.died_on) == (0, 1, None)
    assert set(Contact.objects.values_list("state", "stop_reason")) == {("planned", ""), ("claimed", "")}


@pytest.mark.parametrize("name", VERBS)
def test_stop_refuses_the_second_of_two(queued: Case, name: str) -> None:
    verb, values, *_ = VERBS[name]
    stops.reacted(queued, by="user:1", at=NOW, version=1)

    with pytest.raises(ConflictError, match="Dit is net gewijzigd") as refused:
        verb(queued, by="user:2", at=NOW, version=1, **values)

    assert refused.value.code == Refusal.CONFLICT
    assert Hold.objects.count() == 1


@pytest.mark.parametrize("name", VERBS)
def test_stop_makes_the_next_night_wait(late: Case, name: str) -> None:
    verb, values, *_ = VERBS[name]
    verb(late, by="user:1", at=NOW, **values)

    counts = night.run(TODAY, at=NOW, by="test")

    assert counts.line() == "planned: 0, sent: 0, stopped: 0, waiting: 1"


def test_stop_of_one_bill_leaves_the_other(late: Case) -> None:
    other = make_claim(late.customer, due_on=TODAY - timedelta(days=9), amount_cents=700)

    (hold,) = stops.disputed(late, claims=[other], by="user:1", at=NOW)

    night.run(TODAY, at=NOW, by="test")
    assert hold.claim == other
    assert {claim["id"] for claim in Contact.objects.first().moment.claims} == set(
        Claim.objects.exclude(pk=other.pk).values_list("pk", flat=True)
    )


def test_stop_refuses_a_bill_of_somebody_else(late: Case) -> None:
    with pytest.raises(RefusedError) as refused:
        stops.disputed(late, claims=[make_claim()], by="user:1", at=NOW)

    assert refused.value.code == Refusal.OTHER_CASE


@pytest.mark.parametrize(
    ("verb", "values", "code"),
    [
        (stops.paused, {"reason": None, "until_on": LATER}, Refusal.REASON_NEEDED),
        (stops.paused, {"reason": PauseReason.ASKED, "until_on": None}, Refusal.END_NEEDED),
        (stops.paused, {"reason": PauseReason.ASKED, "until_on": TODAY}, Refusal.END_NEEDED),
        (stops.moratorium, {"until_on": None}, Refusal.END_NEEDED),
        (stops.debt_help, {"until_on": TODAY}, Refusal.END_NEEDED),
        (stops.agreed, {"pay_on": TODAY - timedelta(days=30)}, Refusal.END_NEEDED),
    ],
)
def test_stop_refuses_what_has_no_reason_or_end(late: Case, verb: Verb, values: dict[str, Any], code: Refusal) -> None:
    with pytest.raises(RefusedError) as refused:
        verb(late, by="user:1", at=NOW, **values)

    assert (refused.value.code, Hold.objects.count()) == (code, 0)


def test_conversation_is_followed_by_silence(late: Case) -> None:
    stops.spoke(late, by="user:1", at=NOW, note="komt er samen uit")

    late.refresh_from_db()
    assert late.last_conversation_on == TODAY


def test_death_is_noted_with_the_customer(late: Case) -> None:
    stops.died(late, died_on=TODAY - timedelta(days=2), by="user:1", at=NOW)

    late.customer.refresh_from_db()
    assert late.customer.died_on == TODAY - timedelta(days=2)


def test_move_makes_the_address_wrong(late: Case) -> None:
    stops.moved(late, by="user:1", at=NOW)

    assert dict(ContactPoint.objects.values_list("kind", "state")) == {
        "post": "wrong", "email": "unverified", "mobile": "unverified",
    }  # fmt: skip


def test_returned_letter_was_never_received(late: Case) -> None:
    letter = make_contact(make_moment(late, day=TODAY - timedelta(days=3)), state="handed_over")

    stops.moved(late, letter=letter, by="user:1", at=NOW)

    letter.refresh_from_db()
    assert (letter.state, letter.error) == ("failed", "returned")


def test_reaction_is_kept_word_for_word(late: Case) -> None:
    for text in ("Ik bel morgen.", "Het is betaald."):
        stops.reacted(late, by_channel=ChannelKind.EMAIL, text=text, by="customer:1", at=NOW)

    kept = Contact.objects.order_by("pk").values_list("text", "direction", "kind", "state", "happened_at")
    assert list(kept) == [
        ("Ik bel morgen.", "in", "email", "received", NOW),
        ("Het is betaald.", "in", "email", "received", NOW),
    ]


# Somebody else


@pytest.mark.parametrize(
    ("kind", "more", "held"),
    [
        (RepresentativeKind.PROTECTIVE_ADMINISTRATOR, {"email": "post@bewind.example"}, None),
        (RepresentativeKind.PROTECTIVE_ADMINISTRATOR, {"address_lines": ["Straat 1", "1000 AA Stad"]}, None),
        (RepresentativeKind.PROTECTIVE_ADMINISTRATOR, {}, HoldKind.REPRESENTED),
        (RepresentativeKind.INSOLVENCY_ADMINISTRATOR, {"email": "post@bewind.example"}, HoldKind.SETTLEMENT),
        (RepresentativeKind.AUTHORISED, {}, None),
    ],
)
def test_representation_stops_what_was_for_the_customer(
    queued: Case, kind: RepresentativeKind, more: dict[str, Any], held: HoldKind | None
) -> None:
    who = stops.represented(queued, kind=kind, name="Lotus Bewind", by="user:1", at=NOW, **more)

    assert (who.since_on, who.kind) == (TODAY, kind)
    assert list(Hold.objects.values_list("kind", flat=True)) == ([held] if held else [])
    assert set(Contact.objects.values_list("state", flat=True)) == {"stopped", "claimed"}
    assert AuditEvent.objects.filter(what="representation.noted").count() == 1


def test_representation_ends(late: Case) -> None:
    who = stops.represented(
        late, kind=RepresentativeKind.PROTECTIVE_ADMINISTRATOR, name="Onbekend", by="user:1", at=NOW
    )
    assert night.run(TODAY, at=NOW, by="test").waiting == 1

    holds.end_representation(who, late, by="user:1", at=NOW)

    assert Representative.objects.get().until_on == TODAY
    assert Hold.objects.get().lifted_by == "user:1"
    assert night.run(TODAY, at=NOW, by="test").planned == 3


# Starting again


def test_holds_have_a_rule_to_start_again() -> None:
    assert set(holds.STARTS_AGAIN) == set(HoldKind)


def test_hold_lifts(late: Case) -> None:
    hold = stops.debt_help(late, by="user:1", at=NOW)

    lifted = holds.lift(hold, by="user:2", at=NOW, version=1)

    hold.refresh_from_db()
    assert (hold.lifted_at, hold.lifted_by, hold.version, lifted.pk) == (NOW, "user:2", 2, hold.pk)
    assert night.run(TODAY, at=NOW, by="test").planned == 3


def test_hold_lifts_once(late: Case) -> None:
    hold = stops.debt_help(late, by="user:1", at=NOW)
    holds.lift(hold, by="user:2", at=NOW)

    with pytest.raises(RefusedError) as refused:
        holds.lift(hold, by="user:3", at=NOW)

    assert refused.value.code == Refusal.ALREADY_DONE


def test_hold_refuses_the_second_of_two(late: Case) -> None:
    hold = stops.debt_help(late, by="user:1", at=NOW)
    holds.end_on(hold, LATER, by="user:2", at=NOW, version=1)

    with pytest.raises(ConflictError):
        holds.lift(hold, by="user:3", at=NOW, version=1)


def test_hold_gets_another_end(late: Case) -> None:
    hold = stops.debt_help(late, by="user:1", at=NOW)

    assert holds.end_on(hold, LATER, by="user:1", at=NOW).until_on == LATER
    with pytest.raises(RefusedError) as refused:
        holds.end_on(hold, TODAY, by="user:1", at=NOW)
    assert refused.value.code == Refusal.END_NEEDED


@pytest.mark.parametrize("change", [holds.lift, lambda hold, **who: holds.end_on(hold, LATER, **who)])
def test_hold_stays_when_its_trace_fails(late: Case, monkeypatch: pytest.MonkeyPatch, change: Verb) -> None:
    hold = stops.debt_help(late, by="user:1", at=NOW)
    monkeypatch.setattr(audit, "record", fail)

    with pytest.raises(OSError, match="trace"):
        change(hold, by="user:1", at=NOW)

    hold.refresh_from_db()
    assert (hold.lifted_at, hold.until_on) == (None, None)


def test_holds_run_out_on_their_day(late: Case) -> None:
    over = make_hold(late, until_on=TODAY)
    stands = make_hold(late, until_on=LATER)

    assert holds.run_out(NOW) == 1

    over.refresh_from_db()
    stands.refresh_from_db()
    assert (over.lifted_at, over.lifted_by, stands.lifted_at) == (NOW, "system", None)
    assert AuditEvent.objects.get(what="hold.ran_out").facts == {"hold": "paused"}


def test_hold_of_a_move_runs_out_when_a_new_address_comes(late: Case) -> None:
    hold = stops.moved(late, by="user:1", at=NOW)
    assert holds.run_out(NOW) == 0
    make_point(late.customer, value="Nieuweweg 1\n1000 AA Stad", noted_on=TODAY)

    assert holds.run_out(datetime(2026, 11, 25, 8, tzinfo=NOW.tzinfo)) == 1

    hold.refresh_from_db()
    assert hold.lifted_by == "system"


def test_part_payment_of_an_administrator_case_needs_no_hold(late: Case) -> None:
    make_representative(late.customer)

    assert night.run(TODAY, at=NOW, by="test").planned == 2


def test_rest_of_longer_than_a_year_is_refused(late: Case) -> None:
    with pytest.raises(RefusedError) as refused:
        stops.paused(late, reason=PauseReason.ASKED, until_on=date(9999, 12, 31), by="user:1", at=NOW)

    assert (refused.value.code, Hold.objects.count()) == (Refusal.PAUSE_TOO_LONG, 0)
