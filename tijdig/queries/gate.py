"""The gate once more, at the moment of sending: may these words still go out by this way on this day?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from tijdig.models import Contact, Creditor, Decision
from tijdig.planner import codes
from tijdig.planner.codes import NOTHING, Kind, Whether
from tijdig.planner.decisions import Decisions
from tijdig.planner.plan import empty, judge
from tijdig.planner.today import today_for
from tijdig.queries import frames, policies
from tijdig.queries.parts import Part
from tijdig.words import StopReason

WORDS = {"frame": codes.Frame, "tone": codes.Tone, "by_whom": codes.ByWhom, "to_whom": codes.ToWhom}
SAID = ("frame", "tone", "to_whom")


def faults(contacts: Sequence[Contact], day: date) -> dict[int, StopReason]:
    """For each message of a moment that a hard constraint keeps back on this day: why it must not go out.

    The constraints are those of the planner, on the facts as they are now; the moment itself is left out of the
    counts, since it must not stand in its own way. The contacts come with moment, case, customer and creditor.
    """
    by_creditor: dict[int, list[Contact]] = defaultdict(list)
    for contact in contacts:
        if contact.moment and contact.moment.decision_id:
            by_creditor[contact.case.creditor_id].append(contact)
    found: dict[int, StopReason] = {}
    for mine in by_creditor.values():
        found |= dict(_kept_back(mine[0].case.creditor, mine, day))
    return found


@dataclass(frozen=True)
class _Judged:
    """The decisions behind some messages, before and after the gate, and the row of each moment."""

    proposed: Decisions
    judged: Decisions
    rows: dict[int, int]

    def stops(self, contact: Contact) -> bool:
        """Whether the gate leaves this carrier out, or would say it otherwise."""
        row = self.rows.get(contact.moment_id or 0)
        if row is None:
            return False
        kind = Kind[contact.kind.upper()]
        before, after = ({name: int(made.columns[name][row]) for name in SAID} for made in (self.proposed, self.judged))
        is_other = any(after[name] != word for name, word in before.items() if word != NOTHING)
        return bool(not self.judged.acts[row] or not self.judged.channels[row] & kind or is_other)


def _kept_back(creditor: Creditor, contacts: Sequence[Contact], day: date) -> Iterator[tuple[int, StopReason]]:
    moments = {contact.moment.pk: contact.moment for contact in contacts if contact.moment}
    made = Decision.objects.in_bulk({moment.decision_id for moment in moments.values() if moment.decision_id})
    part = Part(creditor, creditor.visible_intake, ids=tuple(sorted({moment.case_id for moment in moments.values()})))
    frame = frames.read(part, day, but=moments)
    place = {case: row for row, case in enumerate(frame.accounts.case_id.tolist())}
    still = [moment for moment in moments.values() if moment.case_id in place]
    accounts = frame.accounts.take(np.array([place[moment.case_id] for moment in still], dtype=np.intp))
    proposed = _proposed(accounts.case_id, [made[moment.decision_id] for moment in still], day)
    judged = judge(accounts, today_for(accounts.product, policies.of(creditor, day), day), proposed)
    outcome = _Judged(proposed, judged, {moment.pk: row for row, moment in enumerate(still)})
    for contact in contacts:
        if outcome.stops(contact):
            yield contact.pk, StopReason.CHANGED


def _proposed(ids: NDArray[np.int64], behind: Sequence[Decision], day: date) -> Decisions:
    """What was decided, as the planner's columns; a word that the planner no longer knows counts as nothing."""
    made = empty(ids, day)
    for row, decision in enumerate(behind):
        made.columns["whether"][row] = Whether.ACT
        made.columns["stage"][row] = codes.Stage[decision.stage.upper()] if decision.stage else NOTHING
        made.columns["channels"][row] = sum(Kind[kind.upper()] for kind in decision.channels)
        for name, kinds in WORDS.items():
            word = _word(decision, name).upper()
            made.columns[name][row] = kinds[word] if word in kinds.__members__ else NOTHING
    return made


def _word(decision: Decision, name: str) -> str:
    """What was decided in this dimension; nothing where that was not kept."""
    return str(getattr(decision, name, "") or decision.kind.more.get(name, ""))
