"""The explanation of a case: its state, its next step, and every rule on the facts that counted."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from tests.cast import make_cast
from tests.factories import NOW, TODAY, make_case, make_hold
from tijdig.actions import night
from tijdig.models import Case
from tijdig.queries import explain

pytestmark = pytest.mark.django_db


def lines(case: Case, days: int = 0) -> list[str]:
    return explain.text(case, TODAY + timedelta(days=days)).replace("\xa0", " ").splitlines()


def test_explanation_tells_what_was_decided_on_what_was_known_then() -> None:
    anna = make_cast().anna
    night.run(TODAY, at=NOW, by="test")

    told = explain.explanation(anna, TODAY)

    assert str(told.decision.reasons["whether"]) == "say_first"
    assert (told.account.overdue_cents, told.account.moment_today) == (18_240, False)


def test_explanation_begins_with_the_case_and_its_next_step() -> None:
    anna = make_cast().anna
    night.run(TODAY, at=NOW, by="test")

    assert lines(anna)[:3] == [
        f"Dossier {anna.pk}: klant {anna.customer.number} bij Woonstede",
        "Stand: open, € 182,40 nog te betalen",
        "Volgende stap: "
        + "; ".join(f"{kind} op dinsdag 24 november 2026 vanaf 07:00 uur" for kind in ("brief", "e-mail", "sms")),
    ]


def test_explanation_of_another_day_looks_at_the_case_as_it_is() -> None:
    anna = make_cast().anna
    night.run(TODAY, at=NOW, by="test")

    told = explain.explanation(anna, TODAY + timedelta(days=1))

    assert str(told.decision.reasons["whether"]) == "time_after_first"


def test_explanation_names_the_day_on_which_a_quiet_case_is_looked_at() -> None:
    anna = make_cast().anna
    make_hold(anna)
    assert lines(anna)[2] == "Volgende stap: de eerstvolgende nacht kijkt opnieuw"
    night.run(TODAY, at=NOW, by="test")

    assert lines(anna)[2] == "Volgende stap: opnieuw bekijken op dinsdag 22 december 2026"


def test_explanation_of_a_closed_case_says_why() -> None:
    case = make_case(state="closed", closed_on=TODAY, closing_reason="paid")

    assert lines(case)[1] == "Stand: gesloten op dinsdag 24 november 2026, alles is betaald"
    assert str(explain.explanation(case, TODAY).decision.reasons["whether"]) == "already_closed"


def test_explain_command_prints_every_rule(capsys: pytest.CaptureFixture[str]) -> None:
    anna = make_cast().anna

    call_command("explain", f"woonstede:{anna.customer.number}", date="2026-11-24")

    printed = capsys.readouterr().out
    assert printed.startswith(f"Dossier {anna.pk}: klant {anna.customer.number} bij Woonstede\n")
    assert "=> waar   say_first" in printed
    assert "Wat leidt ergens anders heen?" in printed
    assert "Bronnen" in printed


def test_explain_command_refuses_a_case_that_is_not_there() -> None:
    with pytest.raises(CommandError, match="there is no case 'x'"):
        call_command("explain", "x")
