"""Joint arrangements through the actions: consent first, quiet meanwhile, to the cent, and nobody is forgotten."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from tests import beginnings
from tests.actions.carriers import Carrier
from tests.actions.conftest import make_late_case
from tests.factories import NOW, TODAY, make_consent, make_creditor
from tijdig.actions import audit, consents, night, payments
from tijdig.actions import joint as acts
from tijdig.actions.refusals import ConflictError, Refusal, RefusedError
from tijdig.models import (
    AnswerLink,
    Arrangement,
    AuditEvent,
    Case,
    Contact,
    Hold,
    Joint,
    JointPart,
    JointPayment,
    JointPlan,
    MoneyEntry,
    Shared,
)
from tijdig.queries import jointfile, jointmoney, jointplans, jointquiet, jointrows
from tijdig.rules.joint.drafts import JointRefusedError, Refused
from tijdig.words import AssuranceLevel, ChangeReason, ChannelKind, EntryReason, Rhythm

pytestmark = pytest.mark.django_db
FIRST = date(2026, 12, 15)
WHO: dict[str, Any] = {"by": "user:1", "at": NOW}


@pytest.fixture
def asked(late: Case, carry: Callable[[str], type[Carrier]]) -> Joint:
    """Four organisations: two with a file here, two that answer by a link; all agreed to, and asked."""
    return beginnings.go_on(lambda: _asked(late), late.pk)


def _asked(late: Case) -> Joint:
    energy = make_late_case(make_creditor(name="Bosstroom", code="bosstroom"), cents=5_000)
    make_consent(
        late.customer, other=energy.creditor, other_customer=energy.customer, purpose="overview", data=[], until_on=None
    )
    outside = [
        make_creditor(name=name, code=name.lower(), joint_email=f"{name}@x.example") for name in ("Water", "Zorg")
    ]
    joint = acts.start(late, [energy.creditor, *outside], by_channel=ChannelKind.PHONE, others="Telefoonbedrijf", **WHO)
    for part in joint.parts.exclude(creditor=late.creditor).order_by("pk"):
        agree(part)
    acts.capacity(joint, 6_000, Rhythm.MONTHLY, FIRST, **WHO)
    return acts.ask(joint, **WHO)


def agree(part: JointPart) -> None:
    acts.consent(
        part, text_version="samen-2026-11", language="nl", by_channel=ChannelKind.PHONE, level=AssuranceLevel.PROVEN,
        proof="gesprek 12", **WHO,
    )  # fmt: skip


def states(joint: Joint) -> list[str]:
    return list(joint.parts.order_by("pk").values_list("state", flat=True))


def parts(joint: Joint) -> list[JointPart]:
    return list(joint.parts.order_by("pk"))


def running(joint: Joint) -> Joint:
    """The two outside answer, and the customer says yes."""
    return beginnings.go_on(lambda: _running(joint), joint.pk)


def _running(joint: Joint) -> Joint:
    _, _, water, care = parts(joint)
    acts.balance(water, 9_000, contact="Wim, 020 555 02 22", **WHO)
    acts.balance(care, 12_000, **WHO)
    acts.accept(water, **WHO)
    acts.accept(care, **WHO)
    return acts.confirm(Joint.objects.get(pk=joint.pk), **WHO)


def test_joint_ask_takes_what_is_known_here_and_asks_the_others(asked: Joint) -> None:
    assert (asked.state, states(asked)) == ("inventory", ["confirmed", "confirmed", "asked", "asked"])
    assert [part.balance_cents for part in parts(asked)] == [10_000, 5_000, None, None]
    assert AnswerLink.objects.count() == 2
    assert set(Hold.objects.values_list("kind", "reason", "until_on")) == {
        ("paused", "joint", TODAY + timedelta(days=42))
    }
    assert sorted(Shared.objects.values_list("to__name", flat=True)) == ["Bosstroom", "Water", "Woonstede", "Zorg"]


def test_joint_standstill_keeps_everything_quiet(asked: Joint) -> None:
    assert night.run(TODAY, at=NOW, by="test").planned == 0
    assert Contact.objects.filter(moment__isnull=False).count() == 0


def test_joint_offer_that_nobody_answered_ends_after_its_last_day_and_stays_quiet(asked: Joint) -> None:
    """The e-mail names that day, and the page promised silence for longer."""
    _, _, water, care = parts(asked)
    acts.balance(water, 9_000, **WHO)
    acts.balance(care, 12_000, **WHO)
    acts.accept(water, **WHO)
    acts.accept(care, **WHO)
    offered = JointPlan.objects.order_by("-number")[0]
    last, quiet_until = jointplans.told_of(offered).until, TODAY + timedelta(days=42)
    state = {}

    for days in range(1, (last - TODAY).days + 2):
        day, at = TODAY + timedelta(days=days), NOW + timedelta(days=days)
        acts.pass_all(at, by="system")
        state[day] = Joint.objects.get(pk=asked.pk).state

    assert (state[last], state[last + timedelta(days=1)]) == ("offered", "ended")
    assert list(Hold.objects.values_list("until_on", "lifted_at")) == [(quiet_until, None)] * 2
    assert night.run(last + timedelta(days=1), at=at, by="test").planned == 0
    own = parts(Joint.objects.get(pk=asked.pk))[0]
    assert jointquiet.last_of(own) == quiet_until - timedelta(days=1)


def test_joint_confirm_makes_an_arrangement_in_each_file_here(asked: Joint) -> None:
    joint = running(asked)

    assert (joint.state, states(joint)) == ("active", ["running"] * 4)
    rows = {made.case_id: made for made in Arrangement.objects.filter(state="active")}
    assert {made.total_cents for made in rows.values()} == {10_000, 5_000}
    assert set(JointPart.objects.filter(arrangement__isnull=False).values_list("arrangement", flat=True)) == {
        made.pk for made in rows.values()
    }
    plan = JointPlan.objects.order_by("number").last()
    assert plan is not None
    assert (plan.confirmed_by, sum(plan.lines.values_list("amount_cents", flat=True))) == ("user:1", 36_000)
    assert not Hold.objects.filter(reason="joint", lifted_at__isnull=True).exists()
    assert Hold.objects.filter(kind="agreed", lifted_at__isnull=True).count() == 2


def test_joint_payment_is_split_and_booked_where_there_is_a_file(asked: Joint) -> None:
    joint = running(asked)

    made = acts.pay(joint, 6_000, FIRST, "bank-1", **WHO)

    assert sum(made.shares.values()) == 6_000
    own, energy, _, _ = parts(joint)
    assert [-cents for cents in MoneyEntry.objects.filter(kind="payment").order_by("pk").values_list(
        "amount_cents", flat=True
    )] == [made.shares[str(own.pk)], made.shares[str(energy.pk)]]  # fmt: skip
    assert acts.pay(joint, 6_000, FIRST, "bank-1", **WHO) == made
    assert JointPayment.objects.count() == 1


def test_joint_is_paid_to_the_last_cent_and_closed(asked: Joint) -> None:
    joint = running(asked)

    for turn in range(6):
        acts.pay(joint, 6_000, FIRST, f"bank-{turn}", **WHO)

    joint.refresh_from_db()
    assert (joint.state, joint.due_on, states(joint)) == ("completed", None, ["paid"] * 4)
    assert set(Arrangement.objects.values_list("state", flat=True)) == {"completed"}


def test_joint_hears_what_came_in_at_a_file_here(asked: Joint) -> None:
    joint = running(asked)
    own = parts(joint)[0]
    (claim,) = jointmoney.claims(jointmoney.part(own.pk), TODAY)
    payments.book(claim, 1_000, booked_on=TODAY, **WHO)

    acts.tick(joint, **WHO)

    assert JointPayment.objects.get().shares == {str(own.pk): 1_000}
    assert MoneyEntry.objects.filter(kind="payment").count() == 1


def _lines(joint: Joint) -> list[tuple[date, int, int]]:
    held = jointrows.held(Joint.objects.get(pk=joint.pk))
    return [(on, part, cents) for _, on, part, cents in held.lefts()]


def test_joint_bill_put_right_is_no_payment_and_is_sooner_done(asked: Joint) -> None:
    joint = running(asked)
    own, shown = parts(joint)[0], _lines(joint)
    (claim,) = jointmoney.claims(jointmoney.part(own.pk), TODAY)
    payments.correct(claim, -4_000, booked_on=TODAY, **WHO)

    acts.tick(joint, **WHO)
    acts.tick(joint, **WHO)

    assert JointPayment.objects.count() == 0
    assert not Contact.objects.filter(key__startswith="reply-joint_thanked").exists()
    assert [line for line in _lines(joint) if line[1] != own.pk] == [line for line in shown if line[1] != own.pk]
    before, now = ([line for line in lines if line[1] == own.pk] for lines in (shown, _lines(joint)))
    assert now[:-1] == before[: len(now) - 1]
    assert (now[-1][0], sum(cents for *_, cents in now)) == (before[len(now) - 1][0], 6_000)
    assert parts(joint)[0].balance_cents == 6_000


def test_joint_hears_a_payment_and_a_correction_apart(asked: Joint) -> None:
    joint = running(asked)
    own = parts(joint)[0]
    (claim,) = jointmoney.claims(jointmoney.part(own.pk), TODAY)
    payments.book(claim, 1_000, booked_on=TODAY, **WHO)
    payments.correct(claim, -2_500, booked_on=TODAY, reason=EntryReason.WAIVED, **WHO)

    acts.tick(joint, **WHO)

    assert JointPayment.objects.get().shares == {str(own.pk): 1_000}
    assert parts(joint)[0].balance_cents == 7_500


def test_joint_bill_let_go_wholly_closes_there_and_goes_on_for_the_rest(asked: Joint) -> None:
    joint = running(asked)
    own, shown = parts(joint)[0], _lines(joint)
    (claim,) = jointmoney.claims(jointmoney.part(own.pk), TODAY)
    payments.correct(claim, -10_000, booked_on=TODAY, reason=EntryReason.WAIVED, **WHO)

    acts.tick(joint, **WHO)

    assert (joint.state, states(joint)) == ("active", ["paid", "running", "running", "running"])
    assert _lines(joint) == [line for line in shown if line[1] != own.pk]
    assert JointPayment.objects.count() == 0


def test_joint_missed_payment_waits_for_a_person_and_stops_nothing(asked: Joint) -> None:
    joint = running(asked)

    acts.pass_all(NOW + timedelta(days=30), by="system")

    joint.refresh_from_db()
    assert (joint.state, states(joint)) == ("missed", ["running"] * 4)
    acts.new_day(joint, TODAY + timedelta(days=45), by="user:1", at=NOW + timedelta(days=30))
    assert joint.state == "active"
    assert Arrangement.objects.filter(state="active").count() == 2


def test_joint_pause_moves_every_file(asked: Joint) -> None:
    joint = running(asked)

    acts.pause(joint, TODAY + timedelta(days=30), **WHO)

    assert joint.state == "paused"
    firsts = [made.instalments.order_by("number")[0].due_on for made in Arrangement.objects.filter(state="active")]
    assert {day >= TODAY + timedelta(days=30) for day in firsts} == {True}


def test_joint_counter_and_a_silent_one(asked: Joint) -> None:
    _, _, water, care = parts(asked)
    acts.balance(water, 9_000, **WHO)
    later = NOW + timedelta(days=8)
    acts.tick(asked, by="system", at=later)
    assert (asked.state, states(asked)[3]) == ("proposed", "silent")
    how: dict[str, Any] = {"by": "creditor:3", "at": later}

    acts.counter(water, 3_000, "Liever wat sneller.", **how)
    acts.take_counter(water, by="user:1", at=later)

    joint = acts.confirm(Joint.objects.get(pk=asked.pk), by="user:1", at=later)
    assert states(joint) == ["running", "running", "running", "silent"]
    first = JointPlan.objects.order_by("-number")[0].lines.filter(number=1)
    assert dict(first.values_list("part", "amount_cents"))[water.pk] == 3_000
    acts.balance(care, 0, by="user:1", at=later)
    assert states(joint)[3] == "left"


def test_joint_withdrawn_consent_is_heard_wherever_it_was_taken_back(asked: Joint) -> None:
    joint = running(asked)
    water = parts(joint)[2]
    assert water.consent is not None
    consents.withdraw(water.consent, **WHO)
    before = Shared.objects.count()

    acts.tick(joint, **WHO)

    assert states(joint) == ["running", "running", "left", "running"]
    assert Shared.objects.count() == before


def test_joint_withdraw_keeps_what_was_agreed(asked: Joint) -> None:
    joint = running(asked)
    energy = parts(joint)[1]

    acts.withdraw(energy, **WHO)

    assert (energy.state, energy.arrangement and energy.arrangement.state) == ("left", "active")


def test_joint_leaving_stops_the_arrangement_there(asked: Joint) -> None:
    joint = running(asked)
    energy = parts(joint)[1]

    acts.leave(energy, **WHO)

    assert energy.arrangement is not None
    assert (energy.state, energy.arrangement.state) == ("left", "ended")


def test_joint_less_income_lowers_the_payments(asked: Joint) -> None:
    joint = running(asked)

    acts.revise(joint, ChangeReason.LESS_INCOME, **WHO)
    acts.capacity(joint, 3_000, Rhythm.MONTHLY, FIRST, **WHO)
    acts.confirm(joint, **WHO)

    plan = JointPlan.objects.order_by("-number")[0]
    assert (plan.change, sum(plan.lines.filter(number=1).values_list("amount_cents", flat=True))) == (
        "less_income", 3_000,
    )  # fmt: skip
    assert set(Arrangement.objects.filter(state="active").values_list("change", flat=True)) == {"less_income"}


def test_joint_refer_gives_one_complete_file(asked: Joint) -> None:
    joint = running(asked)
    acts.ask_help(joint, **WHO)

    file = acts.refer(joint, reason="Er is meer aan de hand.", **WHO)

    assert (joint.state, file["state"], file["reason"]) == ("referred", "referred", "Er is meer aan de hand.")
    assert [one["balance_cents"] for one in file["organisations"]] == [10_000, 5_000, 9_000, 12_000]  # type: ignore[attr-defined]
    assert any("Bosstroom" in line for line in jointfile.as_lines(file))
    assert Hold.objects.filter(kind="debt_help", lifted_at__isnull=True).count() == 1


def test_joint_file_keeps_what_was_told_under_a_consent_that_was_taken_back(asked: Joint) -> None:
    joint = running(asked)
    part = joint.parts.get(creditor__name="Bosstroom")
    acts.withdraw(part, **WHO)

    file = jointfile.as_json(Joint.objects.get(pk=joint.pk), TODAY)

    said = next(one for one in file["organisations"] if one["name"] == "Bosstroom")
    assert (said["balance_cents"], said["contact"], said["reason"]) == (None, "", "")
    assert {line["organisation"] for line in file["payments_left"]} & {"Bosstroom"} == set()
    assert [one["balance_cents"] for one in file["organisations"] if one is not said] == [10_000, 9_000, 12_000]


def test_joint_second_of_two_people_is_told(asked: Joint) -> None:
    joint = running(asked)
    version = joint.version
    acts.pause(joint, TODAY + timedelta(days=30), version=version, **WHO)

    with pytest.raises(ConflictError):
        acts.end(Joint.objects.get(pk=joint.pk), version=version, **WHO)

    assert Joint.objects.get().state == "paused"


def test_joint_one_at_a_time(asked: Joint) -> None:
    with pytest.raises(RefusedError) as refused:
        acts.start(asked.case, [], by_channel=ChannelKind.PORTAL, **WHO)

    assert refused.value.code == Refusal.ALREADY_DONE


def test_joint_refused_step_changes_nothing(asked: Joint) -> None:
    version = Joint.objects.get().version

    with pytest.raises(JointRefusedError) as refused:
        acts.confirm(asked, **WHO)

    assert (refused.value.code, Joint.objects.get().version) == (Refused.NOT_NOW, version)


def test_joint_leaves_a_trace_of_every_step(asked: Joint) -> None:
    said = list(AuditEvent.objects.filter(noun="joint", what__startswith="joint.").values_list("what", flat=True))

    assert {"joint.started", "joint.consented", "joint.capacitytold", "joint.asked", "joint.balancetold"} <= set(said)


def test_joint_is_undone_when_the_trace_fails(asked: Joint, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_args: Any, **_values: Any) -> None:
        raise OSError

    joint = running(asked)
    monkeypatch.setattr(audit, "record", fails)

    with pytest.raises(OSError):  # noqa: PT011 - whatever went wrong
        acts.pause(joint, TODAY + timedelta(days=30), **WHO)

    assert Joint.objects.get().state == "active"


def test_joint_picks_are_brought_in_line_before_anybody_is_asked(late: Case) -> None:
    one, other = make_creditor(joint_email="a@x.example"), make_creditor(joint_email="b@x.example")
    joint = acts.start(late, [one.pk], by_channel=ChannelKind.COUNTER, **WHO)

    acts.pick_exactly(joint, [other.pk], others="Nog een", version=joint.version, **WHO)
    acts.pick(joint, one, "K-7", **WHO)

    rows = joint.parts.exclude(state="left").order_by("pk").values_list("creditor", "customer_number")
    assert sorted(rows) == sorted([(late.creditor_id, ""), (one.pk, "K-7"), (other.pk, "")])
    assert joint.others == "Nog een"


def test_joint_picks_are_all_added_or_none(late: Case) -> None:
    first, one, other = (make_creditor(joint_email=f"{name}@x.example") for name in "abc")
    joint = acts.start(late, [], by_channel=ChannelKind.COUNTER, **WHO)
    acts.pick_each(joint, [one.pk, other.pk], version=joint.version, **WHO)

    with pytest.raises(RefusedError):
        acts.pick_each(joint, [first.pk, one.pk], **WHO)

    assert set(joint.parts.values_list("creditor", flat=True)) == {late.creditor_id, one.pk, other.pk}


def test_joint_wish_without_consent_is_let_go_in_the_night(late: Case) -> None:
    joint = acts.start(late, [], by_channel=ChannelKind.PORTAL, **WHO)

    acts.pass_all(NOW + timedelta(days=14), by="system")

    joint.refresh_from_db()
    assert joint.state == "ended"


def test_joint_answers_need_a_reason(asked: Joint) -> None:
    with pytest.raises(RefusedError) as refused:
        acts.decline(parts(asked)[2], " ", **WHO)

    assert refused.value.code == Refusal.WORDS_NEEDED
