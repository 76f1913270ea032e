"""docs/rules says what the tables and the rules say today."""

import re
from datetime import timedelta
from pathlib import Path

import pytest

from tests.spec.conditions import anchor
from tests.spec.documents import DOCS, pages, write
from tests.spec.kept import KEPT
from tests.spec.language import MONDAY
from tests.spec.rulepages import FILES, LIMITS_FILE
from tijdig.planner.codes import When
from tijdig.planner.columns import AccountRow, Accounts
from tijdig.planner.dimensions.limits import LIMITS
from tijdig.planner.dimensions.when import person_in_days
from tijdig.planner.plan import TABLES, judge, plan_block
from tijdig.planner.reasons import Reason
from tijdig.planner.today import Today
from tijdig.planner.watching import look
from tijdig.policy import load
from tijdig.policy.rules import load_rules


def test_the_pages_in_the_project_are_those_of_the_tables() -> None:
    in_project = {path.name: path.read_text(encoding="utf-8") for path in DOCS.glob("*.md")}

    assert in_project == pages(), "run `make docs`"


def test_the_contents_lead_to_every_page() -> None:
    made = pages()

    assert [name for name in made if name != "README.md" and f"({name})" not in made["README.md"]] == []


def test_every_rule_stands_on_its_page() -> None:
    text = "\n".join(pages().values())

    assert [
        reason.value for table in TABLES.values() for _, reason, _ in table if f"`{reason.value}`" not in text
    ] == []


def test_every_rule_and_constraint_has_its_paragraph() -> None:
    page = pages()["per-regel.md"]

    assert [rule.key for rule in load_rules().every if f"\n## {rule.key}\n" not in page] == []


def test_every_rule_of_the_planner_has_an_example() -> None:
    paragraphs = pages()["per-regel.md"].split("\n## ")[1:]
    without = [text.partition("\n")[0] for text in paragraphs if "* Voorbeeld:" not in text]

    assert [key for key in without if key.startswith("P")] == []
    assert without == NOT_A_DECISION


NOT_A_DECISION = ["HC02", "HC03", "HC04", "HC11", "HC12", "HC14", "HC15"]
"""Constraints on texts, arrangements and experiments: no decision on one case can show them."""


def test_what_no_decision_shows_is_told_in_words() -> None:
    assert sorted(KEPT) == NOT_A_DECISION


@pytest.mark.parametrize("name", TABLES)
def test_every_line_of_a_table_is_on_its_page_in_its_order(name: str) -> None:
    page = pages()[FILES[name]]
    lines = re.findall(r"^(\d+)\. \*\*[^*]+\*\* \(`(\w+)`.*(?:als|in alle andere gevallen) ?", page, re.MULTILINE)

    assert lines == [(str(number), reason.value) for number, (_, reason, _) in enumerate(TABLES[name], start=1)]


def test_every_limit_is_on_its_page_in_its_order() -> None:
    lines = re.findall(r"^(\d+)\. Na '[^']+' \(`(\w+)`.* als ", pages()[LIMITS_FILE], re.MULTILINE)

    assert lines == [(str(number), one.reason.value) for number, one in enumerate(LIMITS, start=1)]
    assert pages()[LIMITS_FILE].count("\n    Dan wordt ") == len(LIMITS)


@pytest.mark.parametrize("name", sorted(pages()))
def test_every_link_leads_somewhere(name: str) -> None:
    page, folder = pages()[name], DOCS
    headings = {anchor(heading) for heading in re.findall(r"^#+ (.+)$", page, re.MULTILINE)}
    links = re.findall(r"\]\(([^)#]*)(?:#([\w-]+))?\)", page)

    assert [place for file, place in links if not file and place not in headings] == []
    assert [file for file, _ in links if file and not (folder / file).exists()] == []
    for file, place in {link for link in links if link[0] and link[1]}:
        assert f"\n### {place.upper()}\n" in (folder / file).read_text(encoding="utf-8")


def test_a_rule_is_seen_to_read_what_was_decided_before() -> None:
    account, today = Accounts.from_rows([AccountRow()]), Today.of(load(MONDAY), MONDAY)
    tests = {reason: test for table in TABLES.values() for _, reason, test in table}
    seen = {reason: look(test, account, today, plan_block(account, today)).decided for reason, test in tests.items()}

    assert seen[Reason.ALREADY_CLOSED] == ()
    assert seen[Reason.NOBODY_NOW] == ("whether",)
    assert seen[Reason.PERSON_LOOKS] == ("whether", "owner")
    assert seen[Reason.FORM_LIGHT] == ("channels", "stage")
    assert seen[Reason.NO_HUMAN_TIME] == ("stage", "history")


def test_days_on_which_a_person_comes_are_as_the_page_says() -> None:
    """Two workdays; five days after the message, or the first day after that on which anything may go out."""
    policy = load(MONDAY)
    days = {day: Today.of(policy, MONDAY + timedelta(days=day)) for day in range(7)}

    assert "binnen 2 werkdagen (`steps.person_within_workdays`)" in pages()[FILES["when"]]
    assert "is dat 5 dagen (`steps.call_after_days`) na het bericht" in pages()[FILES["when"]]
    assert [person_in_days(When.SOON, today) for today in days.values()] == [2, 2, 2, 4, 4, 3, 2]
    assert [person_in_days(When.AFTER_MESSAGE, today) for today in days.values()] == [5, 6, 5, 5, 5, 5, 5]


def test_step_that_a_limit_keeps_back_waits_as_the_page_says() -> None:
    row = AccountRow(open_cents=9_000, overdue_cents=9_000, oldest_overdue_days=5, unnamed_overdue_days=5)
    accounts, today = Accounts.from_rows([row]), Today.of(load(MONDAY), MONDAY)
    proposed = plan_block(accounts, today)
    proposed.columns["channels"][:] = 0

    judged = judge(accounts, today, proposed)

    assert judged.wait_until[0] - MONDAY.toordinal() == today.review_in_days
    assert pages()[LIMITS_FILE].count("binnen 2 werkdagen (`contacts.no_channel_review_workdays`)") == len(
        [one for one in LIMITS if one.changes == "whether"]
    )


def test_write_takes_away_pages_that_are_no_longer_made(tmp_path: Path) -> None:
    (tmp_path / "old.md").write_text("old", encoding="utf-8")

    write(tmp_path)

    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(pages())
