"""Where numbers and rules come from: laws and choices of ours, studies of the evidence, and the rules themselves."""

from pathlib import Path
from typing import Any

from tijdig.policy import evidence
from tijdig.policy.tables import read_toml
from tijdig.policy.values import PolicyError, Source

FILE = "sources.toml"
RULES = "rules.toml"
KINDS = ("law", "choice")
"""What stands in sources.toml itself; a study stands in evidence.toml and a rule in rules.toml, each in one place."""


def read(folder: Path) -> dict[str, Source]:
    """Every source that a number may name, by its key: "law:…", "choice:…", "study:…" and "rule:…"."""
    return _own(read_toml(folder, FILE)) | _studies(folder) | _rules(read_toml(folder, RULES))


def mend(key: str) -> str:
    """What to do about a source that does not exist: where sources of its kind stand."""
    match key.partition(":")[0]:
        case "study":
            return "name a study of evidence.toml"
        case "rule":
            return f"name a rule of {RULES}"
    return f"add it to {FILE}"


def _own(tables: dict[str, Any]) -> dict[str, Source]:
    """sources.toml holds tables [kind.name] with title and ref; the key is "kind:name"."""
    found = {}
    for kind, named in tables.items():
        if kind not in KINDS:
            raise PolicyError(FILE, kind, "keep only law and choice here; a study stands in evidence.toml")
        for name, table in named.items():
            key = f"{kind}:{name}"
            if set(table) != {"title", "ref"} or not all(table.values()):
                raise PolicyError(FILE, key, "give it a `title` and a `ref`, and nothing else")
            found[key] = Source(key=key, title=table["title"], ref=table["ref"])
    return found


def _studies(folder: Path) -> dict[str, Source]:
    found = {}
    for study in evidence.load(folder).studies.values():
        who = f"{study.authors} {study.year}".strip()
        key, where = f"study:{study.key}", study.ref or f"docs/policy/evidence.md, {study.key}"
        found[key] = Source(key=key, title=f"{who}: {study.title[0].lower()}{study.title[1:]}", ref=where)
    return found


def _rules(tables: dict[str, Any]) -> dict[str, Source]:
    """Situations are named by their words, constraints by what may never happen; rules.py checks all the rest."""
    found = {}
    for kind, part, name in (("situation", "situation", "Regel"), ("constraint", "rule", "Grens")):
        for key, table in tables.get(kind, {}).items():
            words = table.get(part, "") if isinstance(table, dict) else ""
            found[f"rule:{key}"] = Source(f"rule:{key}", f"{name} {key}: {words}", "docs/policy/rules.md")
    return found
