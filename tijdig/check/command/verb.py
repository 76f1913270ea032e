"""What `tijdig check` does: read, look, tell; and leave with 0 (nothing), 1 (found) or 2 (could not read)."""

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import Final, NamedTuple, TextIO

from tijdig.check import check
from tijdig.check.command import formats, teach
from tijdig.check.command.config import BadConfig, Config, load
from tijdig.check.files import MOST_BYTES, Unreadable, read
from tijdig.check.findings import ERROR, KINDS, WARNING, Finding

NOTHING, FOUND, BROKEN = 0, 1, 2
HELP: Final = "Check Dutch letters as a linter checks code, for example `tijdig check brief.md`"
_FROM_PIPE: Final = "-"


class Looked(NamedTuple):
    """One file: its kind, its text and what was found."""

    name: str
    kind: str
    text: str
    findings: tuple[Finding, ...]

    @property
    def shown(self) -> str:
        """The name for people: bytes that are no letters as \\xff."""
        return shown(self.name)


def shown(name: str) -> str:
    """A name that any stream can take."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def main(words: Sequence[str], out: TextIO | None = None, complaints: TextIO | None = None) -> int:
    """Run the verb; the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a pipe of Windows knows no arrow
            stream.reconfigure(errors="backslashreplace")
    out, complaints = out or sys.stdout, complaints or sys.stderr
    options = _parser().parse_args(words)
    if options.rules or options.explain:
        return teach.rules(out) if options.rules else teach.explain(options.explain, out, complaints)
    if not options.files:
        complaints.write("tijdig check: noem een bestand, of - om te lezen wat u erin stuurt (tijdig check --help)\n")
        return BROKEN
    names = list(_names(options.files))
    if not names:
        complaints.write("tijdig check: in deze map staan geen brieven (.md, .txt, .eml, .docx, .pdf)\n")
        return BROKEN
    try:
        configs = {folder: load(options.config, folder) for folder in {_folder(name) for name in names}}
    except BadConfig as fault:
        complaints.write(f"tijdig check: {fault}\n")
        return BROKEN
    looked, refused = _look(names, options.kind, configs)
    formats.write(options.format, looked, out, in_colour=_has_colour(options.color, out))
    for name, why in refused:
        complaints.write(f"tijdig check: {shown(name)} {why}\n")
    return BROKEN if refused else _code(looked, is_strict=options.strict)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("tijdig check", description=HELP)
    parser.add_argument(
        "files", nargs="*", metavar="FILE", help="letters to check; - reads standard input; a folder means all in it"
    )
    parser.add_argument(
        "--kind", choices=KINDS, help="what kind of text it is; default: as the file says, e-mail for .eml, else letter"
    )
    parser.add_argument("--format", choices=formats.FORMATS, default="text", help="how to tell")
    parser.add_argument(
        "--config", type=Path, metavar="FILE", help="configuration; default: the nearest tijdig-check.toml upwards"
    )
    parser.add_argument("--strict", action="store_true", help="leave with 1 for warnings too")
    parser.add_argument("--color", choices=("auto", "always", "never"), default="auto", help="colours on the terminal")
    parser.add_argument("--rules", action="store_true", help="list all rules")
    parser.add_argument("--explain", metavar="RULE", help="teach one rule")
    return parser


def _look(
    names: Sequence[str], chosen: str | None, configs: Mapping[Path, Config]
) -> tuple[list[Looked], list[tuple[str, str]]]:
    looked, refused = [], []
    for name in names:
        config = configs[_folder(name)]
        try:
            source = read(_bytes(name), name)
        except Unreadable as why:
            refused.append((name, str(why)))
            continue
        except OSError as fault:
            refused.append((name, f"is niet te openen ({fault.strerror or fault})"))
            continue
        kind = chosen or config.kind_of(name) or source.kind or "letter"
        found = check(
            source.text,
            kind=kind,
            settings=config.settings,
            off=config.off,
            severities=config.severity,
            allowed=config.allowed,
        )
        looked.append(Looked(name, kind, source.text, found))
    return looked, refused


def _names(given: Sequence[str]) -> Iterator[str]:
    """The files; of a folder all that we can read."""
    for name in given:
        if name != _FROM_PIPE and Path(name).is_dir():
            yield from sorted(
                str(each)
                for each in Path(name).rglob("*")
                # A link may lead anywhere; a pipe may never end.
                if each.suffix.lower() in (".md", ".txt", ".eml", ".docx", ".pdf") and _is_plain_file(each)
            )
        else:
            yield name


def _is_plain_file(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()


def _folder(name: str) -> Path:
    """Where the search for a configuration begins: beside the letter."""
    return Path.cwd() if name == _FROM_PIPE else Path(name).absolute().parent


def _bytes(name: str) -> bytes:
    """One byte more than a letter may have at most: who reads it sees that it is too large."""
    if name == _FROM_PIPE:
        return sys.stdin.buffer.read(MOST_BYTES + 1)
    with Path(name).open("rb") as opened:
        return opened.read(MOST_BYTES + 1)


def _code(looked: Sequence[Looked], *, is_strict: bool) -> int:
    serious = (ERROR, WARNING) if is_strict else (ERROR,)
    return FOUND if any(one.severity in serious for each in looked for one in each.findings) else NOTHING


def _has_colour(choice: str, out: TextIO) -> bool:
    return choice == "always" or (choice == "auto" and out.isatty())
