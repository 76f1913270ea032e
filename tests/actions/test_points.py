"""Contact points that a customer tells us: kept as a file would bring them, marked, all or nothing."""

from datetime import timedelta
from typing import Any

import pytest

from tests.actions.conftest import make_late_case
from tests.factories import NOW, TODAY, make_call_slot, make_contact, make_moment, make_support_need
from tijdig.actions import audit, calls, points, stops
from tijdig.actions.holds import run_out
from tijdig.actions.points import PointMark, Told
from tijdig.actions.refusals import ConflictError, Refusal, RefusedError
from tijdig.models import AuditEvent, CallBack, Case, ContactPoint, Customer, Hold
from tijdig.queries import replies
from tijdig.words import ChannelKind, PointKind

pytestmark = pytest.mark.django_db

HOW: dict[str, Any] = {"by": "user:1", "at": NOW}


@pytest.mark.parametrize(
    ("kind", "text", "kept"),
    [
        (PointKind.PHONE, "06-12 34 56 78", ("mobile", "+31612345678")),
        (PointKind.PHONE, "020 555 01 61", ("phone", "+31205550161")),
        (PointKind.EMAIL, " anna@nieuw.example ", ("email", "anna@nieuw.example")),
        (PointKind.POST, "Elzenpad 1\n 1288 AB  Watermeer", ("post", "Elzenpad 1\n1288 AB Watermeer")),
    ],
)
def test_point_told_is_kept_as_a_file_would_bring_it(
    kind: PointKind, text: str, kept: tuple[str, str], late: Case
) -> None:
    point = points.add(late, kind, text, **HOW)

    assert (point.kind, point.value) == kept
    assert (point.source, point.noted_on, point.state, point.is_safe) == ("customer", TODAY, "unverified", True)
    assert AuditEvent.objects.get().what == "point.noted"


@pytest.mark.parametrize(
    ("kind", "text", "code"),
    [
        (PointKind.PHONE, "06 12", Refusal.BAD_PHONE),
        (PointKind.PHONE, "geen", Refusal.BAD_PHONE),
        (PointKind.EMAIL, "anna@", Refusal.BAD_EMAIL),
        (PointKind.EMAIL, "", Refusal.BAD_EMAIL),
        (PointKind.POST, "Elzenpad 1", Refusal.BAD_ADDRESS),
    ],
)
def test_point_that_cannot_be_one_is_refused(kind: PointKind, text: str, code: Refusal, late: Case) -> None:
    with pytest.raises(RefusedError) as refused:
        points.add(late, kind, text, **HOW)

    assert (refused.value.code, AuditEvent.objects.count()) == (code, 0)


def test_point_that_we_had_is_good_again_and_stands_there_once(late: Case) -> None:
    ContactPoint.objects.filter(kind="mobile").update(state="wrong")

    points.add(late, PointKind.PHONE, "0600000101", **HOW)

    mobile = ContactPoint.objects.get(kind="mobile")
    assert (mobile.value, mobile.state) == ("06 00 00 01 01", "unverified")


def test_point_marked_wrong_or_unsafe_is_used_no_more(late: Case) -> None:
    email, mobile = ContactPoint.objects.get(kind="email"), ContactPoint.objects.get(kind="mobile")

    points.mark(email, late, PointMark.WRONG, **HOW)
    points.mark(mobile, late, PointMark.UNSAFE, **HOW)

    assert [way.kind for way in replies.ways(late, TODAY)] == ["letter"]
    assert [event.facts for event in AuditEvent.objects.order_by("pk")] == [{"as": "wrong"}, {"as": "unsafe"}]
    points.mark(email, late, PointMark.RIGHT, **HOW)
    assert [way.kind for way in replies.ways(late, TODAY)] == ["email", "letter"]


@pytest.mark.parametrize(("mark", "left"), [("unsafe", "cancelled"), ("wrong", "cancelled"), ("right", "planned")])
def test_call_promised_at_a_number_that_is_not_safe_is_off_and_the_question_stays(
    late: Case, mark: str, left: str
) -> None:
    mobile = ContactPoint.objects.get(kind="mobile")
    slot = make_call_slot(late.creditor)
    asked = calls.ask(late, slot.pk, "+316" + mobile.value.replace(" ", "")[2:], by="customer:1", at=NOW)

    points.mark(mobile, late, points.PointMark(mark), **HOW)

    assert CallBack.objects.get().state == left
    asked.refresh_from_db()
    assert asked.state == "open"


def test_new_address_ends_the_wait_of_who_moved(late: Case) -> None:
    stops.moved(late, **HOW)

    points.add(late, PointKind.POST, "Elzenpad 1\n1288 AB Watermeer", **HOW)
    run_out(NOW + timedelta(days=1))

    assert Hold.objects.get().lifted_at is not None


def test_all_that_was_told_is_kept_at_once(late: Case) -> None:
    make_contact(make_moment(late))
    email = ContactPoint.objects.get(kind="email")
    told = Told(
        values=((PointKind.PHONE, "06 12 34 56 78"),), marks=((email.pk, PointMark.WRONG),),
        prefers=ChannelKind.PHONE, not_by=ChannelKind.SMS, is_safe=False,
    )  # fmt: skip

    points.keep(late, told, **HOW, version=1)

    customer = Customer.objects.get()
    assert (customer.prefers, customer.not_by, customer.is_safe_to_contact) == ("phone", ["sms"], False)
    assert ContactPoint.objects.filter(value="+31612345678").exists()
    assert ContactPoint.objects.get(pk=email.pk).state == "wrong"


def test_what_was_told_is_refused_when_it_is_nothing_of_another_or_too_late(late: Case) -> None:
    other = ContactPoint.objects.get(customer=make_late_case().customer, kind="email")

    for told, code in (
        (Told(), Refusal.NOTHING_TOLD),
        (Told(marks=((other.pk, PointMark.WRONG),)), Refusal.OTHER_CASE),
        (Told(values=((PointKind.EMAIL, "geen"),)), Refusal.BAD_EMAIL),
    ):
        with pytest.raises(RefusedError) as refused:
            points.keep(late, told, **HOW)
        assert refused.value.code == code
    with pytest.raises(RefusedError):
        points.mark(other, late, PointMark.WRONG, **HOW)
    with pytest.raises(ConflictError):
        points.keep(late, Told(prefers=ChannelKind.SMS), **HOW, version=9)

    other.refresh_from_db()
    assert (other.state, AuditEvent.objects.count()) == ("unverified", 0)


def test_what_was_told_is_undone_when_its_trace_fails(late: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    make_support_need(late.customer)
    email = ContactPoint.objects.get(kind="email")

    def fail(*_args: Any, **_values: Any) -> None:
        raise OSError("the trace cannot be written")

    monkeypatch.setattr(audit, "record", fail)
    for act in (
        lambda: points.add(late, PointKind.PHONE, "06 12 34 56 78", **HOW),
        lambda: points.mark(email, late, PointMark.WRONG, **HOW),
        lambda: points.keep(late, Told(prefers=ChannelKind.SMS), **HOW),
    ):
        with pytest.raises(OSError, match="trace"):
            act()

    email.refresh_from_db()
    assert (email.state, ContactPoint.objects.count(), Customer.objects.get().prefers) == ("unverified", 3, "")
