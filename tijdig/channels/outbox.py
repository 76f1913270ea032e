"""The outbox: every message becomes a real file, with one line in a manifest; nothing leaves the machine.

Safe to kill at any moment. A file is written beside its place and renamed, then its line is added. What was cut off in
between is done again with the same bytes; a torn last line is dropped; a key never gets a second line.
"""

import fcntl
import hashlib
import json
import os
import re
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, Final

from django.conf import settings

from tijdig.channels import sms
from tijdig.channels.base import DeliveryReport, Message, Receipt, Undeliverable
from tijdig.channels.email import mime
from tijdig.channels.letter import pdf
from tijdig.channels.letter.styles import LetterStyle
from tijdig.rules.workdays import AMSTERDAM

MANIFEST: Final = "manifest.jsonl"
_CHUNK: Final = 200
_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
_WRITERS: Final[Mapping[str, tuple[str, Callable[[Message], bytes]]]] = {
    "letter": ("pdf", pdf.pdf),
    "email": ("eml", mime.eml),
    "sms": ("txt", sms.text_file),
}


class Outbox:
    """A provider that keeps files under one folder, a folder per day."""

    def __init__(self, root: Path | str | None = None) -> None:
        """Use the folder of the settings unless another is given."""
        self.root = Path(root if root is not None else settings.OUTBOX_DIR)
        self.manifest = self.root / MANIFEST
        self._places: dict[str, int] = {}  # key -> where its line begins
        self._read_up_to = 0

    def check(self) -> list[str]:
        """Whether the folder can be written."""
        try:
            self.root.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            return [f"De map {self.root} kan niet worden gemaakt: {error.strerror}."]
        if os.access(self.root, os.W_OK):
            return []
        return [f"In de map {self.root} mag niet worden geschreven."]

    def send(self, message: Message) -> Receipt:
        """Keep one message."""
        answer = next(iter(self.send_many([message])))
        if isinstance(answer, Undeliverable):
            raise answer
        return answer

    def send_many(self, messages: Sequence[Message]) -> Iterator[Receipt | Undeliverable]:
        """Keep many, in order, a few hundred at a time; a chunk is on disk before its receipts are given."""
        for start in range(0, len(messages), _CHUNK):
            yield from self._send_chunk(messages[start : start + _CHUNK])

    def reports(self, payload: Mapping[str, Any] | bytes) -> list[DeliveryReport]:
        """An outbox never hears back."""
        del payload
        return []

    def _send_chunk(self, messages: Sequence[Message]) -> list[Receipt | Undeliverable]:
        with self._locked():
            known = {message.key for message in messages if message.key in self._places}
        fresh: dict[str, Message] = {}
        for message in messages:
            if message.key not in known:
                fresh.setdefault(message.key, message)
        answers: dict[str, Receipt | Undeliverable] = {}
        made: dict[str, tuple[Receipt, bytes]] = {}
        for message, data in zip(fresh.values(), _all_made(list(fresh.values())), strict=True):
            try:
                receipt = self._write_file(message, data)
            except Undeliverable as refusal:
                answers[message.key] = refusal
                continue
            answers[message.key] = receipt
            made[message.key] = receipt, _line(message, receipt)
        with self._locked():
            answers |= self._keep({key: pair for key, pair in made.items() if key not in self._places})
            # What another process kept first is the truth, also when its bytes differ.
            answers |= {key: self._receipt(key) for message in messages if (key := message.key) in self._places}
        return [answers[message.key] for message in messages]

    def _keep(self, made: Mapping[str, tuple[Receipt, bytes]]) -> dict[str, Undeliverable]:
        """Add the lines of new files; when that fails, take the files away again."""
        try:
            self._append({key: line for key, (_, line) in made.items()})
        except Undeliverable as refusal:
            for receipt, _ in made.values():
                (self.root / receipt.file).unlink(missing_ok=True)
            return dict.fromkeys(made, refusal)
        return {}

    def _write_file(self, message: Message, made: bytes | Undeliverable) -> Receipt:
        if isinstance(made, Undeliverable):
            raise made
        suffix, _ = _WRITERS[message.kind]
        day = message.at.astimezone(AMSTERDAM).date().isoformat()
        file = f"{day}/{_file_name(message.key)}.{suffix}"
        path = self.root / file
        with _disk_faults():
            path.parent.mkdir(parents=True, exist_ok=True)
            _replace(path, made)
        return Receipt(message.key, file, hashlib.sha256(made).hexdigest())

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """Alone with the manifest, mended and read up to its end."""
        with _disk_faults():
            self.root.mkdir(parents=True, exist_ok=True)
            handle = os.open(self.root / ".lock", os.O_CREAT | os.O_RDWR, 0o644)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            self._read_on()
            yield
        finally:
            os.close(handle)

    def _read_on(self) -> None:
        """Read the lines that were added since; drop a torn last one."""
        if not self.manifest.exists():
            self._places, self._read_up_to = {}, 0
            return
        with self.manifest.open("r+b") as file:
            if file.seek(0, os.SEEK_END) < self._read_up_to:
                self._places, self._read_up_to = {}, 0  # somebody emptied the outbox
            file.seek(self._read_up_to)
            for line in file:
                if not line.endswith(b"\n"):
                    file.truncate(self._read_up_to)
                    break
                self._places[_key_of(line)] = self._read_up_to
                self._read_up_to += len(line)

    def _append(self, lines: Mapping[str, bytes]) -> None:
        if not lines:
            return
        with _disk_faults(), self.manifest.open("ab", buffering=0) as file:
            try:
                _write_all(file.fileno(), b"".join(lines.values()))
                os.fsync(file.fileno())
            except OSError:
                file.truncate(self._read_up_to)
                raise
        for key, line in lines.items():
            self._places[key] = self._read_up_to
            self._read_up_to += len(line)

    def _receipt(self, key: str) -> Receipt:
        with self.manifest.open("rb") as file:
            file.seek(self._places[key])
            line = json.loads(file.readline())
        return Receipt(key, line["file"], line["sha256"])


def _all_made(messages: Sequence[Message]) -> list[bytes | Undeliverable]:
    """The bytes of each. Letters use all processors: the typesetter works outside Python's lock; the rest does not."""
    if sum(message.kind == "letter" for message in messages) > 1:
        return list(_typesetters().map(_made, messages))
    return [_made(message) for message in messages]


@cache
def _typesetters() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(max_workers=min(os.cpu_count() or 1, 8), thread_name_prefix="letter")


# Threads do not survive a fork: the child makes its own.
os.register_at_fork(after_in_child=_typesetters.cache_clear)


def _made(message: Message) -> bytes | Undeliverable:
    if message.kind not in _WRITERS:
        return Undeliverable(
            "kind_unknown", permanent=True, detail=f"an outbox keeps no {message.kind}", about_address=False
        )
    _, write = _WRITERS[message.kind]
    try:
        return write(message)
    except Undeliverable as refusal:
        return refusal


def _line(message: Message, receipt: Receipt) -> bytes:
    line = {
        "moment": message.moment_id,
        "case": message.case_id,
        "kind": message.kind,
        "at": message.at.isoformat(),
        "file": receipt.file,
        "sha256": receipt.sha256,
        "key": message.key,
    }
    if message.kind == "letter":
        line |= LetterStyle.of(message.content.options).tasks(message.content.language)
    return json.dumps(line, ensure_ascii=False).encode() + b"\n"


def _key_of(line: bytes) -> str:
    try:
        key: str = json.loads(line)["key"]
    except (ValueError, KeyError, TypeError) as error:
        detail = f"{MANIFEST} holds a line that is no message; mend or remove it: {line[:60]!r}"
        raise Undeliverable("manifest_broken", permanent=False, detail=detail) from error
    return key


def _file_name(key: str) -> str:
    """The key when it is a plain name; else its hash, so that no key can point outside the folder."""
    return key if _NAME.fullmatch(key) else hashlib.sha256(key.encode()).hexdigest()


def _replace(path: Path, made: bytes) -> None:
    """All or nothing: beside its place first, then renamed."""
    beside = path.with_name(f".{path.name}.{os.getpid()}-{threading.get_ident()}")
    try:
        handle = os.open(beside, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o644)
        try:
            _write_all(handle, made)
            os.fsync(handle)
        finally:
            os.close(handle)
        beside.replace(path)
    except OSError:
        beside.unlink(missing_ok=True)
        raise


def _write_all(handle: int, data: bytes) -> None:
    left = memoryview(data)
    while left:
        left = left[os.write(handle, left) :]


@contextmanager
def _disk_faults() -> Iterator[None]:
    """A full or broken disk as a refusal that trying again can mend."""
    try:
        yield
    except OSError as error:
        raise Undeliverable("disk_fault", permanent=False, detail=str(error.strerror)) from error
