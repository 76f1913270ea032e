"""In which order things were done on a case, told from its trail: also where a minute, or a demo, stands still."""

from bisect import bisect_left
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from tijdig.models import AuditEvent, Case


@dataclass(frozen=True)
class Acts:
    """What was done on a case, one act after another; an act may have written many lines."""

    places: dict[str, int]
    times: list[datetime]

    def place(self, at: datetime, lines: tuple[str, ...]) -> int:
        """In which act this was done; without a line of its own, in the first of its moment, or after those before."""
        known = next((self.places[line] for line in lines if line in self.places), None)
        if known is not None:
            return known
        first = bisect_left(self.times, at)
        return first if first < len(self.times) and self.times[first] == at else first - 1


def of(case: Case) -> Acts:
    """The acts on this case. What one click, or one hand in one moment, wrote is one act."""
    rows = AuditEvent.objects.filter(case_id_text=str(case.pk)).order_by("pk")
    values = rows.values_list("pk", "what", "noun_id", "at", "by", "request_id")
    places: dict[str, int] = {}
    times: list[datetime] = []
    for place, (_, lines) in enumerate(groupby(values, key=lambda row: row[5] or row[3:5])):
        acts = list(lines)
        times.append(max([acts[0][3], *times[-1:]]))
        for number, what, noun, *_ in acts:
            places[f"{what}:{noun}"] = places[line(number)] = place
    return Acts(places, times)


def line(number: int) -> str:
    """A line of the trail, as the acts know it by itself."""
    return f"#{number}"
