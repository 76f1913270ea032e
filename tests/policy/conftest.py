"""Policy files that a test may edit."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tijdig.policy.loader import FOLDER

type_of_edit = Callable[..., Path]


@pytest.fixture
def edited(tmp_path: Path) -> type_of_edit:
    """A copy of the policy files in which one piece of text is replaced: edited("contacts.toml", old, new)."""

    def edit(file: str, old: str, new: str) -> Path:
        folder = tmp_path / "policy"
        if not folder.exists():
            shutil.copytree(FOLDER, folder, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
        text = (folder / file).read_text(encoding="utf-8")
        assert old in text, f"{file} holds no {old!r}"
        (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
        return folder

    return edit
