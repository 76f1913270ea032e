"""A bill that is late beside an arrangement is told of like any other: what was agreed keeps quiet what is in it."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.actions.test_joint import WHO, asked, running
from tests.factories import NOW, TODAY, make_claim, make_hold
from tijdig.actions import arrangements, night, sending
from tijdig.models import Case, Claim, Contact, Joint, Moment
from tijdig.queries import frames, standing

__all__ = ["asked"]
pytestmark = pytest.mark.django_db
LATE_BY = 7
WEEK = timedelta(days=7)
THEN = TODAY + timedelta(days=14)
AT = datetime(2026, 12, 8, 2, 0, tzinfo=UTC)


def newer(case: Case) -> Claim:
    """A bill that came in after what was agreed, and is late."""
    return make_claim(case.customer, amount_cents=9_952, due_on=THEN - timedelta(days=LATE_BY), description="December")


def told() -> list[list[int]]:
    """The bills that each moment names."""
    return [[claim["id"] for claim in moment.claims] for moment in Moment.objects.order_by("pk")]


def test_new_bill_beside_an_arrangement_gets_its_first_reminder(late: Case) -> None:
    arrangements.agree(late, instalment_cents=2_000, first_on=date(2026, 12, 21), **WHO)
    claim = newer(late)

    night.run(THEN, at=AT, by="test")

    assert told() == [[claim.pk]]
    contacts = standing.with_all(Contact.objects.filter(moment__isnull=False).values_list("pk", flat=True))
    assert contacts
    assert standing.faults(contacts, THEN) == {}
    sending.send_due(AT + timedelta(hours=8), by="test")
    assert set(Contact.objects.filter(moment__isnull=False).values_list("state", flat=True)) <= {
        "handed_over", "delivered", "planned",
    }  # fmt: skip
    assert "stopped" not in set(Contact.objects.values_list("state", flat=True))


def test_arrangement_alone_keeps_all_that_is_in_it_quiet(late: Case) -> None:
    arrangements.agree(late, instalment_cents=2_000, first_on=date(2026, 12, 21), **WHO)

    night.run(THEN, at=AT, by="test")

    assert told() == []


@pytest.mark.parametrize("of_part", [True, False])
def test_new_bill_beside_a_joint_plan_gets_its_first_reminder(of_part: bool, asked: Joint) -> None:
    joint = running(asked)
    own = joint.parts.exclude(case=joint.case).filter(case__isnull=False).get() if of_part else None
    case = own.case if own and own.case else joint.case
    claim = newer(case)

    night.run(THEN, at=AT, by="test")

    assert told() == [[claim.pk]]


def test_new_bill_while_organisations_are_asked_waits_with_the_rest(asked: Joint) -> None:
    newer(asked.case)

    night.run(THEN, at=AT, by="test")

    assert told() == []


def test_message_on_what_was_agreed_since_does_not_go(late: Case) -> None:
    night.run(TODAY, at=NOW, by="test")
    arrangements.agree(late, instalment_cents=2_000, first_on=date(2026, 12, 21), **WHO)
    Contact.objects.filter(moment__isnull=False).update(state="planned", stop_reason="")

    contacts = standing.with_all(Contact.objects.filter(moment__isnull=False).values_list("pk", flat=True))

    assert {reason.value for reason in standing.faults(contacts, TODAY).values()} == {"agreed"}


@pytest.mark.parametrize("kind", ["paused", "debt_help", "reacted"])
def test_other_rest_keeps_a_new_bill_quiet_too(kind: str, late: Case) -> None:
    arrangements.agree(late, instalment_cents=2_000, first_on=date(2026, 12, 21), **WHO)
    newer(late)
    make_hold(late, kind=kind, until_on=THEN + WEEK, since_on=TODAY)

    night.run(THEN, at=AT, by="test")

    assert told() == []


def test_new_bill_waits_while_somebody_calls_about_a_part_that_was_missed(late: Case) -> None:
    arrangements.agree(late, instalment_cents=2_000, first_on=TODAY + timedelta(days=1), **WHO)
    newer(late)

    night.run(THEN, at=AT, by="test")

    assert told() == []
    row = frames.of_case(Case.objects.get(pk=late.pk), THEN).accounts.plain(0)
    assert row.missed_instalment_days == 13


def test_planner_reads_the_new_bill_only(late: Case) -> None:
    arrangements.agree(late, instalment_cents=2_000, first_on=date(2026, 12, 21), **WHO)
    newer(late)

    row = frames.of_case(Case.objects.get(pk=late.pk), THEN).accounts.plain(0)

    assert (row.hold, row.overdue_cents, row.oldest_overdue_days, row.open_cents) == (0, 9_952, LATE_BY, 19_952)


# What it says beside a plan for all together --------------------------------------------------------------------------

APART = "Dit staat apart van het plan voor alles samen."


def texts() -> dict[str, str]:
    """What each carrier of the moment says."""
    return dict(Contact.objects.filter(moment__isnull=False).values_list("kind", "text"))


@pytest.mark.parametrize("of_part", [True, False])
def test_new_bill_beside_a_joint_plan_says_that_the_plan_goes_on(of_part: bool, asked: Joint) -> None:
    joint = running(asked)
    own = joint.parts.exclude(case=joint.case).filter(case__isnull=False).get() if of_part else None
    newer(own.case if own and own.case else joint.case)

    night.run(THEN, at=AT, by="test")

    said = texts()
    assert said
    for kind, text in said.items():
        whole = f"{APART} Dat plan gaat gewoon door, zoals afgesproken. Lukt betalen niet op tijd? Zeg het ons."
        assert (f"{APART} Dat gaat gewoon door." if kind == "sms" else whole) in text


def test_plan_that_goes_on_with_the_others_is_named_where_it_was_asked(asked: Joint) -> None:
    joint = running(asked)
    joint.parts.filter(case=joint.case).update(state="paid")
    newer(joint.case)

    night.run(THEN, at=AT, by="test")

    assert all(APART in text for text in texts().values())
    assert texts()


@pytest.mark.parametrize("state", ["paid", "left", "declined"])
def test_who_is_not_in_a_plan_says_nothing_of_it(state: str, asked: Joint) -> None:
    joint = running(asked)
    own = joint.parts.exclude(case=joint.case).filter(case__isnull=False).get()
    assert own.case is not None
    joint.parts.filter(pk=own.pk).update(state=state)
    newer(own.case)

    night.run(THEN, at=AT, by="test")

    assert texts()
    assert [text for text in texts().values() if "plan" in text] == []


def test_new_bill_beside_an_arrangement_with_us_alone_speaks_of_no_plan(late: Case) -> None:
    arrangements.agree(late, instalment_cents=2_000, first_on=date(2026, 12, 21), **WHO)
    newer(late)

    night.run(THEN, at=AT, by="test")

    assert texts()
    assert [text for text in texts().values() if "plan" in text] == []
