"""An SMS as the outbox keeps it, and the checks any gateway needs: a number, a short sender, few parts."""

import re
import unicodedata
from typing import Final

from tijdig.channels.base import Message, Undeliverable
from tijdig.messages.facts import Sender
from tijdig.messages.sms import SmsSize, has_link, parts
from tijdig.policy import load
from tijdig.rules.workdays import local_day

SENDER_MAX: Final = 11  # GSM 03.40: more letters a phone cannot show as a sender
_NUMBER: Final = re.compile(r"\+[1-9]\d{7,14}")
_NO_NAME: Final = re.compile(r"[^A-Za-z0-9 ]")


def number(mobile: str) -> str:
    """`06 12 34 56 78` as `+31612345678`, or Undeliverable."""
    digits = re.sub(r"[\s().-]", "", mobile)
    if digits.startswith("00"):
        digits = "+" + digits[2:]
    elif digits.startswith("06"):
        digits = "+31" + digits[1:]
    if _NUMBER.fullmatch(digits) is None:
        raise Undeliverable("number_wrong", permanent=True, detail="this is no mobile number")
    return digits


def sender_name(sender: Sender) -> str:
    """The name on the screen: letters and digits, eleven at most."""
    plain = unicodedata.normalize("NFKD", sender.sms_sender or sender.name)
    return " ".join(_NO_NAME.sub("", plain).split())[:SENDER_MAX].strip()


def size_of(message: Message) -> SmsSize:
    """What the text costs; Undeliverable when it is longer than a text message may be, or holds a link it may not."""
    size, most = parts(message.content.text), load(local_day(message.at)).messages.sms_max_parts
    if size.parts > most:
        detail = f"this text takes {size.parts} parts, {most} is the most"
        raise Undeliverable("too_long", permanent=True, detail=detail, about_address=False)
    if not message.sender.links and has_link(message.content.text):
        raise Undeliverable("holds_link", permanent=True, detail="this sender sends no links", about_address=False)
    return size


def text_file(message: Message) -> bytes:
    """To, from, size and the words, one after the other."""
    size = size_of(message)
    head = f"Aan: {number(message.recipient.mobile)}\nVan: {sender_name(message.sender)}\n"
    return f"{head}Delen: {size.parts} ({size.encoding}, {size.units})\n\n{message.content.text}\n".encode()
