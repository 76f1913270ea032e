"""What a file of payments did, or would do."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from tijdig.actions.payments_file.planning import Above
from tijdig.intake import Profile, rejects
from tijdig.intake.faults import BadRow

Kept = tuple[int, str, str, str, str]


@dataclass
class PaymentsReport:
    """The outcome of one file. `refusal` says in plain Dutch why nothing was booked, and is empty when it was."""

    file: str
    profile: Profile
    is_dry_run: bool = False
    number: int | None = None  # of the file, among all that this creditor sent
    intake_id: int | None = None
    booked_before: datetime | None = None  # this very content was booked then: nothing happens
    booked_by: str = ""
    sha256: str = ""
    looked_at: str = ""  # what exactly would be booked where: with another plan nothing is booked
    header: tuple[str, ...] = ()
    rows: int = 0
    booked: int = 0
    booked_cents: int = 0
    entries: int = 0
    closed: int = 0
    stopped: int = 0
    known: int = 0  # lines whose payment was booked before
    above: list[Above] = field(default_factory=list)
    alike: list[int] = field(default_factory=list)  # lines that look like a payment booked before
    returned: Sequence[BadRow] = ()
    rejects_file: Path | None = None
    refusal: str = ""
    refusal_code: str = ""

    @property
    def is_refused(self) -> bool:
        """Whether nothing of this file was, or can be, booked."""
        return bool(self.refusal)

    @property
    def is_again(self) -> bool:
        """Whether exactly this file was booked before."""
        return self.booked_before is not None

    def kept(self) -> list[Kept]:
        """The lines that come back, as they are kept and written."""
        return [(*rejects.row_of(bad), rejects.raw_text(bad.raw, self.profile)) for bad in self.returned]

    def facts(self) -> dict[str, int]:
        """The numbers, as they are kept with the file and in the trail."""
        numbers = {name: getattr(self, name) for name in ("rows", "booked", "entries", "closed", "stopped", "known")}
        return numbers | {"above": len(self.above), "returned": len(self.returned)}
