"""The night: what it plans, what it leaves alone, and that it does nothing twice."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext

from tests.actions.conftest import make_late_case
from tests.factories import (
    NOW,
    TODAY,
    make_case,
    make_claim,
    make_contact,
    make_creditor,
    make_customer,
    make_decision,
    make_entry,
    make_hold,
    make_intake,
    make_moment,
    make_night,
    make_reject,
    make_representative,
)
from tijdig.actions import audit, composing, holds, leases, night, payments, sending, stops
from tijdig.actions.counts import Counts
from tijdig.actions.refusals import Refusal, RefusedError
from tijdig.models import AuditEvent, Case, Claim, Contact, Creditor, Decision, Moment, Night, Reject
from tijdig.policy import PolicyError
from tijdig.queries import cases, frames
from tijdig.queries.parts import parts
from tijdig.words import PauseReason

pytestmark = pytest.mark.django_db


def run(day: date = TODAY, **values: Any) -> Counts:
    at = datetime.combine(day, datetime.min.time(), UTC) + timedelta(hours=8)
    return night.run(day, at=at, by="test", **values)


def days_later(days: int) -> date:
    return TODAY + timedelta(days=days)


def named(case: Case, day: date, stage: str, state: str = "delivered", **values: Any) -> Moment:
    """A moment that went out before and named every claim of the case."""
    claims = [{"id": claim.pk, "open_cents": 10_000} for claim in Claim.objects.filter(customer=case.customer)]
    moment = make_moment(case, day=day, stage=stage, claims=claims, **values)
    make_contact(moment, state=state)
    return moment


# Planning


def test_night_plans_a_moment_with_its_messages(late: Case) -> None:
    counts = run()

    moment = Moment.objects.get()
    assert counts.line() == "planned: 3, sent: 0, stopped: 0, waiting: 0"
    assert (moment.stage, moment.total_cents, moment.night.state) == ("S1", 10_000, "released")
    assert moment.decision.outcome == "act"
    assert [claim["open_cents"] for claim in moment.claims] == [10_000]
    assert sorted(Contact.objects.values_list("kind", "state", "key")) == [
        (kind, "planned", f"{late.pk}-20261124-S1-{kind}") for kind in ("email", "letter", "sms")
    ]


def test_night_freezes_words_sender_and_recipient(late: Case) -> None:
    run()
    letter = Contact.objects.get(kind="letter")
    text = letter.text
    Creditor.objects.update(sender_name="Anders")

    assert "€ 100,00" in text.replace("\xa0", " ")
    assert letter.sender["name"] == "Woonstede"
    assert letter.recipient["address_lines"] == ["Lindepad 7", "1288 AW Watermeer"]
    assert letter.content["kind"] == "letter"


def test_night_sends_from_seven_and_not_for_ever(late: Case) -> None:
    run()

    letter = Contact.objects.get(kind="letter")
    assert letter.send_from == datetime(2026, 11, 24, 6, 0, tzinfo=UTC)
    assert letter.send_until == datetime(2026, 11, 26, 19, 0, tzinfo=UTC)


@pytest.mark.parametrize("runs", [2, 3, 4])
def test_night_run_again_and_again_leaves_its_moments_and_their_reason(late: Case, runs: int) -> None:
    for _ in range(runs):
        run()

    moment = Moment.objects.get()
    assert moment.decision is not None
    assert (moment.decision.outcome, moment.decision.stage) == ("act", "S1")
    assert sending.send_due(NOW, by="test").stopped == 0
    assert {contact.state for contact in moment.contacts.all()} == {"handed_over", "planned"}


def test_night_again_plans_nothing(late: Case) -> None:
    run()
    before = list(Decision.objects.values())

    counts = run()

    assert counts.line() == "planned: 0, sent: 0, stopped: 0, waiting: 0"
    assert list(Decision.objects.values()) == before
    assert Moment.objects.count() == 1


def test_night_forgets_lines_of_payments_that_came_back_long_ago(late: Case) -> None:
    for number, days in ((1, 31), (2, 29)):
        began = NOW - timedelta(days=days)
        make_reject(make_intake(late.creditor, number=number, started_at=began, counts={"about": "payments"}))

    night.run(TODAY, at=NOW, by="test")

    assert [reject.intake.number for reject in Reject.objects.all()] == [2]


def test_night_counts_who_waits(late: Case) -> None:
    make_hold(late)

    assert run().line() == "planned: 0, sent: 0, stopped: 0, waiting: 1"
    assert run().line() == "planned: 0, sent: 0, stopped: 0, waiting: 1"


def test_night_extends_a_decision_that_does_not_change(late: Case) -> None:
    make_hold(late, until_on=days_later(20))
    for days in range(3):
        run(days_later(days))

    decision = Decision.objects.get()
    assert (decision.valid_from, cases.looked_on(decision)) == (TODAY, days_later(2))
    assert decision.again_on == days_later(20)
    assert (decision.outcome, decision.rules["whether"], decision.owner) == ("stop", "paused", "team")


def test_night_makes_a_new_decision_once_its_day_has_come(late: Case) -> None:
    make_hold(late, kind="disputed", until_on=None)
    run()
    first = Decision.objects.get()

    run(first.again_on)

    again = Decision.objects.exclude(pk=first.pk).get()
    assert again.valid_from == first.again_on
    assert again.again_on > again.valid_from


def test_night_decides_otherwise_on_the_same_day(late: Case) -> None:
    hold = make_hold(late)
    run()
    hold.delete()
    Case.objects.update(version=F("version") + 1)

    counts = run()

    decision = Decision.objects.get()
    assert counts.planned == 3
    assert (decision.outcome, decision.channels) == ("act", ["letter", "email", "sms"])


def test_night_decides_anew_on_the_day_a_hold_is_lifted(late: Case) -> None:
    hold = make_hold(late, until_on=days_later(20))
    run()
    run(days_later(1))
    holds.lift(hold, by="test", at=NOW + timedelta(days=1))

    run(days_later(1))

    first, second = Decision.objects.order_by("valid_from")
    assert first.valid_from == TODAY
    assert (second.valid_from, second.outcome) == (days_later(1), "act")


def test_night_leaves_a_case_alone_that_had_its_moment_today(late: Case) -> None:
    make_contact(make_moment(late), state="stopped")
    make_decision(late)

    assert run().planned == 0


def test_night_refuses_an_earlier_day(late: Case) -> None:
    run(days_later(1))

    with pytest.raises(RefusedError) as refused:
        run()

    assert refused.value.code == Refusal.NIGHT_PASSED


def test_night_of_a_year_without_holidays_stands_in_nobodys_way(late: Case) -> None:
    with pytest.raises(PolicyError):
        run(date(2029, 11, 23))

    assert not Night.objects.exists()
    assert run().planned == 3
    assert run(days_later(1)).waiting == 1


def test_night_forgets_a_later_one_that_died_before_it_planned(late: Case) -> None:
    make_night(day=days_later(400), state="running")

    assert run().planned == 3
    assert run(days_later(1)).waiting == 1
    assert Night.objects.count() == 2


def test_night_does_nothing_on_a_sunday(late: Case) -> None:
    counts = run(date(2026, 11, 29))

    assert counts.line() == "planned: 0, sent: 0, stopped: 0, waiting: 1"


def test_night_writes_to_the_administrator(late: Case) -> None:
    make_representative(late.customer)
    run()

    letter = Contact.objects.get(kind="letter")
    assert letter.recipient["via"] == "Lotus Bewind"
    assert letter.recipient["address_lines"] == ["Kantoorgaarde 12", "1299 LB Watermeer"]


def test_night_names_a_bill_before_its_due_date() -> None:
    case = make_late_case(days=60)
    claim = Claim.objects.get(customer=case.customer)
    named(case, days_later(-40), "S1")
    make_entry(claim, amount_cents=-10_000, booked_on=days_later(-30))
    coming = make_claim(case.customer, due_on=days_later(5), amount_cents=5_000, description="Huur december 2026")
    make_claim(case.customer, due_on=days_later(35))

    run()

    moment = Moment.objects.get(day=TODAY)
    assert (moment.stage, [one["id"] for one in moment.claims]) == ("S0", [coming.pk])


def test_night_greets_informally_where_the_creditor_does() -> None:
    make_late_case(make_creditor(is_formal=False))
    run()

    assert Contact.objects.get(kind="letter").recipient["salutation"] == "Anna"


@pytest.mark.parametrize(("paid_on", "tone", "thanks"), [(-8, "thankful", True), (-30, "concerned", False)])
def test_night_thanks_who_paid_a_part_since_the_last_message(paid_on: int, tone: str, thanks: bool) -> None:
    case = make_late_case(days=60)
    make_entry(Claim.objects.get(customer=case.customer), amount_cents=-4_000, booked_on=days_later(paid_on))
    named(case, days_later(-20), "S1")
    run()

    moment = Moment.objects.get(stage="S2")
    assert moment.decision.tone == tone
    for text in Contact.objects.filter(moment=moment, kind__in=["letter", "email"]).values_list("text", flat=True):
        assert ("Dank u wel voor uw betaling. Er staat nog €\u00a060,00 open." in text) is thanks
    assert "Dank" not in Contact.objects.get(moment=moment, kind="sms").text


# The fourteen-day notice


def notice_case(*, charges_costs: bool = True) -> Case:
    case = make_late_case(make_creditor(charges_costs=charges_costs), days=60)
    named(case, days_later(-40), "S1")
    named(case, days_later(-20), "S2")
    return case


def test_night_states_costs_and_term_in_a_notice() -> None:
    notice_case()
    run()

    moment = Moment.objects.get(stage="S3")
    letter = Contact.objects.get(moment=moment, kind="letter")
    # Posted on Tuesday 24 November, presumed received on the 26th, fourteen days from the 27th.
    assert (moment.costs_cents, moment.pay_before_on) == (4_000, date(2026, 12, 10))
    assert [claim["in_notice"] for claim in moment.claims] == [True]
    assert letter.send_until == datetime(2026, 11, 24, 19, 0, tzinfo=UTC)


def test_night_leaves_a_new_bill_out_of_the_notice() -> None:
    case = notice_case()
    make_claim(case.customer, due_on=days_later(-1), amount_cents=50_000)
    run()

    moment = Moment.objects.get(stage="S3")
    assert (moment.total_cents, moment.costs_cents) == (60_000, 4_000)
    assert [claim["in_notice"] for claim in moment.claims] == [True, False]


def test_night_states_no_costs_where_none_are_charged() -> None:
    notice_case(charges_costs=False)
    run()

    moment = Moment.objects.get(stage="S3")
    assert (moment.costs_cents, moment.pay_before_on) == (0, None)
    assert [claim["in_notice"] for claim in moment.claims] == [False]


def test_night_hands_over_to_a_person_after_the_notice() -> None:
    case = make_late_case(days=90)
    named(case, days_later(-60), "S1")
    named(case, days_later(-40), "S2")
    named(case, days_later(-20), "S3", pay_before_on=days_later(-4), costs_cents=4_000)

    counts = run()

    decision = Decision.objects.get()
    assert (counts.planned, counts.waiting) == (0, 1)
    assert (decision.rules["whether"], decision.owner) == ("person_decides", "handler")


def test_night_stops_on_a_notice_with_wrong_words(monkeypatch: pytest.MonkeyPatch) -> None:
    notice_case()
    monkeypatch.setattr(composing, "notice_faults", lambda *_args, **_values: ("TERM_WORDING",))

    with pytest.raises(composing.WrongNoticeError, match="TERM_WORDING"):
        run()

    assert Contact.objects.filter(moment__stage="S3").count() == 0


# Closing and opening


def test_night_closes_a_paid_case(late: Case) -> None:
    make_entry(Claim.objects.get(), amount_cents=-10_000)
    run()

    late.refresh_from_db()
    assert (late.state, late.closed_on, late.closing_reason) == ("closed", TODAY, "paid")
    assert AuditEvent.objects.filter(what="case.closed", case_id_text=str(late.pk)).count() == 1


def test_night_closes_a_case_that_is_no_longer_listed(late: Case) -> None:
    make_entry(Claim.objects.get(), kind="correction", reason="no_longer_listed", amount_cents=-10_000)
    run()

    late.refresh_from_db()
    assert late.closing_reason == "no_longer_listed"


def test_night_stops_what_is_queued_for_a_case_that_closes(late: Case) -> None:
    contact = make_contact(make_moment(late, day=days_later(-1)), send_until=None)
    make_entry(Claim.objects.get(), amount_cents=-10_000)
    frames.of_case(late, TODAY)

    counts = run()

    contact.refresh_from_db()
    assert (counts.stopped, contact.state) == (1, "stopped")


def test_night_opens_a_closed_case_with_new_arrears(late: Case) -> None:
    Case.objects.update(state="closed", closed_on=days_later(-9), closing_reason="paid")
    creditor = late.creditor
    make_intake(creditor, number=1)
    claim = make_claim(late.customer, since_intake=1, due_on=days_later(-5))
    Creditor.objects.filter(pk=creditor.pk).update(visible_intake=1)

    run()

    late.refresh_from_db()
    assert (late.state, late.closed_on, late.closing_reason) == ("open", None, "")
    assert claim.pk in [one["id"] for one in Moment.objects.get().claims]


def test_night_leaves_a_closed_case_closed_without_new_arrears(late: Case) -> None:
    make_entry(Claim.objects.get(), amount_cents=-10_000)
    run()
    make_intake(late.creditor, number=1)
    make_claim(make_customer(late.creditor), since_intake=1)
    Creditor.objects.update(visible_intake=1)

    run(days_later(1))

    late.refresh_from_db()
    assert late.state == "closed"


# Full stops before planning


def test_night_stops_what_was_queued_before_a_hold(late: Case) -> None:
    run()
    stops.paused(late, reason=PauseReason.ASKED, until_on=days_later(9), by="test", at=NOW)

    counts = run(days_later(1))

    assert set(Contact.objects.values_list("state", "stop_reason")) == {("stopped", "paused")}
    assert counts.line() == "planned: 0, sent: 0, stopped: 0, waiting: 1"


def test_night_stops_queued_messages_with_another_amount_and_plans_anew(late: Case) -> None:
    run()
    make_entry(Claim.objects.get(), amount_cents=-2_500, booked_on=TODAY)

    counts = run(days_later(1))

    assert set(Contact.objects.filter(moment__day=TODAY).values_list("state", "stop_reason")) == {
        ("stopped", "part_paid")
    }
    assert counts.line() == "planned: 3, sent: 0, stopped: 3, waiting: 0"
    assert Moment.objects.get(day=days_later(1)).total_cents == 7_500


def test_night_stops_what_is_too_late(late: Case) -> None:
    run()

    counts = run(days_later(3))

    assert set(Contact.objects.filter(moment__day=TODAY).values_list("state", "stop_reason")) == {
        ("stopped", "too_late")
    }
    assert (counts.stopped, counts.planned) == (3, 3)


def test_night_marks_a_message_that_is_on_its_way(late: Case) -> None:
    run()
    Contact.objects.update(state="claimed", lease_key=leases.holder(), lease_until=NOW)
    make_entry(Claim.objects.get(), amount_cents=-10_000)

    run(days_later(1))

    assert set(Contact.objects.values_list("state", "stop_reason")) == {("claimed", "paid")}


def test_night_lets_holds_run_out(late: Case) -> None:
    hold = make_hold(late, since_on=days_later(-9), until_on=TODAY)
    run()

    hold.refresh_from_db()
    assert (hold.lifted_by, Moment.objects.count()) == ("test", 1)


# Leases, crashes, colleagues


def test_night_refuses_to_run_beside_another(late: Case) -> None:
    Night.objects.create(
        day=TODAY, state="running", started_at=NOW, policy_version="x", lease_key="elsewhere:1:1:1",
        lease_until=datetime(2999, 1, 1, tzinfo=UTC),
    )  # fmt: skip

    with pytest.raises(RefusedError, match="al bezig") as refused:
        run()

    assert refused.value.code == Refusal.NIGHT_RUNS
    assert Moment.objects.count() == 0


def test_night_refuses_to_run_beside_that_of_another_day(late: Case) -> None:
    Night.objects.create(
        day=days_later(1), state="running", started_at=NOW, policy_version="x", lease_key="elsewhere:1:1:1",
        lease_until=datetime(2999, 1, 1, tzinfo=UTC),
    )  # fmt: skip

    with pytest.raises(RefusedError, match="al bezig"):
        run()


@pytest.mark.parametrize(
    ("key", "until"),
    [("elsewhere:1:1:1", datetime(2020, 1, 1, tzinfo=UTC)), ("gone", datetime(2999, 1, 1, tzinfo=UTC))],
)
def test_night_takes_over_from_one_that_died(late: Case, key: str, until: datetime) -> None:
    key = f"{leases.holder().split(':')[0]}:999999:1:1" if key == "gone" else key
    Night.objects.create(
        day=TODAY, state="running", started_at=NOW, policy_version="x", lease_key=key, lease_until=until
    )

    assert run().planned == 3
    assert Night.objects.get().state == "released"


def test_night_gives_up_when_its_lease_was_taken(late: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(night.sweeping, "sweep", lambda *_args, **_values: Night.objects.update(lease_key="other") * 0)

    with pytest.raises(RefusedError) as refused:
        run()

    assert refused.value.code == Refusal.NIGHT_RUNS
    assert Moment.objects.count() == 0


def test_night_gives_up_when_its_lease_was_taken_before_the_release(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(night, "_plan_rest", lambda _work: Counts(planned=Night.objects.update(lease_key="other") * 0))

    with pytest.raises(RefusedError):
        run()

    assert Night.objects.get().state == "running"


def test_night_stops_what_a_dead_night_of_another_day_left(late: Case) -> None:
    dead = make_night(day=days_later(-1), state="running", released_at=None)
    left = make_contact(make_moment(late, day=days_later(-1), night=dead))

    counts = run()

    left.refresh_from_db()
    dead.refresh_from_db()
    assert (left.state, left.stop_reason, dead.state) == ("stopped", "too_late", "released")
    assert (counts.stopped, counts.planned) == (1, 3)


def test_night_hides_its_messages_until_the_release(late: Case) -> None:
    run()
    Night.objects.update(state="running")

    assert sending.send_due(NOW, by="test").sent == 0


def test_night_plans_a_case_again_that_somebody_changed_meanwhile(late: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    real, reads = frames.read, []

    def read_and_change(part: Any, day: date) -> Any:
        frame = real(part, day)
        reads.append(frame)
        if len(reads) == 1:
            payments.book(Claim.objects.get(), 2_500, booked_on=TODAY, by="colleague", at=NOW)
        return frame

    monkeypatch.setattr(frames, "read", read_and_change)

    counts = run()

    assert (counts.planned, Moment.objects.get().total_cents, len(reads)) == (3, 7_500, 2)


def test_night_reads_a_part_again_when_a_file_was_published_meanwhile(
    late: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, reads = frames.read, []

    def read_and_publish(part: Any, day: date) -> Any:
        frame = real(part, day)
        reads.append(frame)
        if len(reads) == 1:
            make_claim(late.customer, since_intake=1, due_on=days_later(-5), amount_cents=500)
            Creditor.objects.update(visible_intake=1)
        return frame

    monkeypatch.setattr(frames, "read", read_and_publish)

    counts = run()

    assert (counts.planned, Moment.objects.get().total_cents) == (3, 10_500)


def test_night_plans_cases_that_came_in_while_it_was_at_work(monkeypatch: pytest.MonkeyPatch) -> None:
    real = night._plan_all

    def plan_and_receive(work: Any, progress: Any) -> Counts:
        counts = real(work, progress)
        make_late_case()
        return counts

    monkeypatch.setattr(night, "_plan_all", plan_and_receive)

    assert run().planned == 3


def test_night_says_it_loudly_when_a_case_sleeps(late: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(night, "_plan_all", lambda _work, _progress: Counts())
    monkeypatch.setattr(night, "_plan_rest", lambda _work: Counts())

    with pytest.raises(night.SleepingCasesError, match="1 open cases") as asleep:
        run()

    assert asleep.value.numbers == [late.pk]
    assert Night.objects.get().state == "released"


def test_night_leaves_no_case_asleep(late: Case) -> None:
    make_case()
    make_hold(make_late_case())
    run()

    assert cases.sleeping(TODAY) == []


def test_night_undoes_a_part_when_its_trace_fails(late: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: Any, **_values: Any) -> None:
        raise OSError("the trace cannot be written")

    monkeypatch.setattr(audit, "record", fail)

    with pytest.raises(OSError, match="trace"):
        run()

    assert (Moment.objects.count(), Contact.objects.count(), Decision.objects.count()) == (0, 0, 0)


def test_night_reports_progress(late: Case) -> None:
    seen = []

    run(progress=lambda *values: seen.append(values))

    assert seen == [("plannen", 1, 1)]


def test_night_asks_the_same_queries_for_one_and_for_three_cases() -> None:
    asked = []
    for size in (1, 1, 3):  # the first keeps the words that all of them share
        creditor = make_creditor()
        for _ in range(size):
            make_late_case(creditor)
        work = night._Run(night._take(TODAY, NOW, "me"), "me", "test", NOW)
        (part,) = parts(creditor, 10)
        with CaptureQueriesContext(connection) as queries:
            night._plan_part(work, part, night.policies.of(creditor, TODAY))
        asked.append(len(queries))

    assert asked[1] == asked[2]
