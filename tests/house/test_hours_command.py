"""tijdig hours: what it prints, and how it leaves."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from tests.factories import make_call_back, make_call_slot, make_case, make_creditor, make_customer
from tijdig import cli
from tijdig.models import AuditEvent, CallSlot, Creditor, TeamHours

pytestmark = pytest.mark.django_db

NOW = ("--date", "2026-11-24")
WEEK = ("--from", "2026-12-07", "--until", "2026-12-12", "--open", "09:00-20:00")
MONDAY = ("--from", "2026-12-07", "--open", "09:00-10:00")


@pytest.fixture
def woonstede() -> Creditor:
    return make_creditor(code="woonstede")


@pytest.fixture
def tijdig(woonstede: Creditor, capsys: pytest.CaptureFixture[str]) -> Any:
    """Run the verb for Woonstede: its exit code, what it printed and what it complained."""

    def run(*words: object, code: str = "woonstede") -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as left:
            cli.main(["hours", code, *NOW, *map(str, words)])
        said = capsys.readouterr()
        return int(left.value.code or 0), said.out, said.err

    return run


def test_hours_of_a_week_are_opened_in_one_call(tijdig: Any) -> None:
    first, again = tijdig(*WEEK, "--people", 2), tijdig(*WEEK, "--people", 2)

    told = "Woonstede: 6 dagen, 264 momenten van een kwartier voor 2 mensen.\n"
    assert first == again == (0, told, "")
    assert list(CallSlot.objects.values_list("places", flat=True)) == [2] * 264


def test_hours_of_one_day_need_no_last_day(tijdig: Any) -> None:
    _, out, _ = tijdig("--from", "2026-12-07", "--open", "9:00-9:15", "--people", 1)

    assert out == "Woonstede: 1 dag, 1 moment van een kwartier voor 1 persoon.\n"


def test_days_without_calls_are_told_in_groups(tijdig: Any) -> None:
    _, out, _ = tijdig("--from", "2026-12-20", "--until", "2026-12-28", "--open", "09:00-10:00", "--people", 1)

    assert out.splitlines() == [
        "Woonstede: 5 dagen, 20 momenten van een kwartier voor 1 persoon.",
        "Overgeslagen: zondag 20 december 2026.",
        "Overgeslagen: vrijdag 25 december 2026 tot en met zondag 27 december 2026.",
    ]


@pytest.mark.parametrize(("weekdays", "days"), [("1-5", [7, 8, 9, 10, 11]), ("1,3-4", [7, 9, 10]), ("6", [12])])
def test_hours_may_be_for_some_days_of_the_week(weekdays: str, days: list[int], tijdig: Any) -> None:
    tijdig(
        "--from", "2026-12-07", "--until", "2026-12-13", "--open", "09:00-09:15", "--weekdays", weekdays, "--people", 1
    )

    starts = CallSlot.objects.order_by("starts_at").values_list("starts_at", flat=True)
    assert [starts_at.date() for starts_at in starts] == [date(2026, 12, day) for day in days]


def test_nobody_closes_and_tells_what_was_promised(tijdig: Any, woonstede: Creditor) -> None:
    tijdig(*MONDAY, "--people", 2)
    slot = CallSlot.objects.order_by("starts_at")[0]
    make_call_back(make_case(make_customer(woonstede)), slot=slot)

    closed, again = tijdig(*MONDAY, "--people", 0), tijdig(*MONDAY, "--people", 0)

    kept = (
        "Let op: 1 beloofd gesprek in deze uren, en niemand om te bellen. Wat beloofd is, blijft staan bij Terugbellen."
    )
    assert closed[1].splitlines() == ["Woonstede: 1 dag, 4 momenten van een kwartier dicht.", kept]
    assert again[1].splitlines() == ["Woonstede: er stonden geen uren open.", kept]


def test_hours_elsewhere_stay_as_they_are(tijdig: Any) -> None:
    theirs = make_call_slot(make_creditor(), starts_at=datetime(2026, 12, 7, 8, 0, tzinfo=UTC))

    tijdig(*MONDAY, "--people", 0)

    theirs.refresh_from_db()
    assert theirs.places == 1


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ((*MONDAY[:2], "--open", "06:00-10:00", "--people", "1"), 3, "Die zijn van 7.00 tot 20.00 uur."),
        ((*MONDAY[:2], "--open", "10:00-09:00", "--people", "1"), 3, "Kies een begin en een later einde"),
        ((*MONDAY, "--until", "2026-12-06", "--people", "1"), 3, "Kies een laatste dag op of na de eerste."),
        (
            ("--from", "2026-12-13", "--open", "09:00-10:00", "--people", "1"),
            3,
            "zoals op zondag. Kies een andere dag.",
        ),
        (("--from", "2026-11-23", "--open", "09:00-10:00", "--people", "1"), 3, "Kies een dag vanaf vandaag"),
        ((*MONDAY, "--people", "-1"), 3, "Vul in hoeveel mensen kunnen bellen"),
        ((*MONDAY, "--people", "1", "--weekdays", "5-1"), 2, "“5-1” zijn geen dagen van de week"),
        ((*MONDAY, "--people", "1", "--weekdays", "1,8"), 2, "“1,8” zijn geen dagen van de week"),
        ((*MONDAY, "--people", "veel"), 2, "--people"),
        (
            (*MONDAY[:2], "--open", "9-10", "--people", "1"),
            2,
            "“9-10” zijn geen uren; schrijf bijvoorbeeld 09:00-17:30.",
        ),
        ((*MONDAY[:2], "--open", "09:00-24:00", "--people", "1"), 2, "“09:00-24:00” zijn geen uren"),
        (("--from", "morgen", "--open", "09:00-10:00", "--people", "1"), 2, "“morgen” is geen dag"),
        (MONDAY, 2, "Geef --open en --people"),
        ((*MONDAY[:2], "--skill", "call"), 2, "of --skill en --minutes"),
        ((*MONDAY, "--people", "1", "--skill", "call", "--minutes", "9"), 2, "of --skill en --minutes"),
        (
            (*MONDAY[:2], "--skill", "zingen", "--minutes", "9"),
            2,
            "“zingen” kent Tijdig niet; kies uit call, visit, look",
        ),
        ((*MONDAY[:2], "--skill", "call", "--minutes", "-1"), 3, "Vul in hoeveel minuten er zijn op een dag"),
        ((*MONDAY[:2], "--skill", "call", "--minutes", "100001"), 3, "0 tot en met 100000"),
        (("--from", "2026-12-06", "--skill", "call", "--minutes", "9"), 3, "Kies een andere dag"),
        (("--from", "2026-11-23", "--skill", "call", "--minutes", "9"), 3, "Kies een dag vanaf vandaag"),
    ],
)
def test_bad_input_is_told_clearly_and_nothing_is_done(
    words: tuple[str, ...], code: int, said: str, tijdig: Any
) -> None:
    left, out, err = tijdig(*words)

    assert (left, out) == (code, "")
    assert said in err
    assert (CallSlot.objects.count(), AuditEvent.objects.count()) == (0, 0)


def test_organisation_that_is_not_there_is_told(tijdig: Any) -> None:
    assert tijdig(*MONDAY, "--people", "1", code="niemand") == (
        3, "", "tijdig: er is geen organisatie met de code “niemand”. Zie: tijdig creditor --list\n",
    )  # fmt: skip


# The time of a team


def test_time_of_a_team_is_set_for_days_on_which_somebody_may_be_reached(tijdig: Any) -> None:
    words = ("--from", "2026-12-24", "--until", "2026-12-29", "--skill", "call", "--minutes", 120)
    first, again = tijdig(*words), tijdig(*words)

    assert (
        first
        == again
        == (
            0,
            "Woonstede: 3 dagen, 120 minuten per dag om te bellen.\n"
            "Overgeslagen: vrijdag 25 december 2026 tot en met zondag 27 december 2026.\n",
            "",
        )
    )
    assert list(TeamHours.objects.order_by("day").values_list("day", "skill", "minutes")) == [
        (date(2026, 12, day), "call", 120) for day in (24, 28, 29)
    ]
    assert AuditEvent.objects.filter(what="team.hours").first().facts == {
        "skill": "call", "from": "2026-12-24", "until": "2026-12-29", "days": 3, "minutes": 120,
    }  # fmt: skip


@pytest.mark.parametrize(("skill", "verb"), [("call", "bellen"), ("visit", "bezoeken"), ("look", "kijken")])
def test_each_skill_has_its_own_time(skill: str, verb: str, tijdig: Any) -> None:
    _, out, _ = tijdig(*MONDAY[:2], "--skill", skill, "--minutes", 1)

    assert out == f"Woonstede: 1 dag, 1 minuut per dag om te {verb}.\n"
    assert TeamHours.objects.get().skill == skill


def test_nobody_has_time_is_something_that_can_be_said(tijdig: Any) -> None:
    tijdig(*MONDAY[:2], "--skill", "call", "--minutes", 90)

    code, out, _ = tijdig(*MONDAY[:2], "--skill", "call", "--minutes", 0)

    assert (code, out) == (0, "Woonstede: 1 dag, 0 minuten per dag om te bellen.\n")
    assert TeamHours.objects.get().minutes == 0
