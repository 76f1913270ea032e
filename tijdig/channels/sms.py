"""An SMS as the outbox keeps it, and the checks any gateway needs: a number, a short sender, few parts."""

import re
import unicodedata
from typing import Final

from tijdig.channels.base import Message, Undeliverable
from tijdig.messages.facts import Sender
from tijdig.messages.sms import parts

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


def text_file(message: Message) -> bytes:
    """To, from, size and the words, one after the other."""
    words = message.content.text
    size = parts(words)
    head = f"Aan: {number(message.recipient.mobile)}\nVan: {sender_name(message.sender)}\n"
    return f"{head}Delen: {size.parts} ({size.encoding}, {size.units})\n\n{words}\n".encode()
