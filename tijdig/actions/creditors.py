"""Creditors: setting one up and changing it, all at once or not at all; and saying for whom nothing goes out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from tijdig.actions import audit
from tijdig.actions.refusals import ConflictError
from tijdig.intake.creditors import CardError, complete, faults
from tijdig.models import Creditor
from tijdig.queries import creditors
from tijdig.rules.workdays import local_day

MUTED = (
    "{name} ({code}) schrijft namens een ander, maar heeft geen Wki-registratie. Er gaat niets uit. "
    "Vul sender.wki_registration in en zet de kaart opnieuw in Tijdig (tijdig creditor)."
)

TRACED = ("sector", "is_formal", "charges_costs", "sender_type", "policy_overrides")
"""Choices that decide what customers get: the trail keeps their new value, of the rest only that it changed."""


@dataclass(frozen=True)
class Outcome:
    """What became of a card: per column that changed its value before and after."""

    creditor: Creditor
    is_new: bool
    changes: Mapping[str, tuple[Any, Any]]


def put(
    values: Mapping[str, Any], *, by: str, at: datetime, version: int | None = None, dry_run: bool = False
) -> Outcome:
    """Add the creditor with this code, or make it what `values` say; a dry run only tells what would change.

    CardError with every fault when the values cannot be used; ConflictError when it is no longer the `version` that
    somebody looked at. The same values again change nothing and leave no trace.
    """
    full = complete(values)
    if wrong := faults(full, local_day(at)):
        raise CardError(wrong)
    with transaction.atomic():
        outcome = _compare(full, version, dry_run=dry_run)
        if outcome.changes and not dry_run:
            _keep(outcome, by=by, at=at)
    return outcome


def muted_notes() -> tuple[str, ...]:
    """A sentence for every creditor for whom nothing may go out."""
    return tuple(MUTED.format(name=creditor.name, code=creditor.code) for creditor in creditors.muted())


def _compare(full: Mapping[str, Any], version: int | None, *, dry_run: bool) -> Outcome:
    """Hold the values against the locked row; a new row is made first, so that two who add the same one take turns."""
    rows = Creditor.objects.select_for_update(no_key=True).filter(code=full["code"])
    creditor, is_new = rows.first(), False
    if creditor is None:
        if version is not None:
            raise ConflictError
        creditor, is_new = (Creditor(**full), True) if dry_run else rows.get_or_create(code=full["code"], defaults=full)
    if version not in (None, creditor.version):
        raise ConflictError
    if is_new:
        return Outcome(creditor, is_new, {column: (None, value) for column, value in full.items()})
    before = {column: getattr(creditor, column) for column in full}
    changed = {column: (before[column], value) for column, value in full.items() if before[column] != value}
    return Outcome(creditor, is_new, changed)


def _keep(outcome: Outcome, *, by: str, at: datetime) -> None:
    """Write the row, one version on, and its trace."""
    creditor = outcome.creditor
    if not outcome.is_new:
        for column, (_, after) in outcome.changes.items():
            setattr(creditor, column, after)
        creditor.version += 1
        creditor.save(update_fields=[*outcome.changes, "version"])
    chosen = {column: outcome.changes[column][1] for column in TRACED if column in outcome.changes}
    facts = {"changed": sorted(outcome.changes), "version": creditor.version, "chosen": chosen}
    audit.record("creditor.added" if outcome.is_new else "creditor.changed", creditor, by=by, at=at, facts=facts)
