"""The evidence as data: every result of the report is there with its own figures, and faults are told plainly."""

import csv
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tijdig.policy import PolicyError, evidence
from tijdig.policy.evidence import Arm, Evidence, Finding, Study
from tijdig.policy.loader import FOLDER
from tijdig.policy.reading import read

Edit = Callable[..., Path]
DATA = evidence.load()
TABLE = Path(__file__).with_name("evidence_rows.csv").read_text(encoding="utf-8").splitlines()
ROWS = {row["row"]: row for row in csv.DictReader(TABLE)}
"""All results of the report as figures, written down apart from the data: 74 rows, 33 studies."""


def found() -> dict[str, tuple[Study, Arm | Finding]]:
    return {
        each.row: (study, each)
        for study in DATA.studies.values()
        for each in (*study.arms, *study.findings)
        if each.row
    }


def as_row(row: str, study: Study, result: Arm | Finding) -> dict[str, str]:
    """A result of ours in the words of the table."""
    if isinstance(result, Finding):
        first, last = result.lines
        kind, rate, total, share = result.kind, "", "", ""
        figures = [f"{figure:g}" if figure < 100_000 else str(int(figure)) for figure in result.figures.values()]
    else:
        assert study.lines is not None
        first, last = study.lines
        beside = sum(other.stage == result.stage for other in study.arms)
        kind, rate, total, figures = "arm", f"{result.rate:g}", str(study.total or ""), []
        share = "" if study.total is None else f"{study.total / beside:.1f}".removesuffix(".0")
    return {
        "row": row, "kind": kind, "study": study.key, "rate": rate, "total": total, "share": share,
        "first_line": str(first), "last_line": str(last), "figures": " ".join(sorted(figures)),
    }  # fmt: skip


def test_every_result_of_the_report_is_there_once() -> None:
    results = [each.row for study in DATA.studies.values() for each in (*study.arms, *study.findings) if each.row]

    assert len(ROWS) == 74
    assert sorted(results) == sorted(ROWS)
    assert {study.key for study in DATA.studies.values() if study.lines} == {row["study"] for row in ROWS.values()}
    assert len({row["study"] for row in ROWS.values()}) == 33
    assert sum(row["kind"] == "arm" for row in ROWS.values()) == 30


@pytest.mark.parametrize("row", ROWS)
def test_every_number_of_a_result_is_the_reported_one(row: str) -> None:
    told = ROWS[row]

    assert as_row(row, *found()[row]) == told | {"figures": " ".join(sorted(told["figures"].split()))}


def test_every_result_has_a_source() -> None:
    for study in DATA.studies.values():
        assert bool(study.lines) != bool(study.ref), study.key
        for finding in study.findings:
            assert study.lines is not None
            # The report comes back to some results far from where it first tells them.
            assert 0 < finding.lines[0] <= finding.lines[1] <= 1703, finding.row


def test_every_study_says_what_it_means_in_plain_dutch() -> None:
    said = [text for study in DATA.studies.values() for text in (study.says, *study.notes)]
    said += [finding.says for study in DATA.studies.values() for finding in study.findings]
    said += [*DATA.grades.values(), *(claim.says for claim in DATA.claims)]

    for text in said:
        assert text.endswith("."), text
        assert "schulden" not in text, text
        assert max(len(sentence.split()) for sentence in re.split(r"[.?!;:](?:\s|$)", text)) <= 20, text


def test_every_study_behind_a_number_of_the_policy_is_known() -> None:
    named = {key.removeprefix("study:") for key in read(FOLDER).sources if key.startswith("study:")}

    assert named - DATA.studies.keys() == set()


def test_claims_rest_on_studies_and_never_on_the_highest_grade() -> None:
    """No single message has been found to work in two places, and then survived: nothing here is an A."""
    assert len(DATA.claims) == 17
    assert "A" not in {claim.grade for claim in DATA.claims}
    assert "A" not in {contrast.grade for study in DATA.studies.values() for contrast in study.contrasts}


def test_contrasts_hold_arms_of_one_stage_against_each_other() -> None:
    rent = DATA.study("K2-RENT-3STAGE")

    assert [contrast.key for contrast in rent.contrasts] == ["first", "summons", "eviction"]
    assert [contrast.arms[0].stage for contrast in rent.contrasts] == ["first_reminder", "summons", "eviction_notice"]
    assert [contrast.grade for contrast in rent.contrasts] == ["B", "C", "B"]


def test_an_arm_outside_the_report_needs_no_row_but_a_place() -> None:
    study = DATA.study("DE-KEY")

    assert (study.lines, study.ref != "", [arm.row for arm in study.arms]) == (None, True, ["", ""])


def test_an_unknown_study_is_told_with_what_there_is() -> None:
    with pytest.raises(PolicyError, match=r"^evidence\.toml: K9: unknown study; there are K1-ENERGY-CARDS, "):
        DATA.study("K9")


ENERGY = "study.K1-ENERGY-CARDS"


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('title = "Kaartjes bij de eerste brief over energie"\n', "", f"{ENERGY}.title: missing; add it"),
        ("rate = 26.1", "rate = 126.1", f"{ENERGY}.arms[0].rate: write how many of a hundred, between 0 and 100"),
        ("rate = 26.1", 'rate = "26.1"', f"{ENERGY}.arms[0].rate: write a number"),
        ("rate = 26.1", "rate = 26.1, colour = 3", f"{ENERGY}.arms[0].colour: remove or rename it; nothing reads it"),
        (
            'framing = "positive"',
            'framing = "angry"',
            f"{ENERGY}.arms[0].framing: 'angry' is not known; choose from plain",
        ),
        ('row = "E002"', 'row = "E001"', f"{ENERGY}: row E001 stands in K1-ENERGY-CARDS already; keep one"),
        ('row = "E001", ', "", f"{ENERGY}: give every arm from the report its `row`"),
        ('key = "need", label', 'key = "goal", label', f"{ENERGY}.arms: give each arm its own `key`"),
        ('arms = ["goal"]', 'arms = ["gaol"]', f"{ENERGY}.contrasts[0].arms: 'gaol' is not known; choose from goal"),
        ('arms = ["goal"]', "arms = []", f"{ENERGY}.contrasts[0].arms: write a list of sentences"),
        ('arms = ["goal"]', 'arms = ["none"]', f"{ENERGY}.contrasts[0]: an arm cannot stand on both sides"),
        ("total = 2626\n", "", f"{ENERGY}.sizes: give a `total` with equal or at_most, and none with unknown"),
        ("total = 2626", "total = 0", f"{ENERGY}.total: write a whole number of people, 1 or more"),
        ('grade = "B"', 'grade = "F"', f"{ENERGY}.grade: 'F' is not known; choose from A, B, C, D, E, H"),
        (
            "lines = [528, 542]",
            "lines = [542, 528]",
            f"{ENERGY}.lines: write the first and the last line of the report",
        ),
        ("lines = [528, 542]\n", "", f"{ENERGY}: give `lines` of the report, or `ref` for a source outside it"),
        ('against = ["first-none"]', 'against = ["summons-none"]', "study.K2-RENT-3STAGE.contrasts[0]: hold only arms"),
        ("rate = 16, about = true", "rate = 16, about = 1", "study.DE-KEY.arms[0].about: write true or false"),
        ("figures = { paid_percent = 93.7 }", "figures = 93.7", "study.WAHV-2016.findings[0].figures: write a table"),
        ('verdict = "holds"', 'verdict = "yes"', "claim.text-beats-bare-letter.verdict: 'yes' is not known; choose"),
        ('studies = ["UHL19-3"]', 'studies = ["UHL"]', "claim.arrangement-by-sms.studies: 'UHL' is not known; choose"),
        ("E = ", "F = ", "grades.E: say in plain Dutch what this grade means"),
        ("[grades]", "grades = 3\n[other]", "evidence.grades: write tables of their own"),
        ("[grades]", "more = 3\n[grades]", "evidence.more: remove or rename it; nothing reads it"),
        ("[grades]", "[grades", "-: mend the TOML"),
    ],
)
def test_a_fault_names_the_key_and_the_way_out(old: str, new: str, says: str, edited: Edit) -> None:
    folder = edited("evidence.toml", old, new)

    with pytest.raises(PolicyError) as fault:
        evidence.load(folder)
    assert str(fault.value).startswith(f"evidence.toml: {says}")


def test_evidence_is_frozen() -> None:
    assert isinstance(DATA, Evidence)
    with pytest.raises(AttributeError):
        DATA.claims = ()  # type: ignore[misc]  # that it cannot be done is the test
    with pytest.raises(TypeError):
        DATA.studies["x"] = DATA.study("DE-KEY")  # type: ignore[index]  # idem
