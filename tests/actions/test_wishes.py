"""Wishes: each is kept, leaves a trace, and is not kept when the trace cannot be."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from django.db import DatabaseError

from tests import factories
from tijdig.actions import audit, wishes
from tijdig.actions.refusals import ConflictError
from tijdig.models import AuditEvent, Case, Customer, SupportNeed
from tijdig.words import ChannelKind, FactSource, SupportNeedKind

pytestmark = pytest.mark.django_db
NEED = {"kind": SupportNeedKind.CALL_RATHER, "source": FactSource.CUSTOMER, "expires_on": date(2027, 11, 23)}


def test_wish_prefer_keeps_the_liked_way_and_takes_back_its_refusal(at: datetime) -> None:
    case = factories.make_case(factories.make_customer(not_by=["email", "sms"]))

    wishes.prefer(case, ChannelKind.EMAIL, by="test", at=at)

    assert _wishes(case) == ("email", ["sms"], True)
    assert _trace() == [("wish.prefers", "test", str(case.pk))]


def test_wish_refuse_keeps_the_refused_ways_and_takes_back_the_liking(at: datetime) -> None:
    case = factories.make_case(factories.make_customer(prefers="sms", not_by=["email"]))

    wishes.refuse(case, ChannelKind.SMS, by="test", at=at)
    wishes.refuse(case, ChannelKind.SMS, by="test", at=at)

    assert _wishes(case) == ("", ["email", "sms"], True)


def test_wish_refuse_leaves_another_liking(at: datetime) -> None:
    case = factories.make_case(factories.make_customer(prefers="letter"))

    wishes.refuse(case, ChannelKind.SMS, by="test", at=at)

    assert _wishes(case) == ("letter", ["sms"], True)


def test_wish_unsafe_stops_everything_that_is_queued(at: datetime) -> None:
    contact = factories.make_contact()

    wishes.unsafe(contact.case, by="test", at=at)

    contact.refresh_from_db()
    assert (contact.state, contact.stop_reason) == ("stopped", "changed")
    assert _wishes(contact.case) == ("", [], False)


def test_wish_safe_again_lets_messages_go(at: datetime) -> None:
    case = factories.make_case(factories.make_customer(is_safe_to_contact=False))

    wishes.safe_again(case, by="test", at=at)

    assert _wishes(case) == ("", [], True)
    assert _trace() == [("wish.safe_again", "test", str(case.pk))]


def test_wish_need_is_kept_with_source_and_expiry(at: datetime) -> None:
    case = factories.make_case()

    told = wishes.need(case, **NEED, by="test", at=at)

    told.refresh_from_db()
    assert (told.kind, told.source, told.noted_on, told.expires_on) == (
        "call_rather",
        "customer",
        at.date(),
        date(2027, 11, 23),
    )
    assert _trace() == [("need.noted", "test", str(case.pk))]


@pytest.mark.parametrize(
    ("wish", "more"),
    [
        (wishes.prefer, {"kind": ChannelKind.SMS}),
        (wishes.refuse, {"kind": ChannelKind.SMS}),
        (wishes.unsafe, {}),
        (wishes.safe_again, {}),
        (wishes.need, NEED),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_wish_is_undone_when_its_trace_fails_and_refused_when_somebody_was_first(
    wish: Callable[..., object], more: dict[str, Any], at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = factories.make_case()

    with pytest.raises(ConflictError):
        wish(case, **more, by="test", at=at, version=case.version + 1)
    monkeypatch.setattr(audit, "record", _fail)
    with pytest.raises(DatabaseError):
        wish(case, **more, by="test", at=at)

    assert _wishes(case) == ("", [], True)
    assert SupportNeed.objects.count() == 0
    assert Case.objects.get().version == 1


def _fail(*_args: object, **_more: object) -> None:
    raise DatabaseError


def _wishes(case: Case) -> tuple[str, list[str], bool]:
    row = Customer.objects.get(pk=case.customer_id)
    return row.prefers, row.not_by, row.is_safe_to_contact


def _trace() -> list[tuple[str, str, str]]:
    return list(AuditEvent.objects.order_by("id").values_list("what", "by", "case_id_text"))
