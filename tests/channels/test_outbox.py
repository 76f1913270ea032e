"""The outbox: one file and one line per key, whatever goes wrong in between."""

import errno
import json
import multiprocessing
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings

from tests.channels.messages import many, message
from tests.messages import cases
from tijdig import channels
from tijdig.channels.base import Receipt, Undeliverable
from tijdig.channels.outbox import Outbox

# Sends six messages to the folder named on the command line.
SCRIPT = """
import os, signal, sys
from pathlib import Path
from tests.channels.messages import many
from tijdig.channels import outbox
{before}
list(outbox.Outbox(Path(sys.argv[1])).send_many(many(3)))
"""


def _lines(root: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (root / "manifest.jsonl").read_text().splitlines()]


def _files(root: Path) -> set[str]:
    return {str(path.relative_to(root)) for path in root.rglob("*") if path.is_file() and path.name[0] != "."}


def _run(root: Path, before: str) -> subprocess.CompletedProcess[str]:
    code = SCRIPT.format(before=before)
    return subprocess.run([sys.executable, "-c", code, str(root)], check=False, capture_output=True, text=True)


def _state(root: Path) -> tuple[set[str], set[tuple[str, str]]]:
    return _files(root), {(line["key"], line["sha256"]) for line in _lines(root)}


@pytest.fixture
def whole(tmp_path: Path) -> tuple[set[str], set[tuple[str, str]]]:
    """How an outbox looks when nothing went wrong."""
    root = tmp_path / "whole"
    list(Outbox(root).send_many(many(3)))
    return _state(root)


def test_manifest_line_says_what_when_and_where(tmp_path: Path) -> None:
    receipt = Outbox(tmp_path).send(message(cases.anna(), "email"))

    assert _lines(tmp_path) == [
        {
            "moment": 1,
            "case": 7,
            "kind": "email",
            "at": "2026-11-24T08:00:00+00:00",
            "file": "2026-11-24/7-20261123-S1-email.eml",
            "sha256": receipt.sha256,
            "key": "7-20261123-S1-email",
        }
    ]


def test_folder_is_the_day_in_amsterdam(tmp_path: Path) -> None:
    late = message(cases.anna(), "sms", at=datetime(2026, 11, 24, 23, 30, tzinfo=UTC))

    assert Outbox(tmp_path).send(late).file.startswith("2026-11-25/")


def test_the_first_words_of_a_key_stay(tmp_path: Path) -> None:
    outbox = Outbox(tmp_path)
    first = outbox.send(message(cases.anna(), "sms"))
    changed = replace(message(cases.anna(), "sms"), recipient=cases.EMRE)

    again = [Outbox(tmp_path).send(changed), *outbox.send_many([changed, changed])]

    assert again == [first, first, first]
    assert len(_lines(tmp_path)) == 1


def test_a_key_never_points_outside_the_folder(tmp_path: Path) -> None:
    root = tmp_path / "outbox"

    Outbox(root).send(replace(message(cases.anna(), "sms"), key="../../../etc/passwd"))

    assert [path.name for path in tmp_path.iterdir()] == ["outbox"]
    assert len(_files(root)) == 2


@pytest.mark.slow
@pytest.mark.parametrize(
    "kill_when",
    [
        # Between a file and its line; in the middle of a file; in the middle of the lines.
        "outbox.Outbox._append = lambda *a: os.kill(os.getpid(), signal.SIGKILL)",
        "w = outbox._write_all\n"
        "def half(h, d): os.write(h, bytes(d)[:9]); os.kill(os.getpid(), signal.SIGKILL)\n"
        "outbox._write_all = half",
        "w = outbox._write_all\n"
        "def half(h, d):\n"
        "    if bytes(d).startswith(b'{'):\n"
        "        os.write(h, bytes(d)[:-40]); os.kill(os.getpid(), signal.SIGKILL)\n"
        "    w(h, d)\n"
        "outbox._write_all = half",
    ],
)
def test_killed_and_run_again_ends_the_same(
    kill_when: str, tmp_path: Path, whole: tuple[set[str], set[tuple[str, str]]]
) -> None:
    root = tmp_path / "outbox"

    assert _run(root, kill_when).returncode == -signal.SIGKILL
    list(Outbox(root).send_many(many(3)))

    assert _state(root) == whole
    assert len(_lines(root)) == 6


def test_manifest_keeps_the_order_of_sending(tmp_path: Path) -> None:
    messages = many(3, ("letter", "sms"))

    answers = list(Outbox(tmp_path).send_many([*messages, messages[0]]))

    assert [line["key"] for line in _lines(tmp_path)] == [one.key for one in messages]
    assert answers[-1] == answers[0]


def _child_says(root: Path, answer: Any) -> None:
    try:
        list(Outbox(root).send_many(many(2, ("letter",))))
    except RuntimeError as error:
        answer.send(str(error))


@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")  # Python 3.12 warns of the very thing tested here
def test_a_forked_process_says_that_it_cannot_make_letters(tmp_path: Path) -> None:
    list(Outbox(tmp_path).send_many(many(2, ("letter",))))
    context = multiprocessing.get_context("fork")
    here, there = context.Pipe()

    child = context.Process(target=_child_says, args=(tmp_path / "child", there), daemon=True)
    child.start()
    said = here.recv() if here.poll(30) else "nothing"
    child.kill()

    assert said == "this process was forked from one that made letters; start workers afresh (spawn)"


def test_torn_last_line_is_dropped_and_sent_again(tmp_path: Path) -> None:
    list(Outbox(tmp_path).send_many(many(3)))
    manifest = tmp_path / "manifest.jsonl"
    before = manifest.read_bytes()
    manifest.write_bytes(before[:-30])

    list(Outbox(tmp_path).send_many(many(3)))

    assert manifest.read_bytes() == before


def test_a_line_that_is_no_message_is_named(tmp_path: Path) -> None:
    (tmp_path / "manifest.jsonl").write_text('{"half": \n')

    with pytest.raises(Undeliverable, match=r"manifest_broken: manifest\.jsonl holds a line that is no message"):
        Outbox(tmp_path).send(message(cases.anna(), "sms"))


def test_an_emptied_outbox_starts_anew(tmp_path: Path) -> None:
    outbox = Outbox(tmp_path)
    list(outbox.send_many(many(3)))
    (tmp_path / "manifest.jsonl").unlink()

    outbox.send(many(1)[0])

    assert [line["case"] for line in _lines(tmp_path)] == [0]


def test_two_at_once_never_write_a_key_twice(tmp_path: Path) -> None:
    messages = many(20)

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: list(Outbox(tmp_path).send_many(messages)), range(4)))

    assert answers[1:] == answers[:1] * 3
    assert sorted(line["key"] for line in _lines(tmp_path)) == sorted(one.key for one in messages)


def _full_after(written: int) -> Callable[[int, memoryview], int]:
    """A disk with this much room: it takes what fits, as a real one does, and then no more."""
    left, write = written, os.write

    def full(handle: int, data: memoryview) -> int:
        nonlocal left
        if left == 0:
            raise OSError(errno.ENOSPC, "No space left on device")
        done = write(handle, bytes(data)[:left])
        left -= done
        return done

    return full


# One SMS is some 210 bytes and its line 220: full in the first file, in a later one, in the lines.
@pytest.mark.parametrize("room", [0, 50, 300, 680, 1_000])
def test_full_disk_refuses_clearly_and_leaves_nothing_half_done(
    room: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    messages = many(3, ("sms",))
    with monkeypatch.context() as disk:
        disk.setattr(os, "write", _full_after(room))
        answers = list(Outbox(tmp_path).send_many(messages))

    refusals = [answer for answer in answers if isinstance(answer, Undeliverable)]
    assert refusals
    assert {(str(refusal), refusal.permanent) for refusal in refusals} == {
        ("disk_fault: No space left on device", False)
    }
    kept = {answer.file for answer in answers if isinstance(answer, Receipt)}
    assert _files(tmp_path) - {"manifest.jsonl"} == kept
    assert not [path for path in tmp_path.rglob(".*") if path.name != ".lock"]

    assert all(isinstance(answer, Receipt) for answer in Outbox(tmp_path).send_many(messages))
    assert len(_lines(tmp_path)) == 3


def test_check_says_when_the_folder_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    faults = Outbox(tmp_path / "file" / "outbox").check()

    assert faults == [f"De map {tmp_path}/file/outbox kan niet worden gemaakt: Not a directory."]


def test_get_gives_the_provider_of_the_settings(tmp_path: Path) -> None:
    with override_settings(OUTBOX_DIR=tmp_path, CHANNELS={"sms": "tijdig.channels.outbox.Outbox"}):
        provider = channels.get("sms")

        assert isinstance(provider, Outbox)
        assert provider.root == tmp_path
        assert channels.get("sms") is provider
