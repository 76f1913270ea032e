"""Languages: what each is called, how it writes days and amounts, and which of its texts may go out."""

from tijdig.messages.languages.signing import Signature, chosen, is_signed, may_go, signature
from tijdig.messages.languages.speech import DUTCH, Speech, codes, frame, known, speech

__all__ = [
    "DUTCH",
    "Signature",
    "Speech",
    "chosen",
    "codes",
    "frame",
    "is_signed",
    "known",
    "may_go",
    "signature",
    "speech",
]
