"""What the verb `tijdig payments` tells a person, in plain Dutch."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management.base import CommandError

from tijdig.actions.payments_file import PaymentsReport
from tijdig.intake import FileError, ProfileError
from tijdig.rules.dutch import number
from tijdig.rules.money import euros_text
from tijdig.rules.references import joint_reference
from tijdig.rules.workdays import local_day

SHOWN = 20
"""So many lines are named one by one."""


@contextmanager
def advice() -> Iterator[None]:
    """What could not be tried at all becomes one clear line on the terminal."""
    try:
        yield
    except (FileError, ProfileError) as error:
        raise CommandError(str(error), returncode=4) from error


def payment_lines(report: PaymentsReport) -> Iterator[str]:
    """The outcome of one file, a line for everything that happened."""
    yield f"Regels in {report.file}: {number(report.rows)}."
    if report.is_again:
        when = f"{local_day(report.booked_before):%d-%m-%Y}" if report.booked_before else ""
        yield f"Precies dit bestand is al geboekt, op {when} (levering {report.number}). Er verandert niets."
        return
    if not report.is_refused:
        yield from _booked(report)
    if report.rejects_file:
        only_look = report.is_refused or report.is_dry_run
        advice = "Hier staat per regel wat u kunt doen:" if only_look else "Verbeter ze hier en stuur dat bestand:"
        yield f"Regels die terugkomen: {number(len(report.returned))}. {advice}"
        yield f"  {report.rejects_file}"


def _booked(report: PaymentsReport) -> Iterator[str]:
    if report.is_dry_run:
        yield "Dit is een proef: er is niets veranderd. Dit zou er gebeuren:"
    if not report.booked:
        yield "Er is niets te boeken. Er verandert niets."
    else:
        yield f"  betalingen geboekt: {number(report.booked)}, samen {euros_text(report.booked_cents)}"
    counts = (
        (report.together, "betalingen voor een gezamenlijk plan, verdeeld over de organisaties"),
        (report.closed, "dossiers die sluiten omdat alles is betaald"),
        (report.stopped, "berichten die niet meer uitgaan"),
        (report.known, "betalingen die al geboekt waren"),
    )
    yield from (f"  {words}: {number(count)}" for count, words in counts if count)
    for line, cents, case in report.above[:SHOWN]:
        yield f"Regel {line}: {euros_text(cents)} meer dan er open stond. Kijk of dat terug moet: dossier {case}."
    for line, cents, plan in report.above_plan[:SHOWN]:
        what = f"{euros_text(cents)} meer dan er open was in {joint_reference(plan)}"
        yield f"Regel {line}: {what}. Dat is niet geboekt: betaal het terug of boek het met de hand."
    if report.alike:
        shown = ", ".join(map(str, report.alike[:SHOWN]))
        yield f"Lijkt op een andere betaling: zelfde klant, dag en bedrag. Kijk dat na. Regel: {shown}."
        if report.is_dry_run:
            yield "Daarom wordt niets van dit bestand geboekt, tenzij u --books-alike meegeeft."
    if report.number and not report.is_dry_run:
        yield f"Dit is levering {report.number}."
