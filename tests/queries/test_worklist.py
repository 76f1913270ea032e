"""The list of today: who is on it, why, in which order, and that it asks the database few things."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import Cast, make_cast
from tests.factories import (
    NOW,
    TODAY,
    make_case,
    make_claim,
    make_creditor,
    make_customer,
    make_decision,
    make_hold,
    make_night,
)
from tests.factories import make_request as request_of
from tijdig.actions import arrangements, calls, handovers, payments, stops
from tijdig.models import CallSlot, Case, Decision
from tijdig.planner.codes import ByWhom, Owner
from tijdig.planner.dimensions.people import BY_WHOM
from tijdig.planner.reasons import Reason
from tijdig.queries import steps, whys, worklist
from tijdig.queries.worklist import Viewer, Worklist
from tijdig.queries.worksources import WorkKind
from tijdig.words import CallResult, PauseReason, RequestKind

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def list_of(cast: Cast, at: datetime = NOW, **more: Any) -> Worklist:
    return worklist.today(Viewer(cast.woonstede.pk, cast.samira.pk, **more), "Samira Kaya", at)


def slot(cast: Cast, starts_at: datetime = NOW + timedelta(minutes=30), places: int = 1) -> CallSlot:
    return CallSlot.objects.create(creditor=cast.woonstede, starts_at=starts_at, places=places)


def test_list_is_empty_when_nobody_waits(cast: Cast) -> None:
    page = list_of(cast)

    assert (page.rows, page.total, page.pages) == ((), 0, 1)
    assert page.greeting == "Goedemorgen, Samira"
    assert page.summary.startswith("Niemand wacht op u.")


def test_promised_call_comes_first_with_its_hour(cast: Cast) -> None:
    request_of(cast.bram, kind="pay_later", answer_due_on=TODAY, text="Ik krijg pas geld op de 25e.")
    calls.ask(cast.anna, slot(cast).pk, "06 00 00 01 01", by="customer", at=NOW, text="Ik werk minder uren.")

    page = list_of(cast)

    assert [(row.name, row.title, row.deadline.text, row.deadline.tone) for row in page.rows] == [
        ("Anna de Wit", "Bel terug op het gekozen moment", "9.30 uur", "now"),
        ("Bram Yilmaz", "Antwoord op de vraag om later te betalen", "vandaag", "now"),
    ]
    assert page.rows[0].about == "huur · 2 rekeningen"
    assert page.rows[0].quote == "Ik werk minder uren."
    assert (page.rows[0].late_text, page.rows[0].coming_text) == ("€\N{NO-BREAK SPACE}182,40", "")
    assert page.rows[1].about == "huur · via bewindvoerder"
    assert page.summary == "Twee mensen hebben u nodig, vandaag. U belt eerst Anna de Wit, om 9.30 uur."


def kinds(cast: Cast, at: datetime = NOW, **more: Any) -> list[tuple[str, str]]:
    return [(row.name, row.title) for row in list_of(cast, at, **more).rows]


def days(number: int) -> datetime:
    return NOW + timedelta(days=number)


def log(case: Case, result: CallResult, at: datetime) -> None:
    calls.log(case, result, "Verteld.", good_conversation=False, by="user:1", at=at)


def test_one_person_stands_on_the_list_once_with_what_comes_first(cast: Cast) -> None:
    request_of(cast.anna, kind="explain", answer_due_on=TODAY + timedelta(days=1))
    request_of(cast.anna, kind="pay_later", answer_due_on=TODAY)
    request_of(cast.anna, kind="help", answer_due_on=TODAY)

    page = list_of(cast)

    assert [row.title for row in page.rows] == ["Antwoord op de vraag om later te betalen"]
    assert (page.total, page.counts["request"]) == (1, 1)


def test_distress_stands_above_all_until_somebody_spoke(cast: Cast) -> None:
    request_of(cast.anna, kind="pay_later", answer_due_on=TODAY - timedelta(days=9))
    stops.paused(
        cast.emre, reason=PauseReason.DISTRESS, until_on=date(2026, 12, 24), by="user:1", at=NOW, note="Huilt."
    )

    before = kinds(cast)
    log(cast.emre, CallResult.NOT_REACHED, NOW + timedelta(minutes=1))
    tried = kinds(cast)
    log(cast.emre, CallResult.REACHED, NOW + timedelta(minutes=2))

    assert before[0] == tried[0] == ("Emre Visser", "Bel vandaag zelf, rustig")
    assert [name for name, _ in kinds(cast)] == ["Anna de Wit"]


def test_distress_comes_before_a_call_promised_for_today(cast: Cast) -> None:
    calls.plan(cast.anna, slot(cast).pk, "06 00 00 01 01", by="user:1", at=NOW)
    stops.paused(cast.emre, reason=PauseReason.DISTRESS, until_on=date(2026, 12, 24), by="user:1", at=NOW)

    page = list_of(cast)

    assert [row.name for row in page.rows] == ["Emre Visser", "Anna de Wit"]
    assert page.summary == "Twee mensen hebben u nodig, vandaag."


def test_distress_ends_with_a_conversation_after_it_where_the_clock_stands_still(cast: Cast) -> None:
    distress = {"reason": PauseReason.DISTRESS, "until_on": date(2026, 12, 24), "by": "user:1", "at": NOW}
    log(cast.emre, CallResult.REACHED, NOW)
    stops.paused(cast.emre, **distress)

    before = kinds(cast)
    log(cast.emre, CallResult.REACHED, NOW)

    assert before == [("Emre Visser", "Bel vandaag zelf, rustig")]
    assert kinds(cast) == []


def test_who_died_stays_after_a_call_until_it_is_handed_over_or_noted(cast: Cast) -> None:
    make_night(started_at=NOW - timedelta(hours=7))
    for case in (cast.anna, cast.emre, cast.chantal):
        stops.died(case, died_on=TODAY, by="user:1", at=NOW - timedelta(days=1))
        make_decision(case, owner="handler", rules={"whether": "died"})
        log(case, CallResult.REACHED, NOW)

    before = kinds(cast)
    handovers.give(cast.emre, cast.dewi, "De zoon belt u.", by="user:1", at=NOW)
    stops.paused(
        cast.anna,
        reason=PauseReason.OTHER,
        until_on=date(2026, 12, 24),
        by="user:1",
        at=NOW,
        note="De notaris schrijft.",
    )

    assert [title for _, title in before] == ["Vraag de familie aan wie wij mogen schrijven"] * 3
    assert [name for name, _ in kinds(cast, whole_team=True)] == ["Chantal Mensah"]


def test_who_died_is_not_called_once_more(cast: Cast) -> None:
    stops.died(cast.emre, died_on=TODAY, by="user:1", at=days(-2))
    log(cast.emre, CallResult.NOT_REACHED, days(-1))

    assert kinds(cast) == [("Emre Visser", "Vraag de familie aan wie wij mogen schrijven")]


def test_handed_over_leaves_the_list_where_the_clock_stands_still(cast: Cast) -> None:
    viewer = Viewer(cast.woonstede.pk, cast.dewi.pk)
    handovers.give(cast.emre, cast.dewi, "Kijk je mee?", by="user:1", at=NOW)

    before = worklist.today(viewer, "Dewi Lim", NOW).total
    handovers.take(cast.emre, by=f"user:{cast.dewi.pk}", at=NOW)

    assert (before, worklist.today(viewer, "Dewi Lim", NOW).total) == (1, 0)


def test_call_of_tomorrow_waits_until_tomorrow(cast: Cast) -> None:
    calls.plan(cast.emre, slot(cast, days(1)).pk, "06 00 00 01 04", by="user:1", at=NOW)

    assert kinds(cast) == []
    assert kinds(cast, days(1)) == [("Emre Visser", "Bel terug op het gekozen moment")]


def test_call_that_was_not_kept_stays_and_says_since_when(cast: Cast) -> None:
    calls.plan(cast.emre, slot(cast).pk, "06 00 00 01 04", by="user:1", at=NOW)

    row = list_of(cast, days(1)).rows[0]

    assert row.deadline.text == "had gemoeten op 24 november, 9.30 uur"


def test_who_was_not_reached_comes_back_the_next_day_and_once(cast: Cast) -> None:
    log(cast.emre, CallResult.NOT_REACHED, days(-2))
    log(cast.emre, CallResult.WRONG_NUMBER, days(-1))

    page = list_of(cast)

    assert [(row.title, row.deadline.text) for row in page.rows] == [("Zoek een nummer dat klopt", "vandaag")]
    stops.reacted(cast.emre, by="customer", at=NOW)
    assert kinds(cast) == []


def test_missed_instalment_asks_for_a_friendly_call(cast: Cast) -> None:
    arrangements.agree(cast.emre, count=3, first_on=date(2026, 12, 1), by="user:1", at=NOW)
    claim = cast.emre.customer.claims.get()
    moment = datetime.fromisoformat

    in_time = kinds(cast, moment("2026-12-06T09:00:00+01:00"))
    late = list_of(cast, moment("2026-12-07T09:00:00+01:00")).rows
    log(cast.emre, CallResult.REACHED, moment("2026-12-07T10:00:00+01:00"))
    called = kinds(cast, moment("2026-12-08T09:00:00+01:00"))
    payments.book(claim, 1500, booked_on=date(2026, 12, 8), by="bank", at=moment("2026-12-08T09:00:00+01:00"))

    assert in_time == called == []
    assert [(row.title, row.deadline.text) for row in late] == [
        ("Gemiste termijn: vraag vriendelijk", "tot en met morgen")
    ]
    assert kinds(cast, moment("2026-12-20T09:00:00+01:00")) == []


def test_dispute_is_promised_in_workdays(cast: Cast) -> None:
    stops.disputed(
        cast.emre, by="user:1", at=datetime.fromisoformat("2026-11-20T12:00:00+01:00"), note="Is al betaald."
    )

    row = list_of(cast).rows[0]

    assert (row.title, row.quote, row.deadline.text) == ("Zoek uit of de rekening klopt", "Is al betaald.", "vandaag")


def test_decision_for_a_person_stays_until_somebody_acts(cast: Cast) -> None:
    make_night(started_at=NOW - timedelta(hours=7))
    values = {"owner": "handler", "again_on": TODAY + timedelta(days=2), "rules": {"whether": "person_decides"}}
    for case in (cast.anna, cast.bram, cast.chantal):
        make_decision(case, **values)
    make_decision(cast.emre, owner="customer", rules={"whether": "days_between"})

    before = [name for name, _ in kinds(cast)]
    log(cast.anna, CallResult.REACHED, NOW)
    stops.paused(cast.bram, reason=PauseReason.NOT_NOW, until_on=date(2026, 12, 24), by="user:1", at=NOW)

    assert before == ["Anna de Wit", "Bram Yilmaz", "Chantal Mensah"]
    assert kinds(cast) == [("Chantal Mensah", "Bel zelf, niet nog een brief")]


def test_decision_of_an_older_night_does_not_count(cast: Cast) -> None:
    make_decision(cast.anna, owner="handler", rules={"whether": "person_decides"})
    make_night(day=TODAY - timedelta(days=1))

    assert kinds(cast) == []


def test_decision_stands_until_the_night_at_work_is_released(cast: Cast) -> None:
    make_night(day=TODAY - timedelta(days=1))
    make_decision(cast.anna, valid_from=TODAY - timedelta(days=1), owner="handler", rules={"whether": "person_decides"})
    make_decision(cast.bram, valid_from=TODAY - timedelta(days=1), owner="customer", rules={"whether": "days_between"})
    busy = make_night(state="running")
    make_decision(cast.anna, owner="customer", rules={"whether": "days_between"})
    make_decision(cast.bram, owner="handler", rules={"whether": "person_decides"})

    before = [name for name, _ in kinds(cast)]
    busy.state = "released"
    busy.save()

    assert (before, [name for name, _ in kinds(cast)]) == (["Anna de Wit"], ["Bram Yilmaz"])


def test_list_reads_what_stands_and_not_all_that_was_decided(cast: Cast) -> None:
    make_night(started_at=NOW - timedelta(hours=7))
    made = make_decision(cast.anna, owner="handler", rules={"whether": "person_decides"})
    Decision.objects.filter(pk=made.pk).delete()

    assert [name for name, _ in kinds(cast)] == ["Anna de Wit"]


def test_customers_of_a_colleague_are_shown_when_asked_for(cast: Cast) -> None:
    request_of(cast.anna)
    handovers.give(cast.anna, cast.dewi, "Bel haar op dinsdag.", by=f"user:{cast.samira.pk}", at=NOW)

    assert kinds(cast) == []
    assert [name for name, _ in kinds(cast, whole_team=True)] == ["Anna de Wit"]
    dewi = worklist.today(Viewer(cast.woonstede.pk, cast.dewi.pk), "Dewi Lim", NOW)
    assert [(row.title, row.quote) for row in dewi.rows] == [("Neem het over", "Bel haar op dinsdag.")]


def test_work_of_another_organisation_or_a_hidden_file_is_not_there(cast: Cast) -> None:
    request_of(make_case(make_customer(make_creditor())))
    request_of(make_case(make_customer(cast.woonstede, since_intake=1), since_intake=1))

    assert kinds(cast, whole_team=True) == []


def test_list_has_pages_and_a_filter(cast: Cast) -> None:
    for number in range(worklist.PAGE + 3):
        case = make_case(make_customer(cast.woonstede, number=f"Q{number}"))
        request_of(case, answer_due_on=TODAY + timedelta(days=number))
    stops.disputed(cast.emre, by="user:1", at=NOW)

    first, last = list_of(cast), list_of(cast, page=99)

    assert (len(first.rows), first.pages, last.page, len(last.rows), first.total) == (25, 2, 2, 4, 29)
    assert {row.name for row in first.rows}.isdisjoint(row.name for row in last.rows)
    assert [row.name for row in list_of(cast, only="dispute").rows] == ["Emre Visser"]
    assert [(pill.label, pill.count) for pill in first.pills] == [("Alles", 29), ("Verzoeken", 28), ("Klopt niet", 1)]


@pytest.mark.parametrize("size", [1, 30])
def test_list_asks_as_much_for_many_as_for_one(size: int, cast: Cast) -> None:
    for _ in range(size):
        case = make_case(make_customer(cast.woonstede))
        make_claim(case.customer)
        make_claim(case.customer)
        request_of(case)

    with CaptureQueriesContext(connection) as queries:
        list_of(cast)

    assert len(queries) == 5


@pytest.mark.parametrize(
    ("hour", "greeting"), [(9, "Goedemorgen"), (12, "Goedemiddag"), (17, "Goedemiddag"), (18, "Goedenavond")]
)
def test_list_greets_by_the_hour(hour: int, greeting: str, cast: Cast) -> None:
    assert list_of(cast, NOW.replace(hour=hour - 1)).greeting == f"{greeting}, Samira"


@pytest.mark.parametrize("reason", [reason for reason in Reason if reason.owner == Owner.HANDLER])
def test_every_reason_for_a_person_has_a_step(reason: Reason) -> None:
    advice = steps.advise(WorkKind.DECISION, reason.value)

    assert advice.title
    assert advice.why
    assert "schuld" not in advice.title + advice.why
    assert advice != steps.advise(WorkKind.DECISION, "unknown")


@pytest.mark.parametrize("kind", [WorkKind.DECISION, WorkKind.OWN_CALL, WorkKind.VISIT])
def test_no_colleague_reads_what_was_written_for_the_customer(kind: WorkKind) -> None:
    said = {reason: steps.advise(kind, reason.value).why for reason in Reason}

    assert [reason for reason, why in said.items() if reason.text in why] == []


def test_why_somebody_calls_is_told_for_every_rule_that_asks_a_person() -> None:
    team = (ByWhom.NONE, ByWhom.TEAM)
    people = {reason for by_whom, reason, _ in BY_WHOM if by_whom not in team}

    assert people - {Reason(code) for code in whys.STAFF} == set()


@pytest.mark.parametrize("kind", RequestKind)
def test_every_request_has_its_own_step(kind: RequestKind) -> None:
    assert steps.advise(WorkKind.REQUEST, kind.value) != steps.advise(WorkKind.REQUEST, "unknown")


def test_long_words_are_cut_between_words() -> None:
    assert worklist.short("kort\nen  goed") == "kort en goed"
    assert worklist.short("woord " * 60).endswith("woord …")


def test_closed_case_needs_nobody(cast: Cast) -> None:
    make_hold(cast.emre, kind="disputed", until_on=None)
    Case.objects.filter(pk=cast.emre.pk).update(state="closed")

    assert kinds(cast) == []
