"""What the studies found, as figures: arms, rates, sizes, where it stands in the report, and how sure it is.

`load()` reads evidence.toml into frozen dataclasses; a fault names the file, the key and what to do.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from tijdig.policy.evidence_words import (
    ALLOCATIONS,
    COUNTRIES,
    CREDITORS,
    FRAMINGS,
    KINDS,
    OUTCOMES,
    SECTORS,
    SIZES,
    STAGES,
    VERDICTS,
)
from tijdig.policy.tables import Table, read_toml
from tijdig.policy.values import PolicyError

FOLDER = Path(__file__).parent
FILE = "evidence.toml"
GRADES = ("A", "B", "C", "D", "E", "H")

Lines = tuple[int, int]
"""First and last line in the text of the report."""


@dataclass(frozen=True)
class Arm:
    """One group of a trial: what it got, and how many of a hundred reacted (`rate`).

    `size` is given only where an equal share would be wrong; `about` marks a rate that its source rounded.
    `row` is empty for a source outside the report.
    """

    key: str
    row: str
    label: str
    framing: str
    stage: str
    rate: float
    size: int | None
    about: bool


@dataclass(frozen=True)
class Contrast:
    """Which arms are held against which; more than one on a side means pooled."""

    key: str
    label: str
    arms: tuple[Arm, ...]
    against: tuple[Arm, ...]
    grade: str


@dataclass(frozen=True)
class Finding:
    """A result without groups that can be computed with: a direction, a count, an experience."""

    row: str
    kind: str
    stage: str
    outcome: str
    grade: str
    figures: Mapping[str, float]
    lines: Lines
    says: str


@dataclass(frozen=True)
class Study:
    """One study: who, where, at which step, how sure, and what it means in plain Dutch.

    `lines` point into the report; a source outside the report has `ref` instead.
    """

    key: str
    title: str
    authors: str
    year: str
    sectors: tuple[str, ...]
    country: str
    creditor: str
    stage: str
    outcome: str
    allocation: str
    total: int | None
    sizes: str
    grade: str
    lines: Lines | None
    ref: str
    says: str
    notes: tuple[str, ...]
    arms: tuple[Arm, ...]
    contrasts: tuple[Contrast, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class Claim:
    """Something that is often said, and what is left of it after computing again."""

    key: str
    says: str
    verdict: str
    grade: str
    studies: tuple[str, ...]


@dataclass(frozen=True)
class Evidence:
    """All studies in the order of the file, what the grades mean, and the claims."""

    grades: Mapping[str, str]
    studies: Mapping[str, Study]
    claims: tuple[Claim, ...]

    def study(self, key: str) -> Study:
        """One study by its key; PolicyError when there is none."""
        if key not in self.studies:
            raise PolicyError(FILE, key, "unknown study; there are " + ", ".join(self.studies))
        return self.studies[key]


@lru_cache(maxsize=8)
def load(folder: Path = FOLDER) -> Evidence:
    """The evidence of a folder (cached), checked; PolicyError on the first fault."""
    top = Table(FILE, "evidence", read_toml(folder, FILE))
    grades = top.tables("grades")
    for grade in GRADES:
        if not isinstance(grades.get(grade), str) or not grades[grade]:
            raise PolicyError(FILE, f"grades.{grade}", "say in plain Dutch what this grade means")
    studies = {key: _study(key, table) for key, table in top.tables("study").items()}
    claims = tuple(_claim(key, table, studies) for key, table in top.tables("claim").items())
    top.done()
    _check_rows(studies)
    return Evidence(MappingProxyType(dict(grades)), MappingProxyType(studies), claims)


def _study(key: str, content: Any) -> Study:
    table = Table(FILE, f"study.{key}", content)
    stage, outcome, grade = (
        table.one_of("stage", STAGES),
        table.one_of("outcome", OUTCOMES),
        table.one_of("grade", GRADES),
    )
    lines, ref = table.lines("lines") if table.holds("lines") else None, table.text("ref", "")
    if (lines is None) == (ref == ""):
        raise PolicyError(
            FILE, table.key, "give `lines` of the report, or `ref` for a source outside it; one of the two"
        )
    arms = tuple(_arm(table, number, row, stage) for number, row in enumerate(table.rows("arms")))
    total, sizes = table.whole("total"), table.one_of("sizes", SIZES, "unknown")
    if (total is None) != (sizes == "unknown"):
        raise PolicyError(FILE, f"{table.key}.sizes", "give a `total` with equal or at_most, and none with unknown")
    by_key = {arm.key: arm for arm in arms}
    if len(by_key) != len(arms):
        raise PolicyError(FILE, f"{table.key}.arms", "give each arm its own `key`")
    made = Study(
        key=key,
        title=table.text("title"),
        authors=table.text("authors"),
        year=table.text("year", ""),
        sectors=table.some_of("sectors", SECTORS),
        country=table.one_of("country", COUNTRIES),
        creditor=table.one_of("creditor", CREDITORS),
        stage=stage,
        outcome=outcome,
        allocation=table.one_of("allocation", ALLOCATIONS),
        total=total,
        sizes=sizes,
        grade=grade,
        lines=lines,
        ref=ref,
        says=table.text("says"),
        notes=table.texts("notes"),
        arms=arms,
        contrasts=tuple(_contrast(table, n, row, by_key, grade) for n, row in enumerate(table.rows("contrasts"))),
        findings=tuple(
            _finding(table, n, row, (stage, outcome, grade)) for n, row in enumerate(table.rows("findings"))
        ),
    )
    table.done()
    return made


def _arm(study: Table, number: int, content: Any, stage: str) -> Arm:
    table = Table(FILE, f"{study.key}.arms[{number}]", content)
    rate, size = table.number("rate"), table.whole("size")
    if not 0 < rate < 100:
        raise PolicyError(FILE, f"{table.key}.rate", "write how many of a hundred, between 0 and 100")
    arm = Arm(
        key=table.text("key"),
        row=table.text("row", ""),
        label=table.text("label"),
        framing=table.one_of("framing", FRAMINGS),
        stage=table.one_of("stage", STAGES, stage),
        rate=rate,
        size=size,
        about=table.flag("about"),
    )
    table.done()
    return arm


def _contrast(study: Table, number: int, content: Any, arms: Mapping[str, Arm], grade: str) -> Contrast:
    table = Table(FILE, f"{study.key}.contrasts[{number}]", content)
    sides = []
    for name in ("arms", "against"):
        keys = table.some_of(name, arms)
        sides.append(tuple(arms[key] for key in keys))
    if len({arm.stage for side in sides for arm in side}) > 1:
        raise PolicyError(FILE, table.key, "hold only arms of the same stage against each other")
    if set(sides[0]) & set(sides[1]):
        raise PolicyError(FILE, table.key, "an arm cannot stand on both sides")
    made = Contrast(table.text("key"), table.text("label"), sides[0], sides[1], table.one_of("grade", GRADES, grade))
    table.done()
    return made


def _finding(study: Table, number: int, content: Any, usual: tuple[str, str, str]) -> Finding:
    table = Table(FILE, f"{study.key}.findings[{number}]", content)
    made = Finding(
        row=table.text("row"),
        kind=table.one_of("kind", KINDS),
        stage=table.one_of("stage", STAGES, usual[0]),
        outcome=table.one_of("outcome", OUTCOMES, usual[1]),
        grade=table.one_of("grade", GRADES, usual[2]),
        figures=MappingProxyType(table.numbers("figures")),
        lines=table.lines("lines"),
        says=table.text("says"),
    )
    table.done()
    return made


def _claim(key: str, content: Any, studies: Mapping[str, Study]) -> Claim:
    table = Table(FILE, f"claim.{key}", content)
    made = Claim(
        key=key,
        says=table.text("says"),
        verdict=table.one_of("verdict", VERDICTS),
        grade=table.one_of("grade", GRADES),
        studies=table.some_of("studies", studies),
    )
    table.done()
    return made


def _check_rows(studies: Mapping[str, Study]) -> None:
    """Every result of the report stands in one place only, and has a row of its own."""
    seen: dict[str, str] = {}
    for study in studies.values():
        rows = [arm.row for arm in study.arms] + [finding.row for finding in study.findings]
        for row in rows:
            if not row and study.lines:
                raise PolicyError(FILE, f"study.{study.key}", "give every arm from the report its `row`")
            if row in seen:
                raise PolicyError(FILE, f"study.{study.key}", f"row {row} stands in {seen[row]} already; keep one")
            if row:
                seen[row] = study.key
