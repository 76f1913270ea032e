"""`tijdig what-if`: tables, JSON and a drawing that say the same; a mistake is one clear line."""

import json
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.core.management import CommandError, call_command

from tests.factories import TODAY, make_creditor
from tests.queries.test_whatif import make_late
from tijdig import cli
from tijdig.models import Creditor, Decision, Moment
from tijdig.queries import whatif

pytestmark = pytest.mark.django_db
KEY = "stages.first_reminder_from_days"


@pytest.fixture(autouse=True)
def some_cases(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "120")
    creditor = make_creditor(code="woonstede")
    for days in (2, 3, 9):
        make_late(creditor, days=days)


def said(*values: str, **options: Any) -> str:
    out = StringIO()
    call_command("what_if", *(values or (f"{KEY}=4",)), stdout=out, **{"date": str(TODAY)} | options)
    return out.getvalue().replace("\N{NO-BREAK SPACE}", " ")


def test_tables_say_what_changes_for_whom_and_why() -> None:
    text = said()

    lines = [" ".join(line.split()) for line in text.splitlines()]
    assert lines[0] == f"Wat als {KEY} 4 dagen te laat was (nu 2)?"
    assert lines[1].startswith(
        "2 klanten krijgen minder berichten, 0 meer; 0 krijgen een andere stap of een andere dag."
    )
    assert any(line.startswith("Nacht van dinsdag 24 november 2026; Woonstede; 3 open dossiers,") for line in lines)
    assert "berichtmomenten 3 1 −2" in lines
    assert "alle klanten 3 1 0 2 0 0 1" in lines
    assert "2 klanten: minder berichten" in lines
    assert any(line.startswith("bijvoorbeeld dossier ") for line in lines)
    assert [line.split(":")[0] for line in lines[-5:] if line] == ["Nu", "Nu", "Dan", "Dan"]


def test_nothing_is_written() -> None:
    said(nights=3)

    assert (Decision.objects.count(), Moment.objects.count()) == (0, 0)


def test_more_nights_say_what_they_suppose() -> None:
    text = " ".join(said(nights=5).split())

    assert "5 nachten vanaf dinsdag 24 november 2026" in text
    assert "dit is geen voorspelling. Niemand betaalt, reageert of neemt op." in text
    assert "op een andere dag" in text


def test_who_has_nothing_late_is_named_apart_over_more_nights() -> None:
    creditor = Creditor.objects.get(code="woonstede")
    make_late(creditor, days=-3)
    make_late(creditor, days=-4)

    text = " ".join(said(nights=14).split())

    assert "5 open dossiers, bij 3 is iets te laat." in text
    assert "Niet meegeteld zijn 2 klanten bij wie nu niets te laat is:" in text
    said_first = text[text.index("(nu 2)?") : text.index("De kosten")]
    assert said_first == (
        "(nu 2)? 0 klanten krijgen minder berichten, 0 meer; 2 krijgen een andere stap of een andere dag. "
    )


@pytest.mark.parametrize("where", ["folder", "file/below.svg"])
def test_a_place_where_no_drawing_can_be_is_refused_before_the_work(
    where: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_text("")
    monkeypatch.setattr(whatif, "run", None)  # would fail when it came to that

    with pytest.raises(CommandError, match="kan geen tekening komen"):
        said(svg=tmp_path / where)


def test_a_calm_night_points_further_on() -> None:
    text = " ".join(said("contacts.days_between_moments=7").split())

    assert "Niemand merkt er iets van." in text
    assert "Kijk verder vooruit, bijvoorbeeld met --nights 28." in text


def test_json_says_the_same() -> None:
    found = json.loads(said(json=True))

    assert (found["cases"], found["before"]["moments"], found["after"]["moments"]) == (3, 3, 1)
    assert found["effects"] == {"more": 0, "fewer": 2, "other": 0, "other_day": 0, "same": 1}
    assert found["tried"] == [{"key": KEY, "before": [2], "after": 4}]
    assert found["why"][0]["before"] == "say_first"
    assert len(found["why"][0]["examples"]) == found["why"][0]["cases"] == 2
    assert found["before"]["costs"]["letters"] == found["before"]["kind"]["letter"]


def test_the_drawing_says_in_words_what_it_shows(tmp_path: Path) -> None:
    path = tmp_path / "new" / "what-if.svg"
    said(svg=path)

    svg = ET.parse(path).getroot()
    space = "{http://www.w3.org/2000/svg}"
    texts = ["".join(element.itertext()) for element in svg.iter(f"{space}text")]
    assert svg.get("role") == "img"
    assert svg[0].text == "Wat als de dag van de eerste herinnering 4 dagen te laat was (nu 2)?"
    assert "S1, eerste herinnering nu 3, dan 1" in str(svg[1].text)
    assert "−2" in texts
    assert "minder berichten 2" in texts


@pytest.mark.parametrize(
    ("values", "options", "says"),
    [
        (["contacts.days_between_moments=99"], {}, "99 ligt buiten de grenzen; geef 2 tot en met 14 (dagen)"),
        ([f"{KEY}=3"], {"creditor": "nergens"}, "er is geen organisatie 'nergens'; kies uit woonstede"),
        ([f"{KEY}=3"], {"nights": 0}, "0 kan niet; kies 1 tot en met 84"),
        ([f"{KEY}=3"], {"date": str(TODAY + timedelta(days=4000))}, "zijn nog niet bekend; kies een eerdere dag"),
    ],
)
def test_a_mistake_is_one_clear_line(values: list[str], options: dict[str, Any], says: str) -> None:
    with pytest.raises(CommandError) as refusal:
        said(*values, **options)

    assert says in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_the_verb_has_a_hyphen() -> None:
    verbs = cli._verbs()

    assert verbs["what-if"] == "tijdig"
    assert "what_if" not in verbs
    assert "  what-if " in cli._overview(verbs)
