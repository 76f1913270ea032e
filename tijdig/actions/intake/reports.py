"""What one file did, or would do, in numbers."""

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

COUNTED = (
    *("new_customers", "new_claims", "lowered", "raised", "returned", "closed"),
    *("changed_details", "changed_points", "changed_claims"),
)


@dataclass
class FileReport:
    """The outcome of any file. `refusal` says in plain Dutch why nothing of it came in, and is empty when it did."""

    file: str
    is_dry_run: bool = False
    number: int | None = None  # among all the files that this creditor sent
    rows: int = 0
    rejects_file: Path | None = None
    refusal: str = ""
    refusal_code: str = ""

    @property
    def is_refused(self) -> bool:
        """Whether nothing of this file came in, or can."""
        return bool(self.refusal)


@dataclass
class IntakeReport(FileReport):
    """What one list brought, or would bring."""

    later: int = 0  # bills of after the day of intake, in a file that holds the whole history
    bad: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    remarks: Counter[str] = field(default_factory=Counter)

    @property
    def has_changed_nothing(self) -> bool:
        """Whether everything was known already."""
        return not any(self.counts[name] for name in COUNTED)

    def facts(self) -> dict[str, int]:
        """The numbers, as they are kept with the intake and in the trail."""
        numbers = {"rows": self.rows, "bad": self.bad, "later": self.later}
        return numbers | {name: self.counts[name] for name in COUNTED if self.counts[name]}
