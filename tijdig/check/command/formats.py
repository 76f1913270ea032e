"""How findings are told: to people on a terminal, to programs, to code hosts."""

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Final, TextIO
from urllib.parse import quote

from tijdig.check.command.page import page
from tijdig.check.findings import ERROR, INFO, WARNING
from tijdig.check.rules import rules

if TYPE_CHECKING:
    from tijdig.check.command.verb import Looked

FORMATS: Final = ("text", "json", "sarif", "github")
_SARIF_LEVELS: Final = {INFO: "note"}
_GITHUB_LEVELS: Final = {INFO: "notice"}
SARIF: Final = "https://json.schemastore.org/sarif-2.1.0.json"


def write(name: str, looked: "Sequence[Looked]", out: TextIO, *, in_colour: bool) -> None:
    """Tell everything in one format."""
    out.write(page(looked, in_colour=in_colour) if name == "text" else _WRITERS[name](looked))


def as_json(looked: "Sequence[Looked]") -> str:
    """Everything, for programs of your own."""
    files = [
        {"file": each.shown, "kind": each.kind, "findings": [_row(one) for one in each.findings]} for each in looked
    ]
    found = [one for each in looked for one in each.findings]
    errors, warnings, hints = (sum(one.severity == each for one in found) for each in (ERROR, WARNING, INFO))
    return _dump({"version": 1, "files": files, "errors": errors, "warnings": warnings, "hints": hints})


def _row(finding: Any) -> dict[str, Any]:
    return {name: getattr(finding, name) for name in finding.__slots__}


def as_sarif(looked: "Sequence[Looked]") -> str:
    """SARIF 2.1.0: what code hosts and editors read."""
    driver = {"name": "tijdig check", "rules": [_sarif_rule(rule) for rule in rules()]}
    results = [_sarif_result(each, one) for each in looked for one in each.findings]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return _dump({"$schema": SARIF, "version": "2.1.0", "runs": [run]})


def _sarif_rule(rule: Any) -> dict[str, Any]:
    return {
        "id": rule.code,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.why},
        "help": {"text": f"Niet zo: {rule.bad}\nWel zo: {rule.good}\nBron: {rule.source}"},
        "defaultConfiguration": {"level": rule.severity},
    }


def _sarif_result(looked: "Looked", finding: Any) -> dict[str, Any]:
    last_line, last_column = _end(looked.text, finding)
    region = {"startLine": finding.line, "startColumn": finding.column, "endLine": last_line, "endColumn": last_column}
    place = {"artifactLocation": {"uri": _uri(looked.name)}, "region": region}
    return {
        "ruleId": finding.code,
        "level": _SARIF_LEVELS.get(finding.severity, finding.severity),
        "message": {"text": _told(finding)},
        "locations": [{"physicalLocation": place}],
    }


def _uri(name: str) -> str:
    """A name as SARIF wants it: slashes, and all that is no plain letter as %20 and such, whatever its bytes are."""
    path = PurePath(name)
    return quote(path.as_posix().encode("utf-8", "surrogateescape"), safe="/:" if path.drive else "/")


def _end(text: str, finding: Any) -> tuple[int, int]:
    """Line and column after the last letter."""
    before = text[: finding.end]
    return before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1


def as_github(looked: "Sequence[Looked]") -> str:
    """One line for each finding, as GitHub shows beside the changed lines."""
    return "".join(_annotation(each, one) for each in looked for one in each.findings)


def _annotation(looked: "Looked", finding: Any) -> str:
    last_line, last_column = _end(looked.text, finding)
    place = f"file={_property(looked.shown)},line={finding.line},endLine={last_line},col={finding.column}"
    same = f",endColumn={last_column}" if last_line == finding.line else ""
    level = _GITHUB_LEVELS.get(finding.severity, finding.severity)
    return f"::{level} {place}{same},title={_property(finding.code)}::{_escaped(_told(finding))}\n"


def _told(finding: Any) -> str:
    words = " ".join(finding.words.split())
    said = f"'{words}': " if words else ""
    return f"{said}{finding.message}" + (f" Beter: {finding.suggestion}." if finding.suggestion else "")


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")


def _dump(found: dict[str, Any]) -> str:
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


_WRITERS: Final[Mapping[str, Callable[..., str]]] = {"json": as_json, "sarif": as_sarif, "github": as_github}
