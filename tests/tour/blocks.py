"""Reads a document and runs its blocks: files, commands, Python, people at a phone or a desk; it must all be true.

`…` in the shown output stands for anything on the way; a no-break space counts as a space.
"""

import doctest
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from tests.chromes import UNSAFE

ROOT = Path(__file__).resolve().parents[2]
FENCE = re.compile(r"^```(?P<info>[^\n]*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
SECONDS = 60
BROWSERS = ("phone", "desk")


@dataclass(frozen=True)
class Block:
    """One fenced block: its language, the file it is (or nothing), where it stands and what it says."""

    kind: str
    file: str
    line: int
    body: str


class MismatchError(AssertionError):
    """What a block shows is not what comes out."""


def read(document: str) -> Iterator[Block]:
    """The blocks of a document in their order."""
    for match in FENCE.finditer(document):
        kind, _, file = match["info"].partition(" ")
        yield Block(kind, file.strip(), document[: match.start()].count("\n") + 1, match["body"])


class Screen(Protocol):
    """What shows the blocks that happen in a browser."""

    def hear(self, output: str) -> None: ...
    def play(self, block: Block) -> None: ...


def run(block: Block, folder: Path, screen: Screen | None = None) -> None:
    """Run one block in a folder that holds its files and its database; MismatchError says where and what."""
    if block.kind in BROWSERS:
        if screen is None:
            raise MismatchError(f"line {block.line}: a block for a {block.kind} needs a browser")
        screen.play(block)
    elif block.file:
        (folder / block.file).write_text(block.body, encoding="utf-8")
    elif block.kind == "console":
        for command, shown in _commands(block):
            said = _output(command, folder)
            _compare(block, command, shown, said)
            if screen:
                screen.hear(said)
    elif block.kind == "python":
        _compare(block, "python", "", _python(block.body, folder))
    else:
        raise MismatchError(
            f"line {block.line}: a block is `console`, `python`, a screen or a file; {block.kind!r} is none"
        )


def environment(folder: Path) -> dict[str, str]:
    """A place of its own for all that the tour writes."""
    left_out = ("TIJDIG_", UNSAFE)  # the server of the tour is the one of production
    own = {key: value for key, value in os.environ.items() if not key.startswith(left_out)}
    return own | {
        "TIJDIG_DATA_DIR": str(folder / "var"),
        "DJANGO_SETTINGS_MODULE": "tijdig.settings",
        "PYTHONPATH": str(ROOT),
        "COLUMNS": "120",
    }


def matches(shown: str, said: str) -> bool:
    """Whether the shown text is what was said, `…` aside."""
    pattern = ".*?".join(re.escape(part) for part in _plain(shown).split("…"))
    return re.fullmatch(pattern, _plain(said), re.DOTALL) is not None


def holds(text: str, words: str) -> bool:
    """Whether a page says these words, however its lines break; `…` stands for anything on the way."""
    pattern = ".*?".join(re.escape(_line(part)) for part in words.split("…"))
    return re.search(pattern, _line(text)) is not None


def _line(text: str) -> str:
    return " ".join(text.replace("\u00a0", " ").split())


def _plain(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.replace("\u00a0", " ").strip().splitlines())


def _commands(block: Block) -> Iterator[tuple[str, str]]:
    """Each line after `$ ` with the lines under it."""
    if not block.body.startswith("$ "):
        raise MismatchError(f"line {block.line}: a console block begins with `$ ` and a command")
    for part in re.split(r"^\$ ", block.body, flags=re.MULTILINE)[1:]:
        command, _, shown = part.partition("\n")
        yield command, shown


def _output(command: str, folder: Path) -> str:
    """What the command says; `tijdig` is the one of this checkout, whatever is installed."""
    words = shlex.split(command)
    if words[0] == "tijdig":
        words = [sys.executable, "-c", "from tijdig.cli import main; main()", *words[1:]]
    done = subprocess.run(
        words, cwd=folder, env=environment(folder), capture_output=True, text=True, timeout=SECONDS, check=False
    )
    return done.stdout + done.stderr + (f"(exit code {done.returncode})\n" if done.returncode else "")


def _python(body: str, folder: Path) -> str:
    """Run a doctest in a process of its own, since this one has settings of its own; nothing said means it matches."""
    done = subprocess.run(
        [sys.executable, __file__],
        cwd=folder,
        env=environment(folder),
        input=body,
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    return done.stdout + (done.stderr if done.returncode else "")


def _compare(block: Block, command: str, shown: str, said: str) -> None:
    if not matches(shown, said):
        raise MismatchError(f"docs/tour.md, line {block.line}: {command}\n--- shown\n{shown}\n--- came out\n{said}")


class _Checker(doctest.OutputChecker):
    """Compares as the console blocks do."""

    def check_output(self, want: str, got: str, *_flags: int) -> bool:
        return matches(want, got)


def _run_doctest(source: str) -> int:
    import django

    django.setup()
    test = doctest.DocTestParser().get_doctest(source, {}, "docs/tour.md", None, 0)
    return doctest.DocTestRunner(_Checker(), verbose=False).run(test).failed


if __name__ == "__main__":
    sys.exit(_run_doctest(sys.stdin.read()))
