"""Measures the base install: every package that requirements.lock names, as it stands in this environment."""

import re
import sys
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

LIMIT_MB = 500
LOCK = Path(__file__).resolve().parent.parent / "requirements.lock"


def sizes() -> dict[str, int]:
    """Bytes per installed package; those for another platform are not there and count for nothing."""
    names = re.findall(r"^([A-Za-z0-9_.-]+)==", LOCK.read_text(), re.MULTILINE)
    found = {}
    for name in names:
        try:
            files = distribution(name).files or []
        except PackageNotFoundError:
            continue
        found[name] = sum(path.stat().st_size for file in files if (path := Path(str(file.locate()))).is_file())
    return found


def main() -> int:
    """The five largest, the sum, and an exit code."""
    found = sizes()
    for name, size in sorted(found.items(), key=lambda pair: -pair[1])[:5]:
        print(f"{size / 1e6:8.1f} MB  {name}")
    total = sum(found.values()) / 1e6
    print(f"{total:8.1f} MB  in all, {len(found)} packages (limit {LIMIT_MB})")
    return int(total > LIMIT_MB)


if __name__ == "__main__":
    sys.exit(main())
