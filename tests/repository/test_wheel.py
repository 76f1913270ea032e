"""What is installed elsewhere holds everything: pages, style, fonts, policy, texts, profiles."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.repository.places import PACKAGES, ROOT, kept, name_of


@pytest.mark.slow
def test_wheel_holds_every_kept_file_of_our_packages(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", tmp_path, ROOT],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr

    [wheel] = tmp_path.glob("*.whl")
    inside = set(zipfile.ZipFile(wheel).namelist())
    ours = {name_of(path) for path in kept() if path.relative_to(ROOT).parts[0] in PACKAGES}

    assert ours - inside == set()
    assert {name for name in inside if name.startswith(("tests/", "tools/", "docs/"))} == set()
    assert any(name.endswith("licenses/LICENSE") for name in inside)
