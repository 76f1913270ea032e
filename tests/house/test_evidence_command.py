"""`tijdig evidence`: the table of every comparison, one study with its cautions, JSON, and files."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from tests.stats.published import rows
from tijdig.policy import evidence


def said(**options: Any) -> str:
    out = StringIO()
    call_command("evidence", stdout=out, **options)
    return out.getvalue()


def test_evidence_prints_a_line_for_every_comparison() -> None:
    text = said()

    lines = [line.split("  ") for line in text.splitlines() if line.startswith("  ")]
    assert len(lines) == len(rows())
    assert "26.1/20.8  656          +5.3 [0.8, 9.9]       1.25 [1.03, 1.53]  .022 (.027)      .62    491" in text
    assert [line.split(" · ")[0] for line in text.splitlines() if " · " in line] == [
        key for key, study in evidence.load().studies.items() if study.contrasts
    ]


def test_evidence_of_one_study_tells_its_cautions_and_its_own_lines_only() -> None:
    text = said(study="DUWTJE-2017")

    study = evidence.load().study("DUWTJE-2017")
    assert all(note in text for note in (study.says, *study.notes))
    assert "Zekerheid C: " in text
    assert "regels 635-641" in text
    assert "K1-ENERGY-CARDS" not in text


def test_evidence_of_a_study_without_groups_tells_what_it_found() -> None:
    text = said(study="WAHV-2016")

    assert "E047 Bijna 94 procent was betaald voor de tweede aanmaning afliep." in text
    assert "n_min" not in text


def test_evidence_as_json_keeps_every_digit_and_says_null_where_nobody_knows() -> None:
    found = {each["comparison"]: each for each in json.loads(said(json=True))}

    assert list(found) == list(rows())
    assert found["K2-RENT-3STAGE:first"]["difference_interval"] is None
    assert found["K2-RENT-3STAGE:first"]["rows"] == ["E005", "E006"]
    assert found["K1-ENERGY-CARDS:goal-none"]["p"] == pytest.approx(0.0224677, abs=1e-6)
    assert found["K1-ENERGY-CARDS:goal-none"]["lines"] == [528, 542]


def test_evidence_writes_its_files(tmp_path: Path) -> None:
    text = said(out=tmp_path / "new", svg=tmp_path / "plot.svg")

    written = {path.name: path.read_text(encoding="utf-8") for path in (tmp_path / "new").iterdir()}
    assert sorted(written) == ["evidence.json", "evidence.svg", "evidence.txt"]
    assert written["evidence.txt"] == text
    assert written["evidence.json"] == said(json=True)
    assert written["evidence.svg"] == (tmp_path / "plot.svg").read_text(encoding="utf-8")


def test_evidence_refuses_an_unknown_study_and_a_drawing_of_nothing(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"unknown study; there are K1-ENERGY-CARDS"):
        said(study="K9")
    with pytest.raises(CommandError, match=r"WAHV-2016 compares no groups"):
        said(study="WAHV-2016", svg=tmp_path / "plot.svg")
    assert list(tmp_path.iterdir()) == []
