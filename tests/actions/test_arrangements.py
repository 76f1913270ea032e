"""Arrangements: agreed to the cent, everything queued stops, kept or ended, and never made twice."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.factories import NOW, TODAY, make_claim, make_contact, make_entry, make_hold, make_moment
from tijdig.actions import arrangements, audit, night, payments
from tijdig.actions.arrangements import Yes
from tijdig.actions.refusals import ConflictError, Refusal, RefusedError
from tijdig.models import Arrangement, AuditEvent, Case, Claim, Contact, Hold, Instalment
from tijdig.queries import arrangements as found
from tijdig.words import Rhythm

pytestmark = pytest.mark.django_db
FIRST = date(2026, 12, 1)


def agree(case: Case, **values: Any) -> Arrangement:
    facts: dict[str, Any] = {"instalment_cents": 3_000, "first_on": FIRST, "by": "user:1", "at": NOW}
    return arrangements.agree(case, **facts | values)


def test_arrangement_stops_everything_and_stands_to_the_cent(late: Case) -> None:
    moment = make_moment(late, day=TODAY - timedelta(days=1))
    for kind in ("letter", "email", "sms"):
        make_contact(moment, kind=kind)

    made = agree(late, version=1)

    hold = Hold.objects.get()
    late.refresh_from_db()
    assert list(Instalment.objects.order_by("number").values_list("amount_cents", flat=True)) == [
        3_000, 3_000, 3_000, 1_000,
    ]  # fmt: skip
    assert (made.total_cents, made.first_on, made.state, late.version) == (10_000, FIRST, "active", 2)
    assert (hold.kind, hold.until_on, made.hold) == ("agreed", date(2027, 3, 7), hold)
    assert set(Contact.objects.values_list("state", "stop_reason")) == {("stopped", "agreed")}
    assert set(AuditEvent.objects.values_list("what", flat=True)) == {"hold.placed", "arrangement.agreed"}
    assert night.run(TODAY, at=NOW, by="test").planned == 0


def test_arrangement_by_number_of_parts(late: Case) -> None:
    made = agree(late, instalment_cents=None, count=3)

    assert [part.amount_cents for part in found.parts(made)] == [3_334, 3_333, 3_333]


def test_arrangement_leaves_out_what_is_disputed_and_what_is_still_to_come(late: Case) -> None:
    wrong = make_claim(late.customer, due_on=TODAY - timedelta(days=3))
    make_claim(late.customer, due_on=TODAY + timedelta(days=7))
    make_hold(late, kind="disputed", claim=wrong, until_on=None)

    made = agree(late)

    assert made.total_cents == 10_000
    assert wrong not in made.claims.all()


def test_arrangement_is_made_once_when_the_form_is_sent_twice(late: Case) -> None:
    first = agree(late, version=1)

    assert agree(late, version=1) == first
    assert (Arrangement.objects.count(), Hold.objects.count()) == (1, 1)


def test_arrangement_refuses_the_second_of_two_colleagues(late: Case) -> None:
    agree(late, version=1)

    with pytest.raises(ConflictError):
        agree(late, by="user:2", version=1)
    with pytest.raises(RefusedError) as refused:
        agree(late, by="user:2")

    assert refused.value.code == Refusal.ARRANGED


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"first_on": TODAY}, Refusal.END_NEEDED),
        ({"first_on": date(2039, 1, 1)}, Refusal.TOO_FAR),
        ({"instalment_cents": 0}, Refusal.AMOUNT_NEEDED),
        ({"instalment_cents": -5}, Refusal.AMOUNT_NEEDED),
        ({"instalment_cents": None, "count": 0}, Refusal.AMOUNT_NEEDED),
        ({"instalment_cents": 100}, Refusal.TOO_MANY_PARTS),
        ({"instalment_cents": None, "count": 25}, Refusal.TOO_MANY_PARTS),
        ({"instalment_cents": 450, "yes": Yes(reason="Meer lukt niet.")}, Refusal.ARRANGE_BY_LEAD),
        ({"instalment_cents": 600}, Refusal.WHY_ARRANGED),
        ({"instalment_cents": 600, "yes": Yes(at_once=True)}, Refusal.BY_PERSON),
        ({"instalment_cents": 3_000, "count": 3}, Refusal.AMOUNT_NEEDED),
        ({"instalment_cents": None}, Refusal.AMOUNT_NEEDED),
        ({"instalment_cents": None, "count": 3, "upfront_cents": 10_001}, Refusal.AMOUNT_NEEDED),
        ({"instalment_cents": None, "count": 1, "upfront_cents": 5_000}, Refusal.AMOUNT_NEEDED),
        ({"instalment_cents": None, "last_on": TODAY}, Refusal.END_NEEDED),
        ({"instalment_cents": 3_000, "rhythm": Rhythm.WEEKLY, "first_on": date(2036, 11, 25)}, Refusal.TOO_FAR),
    ],
)
def test_arrangement_refuses_and_changes_nothing(late: Case, values: dict[str, Any], code: Refusal) -> None:
    with pytest.raises(RefusedError) as refused:
        agree(late, **values)

    late.refresh_from_db()
    assert (refused.value.code, late.version, Hold.objects.count()) == (code, 1, 0)


def test_arrangement_refuses_when_everything_is_disputed(late: Case) -> None:
    make_hold(late, kind="disputed", until_on=None)

    with pytest.raises(RefusedError) as refused:
        agree(late)

    assert refused.value.code == Refusal.NOTHING_OPEN


def test_arrangement_shown_before_is_the_one_that_is_made(late: Case) -> None:
    shown = arrangements.preview(late, first_on=FIRST, at=NOW, instalment_cents=3_000)

    assert Arrangement.objects.count() == 0
    assert found.parts(agree(late)) == shown


def test_arrangement_is_complete_when_all_is_paid(late: Case) -> None:
    make_claim(late.customer, due_on=TODAY + timedelta(days=7))
    made = agree(late)
    (claim,) = made.claims.all()

    payments.book(claim, 3_000, booked_on=TODAY, by="user:1", at=NOW)
    (running,) = found.active()
    assert running.paid_cents == 3_000

    payments.book(claim, 7_000, booked_on=TODAY, by="user:1", at=NOW)
    made.refresh_from_db()
    late.refresh_from_db()
    assert (made.state, made.ended_on, late.state) == ("completed", TODAY, "open")
    assert (Hold.objects.get().lifted_by, found.of(late)) == ("user:1", None)


def test_arrangement_is_complete_in_the_night_when_the_list_says_paid(late: Case) -> None:
    made = agree(late)
    make_entry(Claim.objects.get(), kind="correction", amount_cents=-10_000)

    assert arrangements.complete_all(NOW, by="system") == 1
    made.refresh_from_db()
    assert made.state == "completed"
    assert arrangements.complete_all(NOW, by="system") == 0


def test_arrangement_missed_comes_up_after_the_days_of_the_bank(late: Case) -> None:
    made = agree(late)
    (claim,) = made.claims.all()
    missed_from = FIRST + timedelta(days=6)

    assert list(found.missed(late.creditor, missed_from - timedelta(days=1))) == []
    assert list(found.missed(late.creditor, missed_from)) == [made]

    payments.book(claim, 3_000, booked_on=FIRST, by="user:1", at=NOW)
    assert list(found.missed(late.creditor, missed_from)) == []


def test_arrangement_ends_by_hand_once(late: Case) -> None:
    made = agree(late)

    ended = arrangements.end(made, by="user:1", at=NOW, version=1)

    assert (ended.state, ended.ended_on, Hold.objects.get().lifted_by) == ("ended", TODAY, "user:1")
    with pytest.raises(ConflictError):
        arrangements.end(made, by="user:1", at=NOW, version=1)
    with pytest.raises(RefusedError) as refused:
        arrangements.end(made, by="user:1", at=NOW)
    assert refused.value.code == Refusal.ALREADY_DONE


def test_arrangement_is_undone_when_its_trace_fails(late: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    make_contact(make_moment(late))

    def fail(*_args: Any, **_values: Any) -> None:
        raise OSError("the trace cannot be written")

    monkeypatch.setattr(audit, "record", fail)
    with pytest.raises(OSError, match="trace"):
        agree(late)

    assert (Arrangement.objects.count(), Hold.objects.count(), Contact.objects.get().state) == (0, 0, "planned")
