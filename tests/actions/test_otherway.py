"""Another way of hearing from us: it takes effect, leaves a trace, can be undone, and stops no letter."""

from datetime import datetime

import pytest
from django.db import DatabaseError

from tests import factories
from tijdig.actions import audit, otherway
from tijdig.models import AuditEvent, Case, Customer
from tijdig.queries import otherway as pages
from tijdig.words import ChannelKind

pytestmark = pytest.mark.django_db


def wishes(case: Case) -> tuple[str, list[str]]:
    customer = Customer.objects.get(pk=case.customer_id)
    return customer.prefers, customer.not_by


@pytest.mark.parametrize("kind", [ChannelKind.LETTER, ChannelKind.SMS, ChannelKind.PHONE])
def test_other_way_is_liked_best_and_email_stops(kind: ChannelKind, at: datetime) -> None:
    case = factories.make_case(factories.make_customer(prefers="email", not_by=[kind.value]))

    otherway.choose(case, kind, at=at)

    assert wishes(case) == (kind.value, ["email"])
    assert [event.what for event in AuditEvent.objects.order_by("pk")] == ["wish.not_by", "wish.prefers"]
    assert {event.by for event in AuditEvent.objects.all()} == {"visitor"}


def test_the_same_once_more_leaves_no_second_trace(at: datetime) -> None:
    case = factories.make_case(factories.make_customer(prefers="email"))

    for _ in range(3):
        otherway.choose(Case.objects.get(pk=case.pk), ChannelKind.LETTER, at=at)
        otherway.no_email(Case.objects.get(pk=case.pk), at=at)

    assert wishes(case) == ("letter", ["email"])
    assert AuditEvent.objects.count() == 2


def test_only_ways_by_which_we_can_reach_somebody_are_offered() -> None:
    case = factories.make_case()
    assert pages.page_of(case).ways == ("letter", "email")

    factories.make_point(case.customer, kind="phone", value="020 555 01 23")
    assert pages.page_of(case).ways == ("letter", "phone", "email")

    factories.make_point(case.customer, kind="mobile", value="06 00 00 01 01", is_safe=False)
    assert pages.page_of(case).ways == ("letter", "phone", "email")

    factories.make_point(case.customer, kind="mobile", value="06 00 00 01 02")
    assert pages.page_of(case).ways == ("letter", "sms", "phone", "email")


def test_other_way_can_be_undone(at: datetime) -> None:
    case = factories.make_case()
    otherway.no_email(case, at=at)

    otherway.choose(case, ChannelKind.EMAIL, at=at)

    assert wishes(case) == ("email", [])


def test_one_click_stops_email_and_nothing_else(at: datetime) -> None:
    case = factories.make_case(factories.make_customer(prefers="letter", not_by=["sms"]))

    otherway.no_email(case, at=at)

    assert wishes(case) == ("letter", ["email", "sms"])


def test_other_way_is_not_kept_when_its_trace_cannot_be(at: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    case = factories.make_case(factories.make_customer(prefers="email"))
    kept = audit.record

    def fail_at_second(what: str, *args: object, **more: object) -> None:
        if what == "wish.prefers":
            raise DatabaseError
        kept(what, *args, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(audit, "record", fail_at_second)
    with pytest.raises(DatabaseError):
        otherway.choose(case, ChannelKind.LETTER, at=at)

    assert wishes(case) == ("email", [])
    assert AuditEvent.objects.count() == 0


def test_only_outreach_by_email_to_the_customer_offers_another_way() -> None:
    case = factories.make_case()
    moment = factories.make_moment(case)
    sender = {"portal_url": "https://mijn.woonstede.example/"}
    mail = factories.make_contact(moment, kind="email", key="1", sender=sender)
    others = [
        factories.make_contact(moment, kind="letter", key="2", sender=sender),
        factories.make_contact(moment, kind="email", key="3", sender=sender, recipient={"via": "Balans Bewind"}),
    ]
    mail_without_moment = factories.make_contact(moment, kind="email", key="4", sender=sender)
    mail_without_moment.moment = None

    assert pages.address(mail) == f"https://mijn.woonstede.example/anders/{pages.token(case.pk)}"
    assert [pages.address(one) for one in (*others, mail_without_moment)] == ["", "", ""]


def test_only_our_own_seal_leads_to_a_case() -> None:
    case, other = factories.make_case(), factories.make_case()
    token = pages.token(case.pk)

    assert pages.case_of(token) == case
    assert len(token.partition("-")[2]) == 32
    changed = [
        token[:-1],
        f"{token}0",
        token.replace(str(case.pk), str(other.pk), 1),
        f"{case.pk}-",
        "",
        "x-y",
        f"é{token}",
        f"{'9' * 30}-{token.partition('-')[2]}",
    ]
    assert [pages.case_of(one) for one in changed] == [None] * len(changed)
