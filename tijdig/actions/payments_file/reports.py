"""What a file of payments did, or would do."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from tijdig.actions.intake.reports import FileReport
from tijdig.actions.payments_file.planning import Above
from tijdig.intake import Profile, rejects
from tijdig.intake.faults import BadRow
from tijdig.intake.rejects import Kept


@dataclass
class PaymentsReport(FileReport):
    """What one file of payments did, or would do."""

    profile: Profile = field(kw_only=True)
    intake_id: int | None = None
    booked_before: datetime | None = None  # this very content was booked then: nothing happens
    booked_by: str = ""
    sha256: str = ""
    looked_at: str = ""  # what exactly would be booked where: with another plan nothing is booked
    header: tuple[str, ...] = ()
    booked: int = 0
    booked_cents: int = 0
    entries: int = 0
    together: int = 0  # lines for a joint arrangement, split there over the organisations
    closed: int = 0
    stopped: int = 0
    known: int = 0  # lines whose payment was booked before
    above: list[Above] = field(default_factory=list)
    above_plan: list[Above] = field(default_factory=list)  # of a joint arrangement, booked nowhere
    alike: list[int] = field(default_factory=list)  # lines that look like another payment
    returned: Sequence[BadRow] = ()

    @property
    def is_again(self) -> bool:
        """Whether exactly this file was booked before."""
        return self.booked_before is not None

    def kept(self) -> list[Kept]:
        """The lines that come back, as they are kept and written."""
        return [rejects.kept(bad, self.profile) for bad in self.returned]

    def facts(self) -> dict[str, int]:
        """The numbers, as they are kept in the trail."""
        numbers = {
            name: getattr(self, name)
            for name in ("rows", "booked", "entries", "together", "closed", "stopped", "known")
        }
        return numbers | {"above": len(self.above) + len(self.above_plan), "returned": len(self.returned)}

    def counts(self) -> dict[str, Any]:
        """The same with what a page tells of it."""
        more = {"above_lines": self.above, "above_plan_lines": self.above_plan}
        return self.facts() | {"cents": self.booked_cents} | more
