"""The story of a case: complete, in order, with who did what; enough to explain a closed case from it alone."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from tests.actions.conftest import make_late_case
from tests.factories import (
    NOW,
    TODAY,
    make_consent,
    make_contact,
    make_creditor,
    make_entry,
    make_membership,
    make_moment,
    make_user,
)
from tijdig.actions import (
    arrangements,
    audit,
    calls,
    cases,
    consents,
    handovers,
    night,
    payments,
    requests,
    sending,
    solving,
    stops,
)
from tijdig.models import Case, Consent, Creditor
from tijdig.queries import timeline
from tijdig.words import CallResult, ChannelKind, ClosingReason, Direction, RequestKind, SharedData

pytestmark = pytest.mark.django_db
MARCH = datetime(2027, 3, 1, 8, 0, tzinfo=UTC)


def at(month: int, day: int, hour: int = 8, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, tzinfo=UTC)


@pytest.fixture
def late() -> Case:
    return make_late_case()


@pytest.fixture
def closed(data_dir: Any, django_capture_on_commit_callbacks: Any) -> Case:
    """Reminded, asked, called, agreed, missed once, paid."""
    case = make_late_case()
    samira = make_membership(make_user(name="Samira Kaya"), Creditor.objects.get()).user
    by = f"user:{samira.pk}"
    Creditor.objects.update(policy_overrides={"steps.announce_after_days": 0})
    night.run(TODAY, at=NOW, by="system")
    sending.send_due(NOW, by="system")
    requests.receive(
        case, RequestKind.PAY_IN_PARTS, by_channel=ChannelKind.PORTAL, by="customer:1", at=at(11, 26),
        text="Meer lukt niet.", details={"instalment_cents": 5_000},
    )  # fmt: skip
    with django_capture_on_commit_callbacks(execute=True):
        solving.spoke(
            case, CallResult.REACHED, "Werkt minder.", good_conversation=True, answers=True, by=by, at=at(11, 27),
            direction=Direction.OUT, phone="", version=Case.objects.get(pk=case.pk).version, once="1",
        )  # fmt: skip
        solving.arrange(case, count=2, first_on=date(2026, 12, 1), by=by, at=at(11, 27))
    (claim,) = case.customer.claims.all()
    with django_capture_on_commit_callbacks(execute=True):
        payments.book(claim, 5_000, booked_on=date(2026, 12, 1), by="bank", at=at(12, 2))
        payments.correct(claim, 100, booked_on=date(2026, 12, 3), by=by, at=at(12, 3))
        payments.book(claim, 5_100, booked_on=date(2027, 1, 20), by="bank", at=at(1, 20, year=2027))
    sending.send_due(at(1, 20, year=2027), by="system")
    return case


def test_story_of_a_closed_case_tells_all_that_happened_and_by_whom(closed: Case) -> None:
    story = timeline.of(Case.objects.get(pk=closed.pk), MARCH)[::-1]

    told = [(f"{event.at:%m-%d}", event.by, event.title.replace("\N{NO-BREAK SPACE}", " ")) for event in story]
    assert told == [
        ("11-24", "Tijdig", "Rekening op de lijst: Huur november 2026, € 100,00"),
        ("11-24", "Tijdig", "Eerste herinnering: brief, e-mail en sms verstuurd"),
        ("11-26", "de klant", "Vraag van de klant, per website: in delen betalen"),
        ("11-27", "Samira Kaya", "Wij belden: bereikt"),
        ("11-27", "Samira Kaya", "Antwoord op: in delen betalen"),
        ("11-27", "Samira Kaya", "Regeling: € 100,00 in twee termijnen"),
        ("11-27", "Samira Kaya", "Vaste contactpersoon vanaf nu"),
        ("11-27", "Tijdig", "Bevestiging van de regeling: e-mail verstuurd"),
        ("12-02", "Tijdig", "Betaling: € 50,00, Huur november 2026"),
        ("12-02", "Tijdig", "Dank voor een termijn: e-mail niet verstuurd: bedrag of gegevens veranderd"),
        ("12-03", "Samira Kaya", "Correctie: € 1,00 hoger, Huur november 2026"),
        ("01-10", "Tijdig", "Termijn van 4 januari 2027 kwam niet op tijd: € 50,00"),
        ("01-20", "Tijdig", "Betaling: € 51,00, Huur november 2026"),
        ("01-20", "Tijdig", "Regeling klaar: alles is betaald"),
        ("01-20", "Tijdig", "Dossier gesloten: alles is betaald"),
        ("01-20", "Tijdig", "Dank voor de betaling: e-mail verstuurd"),
    ]


def test_story_keeps_the_words_and_the_reasons(closed: Case) -> None:
    story = {event.title: event for event in timeline.of(Case.objects.get(pk=closed.pk), MARCH)}

    assert story["Wij belden: bereikt"].words == "Werkt minder."
    reminder = story["Eerste herinnering: brief, e-mail en sms verstuurd"]
    assert reminder.why == "Een rekening staat nog open. Wij laten het u weten."
    assert [kind for kind, _ in reminder.messages] == ["brief", "e-mail", "sms"]
    assert reminder.messages[2][1].startswith("Dag Anna de Wit, u krijgt binnenkort een brief van Woonstede.")
    asked = story["Vraag van de klant, per website: in delen betalen"]
    assert asked.words == "Meer lukt niet."
    assert asked.facts[1].replace("\N{NO-BREAK SPACE}", " ") == "Kan per keer missen: € 50,00"


def titles(case: Case) -> list[str]:
    story = timeline.of(Case.objects.get(pk=case.pk), MARCH)[::-1]
    return [event.title.replace("\N{NO-BREAK SPACE}", " ") for event in story]


def test_story_of_one_minute_keeps_the_order_of_the_trail(data_dir: Any) -> None:
    case = make_late_case()
    samira, dewi = (make_membership(make_user(name=name), Creditor.objects.get()).user for name in ("Samira", "Dewi"))
    moment = at(11, 27)
    handovers.give(case, dewi, "Bel na zes uur.", by=f"user:{samira.pk}", at=moment)
    calls.log(case, CallResult.REACHED, "Kan nu niet.", good_conversation=False, by=f"user:{dewi.pk}", at=moment)
    handovers.give(case, samira, "Toch voor jou.", by=f"user:{dewi.pk}", at=moment)
    payments.book(case.customer.claims.get(), 10_000, booked_on=date(2026, 11, 27), by="bank", at=moment)

    assert titles(case)[1:] == [
        "Overgedragen aan Dewi",
        "Wij belden: bereikt",
        "Overgedragen aan Samira",
        "Betaling: € 100,00, Huur november 2026",
        "Dossier gesloten: alles is betaald",
    ]


def test_payment_without_a_line_of_its_own_comes_before_the_closing_it_caused(data_dir: Any) -> None:
    case = make_late_case()
    claim, moment = case.customer.claims.get(), at(11, 27)
    make_entry(claim, kind="payment", amount_cents=-10_000, made_at=moment, made_by="bank")
    stops.reacted(case, by="customer:1", at=moment, note="Belde zelf.")
    cases.close(case, ClosingReason.PAID, on=date(2026, 11, 27), by="system", at=moment)

    assert titles(case)[1:] == [
        "Betaling: € 100,00, Huur november 2026",
        "Rust tot en met 3 december 2026: de klant heeft gereageerd",
        "Dossier gesloten: alles is betaald",
    ]


def test_reminder_names_its_bills(closed: Case) -> None:
    story = {event.title: event for event in timeline.of(Case.objects.get(pk=closed.pk), MARCH)}

    assert story["Eerste herinnering: brief, e-mail en sms verstuurd"].facts == ("Over: Huur november 2026",)


def test_story_of_a_changed_arrangement_tells_each_version_once() -> None:
    case = make_late_case()
    how: dict[str, Any] = {"by": "user:1", "at": at(11, 27)}
    first = arrangements.agree(case, count=2, first_on=date(2026, 12, 1), **how)
    arrangements.pause(first, 4, by="customer:1", at=at(11, 28))

    assert [title for title in titles(case) if title.startswith("Regeling")] == [
        "Regeling: € 100,00 in twee termijnen",
        "Regeling veranderd (even pauze): € 100,00 in twee termijnen",
    ]


def test_message_that_was_stopped_stands_where_it_was_stopped_with_dutch_hours(late: Case) -> None:
    contact = make_contact(
        make_moment(late), state="stopped", stop_reason="reacted", send_from=at(11, 26, 6), send_until=at(11, 26, 19)
    )
    audit.record("contact.stopped", contact, by="user:1", at=at(11, 24, 10), case_id=late.pk)

    (event,) = [one for one in timeline.of(late, at(11, 24, 12)) if "niet verstuurd" in one.title]

    assert (event.at, event.is_coming) == (at(11, 24, 10), False)
    assert event.when == "24 nov 2026, 11.00 uur"
    assert "Zou uitgaan op 26 november 2026, 7.00 uur." in event.facts


def test_message_that_was_stopped_is_never_still_to_come(late: Case) -> None:
    make_contact(make_moment(late), state="stopped", stop_reason="paid", send_from=at(11, 26, 6))

    (event,) = [one for one in timeline.of(late, at(11, 24, 12)) if "niet verstuurd" in one.title]

    assert (event.at, event.is_coming) == (at(11, 24, 12), False)


def test_payment_says_on_which_day_it_was_made_and_not_only_when_it_came_in_the_book(late: Case) -> None:
    (claim,) = late.customer.claims.all()
    payments.book(claim, 2_000, booked_on=date(2027, 2, 25), by="bank", at=at(3, 4, year=2027))

    (event,) = [one for one in timeline.of(late, MARCH.replace(day=5)) if one.title.startswith("Betaling")]

    assert event.facts == ("Betaald op 25 februari 2027.",)


def test_what_was_passed_on_in_one_moment_is_one_line_that_names_who_got_it(late: Case) -> None:
    """What the customer put on one page is nobody else's to read: there the other is not named."""
    others = [make_creditor(code=name.lower(), name=name, sender_name=name) for name in ("Bosstroom", "Zorgpunt")]
    joint = [make_consent(late.customer, purpose="joint", other=other) for other in others]
    page = make_consent(late.customer, purpose="overview", other=others[0])
    told: list[tuple[Consent, datetime]] = [
        (joint[0], NOW), (joint[0], NOW), (joint[1], NOW), (joint[1], at(11, 30)), (page, at(12, 1)),
    ]  # fmt: skip

    for consent, when in told:
        assert consent.other is not None
        consents.share(consent.pk, {SharedData.BALANCE}, "om samen te rekenen", consent.other, by="system", at=when)

    lines = [event.title for event in timeline.of(late, MARCH) if event.title.startswith("Doorgegeven")]
    assert lines == [
        "Doorgegeven aan een andere organisatie, met toestemming",
        "Doorgegeven aan Zorgpunt, met toestemming",
        "Doorgegeven aan Bosstroom en Zorgpunt, met toestemming",
    ]
