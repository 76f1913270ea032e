"""Precision and recall of the checker on a corpus: `python -m tests.check.measure [folder] [--faults]`."""

import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from tijdig.check import Finding, check
from tijdig.check.rules import rules

FIRST = Path(__file__).parent / "corpus" / "first"
THIRD = FIRST.parent / "third"


class Expected(NamedTuple):
    code: str
    start: int
    end: int
    quote: str


class Letter(NamedTuple):
    file: str
    kind: str
    is_good: bool
    text: str
    expected: tuple[Expected, ...]
    settings: dict[str, Any]


class Score(NamedTuple):
    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0


class Measured(NamedTuple):
    false_alarms: tuple[tuple[Letter, Finding], ...]
    missed: tuple[tuple[Letter, Expected], ...]
    scores: dict[str, Score]

    @property
    def overall(self) -> Score:
        return Score(*(sum(score[part] for score in self.scores.values()) for part in range(3)))


def corpus(folder: Path = FIRST) -> tuple[Letter, ...]:
    """The letters of a folder with what should be found."""
    rows = tomllib.loads((folder / "expected.toml").read_text())["letter"]
    return tuple(_letter(folder, row) for row in rows)


def _letter(folder: Path, row: dict[str, Any]) -> Letter:
    text = (folder / row["file"]).read_text()
    return Letter(
        row["file"],
        row["kind"],
        row["good"],
        text,
        tuple(_expected(text, row.get("finding", ()))),
        row.get("settings", {}),
    )


def _expected(text: str, rows: Iterable[dict[str, Any]]) -> Iterator[Expected]:
    for row in rows:
        quote, start = row.get("quote", ""), 0
        for _ in range(row.get("nth", 1)):
            start = text.index(quote, start) + 1 if quote else 1
        yield Expected(row["code"], start - 1, start - 1 + len(quote), quote)


def measure(letters: Iterable[Letter]) -> Measured:
    """Match by code and overlap of place; a finding about the whole letter by code alone."""
    right: Counter[str] = Counter()
    alarms, missed = [], []
    for letter in letters:
        found = check(letter.text, kind=letter.kind, settings=letter.settings)
        hit = {each for each in letter.expected if any(_same(one, each) for one in found)}
        right.update(each.code for each in hit)
        missed += [(letter, each) for each in letter.expected if each not in hit]
        alarms += [(letter, one) for one in found if not any(_same(one, each) for each in letter.expected)]
    wrong, gone = Counter(one.code for _, one in alarms), Counter(each.code for _, each in missed)
    codes = [rule.code for rule in rules()]
    return Measured(tuple(alarms), tuple(missed), {code: Score(right[code], wrong[code], gone[code]) for code in codes})


def _same(found: Finding, expected: Expected) -> bool:
    if found.code != expected.code:
        return False
    return not expected.quote or not found.words or (found.start < expected.end and expected.start < found.end)


def table(measured: Measured) -> str:
    """The figures per rule and overall."""
    rows = [*measured.scores.items(), ("all", measured.overall)]
    lines = [f"{'rule':<22}{'right':>6}{'wrong':>6}{'missed':>7}{'precision':>11}{'recall':>8}"]
    lines += [
        f"{code:<22}{s.right:>6}{s.wrong:>6}{s.missed:>7}{s.precision:>11.2f}{s.recall:>8.2f}" for code, s in rows
    ]
    return "\n".join(lines)


def faults(measured: Measured) -> str:
    """Every false alarm and every miss."""
    lines = [
        f"false  {letter.file} {'GOOD' if letter.is_good else ''} {one.code}: {one.words!r}"
        for letter, one in measured.false_alarms
    ]
    lines += [f"missed {letter.file} {each.code}: {each.quote!r}" for letter, each in measured.missed]
    return "\n".join(lines)


def main(words: list[str]) -> None:
    folders = [Path(word) for word in words if not word.startswith("-")] or [FIRST]
    for folder in folders:
        measured = measure(corpus(folder))
        print(f"{folder.name}\n{table(measured)}")
        if "--faults" in words:
            print(faults(measured))


if __name__ == "__main__":
    main(sys.argv[1:])
