"""A second plan of the same customer: after the first, or asked at another organisation with the same files.

What was promised to be quiet stays quiet until its own day, and nobody is asked for the same money by two plans.
"""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from tests.actions.test_joint import WHO, asked, parts, running, states
from tests.factories import NOW, TODAY, make_claim
from tijdig.actions import consents, night, payments
from tijdig.actions import joint as acts
from tijdig.models import Arrangement, AuditEvent, Case, Contact, Hold, Joint, JointPart, JointPayment, MoneyEntry
from tijdig.queries import jointmoney, jointquiet, visible
from tijdig.words import AssuranceLevel, ChannelKind, Rhythm

__all__ = ["asked"]
pytestmark = pytest.mark.django_db
FIRST_END, LATER = TODAY + timedelta(days=42), 25
SECOND_END = FIRST_END + timedelta(days=LATER)


def at(days: int) -> datetime:
    return NOW + timedelta(days=days)


def who(days: int) -> dict[str, Any]:
    return WHO | {"at": at(days)}


def quiet(case: Case) -> list[date | None]:
    """Until when it was promised to be quiet in a file, as it stands."""
    rows = Hold.objects.filter(case=case, kind="paused", reason="joint", lifted_at=None)
    return list(rows.order_by("until_on").values_list("until_on", flat=True))


def unanswered(asked: Joint) -> Joint:
    """Two say yes, the customer never answers, and it ends on its day; what was promised stands."""
    _, _, water, care = parts(asked)
    acts.balance(water, 9_000, **WHO)
    acts.balance(care, 12_000, **WHO)
    acts.accept(water, **WHO)
    acts.accept(care, **WHO)
    for days in range(1, LATER + 1):
        acts.pass_all(at(days), by="night")
    asked.refresh_from_db()
    assert asked.state == "ended"
    return asked


def again(case: Case, other: Case, days: int) -> Joint:
    """A new plan, asked where `case` is, with the file there."""
    made = acts.start(case, [other.creditor], by_channel=ChannelKind.PHONE, **who(days))
    for part in made.parts.exclude(creditor=case.creditor):
        acts.consent(
            part, text_version="samen-2026-11", language="nl", by_channel=ChannelKind.PHONE,
            level=AssuranceLevel.PROVEN, proof="gesprek 13", **who(days),
        )  # fmt: skip
    acts.capacity(made, 6_000, Rhythm.MONTHLY, TODAY + timedelta(days=days + 30), **who(days))
    return acts.ask(made, **who(days))


def file_of(joint: Joint, place: int) -> Case:
    case = parts(joint)[place].case
    assert case is not None
    return case


def no_reminder(case: Case, first: int, last: int) -> bool:
    for days in range(first, last + 1):
        night.run(TODAY + timedelta(days=days), at=at(days), by="test")
        acts.pass_all(at(days), by="test")
    return not Contact.objects.filter(case=case, moment__isnull=False).exists()


# One after the other -------------------------------------------------------------------------------------------------


def test_each_plan_keeps_its_own_silence_until_its_own_day(asked: Joint) -> None:
    first = unanswered(asked)
    house, energy = file_of(first, 0), file_of(first, 1)

    second = again(house, energy, LATER)

    assert quiet(house) == quiet(energy) == [FIRST_END, SECOND_END]
    assert [jointquiet.until_of(part) for part in parts(first)[:2]] == [FIRST_END] * 2
    assert [jointquiet.until_of(part) for part in parts(second)] == [SECOND_END] * 2


@pytest.mark.parametrize("how", ["ends", "withdraws", "runs"])
def test_silence_of_the_first_stays_when_the_second_lets_its_own_go(how: str, asked: Joint) -> None:
    first = unanswered(asked)
    house, energy = file_of(first, 0), file_of(first, 1)
    second = again(house, energy, LATER)

    if how == "ends":
        acts.end(second, **who(LATER + 1))
    elif how == "withdraws":
        acts.withdraw(parts(second)[1], **who(LATER + 1))
    else:
        acts.confirm(Joint.objects.get(pk=second.pk), **who(LATER + 1))

    assert quiet(energy) == [FIRST_END]
    assert quiet(house) == [FIRST_END] + ([SECOND_END] if how == "withdraws" else [])
    assert jointquiet.last_of(parts(first)[1]) == FIRST_END - timedelta(days=1)


def test_second_plan_keeps_quiet_after_the_silence_of_the_first_is_over(asked: Joint) -> None:
    """Nobody says yes in it, so that it stays with asking; a bill that comes in meanwhile waits too."""
    first = unanswered(asked)
    house, energy = file_of(first, 0), file_of(first, 1)
    again(house, energy, LATER)
    make_claim(energy.customer, amount_cents=4_000, due_on=TODAY + timedelta(days=LATER))
    over = (FIRST_END - TODAY).days

    assert no_reminder(energy, over - 1, over + 1)

    assert quiet(energy) == [SECOND_END]
    assert jointquiet.until_of(parts(first)[1]) is None


def test_plan_after_one_that_was_stopped_takes_over_what_goes_on_alone(asked: Joint) -> None:
    first = running(asked)
    house, energy = file_of(first, 0), file_of(first, 1)
    acts.pay(first, 6_000, TODAY, "B-1", **who(1))
    acts.end(first, **who(2))
    alone = {row.case_id: row.pk for row in Arrangement.objects.filter(state="active")}
    assert len(alone) == 2

    second = acts.confirm(Joint.objects.get(pk=again(house, energy, 3).pk), **who(4))

    assert (second.state, states(second)) == ("active", ["running"] * 2)
    rows = {row.case_id: row for row in Arrangement.objects.filter(state="active")}
    for place, case in enumerate((house, energy)):
        assert rows[case.pk].replaces_id == alone[case.pk]
        assert parts(second)[place].arrangement == rows[case.pk]
        assert rows[case.pk].total_cents == jointmoney.open_cents(case, TODAY + timedelta(days=4))


# Two at once, in the same files --------------------------------------------------------------------------------------


def test_two_plans_that_ask_keep_the_same_file_quiet_each_for_itself(asked: Joint) -> None:
    house, energy = file_of(asked, 0), file_of(asked, 1)
    other = again(energy, house, 5)
    ends = [FIRST_END, FIRST_END + timedelta(days=5)]
    assert quiet(house) == quiet(energy) == ends

    acts.end(asked, **who(6))

    assert quiet(house) == quiet(energy) == ends[1:]
    assert other.state != "ended"
    make_claim(house.customer, amount_cents=4_000, due_on=TODAY)
    assert no_reminder(house, 7, 12)


def test_nobody_is_asked_for_the_same_by_two_plans_that_were_asked_at_once(asked: Joint) -> None:
    house, energy = file_of(asked, 0), file_of(asked, 1)
    other = again(energy, house, 0)
    first = running(asked)
    shares = {row.case_id: row.pk for row in Arrangement.objects.filter(state="active")}

    acts.confirm(Joint.objects.get(pk=other.pk), **WHO)

    other.refresh_from_db()
    assert (other.state, states(other)) == ("ended", ["left", "left"])
    assert {row.case_id: row.pk for row in Arrangement.objects.filter(state="active")} == shares
    assert (first.state, states(first)) == ("active", ["running"] * 4)
    assert AuditEvent.objects.filter(what="joint.in_other_plan").count() == 2
    assert quiet(house) == quiet(energy) == []


def test_file_in_a_plan_that_runs_has_nothing_for_another(asked: Joint) -> None:
    first = running(asked)
    house, energy = file_of(first, 0), file_of(first, 1)
    make_claim(house.customer, amount_cents=4_000, due_on=TODAY - timedelta(days=1))

    other = again(energy, house, 1)

    other.refresh_from_db()
    assert (other.state, states(other)) == ("ended", ["left", "left"])
    assert asked_of(house) == asked_of(energy) == 1
    assert quiet(house) == quiet(energy) == []


def test_other_organisations_go_on_in_the_second_plan(asked: Joint) -> None:
    first = running(asked)
    house, energy = file_of(first, 0), file_of(first, 1)
    left = parts(first)[1]
    acts.leave(left, **who(1))

    other = again(energy, house, 2)

    assert [(part.case, part.state) for part in parts(Joint.objects.get(pk=other.pk))] == [
        (energy, "accepted"), (house, "left"),
    ]  # fmt: skip
    other = acts.confirm(Joint.objects.get(pk=other.pk), **who(3))
    assert other.state == "active"
    assert asked_of(house) == asked_of(energy) == 1


def test_amount_of_a_file_that_is_in_another_plan_is_looked_at(asked: Joint) -> None:
    first = running(asked)
    house = file_of(first, 0)

    assert not jointmoney.is_as_filed(house, 10_000, TODAY)
    assert jointmoney.is_as_filed(house, 0, TODAY)


def test_plan_that_was_done_stays_done_while_another_asks_at_one_of_its_files(asked: Joint) -> None:
    first = running(asked)
    house, energy = file_of(first, 0), file_of(first, 1)
    paid = acts.pay(first, 36_000, TODAY, "B-1", **who(1))
    first.refresh_from_db()
    assert first.state == "completed"
    make_claim(energy.customer, amount_cents=4_000, due_on=TODAY)
    second = again(energy, house, 2)
    assert second.state not in {"ended", "completed"}

    acts.take_back(paid, booked_on=TODAY, **who(3))

    first.refresh_from_db()
    assert first.state == "completed"
    assert sum(claim.open_cents for claim in visible.claims(house)) == 10_000


@pytest.mark.parametrize("how", ["end", "refer"])
def test_storno_in_a_later_plan_is_none_of_the_one_before_even_when_the_later_is_over(how: str, asked: Joint) -> None:
    first = running(asked)
    house, energy = file_of(first, 0), file_of(first, 1)
    acts.pay(first, 36_000, TODAY, "B-1", **who(1))
    make_claim(house.customer, amount_cents=4_000, due_on=TODAY)
    make_claim(energy.customer, amount_cents=4_000, due_on=TODAY)
    Case.objects.update(state="open", closed_on=None, closing_reason="")  # as a file that brings a bill does
    second = acts.confirm(Joint.objects.get(pk=again(house, energy, 2).pk), **who(2))
    paid = acts.pay(second, 2_000, TODAY, "B-2", **who(3))
    acts.take_back(paid, booked_on=TODAY + timedelta(days=4), **who(4))
    for claim in MoneyEntry.objects.filter(kind="payment", reference="B-1").order_by("pk"):
        payments.reverse(claim, booked_on=TODAY + timedelta(days=4), **who(4))
    count = JointPayment.objects.count()
    if how == "refer":
        acts.refer(second, reason="Er is meer nodig.", **who(5))
    else:
        acts.end(second, **who(5))

    for days in range(5, 9):
        acts.pass_all(at(days), by="night")
        acts.tick(first, by="night", at=at(days))

    first.refresh_from_db()
    assert first.state == "completed"
    assert JointPayment.objects.filter(joint=first).count() == 1
    assert JointPayment.objects.count() == count


def test_storno_of_which_nothing_comes_is_written_down_by_no_night(asked: Joint) -> None:
    """What the customer took back is none of the plan any more: a person goes on there, and each night is quiet."""
    first = running(asked)
    energy = parts(first)[1]
    acts.pay(first, 5_000, TODAY, "B-1", part=energy, **who(1))
    entry = MoneyEntry.objects.get(kind="payment")
    consent = parts(first)[1].consent
    assert consent is not None
    consents.withdraw(consent, by="customer:1", at=at(2))
    payments.reverse(entry, booked_on=TODAY + timedelta(days=3), **who(3))

    for days in range(4, 7):
        acts.tick(first, by="night", at=at(days))

    assert JointPayment.objects.filter(joint=first).count() == 1
    assert (first.state, states(first)[1]) == ("active", "paid")


def asked_of(case: Case) -> int:
    """By how many plans this file is asked for money."""
    rows = JointPart.objects.filter(case=case, state="running", arrangement__state="active")
    return rows.count()
