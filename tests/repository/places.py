"""Where things are, and what git keeps."""

import ast
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("tijdig", "accounts", "demo")
PURE = ("rules", "planner", "stats", "messages", "policy", "words", "languages")


@cache
def kept() -> tuple[Path, ...]:
    """Every file that git keeps; without git (a release tarball) every file outside the usual rubbish."""
    asked = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True)
    if asked.returncode == 0:
        return tuple(ROOT / name for name in asked.stdout.split("\0") if name and (ROOT / name).is_file())
    rubbish = {".venv", "var", "__pycache__", "build", "dist"}
    return tuple(path for path in ROOT.rglob("*") if path.is_file() and not rubbish & set(path.parts))


@cache
def texts() -> dict[Path, str]:
    """The kept files that are text, with their words."""
    found = {}
    for path in kept():
        try:
            found[path] = path.read_text()
        except UnicodeDecodeError:
            continue
    return found


def modules(*packages: str) -> list[Path]:
    """Our Python files; migrations are written by a machine and follow the models."""
    return [
        path
        for path in kept()
        if path.suffix == ".py"
        and path.relative_to(ROOT).parts[0] in (packages or PACKAGES)
        and "migrations" not in path.parts
    ]


def pure_modules() -> list[Path]:
    """The files that know no Django, clock, chance or network."""
    return [path for path in modules("tijdig") if path.relative_to(ROOT).parts[1] in PURE]


@cache
def tree(path: Path) -> ast.Module:
    """A file as Python reads it."""
    return ast.parse(path.read_text())


def name_of(path: Path) -> str:
    """A path as people write it."""
    return path.relative_to(ROOT).as_posix()
