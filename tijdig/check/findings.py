"""What the checker says: a finding stands at a place in the text, with what to write instead and why."""

from dataclasses import dataclass
from typing import NamedTuple

ERROR, WARNING, INFO = "error", "warning", "info"
KINDS = ("letter", "email", "sms", "envelope")


class Hit(NamedTuple):
    """What a rule found: a place in the text (0, 0: the whole text), and what is the matter."""

    start: int
    end: int
    message: str
    suggestion: str = ""
    severity: str = ""  # when it is other than that of the rule


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding, as it is shown; line and column count from 1."""

    code: str
    severity: str
    start: int
    end: int
    line: int
    column: int
    words: str
    message: str
    suggestion: str
    why: str

    @property
    def is_error(self) -> bool:
        """Whether the letter should not go out like this."""
        return self.severity == ERROR
