"""The explanation as a person reads it."""

import re
from dataclasses import replace
from datetime import date

import pytest

from tests.planner.cases import MONDAY, STANDARD
from tests.planner.test_explain import ANNA, explained
from tijdig.planner.codes import NEVER, HoldCode, Kind
from tijdig.planner.columns import AccountRow
from tijdig.planner.outcomes import DIMENSIONS
from tijdig.planner.plan import TABLES
from tijdig.planner.reasons import Reason
from tijdig.planner.text import date_text, decision_text, fact_text, number_text, render, told


def test_text_begins_with_the_decision_and_the_reason() -> None:
    assert render(explained(ANNA)).splitlines()[:4] == [
        "Dossier 42 op maandag 23 november 2026",
        "  Besluit: wachten tot donderdag 26 november 2026",
        "  Waarom:  U kreeg een herinnering. U hebt tijd om te betalen of te reageren.",
        "  Aan zet: de klant",
    ]


def test_text_of_a_message_names_its_step_and_ways() -> None:
    lines = render(explained(ANNA._replace(days_since_stage=14, days_since_moment=14))).splitlines()

    assert lines[1] == "  Besluit: S2, tweede herinnering (brief + e-mail + sms)"
    assert not any(line.startswith("  Aan zet") for line in lines)


def test_text_of_a_case_that_is_done() -> None:
    lines = render(explained(AccountRow(case_id=1, is_open=False))).splitlines()

    assert lines[1] == "  Besluit: sluiten"
    assert "  Geen kleine verandering leidt ergens anders heen." in lines


def test_text_marks_the_rule_that_decides_with_its_facts_and_numbers() -> None:
    lines = render(explained(ANNA)).splitlines()

    start = next(n for n, line in enumerate(lines) if line.startswith("=> waar   time_after_first: wachten."))
    assert "dagen sinds de bereikte stap: 11" in lines[start + 1]
    assert "stages.second_reminder_after_days = 14 dagen" in lines[start + 2]


def test_text_of_a_rest_day_names_the_day() -> None:
    lines = render(explained(ANNA._replace(days_since_stage=20), date(2026, 11, 22))).splitlines()

    start = next(n for n, line in enumerate(lines) if line.startswith("=> waar   rest_day: wachten."))
    assert lines[start + 1] == "            feit:  de dag: zondag 22 november 2026"


def test_text_in_short_stops_before_every_rule() -> None:
    short = render(explained(ANNA), short=True).splitlines()

    assert short == render(explained(ANNA)).splitlines()[: len(short)]
    start = short.index("Welke regels beslisten?") + 1
    assert short[start] == "  Gaat er iets uit? wachten (time_after_first)"
    assert short[start + 1 : short.index("", start)] == [
        "  Door wie? niemand (nobody_now)",
        "  Er gaat niets uit. De andere vragen komen dan niet aan de orde.",
    ]
    assert not any("waar  " in line for line in short)


def test_text_in_short_of_a_message_answers_every_question() -> None:
    short = render(explained(ANNA._replace(days_since_stage=200)), short=True).splitlines()

    start = short.index("Welke regels beslisten?") + 1
    assert len(short[start : short.index("", start)]) == len(TABLES)
    assert not any("Er gaat niets uit." in line for line in short)


def test_text_has_a_mark_per_dimension() -> None:
    lines = render(explained(ANNA)).splitlines()

    assert sum(line.startswith("=> waar") for line in lines) == len(TABLES)


def test_text_ends_with_the_sources_that_the_rules_point_to() -> None:
    lines = render(explained(ANNA)).splitlines()

    sources = lines[lines.index("Bronnen") + 1 :]
    assert sources[0] == "  [1] Ons besluit over stoppen en opnieuw beginnen"
    assert [line.split()[0] for line in sources] == [f"[{number}]" for number in range(1, len(sources) + 1)]


def test_text_says_what_leads_elsewhere() -> None:
    text = render(explained(ANNA._replace(hold=int(HoldCode.AGREED), hold_has_end=True, hold_days_left=5)))

    assert (
        "  over 5 dagen, zaterdag 28 november 2026: S2, tweede herinnering (brief + e-mail + sms) (say_second)" in text
    )
    assert "  zonder rust (er is een afspraak): wachten tot donderdag 26 november 2026 (time_after_first)" in text


def test_text_says_what_one_fact_would_do() -> None:
    text = render(explained(ANNA))

    assert "  als dagen sinds de bereikte stap: 14 (nu 11): S2, tweede herinnering" in text
    assert "  als alles wat te laat is, is betaald: wachten tot maandag 21 december 2026 (nothing_due)" in text
    assert "  als veilig te bereiken: nee (nu ja): helemaal stoppen tot woensdag 25 november 2026 (not_safe)" in text


def test_text_of_one_day_is_singular() -> None:
    assert "  over 1 dag, dinsdag 24 november 2026: " in render(explained(ANNA._replace(days_since_stage=13)))


@pytest.mark.parametrize(
    ("column", "value", "text"),
    [
        ("is_open", True, "dossier is open: ja"),
        ("is_safe", False, "veilig te bereiken: nee"),
        ("open_cents", 112_075, "nog open: € 1.120,75"),
        ("days_since_moment", NEVER, "dagen sinds het laatste bericht: geen"),
        ("days_since_moment", 4, "dagen sinds het laatste bericht: 4"),
        ("not_by", int(Kind.LETTER | Kind.PHONE), "liever niet via: brief + telefoon"),
        ("prefers", 0, "voorkeur: geen"),
        ("hold", int(HoldCode.DIED), "reden van rust: overleden"),
    ],
)
def test_text_of_a_fact(column: str, value: int, text: str) -> None:
    assert fact_text(column, value).replace("\xa0", " ") == text


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("contacts.days_between_moments", "contacts.days_between_moments = 4 dagen"),
        ("contacts.moments_per_day", "contacts.moments_per_day = 1 moment"),
        ("stages.notice_from_cents", "stages.notice_from_cents = € 25,00"),
        ("stages.first_reminder_from_days", "stages.first_reminder_from_days = 3 dagen te laat"),
        (
            "contacts.outreach_weekdays",
            "contacts.outreach_weekdays = maandag, dinsdag, woensdag, donderdag, vrijdag, zaterdag",
        ),
    ],
)
def test_text_of_a_number(key: str, text: str) -> None:
    assert number_text(STANDARD.value(key)).replace("\xa0", " ") == text


def test_text_of_a_code_that_nobody_knows_is_that_of_no_code() -> None:
    assert [fact_text(column, 99) for column in ("sector", "hold")] == ["sector: anders", "reden van rust: geen"]


def test_text_of_dates() -> None:
    assert date_text(date(2027, 3, 1)) == "maandag 1 maart 2027"
    assert date_text(MONDAY) == "maandag 23 november 2026"


def test_text_has_one_heading_per_dimension() -> None:
    lines = render(explained(ANNA)).splitlines()

    headings = [line for line in lines if line.endswith(" De eerste regel die waar is, beslist.")]
    assert [line.partition("?")[0] + "?" for line in headings] == list(DIMENSIONS.values())


def test_text_of_a_rule_points_to_its_sources_by_their_numbers() -> None:
    explanation = explained(ANNA)
    lines = render(explanation).splitlines()
    titles = [line.partition("] ")[2] for line in lines[lines.index("Bronnen") + 1 :]]

    numbered = [re.findall(r"\[(\d+)\]", line) for line in lines if line[3:9] in {"waar  ", "onwaar"}]
    assert [[titles[int(number) - 1] for number in numbers] for numbers in numbered] == [
        [source.title for source in line.sources] for line in explanation.lines
    ]


def test_told_says_the_decision_and_what_decided_in_words() -> None:
    found = told(explained(ANNA))

    assert list(found.decision) == render(explained(ANNA)).splitlines()[:4]
    assert found.winners == (
        "Gaat er iets uit? Wachten. U kreeg een herinnering. U hebt tijd om te betalen of te reageren.",
    )


def test_told_of_a_message_leaves_out_what_comes_to_nothing() -> None:
    winners = told(explained(ANNA._replace(days_since_stage=20, days_since_moment=20))).winners

    assert [f"{line.partition('?')[0]}?" for line in winners] == [
        question for question in DIMENSIONS.values() if question != "Wie komt eerst?"
    ]
    assert "Door wie? Het team. Het bericht komt van het team dat u kunt bellen." in winners


def test_told_shows_no_code_of_the_code() -> None:
    rest = told(explained(ANNA)).rest

    codes = [*Reason, *(value.key for line in explained(ANNA).lines for value in line.numbers)]
    assert [code for code in codes if "_" in code and any(code in line for line in rest)] == []
    assert "            getal: 5 dagen" in rest


def test_text_of_what_is_held_says_so_and_sends_nobody_a_message() -> None:
    explanation = explained(ANNA._replace(days_since_stage=14, days_since_moment=14))

    held = render(replace(explanation, is_held=True)).splitlines()

    assert held[1] == "  Besluit: S2, tweede herinnering: gepland, maar vastgehouden; een medewerker kijkt"
    assert held[3] == "  Een mens: maandag 23 november 2026"
    whether = "  Gaat er iets uit? {} (say_second)"
    assert whether.format("gepland, maar vastgehouden; een medewerker kijkt") in held
    assert whether.format("bericht sturen") in render(explanation).splitlines()


def test_text_of_a_decision_is_held_only_when_somebody_says_so() -> None:
    decision = explained(ANNA._replace(days_since_stage=14, days_since_moment=14)).decision

    assert decision_text(decision) == "S2, tweede herinnering (brief + e-mail + sms)"
