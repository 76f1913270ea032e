"""An e-mail as bytes: text and HTML, proper headers, the same bytes for the same message."""

import hashlib
import re
from collections.abc import Mapping
from datetime import UTC
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Final
from urllib.parse import quote

from tijdig.channels.base import Message, Undeliverable
from tijdig.channels.email import html
from tijdig.messages import content as words
from tijdig.messages.content import Block
from tijdig.messages.facts import Formality
from tijdig.messages.languages import frame
from tijdig.messages.values import clean

_LABEL: Final = r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"
_ADDRESS: Final = re.compile(rf"[A-Za-z0-9.!#$%&'*+/=?^_`{{|}}~-]+@{_LABEL}(?:\.{_LABEL})+")
_HTTPS: Final = re.compile(r"https://[A-Za-z0-9./:_-]+")

# Signs with a meaning of their own in an address line. Python forgets the quotes around a name when it folds the line,
# and unpacks encoded words (=?…?=) in it, line ends and all: a name without these signs leaves nothing to it.
_MEANING: Final = re.compile(r'[()<>\[\]:;@\\,"=?]')


def eml(message: Message) -> bytes:
    """The e-mail, or Undeliverable when an address is none."""
    sender, recipient, text = message.sender, message.recipient, message.content
    own = _address(sender.name, sender.email, "sender_address_wrong")
    mail = EmailMessage(policy=SMTP)
    mail["From"] = own
    mail["To"] = _address(recipient.via or recipient.name, recipient.email, "address_wrong")
    mail["Reply-To"] = own
    mail["Subject"] = clean(text.subject).replace("=?", "= ?")
    mail["Date"] = format_datetime(message.at.astimezone(UTC))
    mail["Message-ID"] = f"<{_digest('id', message.key)}@{own.domain}>"
    # No machine should answer it, and it is no marketing: replies by people are welcome.
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(_plain(message), charset="utf-8", cte="quoted-printable")
    page = html.page(text, sender, message.other_way)
    mail.add_alternative(page, subtype="html", charset="utf-8", cte="quoted-printable")
    mail["Content-Language"] = text.language
    mail.set_boundary(f"=_{_digest('boundary', message.key)}")
    return _other_way(message) + mail.as_bytes()


def _digest(use: str, key: str) -> str:
    return hashlib.sha256(f"{use}:{key}".encode()).hexdigest()[:32]


def _address(name: str, address: str, fault: str) -> Address:
    if _ADDRESS.fullmatch(address) is None or len(address) > 254:
        raise Undeliverable(fault, permanent=True, detail="this is no e-mail address")
    return Address(display_name=" ".join(_MEANING.sub(" ", clean(name)).split()), addr_spec=address)


def _other_way(message: Message) -> bytes:
    """ "Unsubscribe" in a mail program leads to another way of hearing from us, never to silence (LAW 3.9).

    Its one click needs no sign-in and takes effect at once (RFC 8058). Without links the mail program writes to us.
    Python would fold and encode a long address until no program knows it: these lines are ours, from safe signs only.
    """
    if not _HTTPS.fullmatch(message.other_way):
        return b""
    subject = quote(_framed(message)["other_way_subject"])
    letter = f"<mailto:{quote(message.sender.email, safe='@')}?subject={subject}>"
    if not message.sender.links:
        return f"List-Unsubscribe: {letter}\r\n".encode("ascii")
    lines = (
        f"List-Unsubscribe: <{message.other_way}>,",
        f" {letter}",
        "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
    )
    return "".join(f"{line}\r\n" for line in lines).encode("ascii")


def _framed(message: Message) -> Mapping[str, str]:
    formality: Formality = "je" if message.content.formality == "je" else "u"
    return frame(message.content.language, formality)


def _plain(message: Message) -> str:
    parts = [_told(block, links=message.sender.links) for block in message.content.blocks]
    if message.other_way and message.sender.links:
        parts.append(f"{_framed(message)['other_way']}\n{message.other_way}")
    return "\n\n".join(parts) + "\n"


def _told(block: Block, *, links: bool) -> str:
    """In text a link is its address, so that it can be clicked; who sends no links has none that could be made one."""
    if not links:
        return html.unlinked(block.plain())
    return _with_links(block).plain()


def _with_links(block: Block) -> Block:
    if block.kind != words.WAYS:
        return block
    rows = tuple(
        (icon, label, address if address.startswith("http") else value, address)
        for icon, label, value, address in block.rows
    )
    return block._replace(rows=rows)
