"""Living with an arrangement: another amount or day, a pause, less income, a gift; every version is kept."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from tests.actions.conftest import make_late_case
from tests.factories import NOW, TODAY, make_creditor, make_hold, make_room
from tijdig.actions import arrangements, audit, night, payments, proposing
from tijdig.actions.arrangements import Yes
from tijdig.actions.refusals import ConflictError, Refusal, RefusedError
from tijdig.models import Arrangement, AuditEvent, Case, Hold, MoneyEntry, Solution
from tijdig.queries import arrangements as found
from tijdig.rules.arrangements import Part
from tijdig.rules.solutions import types
from tijdig.rules.solutions.band import Beyond
from tijdig.rules.solutions.shapes import Shape
from tijdig.rules.solutions.types import InParts
from tijdig.words import ChangeReason, Mandate, Rhythm, SolutionKind

pytestmark = pytest.mark.django_db
FIRST = date(2026, 12, 1)
LATER = NOW + timedelta(days=10)
STAFF: dict[str, Any] = {"by": "user:1", "at": NOW}
CUSTOMER: dict[str, Any] = {"by": "customer:1", "at": NOW}


def agree(case: Case, **values: Any) -> Arrangement:
    facts: dict[str, Any] = {"instalment_cents": 2_500, "first_on": FIRST} | STAFF
    return arrangements.agree(case, **facts | values)


def pay(made: Arrangement, cents: int, at: datetime = NOW) -> None:
    payments.book(made.claims.get(), cents, booked_on=TODAY, by="user:1", at=at)


def amounts(made: Arrangement) -> list[int]:
    return [part.amount_cents for part in found.parts(made)]


def days(made: Arrangement) -> list[date]:
    return [part.due_on for part in found.parts(made)]


@pytest.mark.parametrize(
    ("wish", "expected"),
    [
        ({"rhythm": Rhythm.WEEKLY}, [(2_500, (12, 1)), (2_500, (12, 8)), (2_500, (12, 15)), (2_500, (12, 22))]),
        (
            {"rhythm": Rhythm.FOUR_WEEKLY, "upfront_cents": 5_000},
            [(5_000, (12, 1)), (2_500, (12, 29)), (2_500, (1, 26))],
        ),
        ({"instalment_cents": None, "last_on": date(2027, 1, 4)}, [(5_000, (12, 1)), (5_000, (1, 4))]),
    ],
)  # fmt: skip
def test_arrangement_takes_any_shape(late: Case, wish: dict[str, Any], expected: list[Any]) -> None:
    made = agree(late, **wish)

    assert [(part.amount_cents, (part.due_on.month, part.due_on.day)) for part in found.parts(made)] == expected
    assert (made.rhythm, made.upfront_cents) == (wish.get("rhythm", "monthly"), wish.get("upfront_cents", 0))


def test_arrangement_holds_all_that_must_stand_in_it(late: Case) -> None:
    made = agree(late)

    kept = Solution.objects.get(arrangement=made)
    whole = types.from_facts(SolutionKind.ARRANGEMENT, kept.facts)
    assert isinstance(whole, InParts)
    assert whole.parts == found.parts(made)
    assert [debt.open_cents for debt in whole.debts] == [10_000]
    assert (whole.promises.costs_cents, whole.contact, whole.review_on) == (0, "Woonstede", days(made)[-1])
    assert whole.told.endswith("Er komen geen kosten bij.")


def test_arrangement_that_takes_long_is_looked_at_on_the_way(late: Case) -> None:
    made = agree(late, instalment_cents=1_000)

    assert (made.review_on, agree(make_late_case()).review_on) == (date(2027, 5, 24), None)


@pytest.mark.parametrize(
    ("each", "yes", "decided_by"),
    [
        (2_500, Yes(), "handler"),
        (600, Yes(reason="Meer lukt niet."), "handler"),
        (450, Yes(reason="Meer lukt niet.", by_lead=True), "lead"),
        (2_500, Yes(at_once=True, is_sure=True), "automatic"),
    ],
)
def test_arrangement_says_who_decided_and_why(late: Case, each: int, yes: Yes, decided_by: str) -> None:
    made = agree(late, instalment_cents=each, yes=yes)

    assert (made.decided_by, made.reason, made.is_sure) == (decided_by, yes.reason, yes.is_sure)


def test_lead_agrees_on_more_than_two_years_and_not_on_more_than_any_plan_may_take() -> None:
    case, yes = make_late_case(cents=30_000), Yes(by_lead=True, reason="Anders lukt het niet.")

    made = agree(case, instalment_cents=None, count=25, first_on=date(2026, 12, 1), yes=yes)

    assert (len(amounts(made)), made.decided_by) == (25, "lead")
    with pytest.raises(RefusedError) as refused:
        agree(make_late_case(cents=12_100), instalment_cents=100, yes=yes)
    assert refused.value.code == Refusal.TOO_FAR


@pytest.mark.parametrize(("spare", "code"), [(2_500, None), (2_499, Refusal.ABOVE_ROOM)])
def test_part_above_what_the_customer_can_miss_is_refused_to_everybody(
    late: Case, spare: int, code: Refusal | None
) -> None:
    room = make_room(late, state="ok", spare_cents=spare)

    if code is None:
        assert agree(late).room == room
        return
    for yes in (Yes(), Yes(by_lead=True, reason="Toch.")):
        with pytest.raises(RefusedError) as refused:
            agree(late, yes=yes)
        assert refused.value.code == code
    assert Arrangement.objects.count() == 0


def test_who_can_miss_nothing_may_still_choose_a_small_sum(late: Case) -> None:
    make_room(late)

    with pytest.raises(RefusedError) as refused:
        agree(late, instalment_cents=501, yes=Yes(reason="Zelf gekozen."))
    assert refused.value.code == Refusal.ABOVE_ROOM
    assert agree(late, instalment_cents=500, yes=Yes(reason="Zelf gekozen.")).decided_by == "handler"


def test_room_in_a_month_is_less_each_week(late: Case) -> None:
    make_room(late, state="ok", spare_cents=10_000)

    assert found.spare_cents(late, TODAY, Rhythm.WEEKLY) == 2_307
    with pytest.raises(RefusedError):
        agree(late, instalment_cents=2_500, rhythm=Rhythm.WEEKLY)


def test_change_of_amount_is_a_new_version_of_what_is_still_open(late: Case) -> None:
    first = agree(late)
    pay(first, 2_500)

    made = arrangements.change(
        first, ChangeReason.AMOUNT, instalment_cents=1_500, first_on=FIRST, by="user:2", at=LATER - timedelta(days=5)
    )

    first.refresh_from_db()
    assert (first.state, first.ended_on, made.state) == ("changed", TODAY + timedelta(days=5), "active")
    assert (made.replaces, made.change, amounts(made)) == (first, "amount", [1_500] * 5)
    assert amounts(first) == [2_500] * 4
    assert (Hold.objects.get(arrangement=first).lifted_by, Hold.objects.get(arrangement=made).lifted_at) == (
        "user:2",
        None,
    )
    assert list(AuditEvent.objects.filter(what="arrangement.changed").values_list("noun_id", flat=True)) == [
        str(first.pk)
    ]
    assert list(found.active()) == [made]
    assert Solution.objects.filter(kind="arrangement").count() == 2


def test_change_runs_to_its_end_and_is_complete(late: Case) -> None:
    first = agree(late)
    pay(first, 2_500)
    made = arrangements.change(first, ChangeReason.DAY, instalment_cents=2_500, first_on=date(2026, 12, 15), **STAFF)

    pay(made, 7_500)

    made.refresh_from_db()
    late.refresh_from_db()
    assert (made.state, late.state) == ("completed", "closed")


@pytest.mark.parametrize("reason", [ChangeReason.LESS_INCOME, ChangeReason.SEIZURE])
def test_less_income_or_a_seizure_is_worked_out_anew_without_a_penalty(late: Case, reason: ChangeReason) -> None:
    first = agree(late)
    make_room(late, state="ok", spare_cents=1_000, has_seizure=reason == ChangeReason.SEIZURE)

    made = arrangements.change(first, reason, instalment_cents=1_000, first_on=FIRST, **STAFF)

    assert (made.change, amounts(made), sum(amounts(made))) == (reason, [1_000] * 10, 10_000)
    assert MoneyEntry.objects.filter(kind="claim").count() == 1


def test_change_that_changes_nothing_is_refused(late: Case) -> None:
    first = agree(late)

    with pytest.raises(RefusedError) as refused:
        arrangements.change(first, ChangeReason.AMOUNT, instalment_cents=2_500, first_on=FIRST, **STAFF)

    assert (refused.value.code, Arrangement.objects.count()) == (Refusal.NOTHING_CHANGES, 1)


def test_change_is_for_the_first_of_two_colleagues(late: Case) -> None:
    first = agree(late)
    wish: dict[str, Any] = {"instalment_cents": 2_000, "first_on": FIRST}
    arrangements.change(first, ChangeReason.AMOUNT, version=1, **wish, **STAFF)

    with pytest.raises(ConflictError):
        arrangements.change(first, ChangeReason.AMOUNT, version=1, **wish, **STAFF)
    with pytest.raises(RefusedError) as refused:
        arrangements.change(first, ChangeReason.AMOUNT, **wish, **STAFF)

    assert refused.value.code == Refusal.ALREADY_DONE


def test_change_is_undone_when_its_trace_fails(late: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    first = agree(late)

    def fail(*_args: Any, **_values: Any) -> None:
        raise OSError("the trace cannot be written")

    monkeypatch.setattr(audit, "record", fail)
    with pytest.raises(OSError, match="trace"):
        arrangements.change(first, ChangeReason.AMOUNT, instalment_cents=2_000, first_on=FIRST, **STAFF)
    with pytest.raises(OSError, match="trace"):
        arrangements.pause(first, 2, **CUSTOMER)

    first.refresh_from_db()
    assert (first.state, Arrangement.objects.count(), Hold.objects.get().lifted_at) == ("active", 1, None)


def test_pause_moves_what_is_not_paid_and_keeps_the_day_of_the_month(late: Case) -> None:
    first = agree(late)
    pay(first, 3_000)

    shown = arrangements.preview_pause(first, 4, at=NOW)
    made = arrangements.pause(first, 4, **CUSTOMER)

    assert found.parts(made) == shown
    assert amounts(made) == [2_000, 2_500, 2_500]
    assert days(made) == [date(2027, 2, 1), date(2027, 3, 1), date(2027, 4, 1)]
    assert (made.change, made.decided_by, made.first_on) == ("pause", "automatic", FIRST)


def test_pause_has_limits_for_the_customer_and_none_for_a_colleague(late: Case) -> None:
    running = agree(late)

    for weeks in (0, 6):
        with pytest.raises(RefusedError) as refused:
            arrangements.pause(running, weeks, **CUSTOMER)
        assert refused.value.code == Refusal.PAUSE_TOO_LONG_HERE
    assert arrangements.pauses_left(running, TODAY) == 2
    running = arrangements.pause(running, 5, **CUSTOMER)
    running = arrangements.pause(running, 1, **CUSTOMER)
    with pytest.raises(RefusedError) as refused:
        arrangements.pause(running, 1, **CUSTOMER)

    assert (refused.value.code, arrangements.pauses_left(running, TODAY)) == (Refusal.PAUSES_USED, 0)
    assert arrangements.pauses_left(running, date(2027, 11, 23)) == 0
    assert arrangements.pauses_left(running, date(2027, 11, 25)) == 2
    assert arrangements.pause(running, 8, yes=Yes(), **STAFF).decided_by == "handler"


def test_pause_of_what_is_paid_is_refused(late: Case) -> None:
    running = agree(late)
    MoneyEntry.objects.create(
        creditor=late.creditor, claim=running.claims.get(), kind="payment", amount_cents=-10_000, booked_on=TODAY,
        made_by="intake", made_at=NOW,
    )  # fmt: skip

    with pytest.raises(RefusedError) as refused:
        arrangements.pause(running, 1, **CUSTOMER)

    assert refused.value.code == Refusal.NOTHING_OPEN


def test_last_part_is_given_when_the_creditor_does_and_the_others_were_paid() -> None:
    case = make_late_case(make_creditor(policy_overrides={"solutions.waives_last_instalment": True}))
    made = agree(case, instalment_cents=3_000)

    pay(made, 8_999)
    made.refresh_from_db()
    assert (made.waives_last, made.state) == (True, "active")

    pay(made, 1)
    made.refresh_from_db()
    case.refresh_from_db()
    gift = MoneyEntry.objects.get(kind="correction")
    assert (made.state, case.state) == ("completed", "closed")
    assert (gift.amount_cents, gift.reason) == (-1_000, "waived")
    assert Solution.objects.get(kind="last_waived").facts == {"arrangement": made.pk, "number": 4, "cents": 1_000}


def test_only_part_is_never_given() -> None:
    case = make_late_case(make_creditor(policy_overrides={"solutions.waives_last_instalment": True}))

    assert not agree(case, instalment_cents=10_000).waives_last


def test_night_gives_the_last_part_of_who_paid_by_the_list() -> None:
    case = make_late_case(make_creditor(policy_overrides={"solutions.waives_last_instalment": True}))
    made = agree(case, instalment_cents=2_500)
    MoneyEntry.objects.create(
        creditor=case.creditor, claim=made.claims.get(), kind="correction", amount_cents=-7_500, booked_on=TODAY,
        made_by="intake", made_at=NOW,
    )  # fmt: skip

    assert arrangements.complete_all(NOW, by="system") == 1
    made.refresh_from_db()
    assert made.state == "completed"


def test_part_of_a_joint_arrangement_takes_the_place_of_the_own_one(late: Case) -> None:
    own = agree(late)
    parts = (Part(1, date(2026, 12, 28), 4_000), Part(2, date(2027, 1, 25), 6_000))
    how: dict[str, Any] = {"rhythm": Rhythm.FOUR_WEEKLY, "decided_by": Mandate.AUTOMATIC, **STAFF}

    made = arrangements.agree_parts(late, parts, others=((7, 3),), **how)

    assert (made.replaces, made.change, found.parts(made)) == (own, "joint", parts)
    assert Solution.objects.get(arrangement=made).facts["consents"] == [3]
    with pytest.raises(ConflictError):
        arrangements.agree_parts(late, parts[:1], **how)


def test_part_of_a_joint_arrangement_needs_something_open(late: Case) -> None:
    make_hold(late, kind="disputed", until_on=None)

    with pytest.raises(RefusedError) as refused:
        arrangements.agree_parts(
            late, (Part(1, FIRST, 1),), rhythm=Rhythm.MONTHLY, decided_by=Mandate.AUTOMATIC, **STAFF
        )

    assert refused.value.code == Refusal.NOTHING_OPEN


def test_missed_part_of_a_changed_arrangement_is_that_of_the_new_version(late: Case) -> None:
    first = agree(late)
    made = arrangements.pause(first, 4, **CUSTOMER)
    missed_from = days(made)[0] + timedelta(days=6)

    assert list(found.missed(late.creditor, FIRST + timedelta(days=6))) == []
    assert list(found.missed(late.creditor, missed_from)) == [made]
    assert night.run(TODAY, at=NOW, by="test").planned == 0


def test_day_moves_later_by_oneself_so_many_times_a_year_and_then_a_person_thinks_along(late: Case) -> None:
    running = agree(late)
    moved = Shape(first_on=FIRST + timedelta(days=8), instalment_cents=2_500)
    sooner = Shape(first_on=FIRST - timedelta(days=2), instalment_cents=2_500)

    def why(shape: Shape, change: ChangeReason) -> tuple[Beyond, ...]:
        return proposing.reasons(late, shape, at=NOW, is_sure=None, running=running, change=change)

    assert Beyond.MOVED not in why(moved, ChangeReason.DAY)
    for days in (1, 2, 3):
        wish: Any = {"instalment_cents": 2_500, "first_on": FIRST + timedelta(days=days)}
        running = arrangements.change(running, ChangeReason.DAY, yes=Yes(at_once=True), **CUSTOMER, **wish)

    assert found.moves_left(running, TODAY) == 0
    assert Beyond.MOVED in why(moved, ChangeReason.DAY)
    assert Beyond.MOVED not in why(moved, ChangeReason.AMOUNT)
    assert Beyond.MOVED not in why(sooner, ChangeReason.DAY)
    assert found.moves_left(running, date(2027, 11, 25)) == 3
