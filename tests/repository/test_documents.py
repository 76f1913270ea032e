"""Documents and code say the same: settings, decisions, verbs, dependencies, locks, publiccode.yml."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator, FormatChecker

from tests.repository.places import ROOT, kept, modules, name_of, texts, tree
from tests.repository.publiccode import STANDARD

PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text())
OPERATE = (ROOT / "docs" / "operate.md").read_text()


def read_settings() -> set[str]:
    """Every TIJDIG_ name that our code or its tools ask of the environment."""
    source = (ROOT / "tijdig" / "settings.py").read_text()
    ours = {f"TIJDIG_{name}" for name in re.findall(r'_(?:text|flag|list)\("([A-Z_]+)"', source)}
    elsewhere = [text for path, text in texts().items() if path.suffix in {".py", ".sh"} or path.name == "Makefile"]
    return ours | {name for text in elsewhere for name in re.findall(r"TIJDIG_[A-Z_]*[A-Z](?![A-Z_{]|_)", text)}


def test_every_setting_is_documented_and_every_documented_one_exists() -> None:
    documented = set(re.findall(r"^\| `(TIJDIG_[A-Z_]+)`", OPERATE, re.MULTILINE))

    assert len(documented) > 15
    assert documented == read_settings()


def test_documented_defaults_are_the_real_ones() -> None:
    source = (ROOT / "tijdig" / "settings.py").read_text()
    real = dict(re.findall(r'_text\("([A-Z_]+)", "([^"]+)"\)', source))
    told = dict(re.findall(r"^\| `TIJDIG_([A-Z_]+)` \| `([^`]*)`", OPERATE, re.MULTILINE))

    assert len(real) > 4
    assert {name: told.get(name) for name in real} == real


def test_every_decision_record_is_in_the_index_with_its_title() -> None:
    folder = ROOT / "docs" / "adr"
    records = sorted(path for path in folder.glob("*.md") if path.name != "README.md")
    index = (folder / "README.md").read_text()

    rows = [
        f"| [{int(path.name[:4])}]({path.name}) | {path.read_text().splitlines()[0].split('. ', 1)[1]} |"
        for path in records
    ]

    assert len(rows) > 20
    assert re.findall(r"^\| \[.*", index, re.MULTILINE) == rows


@pytest.mark.parametrize("path", sorted((ROOT / "docs" / "adr").glob("0*.md")), ids=lambda path: path.name)
def test_decision_record_is_half_a_page_with_its_price(path: Any) -> None:
    text = path.read_text()

    assert re.findall(r"^## (.*)$", text, re.MULTILINE) == ["Decision", "Why", "Where it shows", "What it costs"]
    assert text.startswith(f"# {int(path.name[:4])}. ")
    assert 80 < len(text.split()) < 400


def test_files_that_decision_records_name_exist() -> None:
    """A record that points nowhere is worse than none. Folders that come with a later issue are not pointed at."""
    named = {
        (record.name, name)
        for record in (ROOT / "docs" / "adr").glob("0*.md")
        for name in re.findall(r"`((?:tijdig|tests|tools|policy|rules|actions)/[\w/.]+)`", record.read_text())
    }

    gone = {
        (record, name) for record, name in named if not (ROOT / name).exists() and not (ROOT / "tijdig" / name).exists()
    }
    assert gone == set()


def test_links_between_documents_lead_somewhere() -> None:
    dead = [
        f"{name_of(path)} -> {target}"
        for path, text in texts().items()
        if path.suffix == ".md"
        for target in re.findall(r'(?:\]\(|src=")([^)#:"\s]+)[)#"]', text)
        if not (path.parent / target).exists()
    ]

    assert dead == []


def test_every_verb_of_make_says_what_it_does() -> None:
    makefile = (ROOT / "Makefile").read_text()
    verbs = re.findall(r"^\.PHONY: ([a-z-]+)$", makefile, re.MULTILINE)

    shown = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True).stdout.splitlines()

    assert [line.split()[1] for line in shown] == verbs
    assert all(len(line.split()) > 4 and len(line) < 120 for line in shown)


def test_every_dependency_says_why_it_is_there() -> None:
    text = (ROOT / "pyproject.toml").read_text()
    project = PROJECT["project"]
    wanted = [
        *project["dependencies"],
        *(each for extra in project["optional-dependencies"].values() for each in extra),
    ]

    for requirement in wanted:
        line = next(line for line in text.splitlines() if line.strip().startswith(f'"{requirement}"'))
        assert requirement.startswith("tijdig[") or len(line.partition("#")[2].split()) > 1, line


def pinned(name: str) -> dict[str, str]:
    text = (ROOT / name).read_text()
    return dict(re.findall(r"^([A-Za-z0-9_.-]+)(?:\[[\w,-]+\])?==(\S+)", text, re.MULTILINE))


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_lock_holds_versions_and_hashes_and_nothing_else(name: str) -> None:
    other = [
        line
        for line in (ROOT / name).read_text().splitlines()
        if not re.fullmatch(
            r"[A-Za-z0-9_.-]+(\[[\w,-]+\])?==[\w.!+-]+( ; [^/]+)? \\|    --hash=sha256:[0-9a-f]{64}( \\)?", line
        )
    ]
    pins = pinned(name)

    assert other == []
    assert len(pins) > 10


def test_lock_holds_every_dependency_and_the_same_versions_in_both() -> None:
    base, dev = pinned("requirements.lock"), pinned("requirements-dev.lock")
    project = PROJECT["project"]
    extras = [each for extra in project["optional-dependencies"].values() for each in extra]

    assert {name: dev.get(name) for name in base} == base
    assert [each for each in project["dependencies"] if bare(each) not in base] == []
    assert [each for each in extras if bare(each) not in dev | {"tijdig": ""}] == []


def bare(requirement: str) -> str:
    return re.split(r"[\[<>=!~; ]", requirement, maxsplit=1)[0].lower().replace("_", "-")


def test_base_install_stays_under_its_limit() -> None:
    measured = subprocess.run([sys.executable, ROOT / "tools" / "size.py"], capture_output=True, text=True)

    assert measured.returncode == 0, measured.stdout
    assert int(re.findall(r"in all, (\d+) packages", measured.stdout)[0]) > 10


def test_what_the_code_imports_is_what_the_project_asks_for() -> None:
    """An import that only works because a developer's tool brought it along fails at a customer's."""
    ours = {"tijdig", "accounts", "demo"}
    given = {
        "psycopg": "postgres",
        "allauth": "base",
        "espeakng_loader": "spoken",
        "lameenc": "spoken",
        "pypdfium2": "check",
        "weasyprint": "dev",
        "playwright": "dev",
        "zxingcpp": "base",
        "jwt": "base",
    } | {bare(each).replace("-", "_"): "base" for each in PROJECT["project"]["dependencies"]}

    found = {
        (name, name_of(path))
        for path in modules()
        for name in imported(tree(path))
        if name not in sys.stdlib_module_names | ours | given.keys() | {"asgiref"}
    }
    assert found == set()


def imported(node: ast.AST) -> Iterator[str]:
    """The packages that are imported when the code runs; those for the types only do not count."""
    if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
        return
    if isinstance(node, ast.Import):
        yield from (alias.name.partition(".")[0] for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        yield (node.module or "").partition(".")[0]
    for child in ast.iter_child_nodes(node):
        yield from imported(child)


def test_publiccode_keeps_to_its_standard() -> None:
    described = yaml.load((ROOT / "publiccode.yml").read_text(), Loader=yaml.BaseLoader)

    faults = Draft202012Validator(STANDARD, format_checker=FormatChecker()).iter_errors(described)

    assert [f"{'/'.join(map(str, fault.path))}: {fault.message}" for fault in faults] == []


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("developmentStatus", "finished"),
        ("softwareType", "website"),
        ("platforms", []),
        ("categories", ["debt"]),
        ("legal", {}),
        ("maintenance", {"type": "community"}),
        ("maintenance", {"type": "contract"}),
        ("releaseDate", "23-11-2026"),
        ("description", {"nl": {"shortDescription": "x" * 151}}),
        ("localisation", {"localisationReady": "maybe", "availableLanguages": ["nl"]}),
        ("extra", "unknown keys are refused"),
    ],
)
def test_check_of_publiccode_finds_what_is_wrong(key: str, value: object) -> None:
    described = yaml.load((ROOT / "publiccode.yml").read_text(), Loader=yaml.BaseLoader) | {key: value}

    assert not Draft202012Validator(STANDARD, format_checker=FormatChecker()).is_valid(described)


def test_publiccode_says_what_the_project_says() -> None:
    described = yaml.load((ROOT / "publiccode.yml").read_text(), Loader=yaml.BaseLoader)
    project = PROJECT["project"]

    assert described["softwareVersion"] == project["version"]
    assert described["legal"]["license"] == project["license"]
    assert (ROOT / described["logo"]) in kept()
    assert (ROOT / "LICENSE").read_text().startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2")


def test_changelog_has_the_version() -> None:
    assert f"## {PROJECT['project']['version']}" in (ROOT / "CHANGELOG.md").read_text()
