"""The words of consents: every version stays, names what is told, and says how it ends."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.web.pages import WORDS
from tijdig.messages import consents
from tijdig.policy.values import PolicyError
from tijdig.words import ConsentPurpose, SharedData

NAMES = {"house": "Woonstede", "other": "Bosstroom", "until": "24 november 2028"}
SENTENCE = re.compile(r"[.?:](?=\s)")
DAY = date(2026, 12, 1)
VERSION = """
[[version]]
code = "{code}"
since = {since}
data = {data}
{more}
[version.nl]
title = "t"
asks = "Mag {{house}} {said}?"
lines = ["l"]
yes = "ja"
no = "nee"
aloud = "a"
[version.en]
title = "t"
asks = "May {{house}} {said}?"
lines = ["l"]
yes = "yes"
no = "no"
aloud = "a"
"""


def lay(folder: Path, **changed: str) -> Path:
    """Four files with one version each, and what is changed of that of `help`."""
    for purpose in ConsentPurpose:
        own = {"code": purpose.value, "since": "2026-11-01", "data": "[]", "more": "", "said": "dit"}
        (folder / f"{purpose.value}.toml").write_text(
            VERSION.format(**own | (changed if purpose == ConsentPurpose.HELP else {}))
        )
    return folder


@pytest.mark.parametrize("purpose", ConsentPurpose)
@pytest.mark.parametrize("language", consents.LANGUAGES)
@pytest.mark.parametrize("is_formal", [True, False])
def test_words_are_complete_and_filled_in(purpose: ConsentPurpose, language: str, *, is_formal: bool) -> None:
    text = consents.current(purpose, DAY)

    words = consents.said(text, language, [SharedData.ROOM], is_formal=is_formal, **NAMES)
    every = " ".join(
        (f"{words.title}.", words.asks, *words.lines, words.room, f"{words.yes}. {words.no}.", words.aloud)
    )

    assert not any(mark in every for mark in ("[[", "]]", "{", "}", "|"))
    assert "schuld" not in every
    assert (NAMES["until"] in every) == (purpose != ConsentPurpose.OVERVIEW)
    assert bool(words.room) == (SharedData.ROOM in text.on_request)
    assert [one for one in SENTENCE.split(every) if len(one.split()) > WORDS] == []


def test_words_speak_with_u_or_je() -> None:
    text = consents.current(ConsentPurpose.JOINT, DAY)

    assert (
        consents.said(text, "nl", is_formal=True, **NAMES).lines[3]
        == "Meer vertellen wij niet. Uw verhaal blijft hier."
    )
    assert (
        consents.said(text, "nl", is_formal=False, **NAMES).lines[3]
        == "Meer vertellen wij niet. Je verhaal blijft hier."
    )
    assert consents.language_of(text, "tr") == "nl"


def test_no_means_the_same_read_aloud_and_on_the_page() -> None:
    text = consents.current(ConsentPurpose.JOINT, DAY)
    words = consents.said(text, "nl", is_formal=True, **NAMES)
    page = Path("tijdig/templates/portal/joint/consent.html").read_text()

    assert words.aloud.endswith("Nee zeggen mag ook. Dan gaat Bosstroom niet mee in het plan.")
    assert "Nee zeggen mag ook. Dan gaat {{ page.name }} niet mee in het plan." in page
    assert "wat zij elke keer krijgen" in words.aloud
    assert "wat zij elke keer krijgen" in " ".join(words.lines)
    assert "één plan te maken" in " ".join(words.lines)


def test_joint_words_name_the_least_and_room_only_on_request() -> None:
    text = consents.current(ConsentPurpose.JOINT, DAY)

    assert text.data == (SharedData.WHO, SharedData.BALANCE, SharedData.STATUS, SharedData.CONTACT)
    assert text.allows((SharedData.BALANCE, SharedData.ROOM))
    assert not text.allows((SharedData.REACH,))


def test_what_somebody_can_miss_is_named_only_where_it_is_told_and_before_we_say_that_this_is_all() -> None:
    text = consents.current(ConsentPurpose.JOINT, DAY)
    plain, more = (consents.said(text, "nl", told, is_formal=True, **NAMES) for told in ((), tuple(SharedData)))

    assert (plain.room, len(more.lines) - len(plain.lines)) == ("", 1)
    assert more.lines[3:5] == (more.room, "Meer vertellen wij niet. Uw verhaal blijft hier.")
    assert "die drie dingen ook. Meer" in plain.aloud
    assert f"die drie dingen ook. {more.room} Meer" in more.aloud


def test_words_of_a_consent_without_an_end_say_nothing_of_an_end() -> None:
    text = consents.current(ConsentPurpose.JOINT, DAY)

    said = consents.said(text, "nl", is_formal=True, **NAMES | {"until": ""})

    assert [line for line in said.lines if "stopt" in line] == []


def test_new_version_is_read_from_its_day_on_and_the_old_one_can_still_be_shown(tmp_path: Path) -> None:
    file = lay(tmp_path) / "joint.toml"
    newer = {"code": "joint-2", "since": "2026-12-15", "data": '["balance"]', "more": "", "said": "meer"}
    file.write_text(file.read_text() + VERSION.format(**newer))

    read = [consents.current(ConsentPurpose.JOINT, DAY + timedelta(days=days), tmp_path).code for days in (-60, 0, 14)]
    old = consents.by_code("joint", tmp_path)

    assert read == ["joint", "joint", "joint-2"]
    assert old is not None
    assert consents.said(old, "nl", is_formal=True, house="W").asks == "Mag W dit?"
    assert consents.by_code("never", tmp_path) is None


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"data": '["balance"]'}, "may not be told for this"),
        ({"data": "1"}, "write since"),
        ({"more": 'extra = "x"'}, "nothing reads it"),
        ({"code": "c" * 25}, "at most 24"),
        ({"code": "joint"}, "a code of its own"),
    ],
)
def test_wrong_words_are_refused_with_what_and_where(changed: dict[str, str], says: str, tmp_path: Path) -> None:
    with pytest.raises(PolicyError, match=says):
        consents.versions(lay(tmp_path, **changed))


def test_file_without_a_version_or_out_of_order_is_refused(tmp_path: Path) -> None:
    file = lay(tmp_path) / "help.toml"
    file.write_text("")

    with pytest.raises(PolicyError, match="at least one"):
        consents.versions(tmp_path)
