"""`tijdig check`: exit codes, formats, configuration, teaching."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.check.letters import GOOD, spoiled
from tijdig.check.command import main
from tijdig.check.rules import LOOKS

BLAMING = spoiled(("Dat kost niets.", "Dat is uw eigen schuld, 100%: derhalve, dus."))
# The part of SARIF 2.1.0 that readers ask for.
SARIF: dict[str, Any] = {
    "type": "object",
    "required": ["version", "runs"],
    "properties": {
        "version": {"const": "2.1.0"},
        "runs": {
            "type": "array",
            "minItems": 1,
            "items": {
                "required": ["tool", "results"],
                "properties": {
                    "tool": {
                        "required": ["driver"],
                        "properties": {
                            "driver": {
                                "required": ["name", "rules"],
                                "properties": {"rules": {"items": {"required": ["id", "shortDescription"]}}},
                            }
                        },
                    },
                    "results": {
                        "items": {
                            "required": ["ruleId", "level", "message", "locations"],
                            "properties": {
                                "level": {"enum": ["none", "note", "warning", "error"]},
                                "message": {"required": ["text"]},
                                "locations": {
                                    "minItems": 1,
                                    "items": {
                                        "required": ["physicalLocation"],
                                        "properties": {
                                            "physicalLocation": {
                                                "required": ["artifactLocation", "region"],
                                                "properties": {
                                                    "region": {
                                                        "required": ["startLine"],
                                                        "properties": {
                                                            name: {"type": "integer", "minimum": 1}
                                                            for name in (
                                                                "startLine",
                                                                "startColumn",
                                                                "endLine",
                                                                "endColumn",
                                                            )
                                                        },
                                                    }
                                                },
                                            }
                                        },
                                    },
                                },
                            },
                        }
                    },
                },
            },
        },
    },
}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "goed.md").write_text(GOOD)
    (tmp_path / "fout.md").write_text(BLAMING)
    (tmp_path / "wenk.md").write_text(spoiled(("Beste Sam de Vries", "Dag mevrouw De Wit")))
    (tmp_path / "raad.md").write_text(spoiled(("Dat kost niets.", "Derhalve kost dat niets.")))
    return tmp_path


def said(*words: str) -> tuple[int, str, str]:
    out, complaints = io.StringIO(), io.StringIO()
    return main(words, out, complaints), out.getvalue(), complaints.getvalue()


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["goed.md"], 0),
        (["raad.md"], 0),
        (["raad.md", "--strict"], 1),
        (["goed.md", "--strict"], 0),
        (["wenk.md", "--strict"], 0),
        (["fout.md"], 1),
        (["goed.md", "weg.md"], 2),
        (["fout.md", "weg.md"], 2),
        ([], 2),
        (["."], 1),
    ],
)
def test_exit_code(words: list[str], code: int) -> None:
    assert said(*words)[0] == code


def test_people_see_the_place_the_sentence_and_what_could_be_there() -> None:
    assert said("fout.md")[1] == (
        "fout.md:9:46  fout  blame\n"
        "    Dat is uw eigen schuld, 100%: derhalve, dus.\n"
        "           ^^^^^^^^^^^^^^^\n"
        "    Dit geeft de lezer de schuld. → laat dit weg\n"
        "\n"
        "fout.md:9:69  advies  jargon\n"
        "    Dat is uw eigen schuld, 100%: derhalve, dus.\n"
        "                                  ^^^^^^^^\n"
        "    Dit is ambtelijke taal. → schrijf 'daarom' of 'dus'\n"
        "\n"
        "1 fout en 1 advies in 1 bestand.\n"
    )
    assert said("goed.md")[1] == "Niets gevonden in 1 bestand.\n"


def test_terminal_gets_colours() -> None:
    assert "\033[31m\033[4muw eigen schuld" in said("fout.md", "--color=always")[1]
    assert "\033" not in said("fout.md")[1]


def test_programs_get_json() -> None:
    found = json.loads(said("fout.md", "goed.md", "--format=json")[1])

    assert (found["version"], found["errors"], found["warnings"]) == (1, 1, 1)
    assert [each["file"] for each in found["files"]] == ["fout.md", "goed.md"]
    assert found["files"][0]["findings"][0] | {"why": "", "suggestion": ""} == {
        "code": "blame", "severity": "error", "start": 233, "end": 248, "line": 9, "column": 46,
        "words": "uw eigen schuld", "message": "Dit geeft de lezer de schuld.", "suggestion": "", "why": "",
    }  # fmt: skip


def test_code_hosts_get_sarif() -> None:
    found = json.loads(said("fout.md", "goed.md", "--format=sarif")[1])

    Draft202012Validator(SARIF).validate(found)
    run = found["runs"][0]
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == list(LOOKS)
    assert [(result["ruleId"], result["level"]) for result in run["results"]] == [
        ("blame", "error"),
        ("jargon", "warning"),
    ]
    region = run["results"][0]["locations"][0]["physicalLocation"]["region"]
    assert region == {"startLine": 9, "startColumn": 46, "endLine": 9, "endColumn": 61}


def test_github_gets_annotations() -> None:
    lines = said("fout.md", "--format=github")[1].splitlines()

    assert lines[0] == (
        "::error file=fout.md,line=9,endLine=9,col=46,endColumn=61,title=blame::"
        "'uw eigen schuld': Dit geeft de lezer de schuld. Beter: laat dit weg."
    )
    assert lines[1].startswith("::warning file=fout.md,line=9")


def test_hint_is_told_as_a_hint_in_every_format() -> None:
    text, sarif, told = (said("wenk.md", f"--format={name}")[1] for name in ("text", "sarif", "github"))
    counts = json.loads(said("wenk.md", "raad.md", "--format=json")[1])

    assert "wenk.md:5:1  wenk  gender-guess" in text
    assert text.endswith("0 fouten, 0 adviezen en 1 wenk in 1 bestand.\n")
    assert json.loads(sarif)["runs"][0]["results"][0]["level"] == "note"
    assert told.startswith("::notice file=wenk.md,line=5,")
    assert (counts["errors"], counts["warnings"], counts["hints"]) == (0, 1, 1)


def test_kind_comes_from_the_option_the_configuration_or_the_file(folder: Path) -> None:
    (folder / "a.txt").write_text("De Kade: er is een brief voor u onderweg.")
    (folder / "b.txt").write_text("kind: sms\nDe Kade: er is een brief voor u onderweg.")

    assert said("a.txt")[0] == 1
    assert said("a.txt", "--kind=sms")[0] == 0
    assert said("b.txt")[0] == 0
    (folder / "tijdig-check.toml").write_text('[kinds]\n"a.*" = "sms"\n')
    assert said("a.txt")[0] == 0


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("tijdig-check.toml", 'off = ["blame"]'),
        ("tijdig-check.toml", '[severity]\nblame = "warning"'),
        ("tijdig-check.toml", 'allowed = ["uw eigen schuld"]'),
        ("pyproject.toml", '[tool.tijdig.check]\noff = ["blame"]'),
    ],
)
def test_configuration_of_a_team(name: str, text: str, folder: Path) -> None:
    (folder / name).write_text(text)
    (folder / "brieven").mkdir()

    assert said("fout.md")[0] == 0


def test_settings_of_the_creditor_come_from_the_configuration(folder: Path) -> None:
    (folder / "tijdig-check.toml").write_text("[settings]\noffers_instalments = false")

    assert "unkept-promise" in said("goed.md")[1]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("of = []", "'of' kennen wij niet"),
        ('off = ["blaam"]', "regel 'blaam' bestaat niet"),
        ('[severity]\nblame = "erg"', "ernst 'erg' bestaat niet"),
        ('[kinds]\n"*" = "fax"', "soort 'fax' bestaat niet"),
        ("off = [", "niet te lezen"),
        ('off = "capitals"', "'off' moet een lijst"),
        ("off = [3]", "'off' moet een lijst van woorden"),
        ("severity = 3", "'severity' moet een tabel"),
        ("[settings]\nansver_days = 3", "instelling 'ansver_days' bestaat niet"),
        ('[settings]\nanswer_days = "tien"', "instelling 'answer_days' moet een getal zijn"),
        ('[settings]\noffers_instalments = "nee"', "moet true of false zijn"),
    ],
)
def test_wrong_configuration_is_one_clear_line(text: str, why: str, folder: Path) -> None:
    (folder / "anders.toml").write_text(text)
    code, out, complaint = said("goed.md", "--config=anders.toml")

    assert (code, out) == (2, "")
    assert why in complaint
    assert complaint.count("\n") == 1


def test_configuration_beside_the_letters_counts_from_wherever_it_is_run(folder: Path) -> None:
    (folder / "brieven").mkdir()
    (folder / "brieven" / "raad.md").write_text((folder / "raad.md").read_text())
    (folder / "brieven" / "tijdig-check.toml").write_text(f"off = {json.dumps(sorted(LOOKS))}")

    assert said("brieven") == (0, "Niets gevonden in 1 bestand.\n", "")
    assert "Niets gevonden" not in said("raad.md")[1]


def test_folder_without_letters_is_no_success(folder: Path) -> None:
    (folder / "leeg").mkdir()
    (folder / "leeg" / "weg.md").symlink_to(folder / "fout.md")

    code, out, complaint = said("leeg")

    assert (code, out) == (2, "")
    assert "staan geen brieven" in complaint


def test_what_cannot_be_read_is_said_and_the_rest_is_checked() -> None:
    code, out, complaint = said("weg.md", "goed.md")

    assert code == 2
    assert out == "Niets gevonden in 1 bestand.\n"
    assert complaint.startswith("tijdig check: weg.md is niet te openen (")


def test_rules_are_listed_and_taught() -> None:
    assert [line.split()[0] for line in said("--rules")[1].splitlines()] == list(LOOKS)
    code, out, _ = said("--explain", "threat")
    assert code == 0
    assert out.startswith("Een dreigement (threat)\n")
    assert "'Dag mevrouw De Wit') is het een wenk" in said("--explain", "gender-guess")[1]
    assert said("--explain", "treat")[::2] == (2, "tijdig check: de regel 'treat' bestaat niet; bedoelt u threat?\n")


def test_verb_reads_standard_input_without_settings_or_database(folder: Path) -> None:
    words = [sys.executable, "-c", "from tijdig.cli import main; main()", "check", "-", "--format=json"]
    done = subprocess.run(words, input=BLAMING.encode(), capture_output=True, env={"DJANGO_SETTINGS_MODULE": "nergens"})

    assert done.returncode == 1
    assert json.loads(done.stdout)["files"][0]["file"] == "-"


def test_name_of_a_file_is_one_that_every_format_can_take(folder: Path) -> None:
    name = os.fsdecode(b"brief \xff \xc3\xa9:1,%.md")
    (folder / name).write_text(BLAMING)
    told = {kind: said(name, f"--format={kind}")[1] for kind in ("text", "json", "sarif", "github")}

    assert all(each.encode() for each in told.values())
    assert told["text"].startswith("brief \\xff é:1,%.md:9:")
    assert json.loads(told["json"])["files"][0]["file"] == "brief \\xff é:1,%.md"
    assert '"uri": "brief%20%FF%20%C3%A9%3A1%2C%25.md"' in told["sarif"]


def test_file_that_cannot_be_read_is_named_whatever_its_bytes_are(folder: Path) -> None:
    name = os.fsdecode(b"stuk\xfe.docx")
    (folder / name).write_bytes(b"PK")

    assert said(name)[2] == "tijdig check: stuk\\xfe.docx is geen Word-bestand, of is stuk\n"
