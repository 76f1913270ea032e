"""docs/check.md, the hook for others and the data say the same as the code."""

import re
import tomllib
from pathlib import Path

import pytest
import yaml

from tijdig.check.lists import data
from tijdig.check.rules import rules

ROOT = Path(__file__).resolve().parents[2]
DOCUMENT = (ROOT / "docs" / "check.md").read_text()
DATA = sorted((ROOT / "tijdig" / "check" / "data").glob("*.toml"))


def test_document_names_every_rule() -> None:
    told = re.findall(r"^\| `([\w-]+)` \| (\w+) \| (.*) \|$", DOCUMENT, re.MULTILINE)

    assert told == [(each.code, {"error": "fout", "warning": "advies"}[each.severity], each.title) for each in rules()]


def test_document_names_every_setting() -> None:
    offers = {row["setting"] for row in data("promises")["offer"]}

    assert all(f"\n    {name} = " in DOCUMENT for name in offers | {"sender", "phone_hours", "answer_days"})


def test_sources_of_the_rules_exist() -> None:
    studies = tomllib.loads((ROOT / "tijdig" / "policy" / "evidence.toml").read_text())["study"]
    records = {path.name[:4] for path in (ROOT / "docs" / "adr").glob("0*.md")}
    known = {f"study:{name}" for name in studies} | {f"adr:{name}" for name in records}

    assert {each.source for each in rules()} <= known


def test_every_threshold_says_why() -> None:
    assert all(len(row["why"].split()) > 5 and row["value"] > 0 for row in data("thresholds").values())


@pytest.mark.parametrize("path", DATA, ids=lambda path: path.name)
def test_data_can_be_read(path: Path) -> None:
    assert tomllib.loads(path.read_text())


def test_hook_for_others_runs_the_verb() -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())

    assert [(hook["id"], hook["entry"], hook["language"]) for hook in hooks] == [
        ("tijdig-check", "tijdig check", "python")
    ]


@pytest.mark.parametrize(
    ("path", "is_read"),
    [
        ("brieven/huur/april.docx", True),
        ("post/Letters/a.eml", True),
        ("sms/a.txt", True),
        ("emails/a.md", True),
        ("brieven/logo.svg", False),
        ("README.md", False),
        ("docs/brieven.md", False),
        ("nieuwsbrieven/a.md", False),
    ],
)
def test_hook_reads_letters_and_not_every_text_of_a_repository(path: str, *, is_read: bool) -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())

    assert "types_or" not in hook
    assert bool(re.search(hook["files"], path)) == is_read
    assert all(f"`{ending}`" in DOCUMENT for ending in (".md", ".txt", ".eml", ".docx", ".pdf"))
