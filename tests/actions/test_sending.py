"""Sending: once, only what still holds, only when it may."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests import beginnings
from tests.actions.carriers import Carrier
from tests.actions.conftest import make_late_case
from tests.factories import (
    NOW,
    TODAY,
    make_claim,
    make_contact,
    make_creditor,
    make_entry,
    make_hold,
    make_point,
    make_representative,
)
from tijdig.actions import audit, leases, night, sending, stops
from tijdig.models import AuditEvent, Case, Claim, Contact, ContactPoint, Creditor, Customer, Representative
from tijdig.words import RepresentativeKind

pytestmark = pytest.mark.django_db
Carry = Callable[[str], type[Carrier]]
ELSEWHERE = "0:1:1:1"
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
FAR_AWAY = datetime(2999, 1, 1, tzinfo=UTC)


@pytest.fixture
def queued(late: Case) -> Case:
    """The case after its night: a letter, an e-mail and an SMS wait, all for the same moment."""
    beginnings.go_on(night_passes)
    return late


def night_passes() -> None:
    Creditor.objects.update(policy_overrides={"steps.announce_after_days": 0})
    night.run(TODAY, at=NOW, by="test")


def states() -> set[tuple[str, str]]:
    return set(Contact.objects.values_list("state", "stop_reason"))


def test_sending_hands_over_what_is_due(queued: Case, carry: Carry) -> None:
    counts = sending.send_due(NOW, by="test")

    assert counts.line() == "planned: 0, sent: 3, stopped: 0, waiting: 0"
    assert sorted(Carrier.kept) == sorted(Contact.objects.values_list("key", flat=True))
    for contact in Contact.objects.all():
        assert (contact.state, contact.handed_over_at, contact.tries) == ("handed_over", NOW, 1)
        assert contact.provider_reference == f"ref-{contact.key}"
    assert AuditEvent.objects.filter(what="contact.handed_over").count() == 3


def test_sending_gives_the_frozen_words(queued: Case, carry: Carry) -> None:
    sending.send_due(NOW, by="test")

    letter = Contact.objects.get(kind="letter")
    message = Carrier.kept[letter.key]
    assert (message.content.text, message.recipient.name, message.sender.name) == (
        letter.text,
        "Anna de Wit",
        "Woonstede",
    )
    assert (message.case_id, message.moment_id, message.at) == (queued.pk, letter.moment_id, NOW)


def test_sending_again_sends_nothing(queued: Case, carry: Carry) -> None:
    sending.send_due(NOW, by="test")

    assert sending.send_due(NOW, by="test").line() == "planned: 0, sent: 0, stopped: 0, waiting: 0"
    assert len(Carrier.calls) == 3


def test_sending_fills_the_outbox(queued: Case, data_dir: Any) -> None:
    sending.send_due(NOW, by="test")

    files = {contact.file: contact.sha256 for contact in Contact.objects.all()}
    assert sorted(path.suffix for path in data_dir.rglob("2026-11-24/*")) == [".eml", ".pdf", ".txt"]
    assert all((data_dir / "outbox" / file).exists() and len(sha) == 64 for file, sha in files.items())


def test_sending_waits_for_the_moment(queued: Case, carry: Carry) -> None:
    counts = sending.send_due(datetime(2026, 11, 24, 5, 59, tzinfo=UTC), by="test")

    assert counts.line() == "planned: 0, sent: 0, stopped: 0, waiting: 3"


@pytest.mark.parametrize("at", [datetime(2026, 11, 24, 19, 0, tzinfo=UTC), datetime(2026, 11, 25, 5, 59, tzinfo=UTC)])
def test_sending_says_that_the_hour_does_not_permit(queued: Case, carry: Carry, at: datetime) -> None:
    counts = sending.send_due(at, by="test")

    assert (counts.line(), counts.notes) == ("planned: 0, sent: 0, stopped: 0, waiting: 3", (sending.OUTSIDE_HOURS,))
    assert Carrier.calls == []


def test_sending_answers_the_customers_own_act_at_once(queued: Case, carry: Carry) -> None:
    letter = Contact.objects.get(kind="letter")
    Contact.objects.create(
        case=queued, kind="email", state="planned", key="answer-1", send_from=NOW, sender=letter.sender,
        recipient=letter.recipient, content=letter.content, text="Wij ontvingen uw bericht.",
    )  # fmt: skip

    counts = sending.send_due(datetime(2026, 11, 24, 22, 0, tzinfo=UTC), by="test")

    assert (counts.sent, Carrier.calls) == (1, ["answer-1"])


def test_sending_stops_what_is_too_late(queued: Case, carry: Carry) -> None:
    counts = sending.send_due(NOW + timedelta(days=3), by="test")

    assert (counts.stopped, states()) == (3, {("stopped", "too_late")})


# Looking again


@pytest.mark.parametrize(("paid", "reason"), [(-10_000, "paid"), (-2_500, "part_paid"), (500, "changed")])
def test_sending_stops_when_the_amount_is_no_longer_right(queued: Case, carry: Carry, paid: int, reason: str) -> None:
    kind = "payment" if paid < 0 else "correction"
    make_entry(Claim.objects.get(), kind=kind, amount_cents=paid)

    counts = sending.send_due(NOW, by="test")

    assert (counts.sent, counts.stopped, states()) == (0, 3, {("stopped", reason)})
    assert Carrier.calls == []


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        ("paused", "paused"),
        ("disputed", "disputed"),
        ("collection_pause", "debt_help"),
        ("died", "died"),
        ("moved", "moved"),
    ],
)
def test_sending_stops_for_a_hold(queued: Case, carry: Carry, kind: str, reason: str) -> None:
    make_hold(queued, kind=kind)

    assert sending.send_due(NOW, by="test").stopped == 3
    assert states() == {("stopped", reason)}


def test_sending_stops_when_a_named_bill_is_disputed(queued: Case, carry: Carry) -> None:
    make_hold(queued, kind="disputed", claim=Claim.objects.get())

    sending.send_due(NOW, by="test")

    assert states() == {("stopped", "disputed")}


def test_sending_does_not_mind_a_dispute_of_another_bill(queued: Case, carry: Carry) -> None:
    make_hold(queued, kind="disputed", claim=make_claim(queued.customer, disputed_on=TODAY))

    assert sending.send_due(NOW, by="test").sent == 3


def test_sending_stops_when_a_claim_was_disputed_by_file(queued: Case, carry: Carry) -> None:
    Claim.objects.update(disputed_on=TODAY)

    sending.send_due(NOW, by="test")

    assert states() == {("stopped", "disputed")}


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"died_on": TODAY}, "died"),
        ({"is_safe_to_contact": False}, "changed"),
        ({"not_by": ["letter", "email", "sms"]}, "changed"),
    ],
)
def test_sending_stops_when_the_customer_changed(
    queued: Case, carry: Carry, change: dict[str, Any], reason: str
) -> None:
    Customer.objects.update(**change)

    sending.send_due(NOW, by="test")

    assert states() == {("stopped", reason)}


def test_sending_stops_when_the_case_was_closed(queued: Case, carry: Carry) -> None:
    Case.objects.update(state="closed")

    sending.send_due(NOW, by="test")

    assert states() == {("stopped", "closed")}


def test_sending_stops_one_carrier_when_its_address_changed(queued: Case, carry: Carry) -> None:
    ContactPoint.objects.filter(kind="email").update(value="nieuw@post.example")

    counts = sending.send_due(NOW, by="test")

    assert (counts.sent, counts.stopped) == (2, 1)
    assert Contact.objects.get(kind="email").stop_reason == "changed"


def test_sending_announces_no_letter_that_does_not_come(queued: Case, carry: Carry) -> None:
    ContactPoint.objects.exclude(kind="mobile").update(state="wrong")

    counts = sending.send_due(NOW, by="test")

    assert (counts.stopped, states()) == (3, {("stopped", "changed")})


def test_sending_announces_no_letter_when_only_the_email_still_goes(queued: Case, carry: Carry) -> None:
    ContactPoint.objects.filter(kind="post").update(state="wrong")

    sending.send_due(NOW, by="test")

    assert set(Contact.objects.values_list("kind", "state")) == {
        ("email", "handed_over"), ("letter", "stopped"), ("sms", "stopped"),
    }  # fmt: skip


def test_sending_announces_no_letter_that_was_refused_a_moment_ago(queued: Case, carry: Carry, settings: Any) -> None:
    settings.CHANNELS = settings.CHANNELS | {"letter": "tests.actions.carriers.NoSuchAddress"}

    counts = sending.send_due(NOW, by="test")

    assert (counts.sent, counts.failed, counts.stopped) == (1, 1, 1)
    assert Contact.objects.get(kind="sms").stop_reason == "changed"


def test_sending_stops_when_somebody_else_took_over(queued: Case, carry: Carry) -> None:
    make_representative(queued.customer)

    sending.send_due(NOW, by="test")

    assert states() == {("stopped", "represented")}


def test_sending_writes_to_an_administrator(late: Case, carry: Carry) -> None:
    stops.represented(
        late, kind=RepresentativeKind.PROTECTIVE_ADMINISTRATOR, name="Lotus Bewind", by="test", at=NOW,
        address_lines=["Kantoorgaarde 12", "1299 LB Watermeer"],
    )  # fmt: skip
    make_hold(late, kind="represented", until_on=None)
    night.run(TODAY, at=NOW, by="test")

    assert sending.send_due(NOW, by="test").sent == 1


@pytest.mark.parametrize("change", [{"email": "ander@bewind.example"}, {"until_on": TODAY}])
def test_sending_stops_when_the_administrator_changed(late: Case, carry: Carry, change: dict[str, Any]) -> None:
    make_representative(late.customer, address_lines=[])
    night.run(TODAY, at=NOW, by="test")
    Representative.objects.update(**change)

    sending.send_due(NOW, by="test")

    assert states() == {("stopped", "changed")}


# Refusals


def test_sending_marks_an_address_that_does_not_work(queued: Case, carry: Carry) -> None:
    carry("NoSuchAddress")

    counts = sending.send_due(NOW, by="test")

    assert (counts.sent, counts.failed, counts.notes) == (0, 2, (sending.NOT_TAKEN,))
    failed = Contact.objects.exclude(kind="sms")  # which would announce a letter that does not come
    assert set(failed.values_list("state", "error")) == {("failed", "no_such_address")}
    assert set(ContactPoint.objects.exclude(kind="mobile").values_list("state", flat=True)) == {"bounced"}


def test_sending_does_not_mark_the_customers_address_for_an_administrator(late: Case, carry: Carry) -> None:
    make_representative(late.customer)
    night.run(TODAY, at=NOW, by="test")
    carry("NoSuchAddress")

    sending.send_due(NOW, by="test")

    assert set(ContactPoint.objects.values_list("state", flat=True)) == {"unverified"}


def test_night_after_a_failure_takes_another_road(queued: Case, carry: Carry) -> None:
    Contact.objects.exclude(kind="email").delete()
    carry("NoSuchAddress")
    sending.send_due(NOW, by="test")

    counts = night.run(TODAY + timedelta(days=1), at=NOW + timedelta(days=1), by="test")

    assert counts.planned == 2
    assert set(Contact.objects.filter(state="planned").values_list("kind", flat=True)) == {"letter", "sms"}


def test_sending_tries_again_later_and_then_gives_up(queued: Case, carry: Carry) -> None:
    Contact.objects.exclude(kind="email").delete()
    Contact.objects.update(send_until=None)
    carry("Busy")
    waits, at = [], NOW

    for _ in range(5):
        counts = sending.send_due(at, by="test")
        contact = Contact.objects.get()
        waits.append(contact.send_from - at)
        at = max(contact.send_from, at)

    assert [wait // timedelta(minutes=1) for wait in waits[:4]] == [15, 30, 60, 120]
    assert (contact.state, contact.error, contact.tries, counts.failed) == ("failed", "busy", 5, 1)
    assert ContactPoint.objects.get(kind="email").state == "unverified"


def test_sending_waits_before_it_tries_again(queued: Case, carry: Carry) -> None:
    carry("Busy")
    sending.send_due(NOW, by="test")
    carry("Carrier")

    assert sending.send_due(NOW + timedelta(minutes=14), by="test").line().endswith("waiting: 3")
    assert sending.send_due(NOW + timedelta(minutes=15), by="test").sent == 3


# Crashes


def claim_by(key: str, until: datetime, **values: Any) -> None:
    Contact.objects.update(state="claimed", lease_key=key, lease_until=until, **values)


def test_sending_leaves_what_another_sender_holds(queued: Case, carry: Carry) -> None:
    claim_by(ELSEWHERE, FAR_AWAY)

    assert sending.send_due(NOW, by="test").line() == "planned: 0, sent: 0, stopped: 0, waiting: 3"


def test_sending_takes_over_when_a_lease_ran_out(queued: Case, carry: Carry) -> None:
    claim_by(ELSEWHERE, LONG_AGO, tries=1)

    assert sending.send_due(NOW, by="test").sent == 3


def test_sending_takes_over_at_once_from_a_process_that_is_gone(queued: Case, carry: Carry) -> None:
    claim_by(f"{leases.holder().split(':')[0]}:999999:1:1", FAR_AWAY, tries=1)

    assert sending.send_due(NOW, by="test").sent == 3


def test_sending_after_a_crash_gives_the_same_receipt(queued: Case, carry: Carry) -> None:
    sending.send_due(NOW, by="test")
    claim_by(ELSEWHERE, LONG_AGO)

    sending.send_due(NOW, by="test")

    assert len(Carrier.kept) == 3
    assert set(Contact.objects.values_list("state", flat=True)) == {"handed_over"}


def test_sending_stops_what_was_marked_while_nobody_had_begun(queued: Case, carry: Carry) -> None:
    claim_by(ELSEWHERE, LONG_AGO, stop_reason="paused", tries=0)

    assert sending.send_due(NOW, by="test").stopped == 3
    assert states() == {("stopped", "paused")}


def test_sending_counts_a_doubtful_one_as_sent(queued: Case, carry: Carry) -> None:
    claim_by(ELSEWHERE, LONG_AGO, stop_reason="paid", tries=1)

    sending.send_due(NOW, by="test")

    assert states() == {("handed_over", "paid")}
    assert set(Contact.objects.values_list("error", "handed_over_at")) == {(sending.UNSURE, NOW)}
    assert Carrier.calls == []


def test_sending_stops_one_that_was_refused_before(queued: Case, carry: Carry) -> None:
    claim_by(ELSEWHERE, LONG_AGO, stop_reason="paid", tries=1, error="busy")

    sending.send_due(NOW, by="test")

    assert states() == {("stopped", "paid")}


def test_sending_lets_go_of_what_somebody_else_took(queued: Case, carry: Carry) -> None:
    Carrier.before = lambda _message: Contact.objects.update(lease_key="other") and None

    counts = sending.send_due(NOW, by="test")

    assert (counts.sent, states()) == (0, {("claimed", "")})


def test_sending_writes_down_a_stop_that_came_too_late(queued: Case, carry: Carry) -> None:
    Contact.objects.exclude(kind="letter").delete()
    Carrier.before = lambda _message: stops.reacted(queued, by="test", at=NOW) and None

    counts = sending.send_due(NOW, by="test")

    assert (counts.sent, states()) == (1, {("handed_over", "reacted")})


def test_sending_is_undone_when_its_trace_fails(queued: Case, carry: Carry, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: Any, **_values: Any) -> None:
        raise OSError("the trace cannot be written")

    monkeypatch.setattr(audit, "event", fail)

    with pytest.raises(OSError, match="trace"):
        sending.send_due(NOW, by="test")

    assert set(Contact.objects.values_list("state", flat=True)) == {"claimed"}


def test_sending_goes_on_until_nothing_is_left(carry: Carry, monkeypatch: pytest.MonkeyPatch) -> None:
    creditor = make_creditor()
    for _ in range(3):
        make_late_case(creditor)
    Creditor.objects.update(policy_overrides={"steps.announce_after_days": 0})
    night.run(TODAY, at=NOW, by="test")
    monkeypatch.setattr(sending, "BATCH", 2)
    seen = []

    counts = sending.send_due(NOW, by="test", progress=lambda *values: seen.append(values))

    assert (counts.sent, seen[-1]) == (9, ("versturen", 9, 9))


def test_sending_has_no_address_to_mark_for_other_kinds(late: Case) -> None:
    make_point(late.customer, kind="phone", value="020")
    contact = make_contact(case=late, kind="phone", recipient={"mobile": "020"})

    sending.mark_address(contact)

    assert ContactPoint.objects.get(kind="phone").state == "unverified"
