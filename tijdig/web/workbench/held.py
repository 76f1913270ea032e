"""A file between looking and booking: it stays in the colleague's own page, and our seal says that it is the same.

Nothing of it is kept here. The seal holds the hash of what was looked at, whose it is and for which organisation, so
another file, another plan, another colleague or another organisation does not pass.
"""

import base64
import binascii
import hashlib
import hmac
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.core import signing

from tijdig.queries.doors import Staff

SALT = "tijdig.web.workbench.held"


@dataclass(frozen=True, slots=True)
class Held:
    """A file in somebody's hands, and what was looked at of it."""

    name: str
    content: bytes
    looked_at: str = ""

    @property
    def packed(self) -> str:
        """The content as text that fits in a form."""
        return base64.urlsafe_b64encode(zlib.compress(self.content)).decode()

    def seal(self, staff: Staff) -> str:
        """What only we can make: this content, with this outcome, for this colleague here."""
        return signing.dumps(_facts(self.name, self.content, self.looked_at, staff), salt=SALT)

    @contextmanager
    def as_file(self) -> Iterator[Path]:
        """The content as a file for whoever reads files; gone again afterwards."""
        with TemporaryDirectory(prefix="tijdig-") as folder:
            path = Path(folder) / self.name
            path.write_bytes(self.content)
            yield path


def named(name: str) -> str:
    """A file name without a way to anywhere, as people gave it."""
    plain = "".join(sign for sign in name.replace("\\", "/").rpartition("/")[2] if sign.isprintable())
    short = plain.encode()[-120:].decode(errors="ignore")  # no system takes a name of any length
    return short.strip(" .") or "betalingen"


def unsealed(packed: str, seal: str, staff: Staff, *, most: int, lasts: timedelta) -> Held | None:
    """What comes back from a page, when it is exactly what we showed this colleague; None when anything differs."""
    try:
        facts: dict[str, Any] = signing.loads(seal, salt=SALT, max_age=lasts)
        content = zlib.decompressobj().decompress(base64.urlsafe_b64decode(packed.encode()), most)
    except (signing.BadSignature, binascii.Error, zlib.error, ValueError):
        return None
    found = _facts(facts["name"], content, facts["looked_at"], staff)
    is_same = hmac.compare_digest(found["sha256"], facts["sha256"]) and found == facts
    return Held(facts["name"], content, facts["looked_at"]) if is_same else None


def _facts(name: str, content: bytes, looked_at: str, staff: Staff) -> dict[str, Any]:
    return {
        "name": name,
        "sha256": hashlib.sha256(content).hexdigest(),
        "looked_at": looked_at,
        "user": staff.user_id,
        "creditor": staff.creditor_id,
    }
