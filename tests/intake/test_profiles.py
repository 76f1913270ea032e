import os
from pathlib import Path

import pytest

from tijdig.intake import ProfileError, profiles

GOOD = """
title = "Eigen lijst"
[list]
kind = "changes"
[columns]
customer = "Klant"
reference = "Factuur"
due = "Verval"
open = "Open"
address = ["Straat", "Nr"]
[kind]
default = "rent"
"""


def load(tmp_path: Path, text: str) -> profiles.Profile:
    path = tmp_path / "eigen.toml"
    path.write_text(text)
    return profiles.load(str(path))


def test_profiles_that_come_with_tijdig_can_be_used() -> None:
    assert profiles.names() == ("open-items", "public-ledger", "snapshot")
    assert all(profiles.load(name).title for name in profiles.names())


def test_profile_of_ones_own_has_the_usual_dutch_defaults(tmp_path: Path) -> None:
    profile = load(tmp_path, GOOD)

    assert (profile.name, profile.separator, profile.decimal, profile.date) == ("eigen", ";", ",", "dd-mm-jjjj")
    assert profile.columns["address"] == ("Straat", "Nr")
    assert profile.kind_for("housing") == "rent"


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('title = "Eigen lijst"', "", "title"),
        ('title = "Eigen lijst"', "title = 3", "title"),
        ('title = "Eigen lijst"', 'title = "x"\nlijst = 1', "lijst"),
        ('title = "Eigen lijst"', 'title = "x"\noptional = ["email"]', "optional"),
        ('title = "Eigen lijst"', 'title = "x"\noptional = ["due"]', "optional"),
        ('title = "Eigen lijst"', 'title = "x"\noptional = "due"', "optional"),
        ('kind = "changes"', 'kind = "soms"', "list.kind"),
        ('kind = "changes"', 'kind = "full"\nhistory = true', "list.history"),
        ('kind = "changes"', 'kind = "full"\nhistory = 1', "list.history"),
        ('kind = "changes"', 'kind = "full"\nlower = "weg"', "list.lower"),
        ('due = "Verval"', "", "columns.due"),
        ('due = "Verval"', 'due = ""', "columns.due"),
        ('due = "Verval"', 'due = ["a", "b"]', "columns.due"),
        ('due = "Verval"', 'due = "Verval"\nbsn = "BSN"', "columns.bsn"),
        ('default = "rent"', 'default = "huur"', "kind.default"),
        ('default = "rent"', 'default = "rent"\nby_word = {huur = "huur"}', "kind.by_word.huur"),
        ('default = "rent"', 'default = "rent"\nby_sector = {bakker = "rent"}', "kind.by_sector.bakker"),
        ("[kind]", '[format]\nencoding = "ebcdic"\n[kind]', "format.encoding"),
        ("[kind]", '[format]\nencoding = "utf-16"\n[kind]', "format.encoding"),
        ("[kind]", '[format]\ndate = "dd-mm"\n[kind]', "format.date"),
        ("[kind]", "[format]\nheader_lines = 0\n[kind]", "format.header_lines"),
        ("[kind]", '[format]\ndecimal = ","\nthousands = ","\n[kind]', "format.thousands"),
        ("[kind]", '[format]\nkomma = ","\n[kind]', "format.komma"),
        ("[kind]\n", "kind = 1\n[x]\n", "x"),
        ("[kind]", "[words.customer_kind]\nbv = 'firma'\n[kind]", "words.customer_kind.bv"),
    ],
)
def test_profile_error_names_file_key_and_mend(tmp_path: Path, old: str, new: str, key: str) -> None:
    with pytest.raises(ProfileError) as error:
        load(tmp_path, GOOD.replace(old, new))

    assert (error.value.file, error.value.key) == ("eigen.toml", key)
    assert error.value.mend


def test_profile_that_is_not_there_says_which_there_are() -> None:
    with pytest.raises(ProfileError, match="open-items, public-ledger, snapshot"):
        profiles.load("nl")


@pytest.mark.parametrize("content", [b"a = = 1", b"\xff\xfe", None])
def test_profile_that_cannot_be_read_is_named(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "stuk.toml"
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(ProfileError, match=r"stuk\.toml: file"):
        profiles.load(str(path))


def test_table_that_is_no_table_is_named(tmp_path: Path) -> None:
    with pytest.raises(ProfileError, match=r"format: write a table"):
        load(tmp_path, "format = 3\n" + GOOD)


def test_profile_that_is_a_pipe_is_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "own.toml")

    with pytest.raises(ProfileError, match="no plain file"):
        profiles.load(str(tmp_path / "own.toml"))
