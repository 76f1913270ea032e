"""What one file did, or would do, in numbers."""

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

COUNTED = (
    *("new_customers", "new_claims", "lowered", "raised", "returned", "closed"),
    *("changed_details", "changed_points", "changed_claims"),
)


@dataclass
class IntakeReport:
    """The outcome of one file. `refusal` says in plain Dutch why nothing was taken in, and is empty when it was."""

    file: str
    is_dry_run: bool = False
    number: int | None = None
    rows: int = 0
    later: int = 0  # bills of after the day of intake, in a file that holds the whole history
    bad: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    remarks: Counter[str] = field(default_factory=Counter)
    rejects_file: Path | None = None
    refusal: str = ""
    refusal_code: str = ""

    @property
    def is_refused(self) -> bool:
        """Whether nothing of this file was taken in."""
        return bool(self.refusal)

    @property
    def has_changed_nothing(self) -> bool:
        """Whether everything was known already."""
        return not any(self.counts[name] for name in COUNTED)

    def facts(self) -> dict[str, int]:
        """The numbers, as they are kept with the intake and in the trail."""
        numbers = {"rows": self.rows, "bad": self.bad, "later": self.later}
        return numbers | {name: self.counts[name] for name in COUNTED if self.counts[name]}
