"""Approaches: what a night makes beside its messages, and that any reaction stops all of it in one go."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from tests.actions.conftest import make_late_case
from tests.actions.test_stops import VERBS
from tests.factories import (
    NOW,
    TODAY,
    make_approach,
    make_claim,
    make_consequence,
    make_contract,
    make_entry,
    make_hold,
    make_moment,
    make_point,
    make_representative,
    make_step,
    make_support_need,
)
from tests.wordless import forget
from tijdig.actions import approaches, audit, calls, cases, closing, knowing, night, payments, steps, stops, wishes
from tijdig.actions.counts import Counts
from tijdig.models import Approach, AuditEvent, Case, Claim, Contact, Moment, Step
from tijdig.words import (
    CallResult,
    ChannelKind,
    ClosingReason,
    ConsequenceKind,
    FactSource,
    RepresentativeKind,
    Room,
    StopReason,
)

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=7)


def run(day: date = TODAY) -> Counts:
    return night.run(day, at=datetime.combine(day, datetime.min.time(), UTC) + timedelta(hours=8), by="test")


# What a night makes


@pytest.fixture
def known(late: Case) -> Case:
    """Somebody who was never late before: then a call helps most."""
    make_contract(late.customer, started_on=date(2015, 1, 1))
    for months in (3, 4, 5):
        due_on = TODAY - timedelta(days=30 * months)
        make_entry(make_claim(late.customer, due_on=due_on), amount_cents=-12120, booked_on=due_on)
    return late


def test_night_makes_an_approach_of_a_moment(known: Case) -> None:
    run()

    made, moment = Approach.objects.get(), Moment.objects.get()
    step = Step.objects.get()
    assert (made.case, made.moment, made.form, made.made_on) == (known, moment, "called", TODAY)
    assert (made.ends_on, made.stopped_at, made.stop_reason) == (date(2026, 11, 30), None, "")
    assert (step.approach, step.decision, step.kind, step.skill) == (made, moment.decision, "phone", "call")
    assert (step.on_day, step.rank, step.minutes, step.state) == (date(2026, 11, 30), 3, 15, "wished")
    assert step.why == "first_time_call"


@pytest.mark.parametrize(
    ("values", "form", "steps"),
    [
        ({"kind": "one_question"}, "personal", [("phone", "call", date(2026, 11, 26), 2, "one_question_at_a_time")]),
        ({"kind": "call_rather"}, "called", [("phone", "call", date(2026, 11, 30), 1, "likes_to_talk")]),
    ],
)
def test_night_wishes_the_person_that_was_planned(
    late: Case, values: dict[str, Any], form: str, steps: list[tuple[Any, ...]]
) -> None:
    make_support_need(late.customer, **values)

    run()

    assert Approach.objects.get().form == form
    assert list(Step.objects.values_list("kind", "skill", "on_day", "rank", "why")) == steps


def test_night_asks_nobody_where_nobody_is_needed() -> None:
    make_late_case(cents=4_900)  # under the sum for which somebody calls

    run()

    made = Approach.objects.get()
    assert (made.form, made.ends_on, Step.objects.count()) == ("written", TODAY + timedelta(days=1), 0)


def test_text_message_announces_the_letter_a_day_later(late: Case) -> None:
    run()

    letter, sms = (Contact.objects.get(kind=kind) for kind in ("letter", "sms"))
    assert letter.send_from == datetime(2026, 11, 24, 6, 0, tzinfo=UTC)
    assert sms.send_from == letter.send_from + timedelta(days=1)
    assert sms.moment == letter.moment
    assert sms.send_until == letter.send_until == datetime(2026, 11, 26, 19, 0, tzinfo=UTC)


def test_text_message_waits_for_a_day_on_which_it_may_come() -> None:
    make_late_case()

    run(date(2026, 11, 28))  # Saturday: Sunday is no day for a message

    assert Contact.objects.get(kind="sms").send_from == datetime(2026, 11, 30, 6, 0, tzinfo=UTC)


def test_text_message_goes_with_the_letter_when_it_would_come_too_late() -> None:
    make_late_case()

    run(date(2026, 12, 24))  # Christmas and a Sunday follow

    assert set(Contact.objects.values_list("send_from", flat=True)) == {datetime(2026, 12, 24, 6, 0, tzinfo=UTC)}


def test_text_message_without_a_letter_goes_at_once(late: Case) -> None:
    late.customer.points.filter(kind="post").delete()

    run()

    assert dict(Contact.objects.values_list("kind", "send_from")) == dict.fromkeys(
        ("email", "sms"), datetime(2026, 11, 24, 6, 0, tzinfo=UTC)
    )


def test_second_run_of_a_day_makes_nothing_twice(known: Case) -> None:
    run()
    late_too = make_late_case(known.creditor)

    run()

    assert dict(Approach.objects.values_list("case", "form")) == {known.pk: "called", late_too.pk: "written"}
    assert Step.objects.count() == 1


# What has no words yet


@pytest.fixture
def near(late: Case, monkeypatch: pytest.MonkeyPatch) -> Case:
    forget(monkeypatch, "S4b")
    make_consequence(late, on_day=TODAY + timedelta(days=10))
    return late


def test_stage_without_words_is_held_and_a_person_tells_it(near: Case) -> None:
    counts = run()

    step = Step.objects.get()
    assert (Moment.objects.count(), Contact.objects.count(), Approach.objects.count()) == (0, 0, 0)
    assert (step.skill, step.kind, step.state, step.on_day, step.rank) == ("look", "", "given", TODAY, 0)
    assert step.decision
    assert (step.why, step.decision.outcome, step.decision.stage) == ("text_to_come", "act", "S4b")
    assert counts.notes == (
        "stappen, dossier bekijken: gevraagd 1, kan 1, gegeven 1",
        "vastgehouden, een medewerker kijkt: 1",
    )
    assert counts.line() == "planned: 0, sent: 0, stopped: 0, waiting: 0"


def test_what_is_held_asks_one_person_however_many_nights_pass(near: Case) -> None:
    for days in range(4):
        assert run(TODAY + timedelta(days=days)).held == 1

    assert Step.objects.count() == 1


def test_what_a_person_told_is_told(near: Case) -> None:
    run()
    steps.done(near, Step.objects.get().pk, "Verteld aan de telefoon.", by="user:1", at=NOW + timedelta(hours=2))

    counts = run(TODAY + timedelta(days=1))

    assert (counts.held, counts.planned, Step.objects.filter(why="text_to_come").count()) == (0, 0, 1)


# A true notice: what, when, and how it can still be avoided


@pytest.mark.parametrize(
    ("kind", "stage", "said"),
    [
        (ConsequenceKind.SUMMONS, "S4b", "Op vrijdag 4 december 2026 gaat er een dagvaarding naar u."),
        (ConsequenceKind.EVICTION, "S5", "Op vrijdag 4 december 2026 is de ontruiming van uw woning."),
    ],
)
def test_true_notice_goes_out_once_with_its_day(late: Case, kind: ConsequenceKind, stage: str, said: str) -> None:
    make_consequence(late, kind=kind, on_day=TODAY + timedelta(days=10), avoid_cents=9_000)

    first, second = run(), run(TODAY + timedelta(days=1))

    letter = Contact.objects.get(moment__stage=stage, kind="letter")
    assert said in letter.text
    assert "Betaal vóór vrijdag 4 december 2026: €\u00a090,00" in letter.text
    assert (first.held, second.held, second.planned) == (0, 0, 0)


def test_loss_that_is_near_goes_out_with_a_person_beside_it(late: Case) -> None:
    make_consequence(late, kind=ConsequenceKind.EVICTION, on_day=TODAY + timedelta(days=10))

    run()

    step = Step.objects.get()
    assert step.approach
    assert (step.approach.moment.stage, step.rank) == ("S5", 0)


def test_who_needs_one_thing_at_a_time_reads_the_easiest_words(late: Case) -> None:
    make_support_need(late.customer, kind="one_question")

    run()

    content = Contact.objects.get(kind="letter").content
    assert content["level"] == "A2"


def test_carrier_without_words_is_held_and_the_others_go(late: Case) -> None:
    for days in (30, 60):
        moment = make_moment(late, day=TODAY - timedelta(days=days), stage="S1", claims=[])
        Contact.objects.create(
            case=late, moment=moment, kind="letter", state="delivered", key=f"{days}", send_from=NOW - WEEK * 5
        )
    late.customer.points.filter(kind="email").delete()
    make_point(late.customer, kind="iban", value="NL91ABNA0417164300")

    counts = run()

    moment = Moment.objects.get(day=TODAY)
    assert moment.decision
    assert moment.decision.channels == ["letter", "transfer"]
    assert list(moment.contacts.values_list("kind", flat=True)) == ["letter"]
    assert Step.objects.filter(why="carrier_to_come", skill="look", state="given").count() == 1
    assert "vastgehouden, een medewerker kijkt: 1" in counts.notes


# Stopping as a whole


@pytest.fixture
def running(late: Case) -> Case:
    """An approach of yesterday with a call that is wished and one that is given, and one that ran out long ago."""
    yesterday = TODAY - timedelta(days=1)
    made = make_approach(late, moment=make_moment(late, day=yesterday), made_on=yesterday)
    make_step(late, approach=made, on_day=TODAY + timedelta(days=4))
    make_step(late, approach=made, state="given")
    make_step(late, approach=made, state="done", settled_at=NOW, settled_by="user:9")
    make_approach(late, made_on=TODAY - WEEK * 6, ends_on=TODAY - WEEK * 5)
    return late


def reached(case: Case, **values: Any) -> None:
    calls.log(case, CallResult.REACHED, "Gesproken.", good_conversation=True, **values)


def paid(case: Case, *, cents: int, **values: Any) -> None:
    payments.book(Claim.objects.get(), cents, booked_on=TODAY, **values)


STOPS: dict[str, tuple[Callable[..., Any], dict[str, Any], str]] = {
    **{name: (verb, values, reason) for name, (verb, values, _, reason, _, _) in VERBS.items()},
    "represented": (
        stops.represented,
        {"kind": RepresentativeKind.PROTECTIVE_ADMINISTRATOR, "name": "Lotus Bewind", "email": "post@lotus.example"},
        "represented",
    ),
    "unsafe": (wishes.unsafe, {}, "changed"),
    "no room": (knowing.note_room, {"state": Room.NONE, "source": FactSource.CUSTOMER}, "paused"),
    "in hand": (knowing.take_in_hand, {}, "paused"),
    "consequence": (
        knowing.record_consequence,
        {
            "kind": ConsequenceKind.SUMMONS,
            "on_day": TODAY + WEEK,
            "avoid_cents": 1,
            "by_lead": True,
            "reminded_before": True,
        },
        "changed",
    ),
    "part paid": (paid, {"cents": 100}, "part_paid"),
    "paid": (paid, {"cents": 10_000}, "paid"),
    "closed": (closing.close_by_hand, {"reason": ClosingReason.WAIVED, "by_lead": True}, "closed"),
}


@pytest.mark.parametrize("name", STOPS)
def test_every_stop_ends_the_approach_as_a_whole(running: Case, name: str) -> None:
    verb, values, reason = STOPS[name]

    verb(running, by="user:1", at=NOW, **values)

    old, now = Approach.objects.order_by("made_on")
    assert (now.stopped_at, now.stop_reason, old.stopped_at) == (NOW, reason, None)
    assert list(Step.objects.order_by("pk").values_list("state", "settled_by")) == [
        ("stopped", "user:1"), ("stopped", "user:1"), ("done", "user:9"),
    ]  # fmt: skip
    assert AuditEvent.objects.get(what="approach.stopped").facts == {"reason": reason}


@pytest.mark.parametrize("name", STOPS)
def test_a_stop_that_fails_stops_nothing(running: Case, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    verb, values, _ = STOPS[name]

    def fail(*_args: Any, **_values: Any) -> None:
        raise OSError("the trace cannot be written")

    monkeypatch.setattr(audit, "record", fail)
    with pytest.raises(OSError, match="trace"):
        verb(running, by="user:1", at=NOW, **values)

    assert Approach.objects.filter(stopped_at__isnull=False).count() == 0
    assert sorted(Step.objects.values_list("state", flat=True)) == ["done", "given", "wished"]


def test_a_talk_is_the_call_that_was_asked_for(running: Case) -> None:
    reached(running, by="user:1", at=NOW)

    assert list(Step.objects.order_by("pk").values_list("state", flat=True)) == ["stopped", "done", "done"]
    assert Approach.objects.get(stopped_at__isnull=False).stop_reason == "reacted"


def test_a_call_in_vain_is_done_and_the_approach_goes_on(running: Case) -> None:
    calls.log(running, CallResult.NOT_REACHED, "Nam niet op.", good_conversation=False, by="user:1", at=NOW)

    assert list(Step.objects.order_by("pk").values_list("state", flat=True)) == ["wished", "done", "done"]
    assert not Approach.objects.filter(stopped_at__isnull=False).exists()


def test_night_that_closes_a_case_ends_its_approach(running: Case) -> None:
    make_entry(Claim.objects.get(), kind="payment", amount_cents=-10_000)

    run()

    assert Approach.objects.get(stopped_at__isnull=False).stop_reason == "paid"
    assert not Step.objects.filter(state__in=("wished", "given")).exists()


def test_nothing_else_is_stopped(running: Case) -> None:
    other = make_late_case(running.creditor)
    make_step(other, approach=make_approach(other))

    with cases.changing(running) as case:
        assert approaches.stop([case.pk], StopReason.REACTED, by="user:1", at=NOW) == 1

    assert Step.objects.get(case=other).state == "wished"


def test_hold_by_an_administrator_keeps_people_away(late: Case) -> None:
    make_representative(late.customer)
    make_hold(late, kind="represented")

    run()

    assert Step.objects.count() == 0
    assert Contact.objects.filter(kind=ChannelKind.LETTER).exists()


def test_new_bill_does_not_stop_an_approach(running: Case) -> None:
    make_claim(running.customer, due_on=TODAY)

    run()

    assert not Approach.objects.filter(stopped_at__isnull=False).exists()
